/** Certificates and what runs out, inside the facility; and what the public and headquarters may hear. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { BodyKind } from './course.ts';
import { uuid } from './queries.ts';

export type CertificateRow = {
  facility_id: string; id: string; credential_id: string; number: string; title_id: string; title_en: string; worker_id: string; roster_code: string; holder_name: string; enrolment_id: string; issued_on: string; valid_until: string | null; revoked_at: Date | null;
  waiting_reason: string | null; waiting_person: string | null; lesson_hours: number; practice_hours: number; is_sample: boolean; units: { code: string; name_id: string; name_en: string; standard: string }[]; issuer_name: string; body: string;
};
const certificateRows = sql`
  select c.facility_id, c.id, c.credential_id, k.number, k.title_id, k.title_en, c.worker_id, w.roster_code, c.holder_name, c.enrolment_id, c.issued_on, c.valid_until, k.revoked_at, r.reason as waiting_reason, r.proposed_person as waiting_person, k.lesson_hours, k.practice_hours, k.is_sample, k.units, k.issuer_name, k.body
  from training.certificate c join training.credential k on k.id = c.credential_id join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id
    left join training.revocation r on r.facility_id = c.facility_id and r.certificate_id = c.id and r.decided_at is null`;
export const certificateStates = ['valid', 'expiring', 'expired', 'revoked', 'waiting'] as const;
export type CertificateState = (typeof certificateStates)[number];
export type CertificateFilter = { facility_id: string; worker_id?: string | undefined; state?: CertificateState | undefined; day?: string | undefined; after?: string | undefined; limit: number };
/** `day` is the facility's today, which the states of time are asked for. */
export function certificates(reader: Reader, { facility_id, worker_id, state, day, after = '', limit }: CertificateFilter): Promise<CertificateRow[]> {
  return reader.all(sql`${certificateRows} where c.facility_id = ${facility_id} and c.id::text > ${after} and case ${state ?? null}::text when 'waiting' then r.id is not null when 'revoked' then k.revoked_at is not null
      when 'valid' then k.revoked_at is null and coalesce(c.valid_until >= ${day ?? null}::date, true) when 'expired' then k.revoked_at is null and c.valid_until < ${day ?? null}::date
      when 'expiring' then k.revoked_at is null and c.valid_until between ${day ?? null}::date and ${day ?? null}::date + 90 else true end and (${worker_id ?? null}::uuid is null or c.worker_id = ${worker_id ?? null}::uuid) order by c.id limit ${limit}`);
}
export function certificateById(reader: Reader, id: string): Promise<CertificateRow> {
  return reader.one(sql`${certificateRows} where c.id = ${uuid(id)}`);
}

export type OutsideRow = { id: string; body_kind: BodyKind; body: string; number: string; title: string; unit_code: string | null; issued_on: string; valid_until: string | null; evidence: string };
export function outsideCertificatesOf(reader: Reader, worker_id: string): Promise<OutsideRow[]> {
  return reader.all(sql`select id, body_kind, body, number, title, unit_code, issued_on, valid_until, evidence from training.outside_certificate where worker_id = ${worker_id} order by issued_on desc limit 100`);
}

export type InstructorRow = { id: string; name: string; institution: string; own: boolean; certificates: { body: string; number: string; field: string; from: string; until: string }[]; valid_until: string | null };
export function instructors(reader: Reader, facility_id: string): Promise<InstructorRow[]> {
  return reader.all(sql`
    select t.id, t.name, t.institution, t.person_id is not null as own, coalesce(c.certificates, '[]') as certificates, c.valid_until from training.instructor t
      left join lateral (select jsonb_agg(jsonb_build_object('body', body, 'number', number, 'field', field, 'from', lower(valid), 'until', upper(valid) - 1) order by upper(valid) desc) as certificates, max(upper(valid) - 1) as valid_until from training.instructor_certificate where facility_id = t.facility_id and instructor_id = t.id) c on true
    where t.facility_id = ${facility_id} order by t.name limit 200`);
}

