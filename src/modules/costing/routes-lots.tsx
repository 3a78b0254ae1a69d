// /bengkel/biaya: what lots cost, and what an hour costs.
import { z } from 'zod';
import { month as aMonth, shortText } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, form, page, readEndpoint, writeEndpoint, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { alarmRows } from './alarm-queries.ts';
import { recomputeLot, writeDueSheets } from './lot-commands.ts';
import { totals } from './lot-cost.ts';
import { lotByCode, lotChoices, lotRows, type LotFilter } from './lot-queries.ts';
import { lotPage } from './pages/lot.tsx';
import { lotsPage } from './pages/lots.tsx';
import { ratesPage } from './pages/rates.tsx';
import { newRate, rateNames } from './rate.ts';
import { setRate } from './rate-commands.ts';
import { ratesOf, workshopsOf } from './rate-queries.ts';
import { lotsUrl, lotUrl, nationalAlarmsUrl, ratesUrl } from './urls.ts';
import { gapsInWords, sayCost } from './words.ts';

const perPage = 100;
const word = z.string().trim().min(1).max(40).regex(/^[^\0]*$/);
const filterOf = (req: Req): LotFilter => ({ month: aMonth.safeParse(req.query['bulan']).data, sku: word.safeParse(req.query['sku']).data, after: word.safeParse(req.query['setelah']).data });

async function list(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalAlarmsUrl() } });
  return req.read(async (reader) => {
    const facility_id = await facilityActedOn(reader, upt);
    const filter = filterOf(req);
    const found = await lotRows(reader, facility_id, { ...filter, limit: perPage + 1 });
    const open_alarms = (await alarmRows(reader, { facility_id, state: 'open', limit: 1000 })).length;
    return lotsPage(req, { rows: found.slice(0, perPage), next: found.length > perPage ? found[perPage - 1]?.lot_code : undefined, filter, ...(await lotChoices(reader, facility_id)), upt, open_alarms });
  });
}

async function sheet(req: Req): Promise<Response> {
  const t = sayCost(req.locale);
  const rows = await req.read(async (reader) => lotRows(reader, await facilityActedOn(reader, req.query['upt']), { ...filterOf(req), limit: 50_000 }));
  return downloadXlsx(`biaya-lot-${filterOf(req).month ?? 'semua'}`, rows.map((lot) => {
    const { lines: _, final: _final, computed_at: _at, missing, ...row } = lot;
    const { complete, ...sums } = totals(lot);
    return { ...row, ...sums, name: pick(req.locale, lot), variance_idr: complete ? sums.actual_idr - sums.standard_idr : null, missing: gapsInWords(req.locale, missing) };
  }), [
    { key: 'lot_code', title: t('lot'), kind: 'text', width: 14 }, { key: 'made_on', title: t('madeOn'), kind: 'date' }, { key: 'sku', title: 'SKU', kind: 'text', width: 16 }, { key: 'name', title: t('product'), kind: 'text', width: 30 }, { key: 'work_order', title: 'PK', kind: 'text', width: 16 }, { key: 'quantity', title: t('pieces'), kind: 'integer' },
    { key: 'material_idr', title: t('materials'), kind: 'money', total: true }, { key: 'auxiliary_idr', title: t('auxiliary'), kind: 'money', total: true }, { key: 'packaging_idr', title: t('packaging'), kind: 'money', total: true }, { key: 'energy_idr', title: t('energy'), kind: 'money', total: true }, { key: 'depreciation_idr', title: t('depreciation'), kind: 'money', total: true },
    { key: 'actual_idr', title: t('actual'), kind: 'money', total: true }, { key: 'standard_idr', title: t('standard'), kind: 'money', total: true }, { key: 'variance_idr', title: t('variance'), kind: 'money', total: true },
    { key: 'price_variance_idr', title: t('priceVariance'), kind: 'money' }, { key: 'usage_variance_idr', title: t('usageVariance'), kind: 'money' }, { key: 'yield_variance_idr', title: t('yieldVariance'), kind: 'money' }, { key: 'efficiency_variance_idr', title: t('efficiencyVariance'), kind: 'money' },
    { key: 'minutes', title: t('minutes'), kind: 'integer' }, { key: 'labour_idr', title: t('labour'), kind: 'money' }, { key: 'power_idr', title: rateNames.power[req.locale], kind: 'money' }, { key: 'officers_idr', title: rateNames.officers[req.locale], kind: 'money' }, { key: 'rent_idr', title: rateNames.rent[req.locale], kind: 'money' },
    { key: 'price_idr', title: t('price'), kind: 'money' }, { key: 'missing', title: t('missingTitle'), kind: 'text', width: 50 },
  ], { title: t('title') });
}

