// What an allocation starts from, out of facts: demand, approved plans, people placed, machines that work, days that are worked.
import { addDays, isWorkingDay } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { holidays } from '#organisation';
import type { Group, Maker, Problem } from './allocation/problem.ts';
import type { AllocationRules } from './loop.ts';

/** The problem and, number for number, the rows it was made of. */
export type Posed = { problem: Problem; fix_ids: string[]; facilities: (FacilityFacts & { groups: Group[] })[]; demands: DemandFacts[] };
type FacilityFacts = { id: string; latitude: number; longitude: number; kind: string; island_group: string; people: number; machines: number | null };
type DemandFacts = { id: string; agency_id: string; kind_id: string; regency_code: string; latitude: number; longitude: number; month: number; quantity: number };

export async function poseProblem(reader: Reader, { announcement_id, rules, day }: { announcement_id: string; rules: AllocationRules; day: string }): Promise<Posed> {
  const kinds = await reader.all<{ id: string; year: number; weight_gram: number; announced: number }>(sql`
    select l.kind_id as id, a.year, k.weight_gram, l.quantity as announced from procurement.announcement_line l join procurement.announcement a on a.id = l.announcement_id join procurement.survey_kind k on k.id = l.kind_id where l.announcement_id = ${announcement_id} order by k.code`);
  const kindAt = new Map(kinds.map(({ id }, n) => [id, n]));
  const demands = await reader.all<DemandFacts>(sql`
    select d.id, d.agency_id, d.kind_id, d.regency_code, r.latitude, r.longitude, extract(month from d.needed_by)::int as month, d.quantity from procurement.demand_line d join procurement.announcement_line l on l.kind_id = d.kind_id and l.announcement_id = ${announcement_id} join organisation.regency r on r.code = d.regency_code
    where d.state = 'stated' order by d.id`);
  const planned = await reader.all<{ facility_id: string; kind_id: string; price_idr: number; minutes: number; machine_minutes: number; monthly: number[] }>(sql`
    select s.facility_id, s.kind_id, s.price_idr, s.minutes, s.machine_minutes, s.monthly from procurement.supply_line s join procurement.supply_plan p on p.facility_id = s.facility_id and p.id = s.plan_id and p.state = 'approved' join procurement.announcement_line l on l.kind_id = s.kind_id and l.announcement_id = ${announcement_id} order by s.facility_id, s.kind_id`);
  const facilities = (await factsOf(reader, [...new Set(planned.map(({ facility_id }) => facility_id))], day)).map((facility) => ({ ...facility, groups: groupsOf(facility, rules) }));
  const facilityAt = new Map(facilities.map(({ id }, n) => [id, n]));
  const minutes = await minutesByMonth(reader, kinds[0]?.year ?? Number(day.slice(0, 4)) + 1, rules);
  const demandAt = new Map(demands.map(({ id }, n) => [id, n]));
  const fixes = await reader.all<{ id: string; demand_line_id: string; facility_id: string; quantity: number }>(sql`select id, demand_line_id, facility_id, quantity from procurement.allocation_fix where announcement_id = ${announcement_id} and ended_at is null order by set_at`);
  return {
    facilities, demands, fix_ids: fixes.map(({ id }) => id),
    problem: {
      makers: facilities.map(({ latitude, longitude, groups, people, machines }): Maker => ({ latitude, longitude, groups, people_minutes: minutes.map((each) => each * people), machine_minutes: machines === null ? null : minutes.map((each) => each * machines) })),
      supplies: planned.map(({ facility_id, kind_id, ...line }) => ({ ...line, maker: facilityAt.get(facility_id) ?? 0, kind: kindAt.get(kind_id) ?? 0 })),
      demands: demands.map(({ kind_id, latitude, longitude, month, quantity }) => ({ kind: kindAt.get(kind_id) ?? 0, latitude, longitude, month, quantity })),
      kinds: kinds.map(({ weight_gram, announced }) => ({ weight_gram, announced })),
      fixes: fixes.flatMap(({ demand_line_id, facility_id, quantity }) => {
        const [demand, maker] = [demandAt.get(demand_line_id), facilityAt.get(facility_id)];
        return demand === undefined || maker === undefined ? [] : [{ demand, maker, quantity }];
      }),
      rules: { nearest: rules.nearest, idr_per_ton_km: rules.idr_per_ton_km, cap_bp: rules.cap_bp, floors_bp: rules.floors_bp, premium_bp: rules.premium_bp },
    },
  };
}

/** People placed on a day and machines that work, from what workforce and budget publish; null where a facility registers no machine. */
function factsOf(reader: Reader, ids: string[], day: string): Promise<FacilityFacts[]> {
  return reader.all(sql`
    select f.id, f.latitude, f.longitude, f.kind, v.island_group, coalesce(p.people, 0)::int as people, m.machines::int as machines
    from organisation.facility f join organisation.province v on v.code = f.province_code
      left join (select facility_id, count(distinct worker_id) as people from workforce.placement_published where valid @> ${day}::date group by 1) p on p.facility_id = f.id
      left join (select facility_id, sum(machines) as machines from budget.machine_published group by 1) m on m.facility_id = f.id
    where f.id = any (${ids}::uuid[]) order by f.code`);
}

function groupsOf({ kind, island_group, people }: FacilityFacts, { remote_islands, small_people }: AllocationRules): Group[] {
  return [...(remote_islands.includes(island_group) ? ['remote' as const] : []), ...(kind === 'lpp' ? ['women' as const] : []), ...(people <= small_people ? ['small' as const] : [])];
}

/** Minutes of work that one person or machine has in each month: working days by the calendar, hours and their productive part by the rule. */
export async function minutesByMonth(reader: Reader, year: number, { minutes_per_day, productive_bp }: Pick<AllocationRules, 'minutes_per_day' | 'productive_bp'>): Promise<number[]> {
  const free = await holidays(reader);
  const minutes = Array.from({ length: 12 }, () => 0);
  for (let day = `${year}-01-01`; day.startsWith(`${year}-`); day = addDays(day, 1)) if (isWorkingDay(day, free)) minutes[Number(day.slice(5, 7)) - 1] = (minutes[Number(day.slice(5, 7)) - 1] ?? 0) + minutes_per_day;
  return minutes.map((each) => Math.floor((each * productive_bp) / 10_000));
}
