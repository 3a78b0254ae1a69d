// /bengkel/anggaran/modal and /pusat/anggaran/modal: what must be replaced in the five years after this one.
import type { Reader } from '#kernel/db.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityActedOn } from '#organisation';
import { sayAsset } from './asset-words.ts';
import { assets, assetsInReach, priceIndexOf, type AssetRow, type PlannedAsset } from './assets-queries.ts';
import { replacements, totalsByYear, type Due } from './capital.ts';
import { capitalPage, nationalCapitalPage, type Plan, type UnitPlan } from './pages/capital.tsx';
import { workshopName } from './pages/assets.tsx';
import { nationalCapitalUrl } from './urls.ts';

export const plannedYears = 5;

export async function capitalPlan(reader: Reader, facility_id: string): Promise<Plan & { due: Due<AssetRow>[]; registered: number }> {
  const first = Number((await dayAt(reader, facility_id)).slice(0, 4)) + 1;
  const index = await priceIndexOf(reader, facility_id);
  const registered = await assets(reader, facility_id, { limit: 10_000 });
  const due = replacements(registered, { first, years: plannedYears, index });
  return { years: totalsByYear(due, first, plannedYears), basis: index.basis, due, registered: registered.length };
}

async function own(req: Req): Promise<Drawn> {
  const upt = req.query['upt'];
  if (!upt && !req.actor.facility_id) return new Response(null, { status: 303, headers: { location: nationalCapitalUrl } });
  return req.read(async (reader) => capitalPage(req, { ...(await capitalPlan(reader, await facilityActedOn(reader, upt))), upt }));
}

async function ownSheet(req: Req): Promise<Response> {
  const t = sayAsset(req.locale);
  const { due } = await req.read(async (reader) => capitalPlan(reader, await facilityActedOn(reader, req.query['upt'])));
  return downloadXlsx('rencana-modal', due.map((row) => ({ ...row, workshop: workshopName(req.locale, row), reason: t(row.why) })), [
    { key: 'year', title: t('year'), kind: 'integer' }, { key: 'code', title: t('code'), kind: 'text', width: 14 }, { key: 'name', title: t('name'), kind: 'text', width: 34 }, { key: 'workshop', title: t('workshop'), kind: 'text', width: 24 }, { key: 'reason', title: t('why'), kind: 'text', width: 22 },
    { key: 'acquired_on', title: t('acquiredOn'), kind: 'date' }, { key: 'cost_idr', title: t('cost'), kind: 'money', total: true }, { key: 'price_idr', title: t('price'), kind: 'money', total: true },
  ], { title: t('capital') });
}

/** Every facility in reach by one reading; own price rules of a facility count on its own page, here the national one does. */
async function countryPlan(reader: Reader): Promise<Plan & { units: UnitPlan[]; offices: UnitPlan[] }> {
  const first = reader.now.getUTCFullYear() + 1;
  const index = await priceIndexOf(reader);
  const due = replacements(await assetsInReach(reader), { first, years: plannedYears, index });
  const grouped = (by: (asset: PlannedAsset) => string, name: (asset: PlannedAsset) => string): UnitPlan[] => [...Map.groupBy(due, by).entries()].flatMap(([code, group]) => {
    const [one] = group;
    return one ? [{ code, name: name(one), office: one.office, years: totalsByYear(group, first, plannedYears) }] : [];
  }).sort((a, b) => a.name.localeCompare(b.name, 'id'));
  return { years: totalsByYear(due, first, plannedYears), basis: index.basis, units: grouped((asset) => asset.facility_code, (asset) => asset.facility_name), offices: grouped((asset) => asset.office, (asset) => asset.office) };
}

async function countrySheet(req: Req): Promise<Response> {
  const t = sayAsset(req.locale);
  const { units, years } = await req.read(countryPlan);
  return downloadXlsx('rencana-modal', units.map((unit) => ({ name: unit.name, office: unit.office, ...Object.fromEntries(unit.years.map(({ year, price_idr }) => [`y${year}`, price_idr])) })), [
    { key: 'office', title: t('office'), kind: 'text', width: 34 }, { key: 'name', title: t('facility'), kind: 'text', width: 34 }, ...years.map(({ year }) => ({ key: `y${year}`, title: String(year), kind: 'money' as const, total: true })),
  ], { title: t('capital') });
}

export const capitalRoutes: Route[] = [
  page({ path: '/bengkel/anggaran/modal', may: 'budget.read', show: own }),
  file({ path: '/bengkel/anggaran/modal.xlsx', may: 'budget.read', send: ownSheet }),
  page({ path: '/pusat/anggaran/modal', may: 'budget.oversee', show: (req) => req.read(async (reader) => nationalCapitalPage(req, await countryPlan(reader))) }),
  file({ path: '/pusat/anggaran/modal.xlsx', may: 'budget.oversee', send: countrySheet }),
];