const drawLot = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => lotPage(req, await lotByCode(reader, req.params['code'] ?? ''), state));
const drawRates = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const facility_id = await facilityActedOn(reader, req.query['upt']);
  return ratesPage(req, { rows: await ratesOf(reader, facility_id), workshops: await workshopsOf(reader, facility_id), today: await dayAt(reader, facility_id), upt: req.query['upt'] }, state);
});

export const lotRoutes: Route[] = [
  page({ path: '/bengkel/biaya', may: 'cost.read', show: list }),
  file({ path: '/bengkel/biaya.xlsx', may: 'cost.read', send: sheet }),
  form({ path: '/bengkel/biaya', may: 'cost.compute', fields: z.object({}), again: (req) => list(req), act: async (tx, _, req) => { await writeDueSheets(tx, await facilityActedOn(tx)); return { location: lotsUrl(), notice: sayCost(req.locale)('computed') }; } }),
  page({ path: '/bengkel/biaya/lot/:code', may: 'cost.read', show: (req) => drawLot(req) }),
  form({ path: '/bengkel/biaya/lot/:code', may: 'cost.compute', fields: z.object({}), again: drawLot, act: async (tx, _, req) => { await recomputeLot(tx, await lotByCode(tx, req.params['code'] ?? '')); return { location: lotUrl(req.params['code'] ?? ''), notice: sayCost(req.locale)('recomputed') }; } }),
  page({ path: '/bengkel/biaya/tarif', may: 'cost.read', show: (req) => drawRates(req) }),
  form({ path: '/bengkel/biaya/tarif', may: 'cost.set_rate', fields: newRate, again: drawRates, act: async (tx, { facility, ...rate }, req) => { await setRate(tx, { ...rate, facility_id: await facilityActedOn(tx, facility) }); return { location: ratesUrl(), notice: sayCost(req.locale)('rateSet') }; } }),

  readEndpoint({
    path: '/api/v1/lot-costs', may: 'cost.read', tag: 'costing', summary: 'What lots cost by their facts, against the standard of their work order', query: z.strictObject({ facility: shortText.optional(), month: aMonth.optional(), sku: shortText.optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.string().max(40).optional() }),
    read: async (reader, { query: { facility, month, sku, limit, cursor } }) => {
      const found = await lotRows(reader, await facilityActedOn(reader, facility), { month, sku, after: cursor, limit: limit + 1 });
      return { items: found.slice(0, limit).map((row) => ({ ...row, ...totals(row) })), next_cursor: found.length > limit ? (found[limit - 1]?.lot_code ?? null) : null };
    },
  }),
  readEndpoint({ path: '/api/v1/lot-costs/:code', may: 'cost.read', tag: 'costing', summary: 'One lot: parts, variances, what is missing', read: async (reader, { params }) => { const lot = await lotByCode(reader, params['code'] ?? ''); return { ...lot, ...totals(lot) }; } }),
  writeEndpoint({ path: '/api/v1/lot-costs/:code/recomputation', may: 'cost.compute', tag: 'costing', summary: 'Compute a lot anew; the earlier sheet stays', body: z.strictObject({}), act: async (tx, { params }) => { await recomputeLot(tx, await lotByCode(tx, params['code'] ?? '')); return lotByCode(tx, params['code'] ?? ''); } }),
  readEndpoint({ path: '/api/v1/cost-rates', may: 'cost.read', tag: 'costing', summary: 'What an hour of an open workshop costs, by day', query: z.strictObject({ facility: shortText.optional() }), read: async (reader, { query }) => ({ items: await ratesOf(reader, await facilityActedOn(reader, query.facility)), next_cursor: null }) }),
  writeEndpoint({ path: '/api/v1/cost-rates', may: 'cost.set_rate', tag: 'costing', summary: 'Set a rate from a day on', body: newRate, act: async (tx, { body: { facility, ...rate } }) => setRate(tx, { ...rate, facility_id: await facilityActedOn(tx, facility) }) }),
];
