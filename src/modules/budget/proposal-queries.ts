import type { Reader } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql, type Sql } from '#kernel/sql.ts';
import { assets, priceIndexOf } from './assets-queries.ts';
import { replacements, totalsByYear } from './capital.ts';
import type { Investment } from './payback.ts';
import { proposalFacts, simulated, type ProposalFacts, type ProposalState, type Simulation } from './proposal.ts';

export type ProductChoice = { sku: string; name_id: string; name_en: string; price_idr: number; variable_cost_idr: number };
/** Products with an approved price and a cost sheet: of these an investment can be simulated. Depreciation is not counted, for the machine is paid for by the request itself. */
export function productChoices(reader: Reader, facility_id: string, day: string): Promise<ProductChoice[]> {
  return reader.all(sql`
    select p.sku, p.name_id, p.name_en, c.amount_idr as price_idr, s.material_idr + s.auxiliary_idr + s.packaging_idr + s.energy_idr + s.selling_idr as variable_cost_idr from products.product_published p
      join products.price_published c on c.facility_id = p.facility_id and c.product_id = p.id and c.valid @> ${day}::date
      join lateral (select * from products.cost_published s where s.facility_id = p.facility_id and s.product_id = p.id and s.valid_from <= ${day}::date order by s.valid_from desc limit 1) s on true
    where p.facility_id = ${facility_id} order by p.name_id`);
}

type Year = { sales: number; sold_idr: number; premi_idr: number; state_idr: number };
/** What was settled in the year before a day, wages by the session included: the premi and the state's part of each rupiah sold. */
function settledYear(reader: Reader, facility_id: string, day: string): Promise<Year> {
  return reader.one(sql`
    with settled as (select id, gross_idr from pay.settlement_published where facility_id = ${facility_id} and state = 'approved' and on_day <= ${day}::date and on_day > ${day}::date - 365),
      shared as (select recipient, sum(amount_idr) as amount_idr from pay.settlement_share_published where facility_id = ${facility_id} and settlement_id in (select id from settled) group by recipient)
    select (select count(*)::int from settled) as sales, (select coalesce(sum(gross_idr), 0)::bigint from settled) as sold_idr, coalesce((select amount_idr from shared where recipient = 'state'), 0)::bigint as state_idr,
      (coalesce((select amount_idr from shared where recipient = 'worker'), 0) + coalesce((select sum(amount_idr) from pay.credit_published where facility_id = ${facility_id} and kind = 'wages' and on_day <= ${day}::date and on_day > ${day}::date - 365), 0))::bigint as premi_idr`);
}

/** A simulation with the product's own figures, and the shares of the year before unless they are given. */
export async function investmentOf(reader: Reader, facility_id: string, day: string, { sku, premi_percent, state_percent, ...wish }: Simulation): Promise<Investment & { sku: string; product: string }> {
  const product = (await productChoices(reader, facility_id, day)).find((each) => each.sku === sku);
  if (!product) throw new Refusal('payback.product_unknown', { id: 'Produk ini belum mempunyai harga yang berlaku atau lembar biaya. Lengkapi dahulu, atau pilih produk lain.', en: 'This product has no price in force or no cost sheet. Complete it first, or choose another product.' }, { field: 'investment.sku', status: 422 });
  const { sold_idr, premi_idr, state_idr } = await settledYear(reader, facility_id, day);
  if (sold_idr === 0 && (premi_percent === undefined || state_percent === undefined)) {
    throw new Refusal('payback.no_settlement', { id: 'Belum ada penjualan yang dibagi hasilnya dalam satu tahun, jadi bagian premi dan negara belum diketahui. Isi persennya.', en: 'No sale was settled within a year, so the shares of premi and of the state are not known. Enter them.' }, { field: 'investment.premi_percent', status: 422 });
  }
  const observed = (amount: number) => Math.min(10_000, Math.floor((amount * 10_000) / sold_idr));
  return {
    ...wish, sku, product: product.name_id, product_price_idr: product.price_idr, variable_cost_idr: product.variable_cost_idr,
    premi_bp: premi_percent === undefined ? observed(premi_idr) : Math.round(premi_percent * 100), state_bp: state_percent === undefined ? observed(state_idr) : Math.round(state_percent * 100),
  };
}

