import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { form, idIn, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { z } from 'zod';
import { readingOn } from '../reading.ts';
import { settlementByNumber } from '../queries.ts';
import { ofUnit } from '../revenue/choose-unit.tsx';
import { budgetPage } from './budget-page.tsx';
import { claimWish, decideClaim, proposeClaim } from './claim-commands.ts';
import { because } from './difference.ts';
import { approveDifference, prepareDifference, refuseDifference } from './difference-commands.ts';
import { claims, differenceById, differencesIn, dueDifferences, peopleOf } from './difference-queries.ts';
import { differencePage, differencesPage } from './pages.tsx';
import { approveRealisation, prepareRealisation, refuseRealisation } from './realisation-commands.ts';
import { realisationWish } from './realisation.ts';
import { realisations, waitingForBudget } from './realisation-queries.ts';
import { budgetWaitsUrl, differencesUrl, differenceUrl } from './urls.ts';
import { sayDiffer } from './words.ts';

const all = (req: Req, state?: FormState) => ofUnit(req, sayDiffer(req.locale)('title'), async (reader, facility_id) => differencesPage(req, { due: await dueDifferences(reader, facility_id), rows: await differencesIn(reader, facility_id), claims: await claims(reader, facility_id) }, state));
const one = (req: Req, state?: FormState) => req.read(async (reader) => { const difference = await differenceById(reader, idIn(req)); return differencePage(req, { difference, people: await peopleOf(reader, difference.id) }, state); });
const budget = (req: Req, state?: FormState) => ofUnit(req, sayDiffer(req.locale)('budget'), async (reader, facility_id) => {
  const today = await dayAt(reader, facility_id);
  return budgetPage(req, { waiting: await waitingForBudget(reader, facility_id), receipts: await realisations(reader, facility_id), reading: await readingOn(reader, today, facility_id), today }, state);
});

const tag = 'pay';
const facility = z.string().max(60).optional();
const nothing = z.strictObject({});
const claimPath = '/bengkel/selisih/kelebihan/:id';
export const differenceRoutes: Route[] = [
  page({ path: differencesUrl(), may: 'settlement.read', show: (req) => all(req) }),
  form({
    path: differencesUrl(), may: 'difference.prepare', fields: because.extend({ settlement: z.string().max(40) }), again: all,
    act: async (tx, { settlement, reason }, req) => {
      const { id: settlement_id } = await settlementByNumber(tx, await facilityActedOn(tx), settlement);
      const made = await prepareDifference(tx, { settlement_id, reason });
      return made.id === null ? { location: differencesUrl(), notice: sayDiffer(req.locale)('completedNow') } : { location: differenceUrl(made.id), notice: sayDiffer(req.locale)('preparedNow', { number: made.number }) };
    },
  }),
  form({ path: `${claimPath}/usul`, may: 'claim.propose', fields: claimWish, again: all, act: async (tx, wish, req) => { const { difference } = await proposeClaim(tx, { id: idIn(req), ...wish }); return { location: `${differencesUrl()}#kelebihan`, notice: sayDiffer(req.locale)('claimProposed', { difference }) }; } }),
  ...(['setuju', 'tolak'] as const).map((act) => form({ path: `${claimPath}/${act}`, may: 'claim.decide', fields: z.object({}), again: all, act: async (tx, _, req) => { const agreed = act === 'setuju'; const { difference } = await decideClaim(tx, { id: idIn(req), agreed }); return { location: `${differencesUrl()}#kelebihan`, notice: sayDiffer(req.locale)(agreed ? 'claimDecided' : 'claimBack', { difference }) }; } })),
  page({ path: '/bengkel/selisih/:id', may: 'settlement.read', show: (req) => one(req) }),
  form({ path: '/bengkel/selisih/:id/setuju', may: 'difference.approve', fields: z.object({}), again: one, act: async (tx, _, req) => { const { number, journal } = await approveDifference(tx, { id: idIn(req) }); return { location: differenceUrl(idIn(req)), notice: sayDiffer(req.locale)('approvedNow', { number, journal }) }; } }),
  form({ path: '/bengkel/selisih/:id/tolak', may: 'difference.approve', fields: because, again: one, act: async (tx, { reason }, req) => { const { number } = await refuseDifference(tx, { id: idIn(req), reason }); return { location: differencesUrl(), notice: sayDiffer(req.locale)('refusedNow', { number }) }; } }),
  page({ path: budgetWaitsUrl(), may: 'settlement.read', show: (req) => budget(req) }),
  form({ path: budgetWaitsUrl(), may: 'realisation.prepare', fields: realisationWish, again: (req, state) => budget(req, state ?? emptyForm), act: async (tx, wish, req) => { const { number } = await prepareRealisation(tx, { facility_id: await facilityActedOn(tx), ...wish }); return { location: budgetWaitsUrl(), notice: sayDiffer(req.locale)('receivedNow', { number }) }; } }),
  form({ path: '/bengkel/menunggu-anggaran/:id/setuju', may: 'realisation.approve', fields: z.object({}), again: budget, act: async (tx, _, req) => { const { number, journal } = await approveRealisation(tx, { id: idIn(req) }); return { location: budgetWaitsUrl(), notice: sayDiffer(req.locale)('passedOn', { number, journal }) }; } }),
  form({ path: '/bengkel/menunggu-anggaran/:id/tolak', may: 'realisation.approve', fields: because, again: budget, act: async (tx, { reason }, req) => { const { number } = await refuseRealisation(tx, { id: idIn(req), reason }); return { location: budgetWaitsUrl(), notice: sayDiffer(req.locale)('receiptRefused', { number }) }; } }),
  readEndpoint({ path: '/api/v1/settlement-differences', may: 'settlement.read', tag, summary: 'Settlements to be computed again, differences, and what was paid beyond a part', query: z.strictObject({ facility }), read: async (reader, { query }) => { const facility_id = await facilityActedOn(reader, query.facility); return { due: await dueDifferences(reader, facility_id), items: await differencesIn(reader, facility_id), claims: await claims(reader, facility_id), next_cursor: null }; } }),
  readEndpoint({ path: '/api/v1/settlement-differences/:id', may: 'settlement.read', tag, summary: 'One difference with each person’s part before and after', read: async (reader, { params }) => ({ ...(await differenceById(reader, idIn({ params }))), workers: (await peopleOf(reader, idIn({ params }))).map(({ roster_code: _, ...person }) => person) }) }),
  writeEndpoint({ path: '/api/v1/settlements/:id/differences', may: 'difference.prepare', tag, summary: 'Divides the order anew by the rule of the settlement’s day and the facts of now: the difference, to the rupiah', body: because, act: (tx, { params, body }) => prepareDifference(tx, { settlement_id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/settlement-differences/:id/approval', may: 'difference.approve', tag, summary: 'Another person approves a difference: computed anew, then posted', body: nothing, act: (tx, { params }) => approveDifference(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/settlement-differences/:id/refusal', may: 'difference.approve', tag, summary: 'Refuses a difference with a reason', body: because, act: (tx, { params, body }) => refuseDifference(tx, { id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/premi-claims/:id/proposal', may: 'claim.propose', tag, summary: 'Proposes how much of what was paid beyond a part is given back, by which decision', body: claimWish, act: (tx, { params, body }) => proposeClaim(tx, { id: idIn({ params }), ...body }) }),
  writeEndpoint({ path: '/api/v1/premi-claims/:id/decision', may: 'claim.decide', tag, summary: 'Another person agrees, or sends the proposal back', body: z.strictObject({ agreed: z.boolean() }), act: (tx, { params, body }) => decideClaim(tx, { id: idIn({ params }), ...body }) }),
  readEndpoint({ path: '/api/v1/budget-waits', may: 'settlement.read', tag, summary: 'Parts that wait for the budget, by settlement, and what the budget brought', query: z.strictObject({ facility }), read: async (reader, { query }) => { const facility_id = await facilityActedOn(reader, query.facility); return { items: (await waitingForBudget(reader, facility_id)).map(({ people: _, ...row }) => row), receipts: await realisations(reader, facility_id), next_cursor: null }; } }),
  writeEndpoint({ path: '/api/v1/budget-receipts', may: 'realisation.prepare', tag, summary: 'Records money from the budget: the oldest settlement first, people before all others', body: realisationWish.extend({ facility }), act: async (tx, { body: { facility: code, ...wish } }) => prepareRealisation(tx, { facility_id: await facilityActedOn(tx, code), ...wish }) }),
  writeEndpoint({ path: '/api/v1/budget-receipts/:id/approval', may: 'realisation.approve', tag, summary: 'Another person approves; people’s parts are in their savings', body: nothing, act: (tx, { params }) => approveRealisation(tx, { id: idIn({ params }) }) }),
  writeEndpoint({ path: '/api/v1/budget-receipts/:id/refusal', may: 'realisation.approve', tag, summary: 'Refuses a receipt with a reason', body: because, act: (tx, { params, body }) => refuseRealisation(tx, { id: idIn({ params }), ...body }) }),
];
