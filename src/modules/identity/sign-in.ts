/** Between our forms and better-auth: one answer for all failures, cookies carried over, nothing said about who exists. */
import { z } from 'zod';
import type { Actor } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { actorOf, forgetActors } from './actor.ts';
import { authOf } from './auth.ts';
import { beginAttempt, forgetAttempts, notMatching, recordSignIn } from './commands/sign-in.ts';

const signedIn = z.object({ user: z.object({ id: z.string() }) });
const needsCode = z.object({ twoFactorRedirect: z.literal(true) });

/** Password first. Answers the cookies and whether a code is still asked. */
export async function signIn(req: Req, { email, password }: { email: string; password: string }): Promise<{ cookies: string[]; code: boolean }> {
  const attempt = { email, address: addressOf(req.raw) };
  await beginAttempt(req.db, attempt);
  const answer = await authOf(req.db).api.signInEmail({ body: { email, password }, headers: browserOf(req), asResponse: true });
  if (answer.status >= 500) throw new Error('sign-in did not work');
  if (!answer.ok) throw notMatching;
  const said: unknown = await answer.json();
  await forgetAttempts(req.db, attempt);
  if (needsCode.safeParse(said).success) return { cookies: answer.headers.getSetCookie(), code: true };
  await recordSignIn(req.db, signedIn.parse(said).user.id);
  return { cookies: answer.headers.getSetCookie(), code: false };
}

/** Then the code of the app, or one of the codes kept for a lost telephone. Five tries per sign-in, ten per account, are better-auth's. */
export async function enterCode(req: Req, code: string): Promise<string[] | undefined> {
  const { api } = authOf(req.db);
  const typed = code.replace(/\s/g, '');
  const request = { headers: browserOf(req), asResponse: true } as const;
  const answer = /^\d{6}$/.test(typed) ? await api.verifyTOTP({ body: { code: typed }, ...request }) : await api.verifyBackupCode({ body: { code: typed }, ...request });
  forgetActors();
  if (!answer.ok) return undefined;
  if (req.actor.role === 'public') await recordSignIn(req.db, signedIn.parse(await answer.json()).user.id);
  return answer.headers.getSetCookie();
}

export async function signOut(req: Req): Promise<string[]> {
  const answer = await authOf(req.db).api.signOut({ headers: browserOf(req), asResponse: true });
  forgetActors();
  return answer.headers.getSetCookie();
}

/** 303 with better-auth's cookies and what is to be said there; `Secure` where people reach us by https. */
export function leadTo(req: Req, location: string, cookies: string[], notice?: string): Response {
  const headers = new Headers({ location, 'cache-control': 'no-store' });
  const all = notice ? [...cookies, `kabar=${encodeURIComponent(notice)}; Max-Age=60; Path=/; HttpOnly; SameSite=Lax`] : cookies;
  for (const cookie of all) headers.append('set-cookie', req.origin.startsWith('https:') && !/;\s*secure/i.test(cookie) ? `${cookie}; Secure` : cookie);
  return new Response(null, { status: 303, headers });
}

/** Only a path of ours; anything else leads to the reader's own surface. */
export function safePath(wanted: string | undefined, otherwise: string): string {
  return wanted !== undefined && /^\/(?![/\\])[^\s\\]*$/.test(wanted) && !wanted.startsWith('/masuk') ? wanted : otherwise;
}

const surfaces: Partial<Record<Actor['role'], string>> = {
  officer: '/bengkel', section_head: '/bengkel', facility_head: '/bengkel', treasurer: '/bengkel', regional: '/pusat', headquarters: '/pusat', auditor: '/pusat',
  procurement_officer: '/pengadaan', commitment_officer: '/pengadaan', partner: '/mitra', admin: '/sistem/pengguna',
};
export function surfaceOf(role: Actor['role']): string {
  return surfaces[role] ?? '/';
}

/** Where somebody who has just received these cookies belongs. */
export async function surfaceAfter(req: Req, cookies: string[]): Promise<string> {
  const cookie = cookies.map((each) => each.split(';')[0] ?? '').join('; ');
  return surfaceOf((await actorOf(req.db, new Request(req.raw.url, { headers: { cookie } }))).role);
}

/** The nearest proxy's word on where the request came from; what stands before it may be invented by the sender. */
export function addressOf(request: Request): string {
  return request.headers.get('x-forwarded-for')?.split(',').at(-1)?.trim().slice(0, 60) ?? 'direct';
}

export function browserOf(req: Req): Headers {
  const headers = new Headers();
  for (const name of ['cookie', 'user-agent']) {
    const value = req.raw.headers.get(name);
    if (value) headers.set(name, value.slice(0, 4000));
  }
  return headers;
}