export type AlarmRow = { id: string; kind: 'instructor' | 'outside' | 'certificate'; days_before: number; runs_out_on: string; subject: string; title: string; worker_id: string | null; seen_at: Date | null };
export function alarms(reader: Reader, facility_id: string, { seen }: { seen: boolean }): Promise<AlarmRow[]> {
  return reader.all(sql`
    select a.id, a.kind, a.days_before, a.runs_out_on, coalesce(t.name, w.roster_code || ' · ' || w.name) as subject, coalesce(ic.body || ' ' || ic.number, oc.title, k.title_id) as title, w.id as worker_id, a.seen_at
    from training.alarm a left join training.instructor_certificate ic on a.kind = 'instructor' and ic.facility_id = a.facility_id and ic.id = a.subject_id left join training.instructor t on t.facility_id = ic.facility_id and t.id = ic.instructor_id
      left join training.outside_certificate oc on a.kind = 'outside' and oc.facility_id = a.facility_id and oc.id = a.subject_id left join training.certificate c on a.kind = 'certificate' and c.facility_id = a.facility_id and c.id = a.subject_id
      left join training.credential k on k.id = c.credential_id left join workforce.worker_published w on w.facility_id = a.facility_id and w.id = coalesce(oc.worker_id, c.worker_id)
    where a.facility_id = ${facility_id} and (a.seen_at is not null) = ${seen} order by a.runs_out_on, a.days_before limit 200`);
}
export async function waitingAlarms(reader: Reader, facility_id: string): Promise<number> {
  return (await reader.one<{ n: number }>(sql`select count(*)::int as n from training.alarm where facility_id = ${facility_id} and seen_at is null`)).n;
}

export type CountRow = { facility_code: string; facility_name: string; courses: number; running: number; learning: number; competent: number; certificates: number; revoked: number; outside: number; alarms: number };
/** One row for each facility in reach that teaches; counts only, no person. */
export function countsByFacility(reader: Reader, { year, day }: { year: number; day: string }): Promise<CountRow[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, c.courses, coalesce(i.running, 0)::int as running, coalesce(e.learning, 0)::int as learning, coalesce(e.competent, 0)::int as competent, coalesce(k.certificates, 0)::int as certificates, coalesce(k.revoked, 0)::int as revoked, coalesce(o.outside, 0)::int as outside, coalesce(a.alarms, 0)::int as alarms
    from (select facility_id, count(*)::int as courses from training.course group by 1) c join organisation.facility f on f.id = c.facility_id
      left join (select facility_id, count(*) as running from training.intake where state = 'open' and starts_on <= ${day}::date and ends_on >= ${day}::date group by 1) i on i.facility_id = c.facility_id
      left join (select facility_id, count(*) filter (where state = 'enrolled') as learning, count(*) filter (where state = 'competent' and concluded_at >= make_date(${year}, 1, 1) and concluded_at < make_date(${year + 1}, 1, 1)) as competent from training.enrolment group by 1) e on e.facility_id = c.facility_id
      left join (select x.facility_id, count(*) as certificates, count(*) filter (where y.revoked_at is not null) as revoked from training.certificate x join training.credential y on y.id = x.credential_id where x.issued_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31) group by 1) k on k.facility_id = c.facility_id
      left join (select facility_id, count(*) as outside from training.outside_certificate where issued_on between make_date(${year}, 1, 1) and make_date(${year}, 12, 31) group by 1) o on o.facility_id = c.facility_id
      left join (select facility_id, count(*) as alarms from training.alarm where seen_at is null group by 1) a on a.facility_id = c.facility_id order by f.name limit 1000`);
}

export type IssuerRow = { name: string; url: string; from: string; until: string | null };
export function issuers(reader: Reader): Promise<IssuerRow[]> {
  return reader.all(sql`select name, url, lower(valid) as "from", upper(valid) as until from training.issuer order by lower(valid) desc limit 50`);
}
export type PublicKeyRow = { kid: string; public_multibase: string; made_at: Date; retired_at: Date | null };
export function publicKeys(reader: Reader): Promise<PublicKeyRow[]> {
  return reader.all(sql`select kid, public_multibase, made_at, retired_at from training.signing_key order by made_at desc`);
}

export type PublishedCredential = { id: string; number: string; body: string; jwt: string; title_id: string; title_en: string; issuer_name: string; units: { code: string; name_id: string; name_en: string; standard: string }[]; name_salt: string; name_hash: string; issued_on: string; valid_until: string | null; revoked_at: Date | null; is_sample: boolean };
export function publishedCredential(reader: Reader, id: string): Promise<PublishedCredential | undefined> {
  return reader.maybe(sql`select id, number, body, jwt, title_id, title_en, issuer_name, units, name_salt, name_hash, issued_on, valid_until, revoked_at, is_sample from training.credential where id = ${id}`);
}
export function publishedList(reader: Reader, id: number): Promise<{ body: string; jwt: string } | undefined> {
  return reader.maybe(sql`select body, jwt from training.status_list where id = ${id}`);
}
export function publishedUnit(reader: Reader, code: string): Promise<{ code: string; name_id: string; name_en: string; standard: string; verified: boolean; source: string } | undefined> {
  return reader.maybe(sql`select code, name_id, name_en, standard, verified, source from training.competency_unit where code = ${code}`);
}
export function currentIssuer(reader: Reader, day: string): Promise<{ name: string; url: string }> {
  return reader.one(sql`select name, url from training.issuer where valid @> ${day}::date`);
}
