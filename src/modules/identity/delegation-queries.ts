import type { Reader } from '#kernel/db.ts';
import type { Role } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';

export type DelegationRow = { id: string; role: Role; lender: string; delegate: string; lender_id: string; from: string; to: string; decree: string; only_verbs: string[] | null; withdrawn_at: Date | null; running: boolean };
/** Authority lent in a facility or an agency, newest first. */
export function delegationsOf(reader: Reader, unit_id: string, today: string): Promise<DelegationRow[]> {
  return reader.all(sql`
    select s.id, s.role, l.name as lender, d.name as delegate, l.id as lender_id, lower(s.valid) as "from", upper(s.valid) - 1 as "to", s.decree, s.only_verbs, s.withdrawn_at, (s.withdrawn_at is null and s.valid @> ${today}::date) as running
    from identity.assignment s join identity.assignment o on o.id = s.on_behalf_of join identity.account l on l.id = o.account_id join identity.account d on d.id = s.account_id
    where coalesce(s.facility_id, s.agency_id) = ${unit_id} order by lower(s.valid) desc, s.id desc limit 100`);
}

/** The own term of an account in a role, that covers these days. */
export function ownTerm(reader: Reader, { account_id, role, unit_id, from, to }: { account_id: string; role: string; unit_id: string; from: string; to: string }): Promise<{ id: string } | undefined> {
  return reader.maybe(sql`
    select id from identity.assignment where account_id = ${account_id} and role = ${role} and coalesce(facility_id, agency_id) = ${unit_id} and on_behalf_of is null and valid @> daterange(${from}::date, ${to}::date, '[]')`);
}

/** Who works in this facility or agency in their own right on these days. */
export function colleagues(reader: Reader, { unit_id, from, to }: { unit_id: string; from: string; to: string }): Promise<{ id: string; name: string; person_id: string; role: Role }[]> {
  return reader.all(sql`
    select distinct on (c.id) c.id, c.name, c.person_id, s.role from identity.account c join identity.assignment s on s.account_id = c.id
    where coalesce(s.facility_id, s.agency_id) = ${unit_id} and s.on_behalf_of is null and c.disabled_at is null and s.valid @> daterange(${from}::date, ${to}::date, '[]') order by c.id, s.role`);
}
