import type { Reader } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import type { Counted, Rules } from './fairness.ts';

export async function fairnessRules(reader: Reader, day: string, facility_id: string | null): Promise<Rules & { normal_day_minutes: number; basis: string }> {
  const smallest = await ruleOn<number>(reader, 'fairness.smallest_group', day, facility_id);
  const alarm = await ruleOn<number>(reader, 'fairness.alarm_ratio_percent', day, facility_id);
  const normal = await ruleOn<number>(reader, 'fairness.normal_day_minutes', day, facility_id);
  return { smallest_group: smallest.value, alarm_ratio: alarm.value / 100, normal_day_minutes: normal.value, basis: normal.legal_basis };
}

/** Everybody present, by each group they belong to. Only what is in reach: row-level security holds in the views. */
export function groupsOf(reader: Reader, { day, facility_id }: { day: string; facility_id: string | null }): Promise<Counted[]> {
  return reader.all(sql`
    with person as materialized (
      select g.facility_id, g.id, f.name as facility, g.sex, g.has_disability, g.origin, extract(year from ${day}::date)::int - g.birth_year as age,
        exists (select 1 from workforce.placement_published p where p.facility_id = g.facility_id and p.worker_id = g.id and p.paid and p.valid @> ${day}::date) as paid, coalesce(a.minutes, 0) as minutes, coalesce(s.pay_idr, 0) as pay_idr, w.days
      from workforce.person_group_published g join organisation.facility f on f.id = g.facility_id
        left join (select a.facility_id, a.worker_id, sum(a.minutes)::int as minutes from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
          where a.paid and s.day > ${day}::date - 90 and s.day <= ${day}::date group by 1, 2) a on a.facility_id = g.facility_id and a.worker_id = g.id
        left join (select c.facility_id, c.worker_id, sum(c.amount_idr)::bigint as pay_idr from pay.credit_published c where c.on_day > ${day}::date - 90 and c.on_day <= ${day}::date group by 1, 2) s on s.facility_id = g.facility_id and s.worker_id = g.id
        left join (select facility_id, worker_id, sum(extract(epoch from coalesce(ends, ${reader.now}::timestamptz) - begins) / 86400)::int as days from workforce.waiting_spell_published group by 1, 2) w on w.facility_id = g.facility_id and w.worker_id = g.id
      where g.state in ('present', 'away') and (${facility_id}::uuid is null or g.facility_id = ${facility_id}::uuid))
    select d.dimension, d.code, count(*)::int as people, count(*) filter (where paid)::int as paid, sum(minutes)::int as minutes, sum(pay_idr)::bigint as pay_idr
    from person cross join lateral (values ('facility', facility), ('sex', sex), ('age', case when age < 18 then '<18' when age < 25 then '18-24' when age < 40 then '25-39' when age < 55 then '40-54' when age >= 55 then '55+' end), ('origin', origin),
      ('disability', case when has_disability then 'yes' else 'no' end), ('waiting', case when days is null then 'none' when days < 30 then '<30' when days < 90 then '30-89' else '90+' end)) d (dimension, code)
    where ${facility_id}::uuid is null or d.dimension <> 'facility' group by 1, 2 order by 1, 3 desc, 2`);
}

/** Minutes of work a person and working day, over the last four weeks; working days leave out weekends and holidays. */
export async function purposefulMinutes(reader: Reader, { day, facility_id }: { day: string; facility_id: string | null }): Promise<{ people: number; minutes: number; days: number }> {
  return reader.one(sql`
    select (select count(*)::int from workforce.person_group_published g where g.state in ('present', 'away') and (${facility_id}::uuid is null or g.facility_id = ${facility_id}::uuid)) as people,
      (select coalesce(sum(a.minutes), 0)::int from workshop.attendance_current a join workshop.session_published s on s.facility_id = a.facility_id and s.id = a.session_id
        where a.attended and s.day > ${day}::date - 28 and s.day <= ${day}::date and (${facility_id}::uuid is null or a.facility_id = ${facility_id}::uuid)) as minutes,
      (select count(*)::int from generate_series(${day}::date - 27, ${day}::date, '1 day') d where extract(isodow from d) < 6 and not exists (select 1 from organisation.holiday h where h.day = d::date)) as days`);
}
