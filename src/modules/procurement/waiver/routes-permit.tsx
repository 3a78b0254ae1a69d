/** /izin: what anybody may check, in words and for machines; use and revocation by those who may. */
import { NotFound } from '#kernel/refusal.ts';
import { file, type Req, type Route } from '#kernel/web.ts';
import { permitByCode, publicKeys } from './permit-queries.ts';

export const permitRoutes: Route[] = [
  file({ path: '/izin/jwks.json', may: 'permit.check', send: async (req) => answer(JSON.stringify({ keys: await publicKeys(req.shop) }), 'application/jwk-set+json') }),
  file({ path: '/izin/:code/izin.jws', may: 'permit.check', send: async (req) => {
    const permit = await permitByCode(req.shop, codeIn(req));
    if (!permit) throw new NotFound();
    return answer(permit.jws, 'application/jose');
  } }),
];

const codeIn = (req: Req): string => (req.params['code'] ?? '').trim().toUpperCase().slice(0, 40);
const answer = (body: string, type: string): Response => new Response(body, { headers: { 'content-type': type, 'access-control-allow-origin': '*', 'cache-control': 'no-cache' } });
