/** /akun: what people do with their own account. */
import { z } from 'zod';
import { addDays, instantAt } from '#kernel/calendar.ts';
import { day, parse } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { form, page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { newPassword } from './account.ts';
import { forgetActors } from './actor.ts';
import { authOf } from './auth.ts';
import { chooseAssignment, chooseLocale, endSessions } from './commands/sessions.ts';
import { createToken, revokeToken } from './commands/tokens.ts';
import { languagePage, rolesPage, securityPage, tokensPage, twoFactorCheckPage, twoFactorPage } from './pages/account.tsx';
import { accountById, assignmentsOf, sessionsOf, tokensOf } from './queries.ts';
import { browserOf, enterCode, leadTo, safePath } from './sign-in.ts';
import { urls } from './urls.ts';
import { sayIdentity } from './words.ts';

const may = 'signed-in';
const password_now = z.string().min(1).max(128);

export const accountRoutes: Route[] = [
  page({ path: '/akun', may, show: (req) => leadTo(req, urls.security, []) }),
  page({ path: urls.security, may, show: (req) => security(req) }),
  plainForm({
    path: urls.security, may, fields: z.object({ current_password: password_now, password: newPassword }),
    act: async ({ current_password, password }, req) => {
      const answer = await authOf(req.db).api.changePassword({ body: { currentPassword: current_password, newPassword: password, revokeOtherSessions: true }, headers: browserOf(req), asResponse: true });
      if (!answer.ok) throw new Invalid({ current_password: sayIdentity(req.locale)('passwordWrong') });
      return changed(req, answer, 'account.password_changed', 'passwordChanged');
    },
    again: security,
  }),
  {
    kind: 'form', path: urls.twoFactor, may, again: security,
    submit: async (req, { _token, ...values }): Promise<Drawn> => {
      const { password_now: password } = parse(z.object({ password_now }), values, req.locale);
      const answer = await authOf(req.db).api.enableTwoFactor({ body: { password }, headers: browserOf(req), asResponse: true });
      if (!answer.ok) throw new Invalid({ password_now: sayIdentity(req.locale)('passwordWrong') });
      const { totpURI, backupCodes } = z.object({ totpURI: z.string(), backupCodes: z.array(z.string()) }).parse(await answer.json());
      return twoFactorPage(req, { uri: totpURI, codes: backupCodes });
    },
  },
  page({ path: urls.twoFactorCheck, may, show: (req) => twoFactorCheckPage(req) }),
  plainForm({
    path: urls.twoFactorCheck, may, fields: z.object({ code: z.string().min(6).max(12) }),
    act: async ({ code }, req) => {
      const cookies = await enterCode(req, code);
      if (!cookies) throw new Invalid({ code: sayIdentity(req.locale)('codeWrong') });
      await record(req, 'account.code_on');
      return leadTo(req, urls.security, cookies, sayIdentity(req.locale)('twoFactorDone'));
    },
    again: twoFactorCheckPage,
  }),
  plainForm({
    path: urls.twoFactorStop, may, fields: z.object({ password_now }),
    act: async ({ password_now: password }, req) => {
      const answer = await authOf(req.db).api.disableTwoFactor({ body: { password }, headers: browserOf(req), asResponse: true });
      if (!answer.ok) throw new Invalid({ password_now: sayIdentity(req.locale)('passwordWrong') });
      return changed(req, answer, 'account.code_off', 'twoFactorStopped');
    },
    again: security,
  }),
  form({
    path: urls.sessions, may, fields: z.object({ id: z.uuid().optional() }),
    act: async (tx, { id }, req) => {
      const current = await currentSession(req);
      await endSessions(tx, id ? { id } : { keep: current ?? '00000000-0000-0000-0000-000000000000' });
      return { location: urls.security, notice: sayIdentity(req.locale)('ended') };
    },
    again: security,
  }),
  page({ path: urls.roles, may, show: (req) => roles(req) }),
  form({
    path: urls.roles, may, fields: z.object({ assignment_id: z.uuid() }),
    act: async (tx, { assignment_id }, req) => {
      const session_id = await currentSession(req);
      if (!session_id) throw new Forbidden('session.choose_role');
      await chooseAssignment(tx, { session_id, assignment_id });
      return { location: urls.roles, notice: sayIdentity(req.locale)('roleChosen') };
    },
    again: roles,
  }),
  page({ path: urls.language, may, show: (req) => languagePage(req) }),
  form({
    path: urls.language, may, fields: z.object({ locale: z.enum(['id', 'en']), kembali: z.string().max(500).optional() }),
    act: async (tx, { locale, kembali }) => {
      await chooseLocale(tx, locale);
      // The page that was being read comes back in the other language; that is notice enough.
      if (kembali) return { location: safePath(kembali, urls.language) };
      return { location: urls.language, notice: sayIdentity(locale)('languageSaved') };
    },
    again: languagePage,
  }),
  page({ path: urls.tokens, may, show: async (req) => tokensPage(req, await tokens(req)) }),
  {
    // The token is drawn, not kept: a second send makes a second token, which the list shows and can void.
    kind: 'form', path: urls.tokens, may, again: async (req, state) => tokensPage(req, await tokens(req), { state }),
    submit: async (req, { _token, ...values }): Promise<Drawn> => {
      const { expires_on } = parse(z.object({ expires_on: day.optional() }), values, req.locale);
      const { email } = await req.read((reader) => accountById(reader, ownId(req)));
      const { token } = await req.write((tx) => createToken(tx, { email, ...(expires_on ? { expires_at: instantAt('Asia/Jakarta', addDays(expires_on, 1), '00:00') } : {}) }));
      return tokensPage(req, await tokens(req), { fresh: token });
    },
  },
  form({
    path: urls.revokeToken, may, fields: z.object({ id: z.uuid() }),
    act: async (tx, { id }, req) => {
      await revokeToken(tx, { id });
      return { location: urls.tokens, notice: sayIdentity(req.locale)('tokenRevoked') };
    },
    again: async (req, state) => tokensPage(req, await tokens(req), { state }),
  }),
];

async function security(req: Req, state?: FormState): Promise<Drawn> {
  const current = await currentSession(req);
  const [account, sessions] = await req.read(async (reader) => [await accountById(reader, ownId(req)), await sessionsOf(reader, ownId(req))] as const);
  return securityPage(req, { account, sessions, current }, state);
}

async function roles(req: Req, state?: FormState): Promise<Drawn> {
  return rolesPage(req, await req.read((reader) => assignmentsOf(reader, ownId(req))), state);
}

function tokens(req: Req): ReturnType<typeof tokensOf> {
  return req.read((reader) => tokensOf(reader, ownId(req)));
}

function ownId(req: Req): string {
  if (!req.actor.account_id) throw new Forbidden('signed-in');
  return req.actor.account_id;
}

async function currentSession(req: Req): Promise<string | undefined> {
  return (await authOf(req.db).api.getSession({ headers: browserOf(req) }))?.session.id;
}

async function changed(req: Req, answer: Response, verb: string, word: 'passwordChanged' | 'twoFactorStopped'): Promise<Response> {
  forgetActors();
  await record(req, verb);
  return leadTo(req, urls.security, answer.headers.getSetCookie(), sayIdentity(req.locale)(word));
}

async function record(req: Req, verb: string): Promise<void> {
  await req.write(async (tx) => tx.emit({ verb, facility_id: null, subject_kind: 'account', subject_id: ownId(req) }));
}
