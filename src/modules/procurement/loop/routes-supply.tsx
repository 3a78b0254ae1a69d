// /bengkel/rencana-pasok: what a facility will make and supply in a year.
import { z } from 'zod';
import { longText } from '#kernel/form.ts';
import type { Reader } from '#kernel/db.ts';
import type { FormState } from '#kernel/form-state.ts';
import { form, idIn, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { facilityActedOn } from '#organisation';
import { assignedTo } from './allocation-read-queries.ts';
import { announcementOf } from './announcement-queries.ts';
import { newSupplyPlan, supplyLine, year as yearSchema } from './loop.ts';
import { supplyPage } from './pages/supply.tsx';
import { approveSupplyPlan, returnSupplyPlan, submitSupplyPlan, writeSupplyPlan } from './plan-commands.ts';
import { makeableProducts, planById, planOf, supplyLines } from './plan-queries.ts';
import { demandForMakers, kindsOf, surveys } from './survey-queries.ts';
import { loopUrl, supplyUrl } from './urls.ts';
import { saySupply } from './words.ts';

async function drawn(req: Req, reader: Reader, { facility_id, upt, wanted }: { facility_id: string; upt: string | undefined; wanted: number | undefined }, state?: FormState): Promise<Drawn> {
  const all = await surveys(reader);
  const survey = all.find(({ year }) => year === wanted) ?? all[0];
  const of = { year: survey?.year, years: all.map(({ year }) => year), upt };
  if (!survey) return supplyPage(req, { ...of, plan: undefined, lines: [], kinds: [], products: [], asked: [], assigned: [], announced: false }, state);
  const plan = await planOf(reader, { facility_id, survey_id: survey.id });
  return supplyPage(req, {
    ...of, plan, lines: plan ? await supplyLines(reader, plan) : [], kinds: await kindsOf(reader, survey.id), products: await makeableProducts(reader, facility_id), asked: await demandForMakers(reader, survey.id),
    assigned: await assignedTo(reader, { facility_id, year: survey.year }), announced: (await announcementOf(reader, survey.year))?.state === 'announced',
  }, state);
}
async function listed(req: Req, state?: FormState): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: loopUrl } });
  return req.read(async (reader) => drawn(req, reader, { facility_id: await facilityActedOn(reader, upt), upt, wanted: yearSchema.safeParse(state?.values['year'] ?? req.query['tahun']).data }, state));
}
const opened = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => {
  const plan = await planById(reader, idIn(req));
  return drawn(req, reader, { facility_id: plan.facility_id, upt: req.actor.facility_id ? undefined : plan.facility_code, wanted: plan.year }, state);
});

/** Twelve numbers with spaces between, or one for every month; a row without a kind is a row not meant. */
const typedMonths = z.preprocess((text) => {
  if (typeof text !== 'string') return text;
  const numbers = text.trim().split(/[\s;]+/);
  return numbers.length === 1 ? Array.from({ length: 12 }, () => numbers[0]) : numbers;
}, supplyLine.shape.monthly);
const fields = z.object({
  ...newSupplyPlan.shape, lines: z.preprocess((rows) => (Array.isArray(rows) ? rows.filter((row: Record<string, unknown>) => row['kind'] !== undefined || row['price_idr'] !== undefined) : rows), z.array(supplyLine.extend({ monthly: typedMonths })).min(1, 'Isi paling sedikit satu jenis barang | Enter at least one kind of goods').max(100)),
});

export const supplyRoutes: Route[] = [
  page({ path: '/bengkel/rencana-pasok', may: 'supply_plan.read', show: (req) => listed(req) }),
  form({ path: '/bengkel/rencana-pasok', may: 'supply_plan.write', fields, again: listed, act: async (tx, plan, req) => { await writeSupplyPlan(tx, { facility_id: await facilityActedOn(tx), ...plan }); return { location: supplyUrl({ tahun: plan.year }), notice: saySupply(req.locale)('savedNotice') }; } }),
  page({ path: '/bengkel/rencana-pasok/:id', may: 'supply_plan.read', show: (req) => opened(req) }),
  form({ path: '/bengkel/rencana-pasok/:id/kirim', may: 'supply_plan.write', fields: z.object({}), again: opened, act: async (tx, _, req) => ({ location: supplyUrl({ tahun: (await submitSupplyPlan(tx, { id: idIn(req) })).year }), notice: saySupply(req.locale)('sentNotice') }) }),
  form({ path: '/bengkel/rencana-pasok/:id/setuju', may: 'supply_plan.decide', fields: z.object({}), again: opened, act: async (tx, _, req) => ({ location: supplyUrl({ tahun: (await approveSupplyPlan(tx, { id: idIn(req) })).year }), notice: saySupply(req.locale)('approvedNotice') }) }),
  form({ path: '/bengkel/rencana-pasok/:id/kembalikan', may: 'supply_plan.decide', fields: z.object({ reason: longText }), again: opened, act: async (tx, { reason }, req) => ({ location: supplyUrl({ tahun: (await returnSupplyPlan(tx, { id: idIn(req), reason })).year }), notice: saySupply(req.locale)('returnedNotice') }) }),
];
