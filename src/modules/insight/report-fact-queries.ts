/**
 * The facts under each figure of the monthly report: one row per thing. A sum's figure is the sum of its rows' amounts; a share's is the
 * sum of amounts over the sum of wholes. A test holds that every figure is what its list makes it.
 */
import type { Reader } from '#kernel/db.ts';
import { sql, type Sql } from '#kernel/sql.ts';

/** `link`: what the thing is, for who may open it there. `whole`: what the amount is a share of, for figures in per cent. */
export type ReportFact = { thing: string; on_day: string | null; amount: number; whole: number | null; link: 'settlement' | 'order' | 'journal' | 'deposit' | 'month' | null };

type Asked = { facility_id: string; month: string };
const span = ({ month }: Asked) => ({ from: sql`${`${month}-01`}::date`, to: sql`(${`${month}-01`}::date + interval '1 month')::date` });
const rows = (body: Sql, link: ReportFact['link'] = null, whole: Sql = sql`null::int`): Sql => sql`select x.thing, x.on_day::date as on_day, x.amount::bigint as amount, (${whole})::bigint as whole, ${link}::text as link from (${body}) x`;
const working = (sex: 'L' | 'P') => (asked: Asked) => rows(sql`
  select w.roster_code as thing, min(s.day) as on_day, 1 as amount from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id join workforce.worker_published w on w.facility_id = a.facility_id and w.id = a.worker_id
  where a.facility_id = ${asked.facility_id} and a.attended and w.sex = ${sex} and s.day >= ${span(asked).from} and s.day < ${span(asked).to} group by w.roster_code`);
const inState = (state: string) => ({ facility_id }: Asked) => rows(sql`select roster_code as thing, null::date as on_day, 1 as amount from workforce.worker_published where facility_id = ${facility_id} and state = ${state}`);
const sessions = (asked: Asked, amount: Sql, whole: Sql) => sql`
  select w.name_id || ' ' || s.slot as thing, s.day as on_day, ${amount} as amount, ${whole} as whole from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id join workshop.workshop_published w on w.facility_id = s.facility_id and w.id = s.workshop_id
  where a.facility_id = ${asked.facility_id} and s.day >= ${span(asked).from} and s.day < ${span(asked).to} group by w.name_id, s.slot, s.day`;
const orders = (channel: 'public' | 'agency') => (asked: Asked) => rows(sql`select o.number as thing, o.placed_at as on_day, o.total_idr as amount from orders.order_published o where o.facility_id = ${asked.facility_id} and o.channel = ${channel} and o.state <> 'cancelled' and o.placed_at >= ${span(asked).from} and o.placed_at < ${span(asked).to}`, 'order');
const costs = (asked: Asked, sign: 1 | -1) => sql`select s.number as thing, s.on_day, ${sign}::int * s.costs_idr as amount from pay.settlement_published s where s.facility_id = ${asked.facility_id} and s.state = 'approved' and s.costs_idr <> 0 and s.on_day >= ${span(asked).from} and s.on_day < ${span(asked).to}`;
const postings = (account: string, sign: 1 | -1, until: 'from' | 'to') => (asked: Asked) => rows(sql`select p.number as thing, p.on_day, ${sign}::int * sum(p.amount_idr) as amount from ledger.posting_published p where p.facility_id = ${asked.facility_id} and p.account = ${account} and p.on_day < ${span(asked)[until]} group by p.number, p.on_day`, 'journal');
const tools = (state: string | null) => ({ facility_id }: Asked) => rows(sql`select t.code || ' ' || t.name as thing, null::date as on_day, 1 as amount from workshop.tool_published t where t.facility_id = ${facility_id} and (${state}::text is null or t.state = ${state})`);
const incidents = (kind: string) => (asked: Asked) => rows(sql`select i.number as thing, i.occurred_at as on_day, 1 as amount from workshop.incident_published i where i.facility_id = ${asked.facility_id} and i.kind = ${kind} and i.occurred_at >= ${span(asked).from} and i.occurred_at < ${span(asked).to}`);

