import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { AppointmentKind } from './team.ts';

export type Seat = {
  id: string; code: string; seat: number; name_id: string; name_en: string; supervises: boolean; workplace: string | null; legal_basis: string; evidence: 'reported' | 'proposal';
  holder: Holder | null; substitute: Holder | null; empty_since: string | null;
};
export type Holder = { appointment_id: string; staff_id: string; name: string; nip: string; kind: AppointmentKind; decree: string; from: string; to: string | null };

const holder = (kinds: string[]) => sql`(
  select json_build_object('appointment_id', a.id, 'staff_id', a.staff_id, 'name', s.name, 'nip', s.nip, 'kind', a.kind, 'decree', a.decree, 'from', lower(a.valid), 'to', upper(a.valid) - 1)
  from organisation.appointment a join organisation.staff s on s.facility_id = a.facility_id and s.id = a.staff_id
  where a.facility_id = p.facility_id and a.post_id = p.id and a.kind = any (${kinds}) and a.valid @> d.day)`;

/** Every seat of a unit on a day, with who holds it and who stands in; an empty one says since when. */
export function seatsOn(reader: Reader, facility_id: string, day: string): Promise<Seat[]> {
  return reader.all(sql`
    select p.id, p.code, p.seat, p.name_id, p.name_en, p.supervises, p.workplace, p.legal_basis, p.evidence, ${holder(['definitive', 'plt'])} as holder, ${holder(['plh'])} as substitute,
      case when not exists (select 1 from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and a.valid @> d.day) then
        greatest(lower(p.valid), (select max(upper(a.valid)) from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and upper(a.valid) <= d.day)) end as empty_since
    from organisation.post p, (select ${day}::date as day) d where p.facility_id = ${facility_id} and p.valid @> d.day order by p.position, p.code, p.seat`);
}

export type TemplateRow = { code: string; name_id: string; name_en: string; seats: number; supervises: boolean; position: number; duty: string | null; legal_basis: string; evidence: 'reported' | 'proposal'; source: string };
/** What a unit of this kind and class should have on a day; a kind without rows of its own takes those of its class. */
export function templateOn(reader: Reader, unit: { kind: string; class: string | null }, day: string): Promise<TemplateRow[]> {
  return reader.all(sql`
    select code, name_id, name_en, seats, supervises, position, duty, legal_basis, evidence, source from organisation.post_kind t
    where valid @> ${day}::date and facility_class = coalesce(${unit.class}, 'III')
      and facility_kind = case when exists (select 1 from organisation.post_kind x where x.facility_kind = ${unit.kind} and x.facility_class = t.facility_class and x.valid @> ${day}::date) then ${unit.kind} else '*' end
    order by position, code`);
}

export type StaffRow = { id: string; nip: string; name: string; rank: string | null; person_id: string | null; is_sample: boolean; posts: { name_id: string; name_en: string; kind: AppointmentKind }[] };
export function staffOf(reader: Reader, facility_id: string, day: string): Promise<StaffRow[]> {
  return reader.all(sql`
    select s.id, s.nip, s.name, s.rank, s.person_id, s.is_sample, coalesce((select json_agg(json_build_object('name_id', p.name_id, 'name_en', p.name_en, 'kind', a.kind) order by p.position) from organisation.appointment a join organisation.post p on p.facility_id = a.facility_id and p.id = a.post_id
      where a.facility_id = s.facility_id and a.staff_id = s.id and a.valid @> ${day}::date), '[]') as posts
    from organisation.staff s where s.facility_id = ${facility_id} order by s.name, s.nip limit 500`);
}

export type AppointmentRow = { id: string; post_id: string; staff_id: string; kind: AppointmentKind; decree: string; from: string; to: string | null; name: string; name_id: string; name_en: string; ended_reason: string | null };
/** Every appointment of a unit, newest first: the trail of who was what. */
export function appointmentsOf(reader: Reader, facility_id: string, limit = 100): Promise<AppointmentRow[]> {
  return reader.all(sql`
    select a.id, a.post_id, a.staff_id, a.kind, a.decree, lower(a.valid) as "from", upper(a.valid) - 1 as "to", s.name, p.name_id, p.name_en, a.ended_reason
    from organisation.appointment a join organisation.staff s on s.facility_id = a.facility_id and s.id = a.staff_id join organisation.post p on p.facility_id = a.facility_id and p.id = a.post_id
    where a.facility_id = ${facility_id} order by lower(a.valid) desc, a.recorded_at desc limit ${limit}`);
}

export type OnDuty = { staff_id: string; person_id: string | null; name: string; workplace: string | null };
/** Officers whose post is to look after people at work, on a day; those of the workshop first. */
export function supervisorsOn(reader: Reader, { facility_id, day, workplace }: { facility_id: string; day: string; workplace?: string }): Promise<OnDuty[]> {
  return reader.all(sql`
    select staff_id, person_id, name, workplace from (
      select distinct on (staff_id) staff_id, person_id, name, workplace from organisation.holding_published
      where facility_id = ${facility_id} and supervises and valid @> ${day}::date order by staff_id, workplace = ${workplace ?? ''} desc nulls last) h
    order by workplace is not distinct from ${workplace ?? null}::text desc, workplace is null desc, name, staff_id`);
}