/** The facts a request rests on, on its day; of one workshop where it names one, money always of the whole facility. */
export async function factsFor(reader: Reader, { facility_id, workshop_id, day }: { facility_id: string; workshop_id: string | null; day: string }): Promise<ProposalFacts> {
  const here = (column: Sql) => sql`(${workshop_id}::uuid is null or ${column} = ${workshop_id}::uuid)`;
  const counted = await reader.one<Pick<ProposalFacts, 'people' | 'waiting' | 'capacity' | 'certificates'>>(sql`
    select (select count(distinct worker_id)::int from workforce.placement_published p where p.facility_id = ${facility_id} and p.valid @> ${day}::date and ${here(sql`p.workshop_id`)}) as people,
      (select count(distinct worker_id)::int from workforce.waiting_spell_published s where s.facility_id = ${facility_id} and s.ends is null and ${here(sql`s.workshop_id`)}) as waiting,
      (select sum(capacity)::int from workshop.workshop_published w where w.facility_id = ${facility_id} and ${here(sql`w.id`)}) as capacity,
      (select count(*)::int from training.certificate_published c where c.facility_id = ${facility_id} and c.revoked_at is null and c.issued_on <= ${day}::date and c.issued_on > ${day}::date - 365) as certificates`);
  const registered = (await assets(reader, facility_id, { limit: 10_000 })).filter((asset) => workshop_id === null || asset.workshop_id === workshop_id);
  const first = Number(day.slice(0, 4)) + 1;
  const due = replacements(registered, { first, years: 5, index: await priceIndexOf(reader, facility_id) });
  return proposalFacts.parse({
    day, ...counted, ...(await settledYear(reader, facility_id, day)), machines: registered.length, badly: registered.filter(({ condition }) => condition === 'major').length,
    overdue: due.filter(({ why }) => why === 'overdue').length, capital: totalsByYear(due, first, 5),
  });
}

export type ProposalRow = {
  id: string; facility_id: string; facility_code: string; facility_name: string; year: number; number: string | null; title: string; workshop_id: string | null; workshop_code: string | null; workshop_name_id: string | null; workshop_name_en: string | null; need: string; aim: string; activities: string[];
  indicators: { name: string; unit: string; baseline: string; target: string }[]; jobs: number; trained: number; investment: (Investment & { sku: string; product: string }) | null; facts: ProposalFacts; total_idr: number; state: ProposalState; returned_reason: string | null; document_code: string | null; prepared_person: string | null;
};
const proposalRows = sql`
  select p.id, p.facility_id, f.code as facility_code, f.name as facility_name, p.year, p.number, p.title, p.workshop_id, w.code as workshop_code, w.name_id as workshop_name_id, w.name_en as workshop_name_en, p.need, p.aim, p.activities, p.indicators, p.jobs, p.trained, p.investment, p.facts, p.total_idr, p.state, p.returned_reason, p.document_code, p.prepared_person
  from budget.proposal p join organisation.facility f on f.id = p.facility_id left join workshop.workshop_published w on w.facility_id = p.facility_id and w.id = p.workshop_id`;
const read = (row: ProposalRow): ProposalRow => ({ ...row, facts: proposalFacts.parse(row.facts), investment: simulated.nullable().parse(row.investment) });

/** One facility's requests, or everybody's in reach: newest year first, by id within it. */
export async function proposals(reader: Reader, { facility_id, year, state, after, limit = 200 }: { facility_id?: string | undefined; year?: number | undefined; state?: ProposalState | undefined; after?: string | undefined; limit?: number }): Promise<ProposalRow[]> {
  const rows = await reader.all<ProposalRow>(sql`
    ${proposalRows} where (${facility_id ?? null}::uuid is null or p.facility_id = ${facility_id ?? null}::uuid) and (${year ?? null}::int is null or p.year = ${year ?? null}) and (${state ?? null}::text is null or p.state = ${state ?? null}) and (${after ?? null}::uuid is null or p.id < ${after ?? null}::uuid) order by p.id desc limit ${limit}`);
  return rows.map(read);
}
export async function proposalById(reader: Reader, id: string): Promise<ProposalRow> {
  return read(await reader.one<ProposalRow>(sql`${proposalRows} where p.id = ${id}::uuid`));
}

export type ProposalLine = { line: number; output_code: string; account: string; account_id: string; account_en: string; fund: 'RM' | 'PNBP' | 'HIBAH'; what: string; quantity: number; unit: string; unit_price_idr: number; amount_idr: number };
export function linesOf(reader: Reader, proposal: Pick<ProposalRow, 'facility_id' | 'id'>): Promise<ProposalLine[]> {
  return reader.all(sql`
    select l.line, l.output_code, l.account, a.name_id as account_id, a.name_en as account_en, l.fund, l.what, l.quantity, l.unit, l.unit_price_idr, l.amount_idr from budget.proposal_line l join budget.account a on a.code = l.account
    where l.facility_id = ${proposal.facility_id} and l.proposal_id = ${proposal.id} order by l.line`);
}