export const reportLists = {
  eligible: (asked) => rows(sql`select w.roster_code as thing, min(lower(p.valid)) as on_day, 1 as amount from workforce.placement_published p join workforce.worker_published w on w.facility_id = p.facility_id and w.id = p.worker_id where p.facility_id = ${asked.facility_id} and p.valid && daterange(${span(asked).from}, ${span(asked).to}) group by w.roster_code`),
  working_men: working('L'), working_women: working('P'), transferred: inState('transferred'), released: inState('released'),
  work_days: (asked) => rows(sql`select 'Hari kerja' as thing, s.day as on_day, 1 as amount from workshop.session_published s where s.facility_id = ${asked.facility_id} and s.state <> 'cancelled' and s.day >= ${span(asked).from} and s.day < ${span(asked).to} group by s.day`),
  work_hours: (asked) => rows(sessions(asked, sql`coalesce(sum(a.minutes), 0)`, sql`null::int`)),
  attendance_pct: (asked) => rows(sessions(asked, sql`count(*) filter (where a.attended)`, sql`count(*)`), null, sql`x.whole`),
  production_value_idr: (asked) => rows(sql`
    select w.number || ' ' || p.name_id as thing, i.occurred_at as on_day, i.passed * coalesce(c.amount_idr, 0) as amount from production.inspection_published i join production.work_order_published w on w.facility_id = i.facility_id and w.id = i.work_order_id join products.product_published p on p.facility_id = w.facility_id and p.id = w.product_id
      left join products.price_published c on c.facility_id = p.facility_id and c.product_id = p.id and c.valid @> (${span(asked).from} + interval '27 days')::date where i.facility_id = ${asked.facility_id} and i.occurred_at >= ${span(asked).from} and i.occurred_at < ${span(asked).from} + interval '1 month'`),
  defect_pct: (asked) => rows(sql`select w.number as thing, min(o.occurred_at) as on_day, sum(o.scrap) as amount, sum(o.good + o.scrap) as whole from production.output_published o join production.work_order_published w on w.facility_id = o.facility_id and w.id = o.work_order_id where o.facility_id = ${asked.facility_id} and o.occurred_at >= ${span(asked).from} and o.occurred_at < ${span(asked).to} group by w.number`, null, sql`x.whole`),
  sales_public_idr: orders('public'), sales_agency_idr: orders('agency'),
  receivable_idr: postings('1200', 1, 'to'), opening_capital_idr: postings('3100', -1, 'from'), closing_capital_idr: postings('3100', -1, 'to'),
  materials_idr: (asked) => rows(sql`select i.code || ' ' || i.name as thing, m.on_day, m.quantity * m.unit_cost_idr as amount from inventory.move_published m join inventory.item_published i on i.facility_id = m.facility_id and i.id = m.item_id where m.facility_id = ${asked.facility_id} and m.reason = 'receipt' and m.on_day >= ${span(asked).from} and m.on_day < ${span(asked).to}`),
  cost_of_goods_idr: (asked) => rows(costs(asked, 1), 'settlement'),
  profit_idr: (asked) => sql`${orders('public')(asked)} union all ${orders('agency')(asked)} union all ${rows(costs(asked, -1), 'settlement')}`,
  premi_idr: (asked) => rows(sql`select c.number as thing, c.on_day, sum(c.amount_idr) as amount from pay.credit_published c where c.facility_id = ${asked.facility_id} and c.on_day >= ${span(asked).from} and c.on_day < ${span(asked).to} group by c.number, c.on_day, c.kind`, 'month'),
  state_revenue_idr: (asked) => rows(sql`select number || ' · NTPN ' || ntpn as thing, paid_at as on_day, amount_idr as amount from pay.deposit_published where facility_id = ${asked.facility_id} and state = 'paid' and to_char(paid_at, 'YYYY-MM') = ${asked.month}`, 'deposit'),
  trainees: (asked) => rows(sql`select c.code || ' ' || c.name_id as thing, e.starts_on as on_day, 1 as amount from training.enrolment_published e join training.course_published c on c.facility_id = e.facility_id and c.id = e.course_id where e.facility_id = ${asked.facility_id} and e.starts_on < ${span(asked).to} and coalesce(e.ends_on, e.starts_on) >= ${span(asked).from}`),
  certificates: (asked) => rows(sql`select w.roster_code as thing, c.issued_on as on_day, 1 as amount from training.certificate_published c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id where c.facility_id = ${asked.facility_id} and c.issued_on >= ${span(asked).from} and c.issued_on < ${span(asked).to} and c.revoked_at is null`),
  tools_owned: tools(null), tools_broken: tools('broken'), tools_missing: tools('missing'), tool_incidents: incidents('tool_missing'), injuries: incidents('accident'),
} as const satisfies Record<string, (asked: Asked) => Sql>;
export type ReportKey = keyof typeof reportLists;
export const isReportKey = (key: string): key is ReportKey => key in reportLists;

export function reportFacts(reader: Reader, key: ReportKey, asked: Asked): Promise<ReportFact[]> {
  return reader.all(sql`select * from (${reportLists[key](asked)}) f order by f.on_day desc nulls last, f.thing`);
}

/** What a list makes of its figure: hours out of minutes, a share out of amounts and wholes, else the sum. */
export function figureOf(key: ReportKey, facts: readonly ReportFact[]): number {
  const sum = facts.reduce((total, fact) => total + fact.amount, 0);
  if (key === 'work_hours') return Math.round(sum / 60);
  const whole = facts.reduce((total, fact) => total + (fact.whole ?? 0), 0);
  return key.endsWith('_pct') ? (whole === 0 ? 0 : Math.round((sum / whole) * 1000) / 10) : sum;
}

export type KeptReport = { facility_code: string; facility_name: string; office: string | null; state: 'submitted' | 'signed'; figures: Record<string, number | { missing: string }> };
/** What facilities sent of a month, as they sent it: an office's, or every one in reach. */
export function keptReports(reader: Reader, { month, office = null }: { month: string; office?: string | null }): Promise<KeptReport[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, f.regional_office_code as office, r.state, r.content->'figures' as figures from insight.monthly_report r join organisation.facility f on f.id = r.facility_id
    where r.month = ${`${month}-01`}::date and r.state <> 'draft' and (${office}::text is null or f.regional_office_code = ${office}) order by f.name`);
}

export type Total = { key: string; total: number | null; known: number };
/** One figure of many reports: the sum of those that have it. Shares are not added up. */
export function totalOf(key: string, reports: readonly KeptReport[]): Total {
  const known = reports.flatMap((report) => { const value = report.figures[key]; return typeof value === 'number' ? [value] : []; });
  return { key, known: known.length, total: key.endsWith('_pct') || known.length === 0 ? null : known.reduce((sum, value) => sum + value, 0) };
}