/** Every kind of post that stands somewhere in reach. */
export function postNames(reader: Reader): Promise<{ code: string; name_id: string; name_en: string }[]> {
  return reader.all(sql`select code, min(name_id) as name_id, min(name_en) as name_en from organisation.post group by code order by min(position), code`);
}

/** The officer behind a natural person, in a unit. */
export function staffOfPerson(reader: Reader, facility_id: string, person_id: string): Promise<{ id: string; name: string } | undefined> {
  return reader.maybe(sql`select id, name from organisation.staff where facility_id = ${facility_id} and person_id = ${person_id}`);
}

export type SkillKindRow = { code: string; name_id: string; name_en: string; category: string };
export function skillKinds(reader: Reader): Promise<SkillKindRow[]> {
  return reader.all(sql`select code, name_id, name_en, category from organisation.skill_kind order by category, name_id`);
}

export type SkillRow = { staff_id: string; name: string; nip: string; skill: string; skill_name_id: string; skill_name_en: string; level: number; certificate_number: string | null; issuer: string | null; issued_on: string; valid_until: string | null };
/** The newest record of each officer and skill. */
export function skillsOf(reader: Reader, facility_id: string): Promise<SkillRow[]> {
  return reader.all(sql`
    select distinct on (k.staff_id, k.skill) k.staff_id, s.name, s.nip, k.skill, n.name_id as skill_name_id, n.name_en as skill_name_en, k.level, k.certificate_number, k.issuer, k.issued_on, k.valid_until
    from organisation.staff_skill k join organisation.staff s on s.facility_id = k.facility_id and s.id = k.staff_id join organisation.skill_kind n on n.code = k.skill
    where k.facility_id = ${facility_id} order by k.staff_id, k.skill, k.issued_on desc, k.recorded_at desc, k.id desc`);
}

export type UnitTeam = { code: string; name: string; kind: string; class: string | null; office: string; seats: number; filled: number; acting: number; vacant: number; longest_empty: string | null; tasks: number; overdue: number; certificates_expired: number };
/** One line per unit in reach that has set up its team: what is filled, what is empty since when, which tasks are late. */
export function teamsInReach(reader: Reader, { day, office, q }: { day: string; office?: string; q?: string }): Promise<UnitTeam[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    with held as (
      select p.facility_id, p.id, lower(p.valid) as made, (select a.kind from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and a.valid @> ${day}::date) as kind,
        (select max(upper(a.valid)) from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and upper(a.valid) <= ${day}::date) as left_on
      from organisation.post p where p.valid @> ${day}::date)
    select f.code, f.name, f.kind, f.class, o.name as office, count(*)::int as seats, count(h.kind)::int as filled, count(*) filter (where h.kind = 'plt')::int as acting, count(*) filter (where h.kind is null)::int as vacant,
      min(greatest(h.made, h.left_on)) filter (where h.kind is null) as longest_empty,
      (select count(*)::int from organisation.task t where t.facility_id = f.id and t.state in ('planned', 'doing')) as tasks,
      (select count(*)::int from organisation.task t where t.facility_id = f.id and t.state in ('planned', 'doing') and (select d.due_on from organisation.task_due d where d.facility_id = t.facility_id and d.task_id = t.id order by d.step desc limit 1) < ${day}::date) as overdue,
      (select count(*)::int from (select distinct on (k.staff_id, k.skill) k.valid_until from organisation.staff_skill k where k.facility_id = f.id order by k.staff_id, k.skill, k.issued_on desc, k.recorded_at desc) n where n.valid_until < ${day}::date) as certificates_expired
    from held h join organisation.facility f on f.id = h.facility_id join organisation.regional_office o on o.code = f.regional_office_code
    where (${office ?? null}::text is null or o.code = ${office ?? null}) and (${pattern}::text is null or f.name ilike ${pattern})
    group by f.id, o.name order by count(*) filter (where h.kind is null) desc, f.name limit 1000`);
}

export type VacancyRow = { facility_code: string; facility_name: string; office: string; post: string; name_id: string; name_en: string; seat: number; empty_since: string; days: number };
/** Every empty seat in reach, the longest empty first. */
export function vacancies(reader: Reader, { day, office, post, q }: { day: string; office?: string; post?: string; q?: string }): Promise<VacancyRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    select *, ${day}::date - empty_since as days from (
      select f.code as facility_code, f.name as facility_name, o.name as office, p.code as post, p.name_id, p.name_en, p.seat,
        greatest(lower(p.valid), (select max(upper(a.valid)) from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and upper(a.valid) <= ${day}::date)) as empty_since
      from organisation.post p join organisation.facility f on f.id = p.facility_id join organisation.regional_office o on o.code = f.regional_office_code
      where p.valid @> ${day}::date and (${office ?? null}::text is null or o.code = ${office ?? null}) and (${post ?? null}::text is null or p.code = ${post ?? null}) and (${pattern}::text is null or f.name ilike ${pattern})
        and not exists (select 1 from organisation.appointment a where a.facility_id = p.facility_id and a.post_id = p.id and a.kind <> 'plh' and a.valid @> ${day}::date)) v
    order by empty_since, facility_name, post, seat limit 2000`);
}
