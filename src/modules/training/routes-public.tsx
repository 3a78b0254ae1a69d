/** /sertifikat: what anybody may check, in words and for machines. Read by the shop's role, which sees no person and no facility. */
import { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, page, plainForm, type Req, type Route } from '#kernel/web.ts';
import { renderDocument } from '#ui';
import { currentIssuer, issuers, publicKeys, publishedCredential, publishedList, publishedUnit, type PublishedCredential } from './certificate-queries.ts';
import { didDocument, didOf, hashedName } from './credential.ts';
import { checkPage, unitPage, type Checked } from './pages/check.tsx';
import { proofHolds, publicKeyOf, type SignedCredential } from './proof.ts';
import { urls } from './urls.ts';

export const publicRoutes: Route[] = [
  page({ path: '/sertifikat', may: 'anyone', show: async (req) => {
    const code = tidy(req.query['kode'] ?? '');
    if (code) return new Response(null, { status: 303, headers: { location: urls.published(req.locale, encodeURIComponent(code)) } });
    return checkPage(req, await issuerName(req));
  } }),
  file({ path: '/sertifikat/did.json', may: 'anyone', send: async (req) => json(didDocument(await hostedIssuer(req), await publicKeys(req.shop)), 'application/did+json') }),
  file({ path: '/sertifikat/jwks.json', may: 'anyone', send: async (req) => {
    const did = didOf(await hostedIssuer(req));
    return json({ keys: (await publicKeys(req.shop)).map((key) => ({ ...publicKeyOf(key.public_multibase).export({ format: 'jwk' }), kid: `${did}#${key.kid}`, alg: 'EdDSA', use: 'sig' })) }, 'application/jwk-set+json');
  } }),
  file({ path: '/sertifikat/status/:list{[0-9]+}', may: 'anyone', send: async (req) => {
    const list = await publishedList(req.shop, z.coerce.number().int().max(1_000_000).catch(0).parse(req.params['list']));
    if (!list) throw new NotFound();
    return wantsJwt(req) ? text(list.jwt, 'application/vc+jwt') : text(list.body, 'application/vc');
  } }),
  page({ path: '/sertifikat/unit/:code', may: 'anyone', show: async (req) => {
    const unit = await publishedUnit(req.shop, req.params['code'] ?? '');
    if (!unit) throw new NotFound();
    return unitPage(req, await issuerName(req), unit);
  } }),
  file({ path: '/sertifikat/:file{[A-Z0-9]+\\.json}', may: 'anyone', send: async (req) => text((await found(req, '.json')).body, 'application/vc') }),
  file({ path: '/sertifikat/:file{[A-Z0-9]+\\.jwt}', may: 'anyone', send: async (req) => text((await found(req, '.jwt')).jwt, 'application/vc+jwt') }),
  page({ path: '/sertifikat/:code', may: 'anyone', show: async (req) => {
    const credential = await publishedCredential(req.shop, tidy(req.params['code'] ?? ''));
    if (credential && wantsJwt(req)) return text(credential.jwt, 'application/vc+jwt');
    if (credential && wantsJson(req)) return text(credential.body, 'application/vc');
    return checkPage(req, credential?.issuer_name ?? (await issuerName(req)), await look(req, credential));
  } }),
  plainForm({
    path: '/sertifikat/:code', may: 'anyone', fields: z.strictObject({ nama: z.string().trim().min(1).max(200) }), again: (req, state) => compared(req, undefined, state),
    act: async ({ nama }, req) => new Response(renderDocument(await compared(req, nama)), { headers: { 'content-type': 'text/html; charset=utf-8', 'cache-control': 'no-store' } }),
  }),
];

/** An earlier issuer's address keeps answering for what it signed: the host that was asked says whose keys are meant. */
async function hostedIssuer(req: Req): Promise<string> {
  const { host } = new URL(req.raw.url);
  const known = (await issuers(req.shop)).find((each) => new URL(each.url).host === host);
  return (known ?? (await currentIssuer(req.shop, today(req)))).url;
}

async function compared(req: Req, name: string | undefined, state?: FormState) {
  const credential = await publishedCredential(req.shop, tidy(req.params['code'] ?? ''));
  const named = credential && name !== undefined ? hashedName(name, credential.name_salt) === credential.name_hash : undefined;
  return checkPage(req, credential?.issuer_name ?? (await issuerName(req)), { ...(await look(req, credential)), named }, state);
}

/** Signature, status and date are looked at anew each time. */
async function look(req: Req, credential: PublishedCredential | undefined): Promise<Checked> {
  const code = tidy(req.params['code'] ?? '').slice(0, 40);
  if (!credential) return { code, standing: 'unknown' };
  const signed = JSON.parse(credential.body) as SignedCredential;
  const keys = new Map((await publicKeys(req.shop)).map((key) => [`${signed.issuer.id}#${key.kid}`, key.public_multibase]));
  if (!proofHolds(signed, keys)) return { code, credential, standing: 'broken' };
  if (credential.revoked_at) return { code, credential, standing: 'revoked' };
  return { code, credential, standing: credential.valid_until && credential.valid_until < today(req) ? 'expired' : 'valid' };
}

async function found(req: Req, ending: string): Promise<PublishedCredential> {
  const credential = await publishedCredential(req.shop, (req.params['file'] ?? '').slice(0, -ending.length));
  if (!credential) throw new NotFound();
  return credential;
}

const tidy = (code: string): string => code.trim().toUpperCase().replace(/[\s-]/g, '');
const today = (req: Req): string => dayIn('Asia/Jakarta', req.now);
const issuerName = async (req: Req): Promise<string> => (await currentIssuer(req.shop, today(req))).name;
const accepts = (req: Req): string => req.raw.headers.get('accept') ?? '';
const wantsJwt = (req: Req): boolean => /application\/vc\+jwt|application\/jwt/.test(accepts(req));
const wantsJson = (req: Req): boolean => !/text\/html/.test(accepts(req)) && /application\/(vc|ld\+json|vc\+ld\+json|json)\b/.test(accepts(req));

function text(body: string, type: string): Response {
  // Wallets and verifiers read it from pages of their own.
  return new Response(body, { headers: { 'content-type': type, 'access-control-allow-origin': '*', 'cache-control': 'no-cache', vary: 'accept' } });
}
const json = (body: unknown, type: string): Response => text(JSON.stringify(body), type);
