/** /izin: what anybody may check, in words and for machines; use and revocation by those who may. */
import { dayIn } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { NotFound } from '#kernel/refusal.ts';
import { file, form, page, type Req, type Route } from '#kernel/web.ts';
import { permitPage } from './pages/permit.tsx';
import { newUse, revocation, verifiedPermit } from './permit.ts';
import { revokePermit, usePermit } from './permit-commands.ts';
import { permitByCode, publicKeys, usesOf } from './permit-queries.ts';
import { reasonsOn } from './queries.ts';
import { standingOf } from './standing.ts';
import { urls } from './urls.ts';
import { sayWaiver } from './words.ts';

export const permitRoutes: Route[] = [
  file({ path: '/izin/jwks.json', may: 'anyone', send: async (req) => answer(JSON.stringify({ keys: await publicKeys(req.shop) }), 'application/jwk-set+json') }),
  page({ path: '/izin/:code', may: 'anyone', show: (req) => shown(req) }),
  file({ path: '/izin/:code/izin.jws', may: 'anyone', send: async (req) => answer((await found(req)).jws, 'application/jose') }),
  form({ path: '/izin/:code/pakai', may: 'permit.use', fields: newUse, again: shown, act: async (tx, input, req) => {
    await usePermit(tx, codeIn(req), input);
    return { location: urls.permit(req.locale, codeIn(req)), notice: sayWaiver(req.locale)('used') };
  } }),
  form({ path: '/izin/:code/cabut', may: 'permit.revoke', fields: revocation, again: shown, act: async (tx, input, req) => {
    await revokePermit(tx, codeIn(req), input);
    return { location: urls.permit(req.locale, codeIn(req)), notice: sayWaiver(req.locale)('revoked') };
  } }),
];

const codeIn = (req: Req): string => (req.params['code'] ?? '').trim().toUpperCase().slice(0, 40);
async function found(req: Req) {
  const permit = await permitByCode(req.shop, codeIn(req));
  if (!permit) throw new NotFound();
  return permit;
}

/** Signature, days, use and revocation are looked at anew each time. */
async function shown(req: Req, state?: FormState) {
  const [permit, keys, today] = [await found(req), await publicKeys(req.shop), dayIn('Asia/Jakarta', req.now)];
  const signed = await verifiedPermit(permit.jws, keys);
  const reason = (await reasonsOn(req.shop, today)).find(({ code }) => code === permit.reason_code);
  const near = req.actor.agency_id !== null || req.actor.facility_ids === 'all';
  const uses = near ? await req.read((reader) => usesOf(reader, permit.code)) : undefined;
  return permitPage(req, { permit, standing: await standingOf(permit, keys, today), trial: signed?.trial ?? false, reason: reason ? (req.locale === 'en' ? reason.name_en : reason.name_id) : permit.reason_code, uses, today }, state);
}

const answer = (body: string, type: string): Response => new Response(body, { headers: { 'content-type': type, 'access-control-allow-origin': '*', 'cache-control': 'no-cache' } });
