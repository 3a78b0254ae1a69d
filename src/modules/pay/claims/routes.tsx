import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { balanceOf } from '#ledger';
import { facilityActedOn } from '#organisation';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { claimPaymentWish } from './claim.ts';
import { approveClaimPayment, prepareClaimPayment, refuseClaimPayment } from './claim-commands.ts';
import { claimPayments, keptBack } from './claim-queries.ts';
import { claimsPage } from './pages.tsx';
import { claimsUrl } from './urls.ts';
import { say } from './words.ts';

const list = (req: Req, state?: FormState) => ofUnit(req, say(req.locale)('title'), async (reader, facility_id) => claimsPage(req, { kept: await keptBack(reader, facility_id), payments: await claimPayments(reader, facility_id), account_idr: -(await balanceOf(reader, { facility_id, account: '2600' })) }, state));
const tag = 'pay';
export const claimRoutes: Route[] = [
  page({ path: '/bengkel/premi/penyerahan', may: 'deduction.read', show: (req) => list(req) }),
  form({ path: '/bengkel/premi/penyerahan', may: 'claim.hand_on', fields: claimPaymentWish, again: list, act: async (tx, wish, req) => { const { number } = await prepareClaimPayment(tx, wish); return { location: claimsUrl(), notice: say(req.locale)('preparedNotice', { number }) }; } }),
  form({ path: '/bengkel/premi/penyerahan/:id/setuju', may: 'claim.approve', fields: z.object({}), again: list, act: async (tx, _, req) => { const { number } = await approveClaimPayment(tx, { id: idIn(req) }); return { location: claimsUrl(), notice: say(req.locale)('approvedNotice', { number }) }; } }),
  form({ path: '/bengkel/premi/penyerahan/:id/tolak', may: 'claim.approve', fields: z.object({ reason: longText }), again: list, act: async (tx, { reason }, req) => { const { number } = await refuseClaimPayment(tx, { id: idIn(req), reason }); return { location: claimsUrl(), notice: say(req.locale)('refusedNotice', { number }) }; } }),
  readEndpoint({ path: '/api/v1/claim-payments', may: 'deduction.read', tag, summary: 'What was kept back for others, claim by claim, and what was handed on', query: z.strictObject({ facility: z.string().max(60).optional() }), read: async (reader, { query }) => { const facility_id = await facilityActedOn(reader, query.facility); return { kept: await keptBack(reader, facility_id), items: await claimPayments(reader, facility_id) }; } }),
  writeEndpoint({ path: '/api/v1/claim-payments', may: 'claim.hand_on', tag, summary: 'Prepares handing on what was kept back', body: claimPaymentWish, act: (tx, { body }) => prepareClaimPayment(tx, body) }),
  writeEndpoint({ path: '/api/v1/claim-payments/:id/approval', may: 'claim.approve', tag, summary: 'A second person approves: posted', body: z.strictObject({}), act: (tx, { params }) => approveClaimPayment(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/claim-payments/:id/refusal', may: 'claim.approve', tag, summary: 'Refuses a handover with a reason', body: z.strictObject({ reason: longText }), act: (tx, { params, body }) => refuseClaimPayment(tx, { id: idIn({ params }), ...body }) }),
];
