import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type LearningRow = { id: string; roster_code: string | null; weekday: number; starts: string; ends: string; what: string; from: string; to: string | null; legal_basis: string };
/** Times kept for learning that hold on a day or later. */
export function learningTimes(reader: Reader, facility_id: string, day: string): Promise<LearningRow[]> {
  return reader.all(sql`
    select l.id, w.roster_code, l.weekday, to_char(l.starts, 'HH24.MI') as starts, to_char(l.ends, 'HH24.MI') as ends, l.what, lower(l.valid) as "from", upper(l.valid) as "to", l.legal_basis
    from workshop.learning_time l left join workforce.worker_published w on w.facility_id = l.facility_id and w.id = l.worker_id
    where l.facility_id = ${facility_id} and (upper(l.valid) is null or upper(l.valid) > ${day}::date) order by l.weekday, l.starts, w.roster_code nulls first`);
}

export type HourRule = { key: 'work.max_minutes_per_day' | 'work.max_minutes_per_week' | 'work.rest_days_per_week'; value: number; legal_basis: string; from: string; to: string | null; own: boolean };
/** The maxima, with those that held before and will hold: a facility's own beside the national ones. */
export function hourRules(reader: Reader, facility_id: string): Promise<HourRule[]> {
  return reader.all(sql`
    select key, value::int as value, legal_basis, lower(valid) as "from", upper(valid) as "to", facility_id is not null as own from kernel.rule
    where key in ('work.max_minutes_per_day', 'work.max_minutes_per_week', 'work.rest_days_per_week') and (facility_id is null or facility_id = ${facility_id}) order by key, facility_id nulls last, lower(valid) desc`);
}

export type WeekRow = { worker_id: string; roster_code: string; name: string; minutes: number; days: number; longest: number };
/** Hours of the week by person, those with most first: planned where nobody has marked yet. */
export function hoursOfWeek(reader: Reader, facility_id: string, monday: string): Promise<WeekRow[]> {
  return reader.all(sql`
    select w.id as worker_id, w.roster_code, w.name, sum(m.minutes)::int as minutes, count(*) filter (where m.minutes > 0)::int as days, max(m.minutes)::int as longest
    from (select distinct worker_id from workshop.roster where facility_id = ${facility_id} and day between ${monday}::date and ${monday}::date + 6) r
      join workforce.worker_published w on w.facility_id = ${facility_id} and w.id = r.worker_id cross join lateral workshop.minutes_of_work(${facility_id}, r.worker_id, ${monday}::date, ${monday}::date + 6) m
    group by w.id, w.roster_code, w.name order by minutes desc, w.roster_code limit 500`);
}
