import type { Reader } from '#kernel/db.ts';
import type { Actor, Role } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { AccountRow, AssignmentRow } from './account.ts';

export type Standing = {
  account_id: string; person_id: string; name: string; locale: 'id' | 'en'; role: Role; unit_name: string;
  facility_id: string | null; agency_id: string | null; regional_office_code: string | null; assignment_id: string;
  /** Whose authority this is, when it is lent. */
  on_behalf_of: NonNullable<Actor['on_behalf_of']> | null;
};

const unitName = sql`coalesce(f.name, a.name, o.name, s.partner_name, case s.role when 'headquarters' then 'Ditjenpas' when 'auditor' then 'Inspektorat' when 'admin' then 'Administrasi sistem' else '' end)`;
const withUnits = sql`left join organisation.facility f on f.id = s.facility_id left join organisation.agency a on a.id = s.agency_id left join organisation.regional_office o on o.code = s.regional_office_code`;
/** A day begins when it begins at the unit. */
const today = (reader: Reader) => sql`(${reader.now}::timestamptz at time zone coalesce(f.timezone, 'Asia/Jakarta'))::date`;

const withLender = sql`left join identity.assignment lent on lent.id = s.on_behalf_of left join identity.account lender on lender.id = lent.account_id`;
/** Lent authority runs no longer than the term it comes from, and not past its withdrawal. */
const running = (reader: Reader) => sql`(s.valid @> ${today(reader)} and s.withdrawn_at is null and (s.on_behalf_of is null or (lent.valid @> ${today(reader)} and lender.disabled_at is null)))`;

/** In which role the account acts now: the chosen assignment if it still runs, else its first. None when it is disabled or no term runs. */
export async function standingOf(reader: Reader, account_id: string, chosen: string | null): Promise<Standing | undefined> {
  return reader.maybe<Standing>(sql`
    select c.id as account_id, c.person_id, c.name, c.locale, s.role, ${unitName} as unit_name, s.facility_id, s.agency_id, s.regional_office_code, s.id as assignment_id,
      case when lent.id is not null then json_build_object('assignment_id', s.id, 'account_id', lender.id, 'name', lender.name, 'only', s.only_verbs) end as on_behalf_of
    from identity.account c join identity.assignment s on s.account_id = c.id ${withUnits} ${withLender}
    where c.id = ${account_id}::uuid and c.disabled_at is null and ${running(reader)}
    order by s.id = ${chosen}::uuid desc nulls last, s.on_behalf_of is not null, lower(s.valid), s.id limit 1`);
}

export async function facilitiesOfOffice(reader: Reader, regional_office_code: string): Promise<string[]> {
  const rows = await reader.all<{ id: string }>(sql`select id from organisation.facility where regional_office_code = ${regional_office_code}`);
  return rows.map((row) => row.id);
}

/** Whose token this is, while it runs. */
export async function accountOfToken(reader: Reader, token_sha256: string): Promise<string | undefined> {
  const row = await reader.maybe<{ account_id: string }>(sql`
    select account_id from identity.api_token where token_sha256 = ${token_sha256} and revoked_at is null and expires_at > ${reader.now}`);
  return row?.account_id;
}

export type ListedAccount = { id: string; email: string; name: string; role: Role | null; unit: string; is_sample: boolean; disabled: boolean };

/** One row per account and current assignment; accounts without one stand last. */
export async function listAccounts(reader: Reader, { role, q, after, limit = 1000 }: { role?: string; q?: string; after?: string; limit?: number } = {}): Promise<ListedAccount[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all<ListedAccount>(sql`
    select c.id, c.email, c.name, s.role, coalesce(${unitName}, '') as unit, c.is_sample, c.disabled_at is not null as disabled
    from identity.account c
    left join lateral (select * from identity.assignment x where x.account_id = c.id and x.valid @> (${reader.now}::timestamptz at time zone 'Asia/Jakarta')::date order by x.on_behalf_of is not null, lower(x.valid), x.id) s on true
    ${withUnits}
    where (${role ?? null}::text is null or s.role = ${role ?? null})
      and (${pattern}::text is null or c.email ilike ${pattern} or c.name ilike ${pattern} or f.name ilike ${pattern} or a.name ilike ${pattern})
      and (${after ?? null}::text is null or c.email > ${after ?? null})
    order by c.email, s.role limit ${limit}`);
}

export async function accountById(reader: Reader, id: string): Promise<AccountRow> {
  return reader.one<AccountRow>(sql`
    select id, email, name, locale, person_id, is_sample, two_factor_enabled, disabled_at, created_at from identity.account where id = ${id}::uuid`);
}

export async function accountByEmail(reader: Reader, email: string): Promise<AccountRow | undefined> {
  return reader.maybe<AccountRow>(sql`
    select id, email, name, locale, person_id, is_sample, two_factor_enabled, disabled_at, created_at from identity.account where email = ${email.trim().toLowerCase()}`);
}

/** Every term of an account, running and past, newest first. */
export async function assignmentsOf(reader: Reader, account_id: string): Promise<AssignmentRow[]> {
  return reader.all<AssignmentRow>(sql`
    select s.id, s.role, ${unitName} as unit, lower(s.valid) as "from", upper(s.valid) - 1 as "to", s.decree, ${running(reader)} as current, lender.name as on_behalf_of
    from identity.assignment s ${withUnits} ${withLender} where s.account_id = ${account_id}::uuid order by lower(s.valid) desc, s.id`);
}

export type SessionRow = { id: string; user_agent: string | null; created_at: Date; expires_at: Date };
export async function sessionsOf(reader: Reader, account_id: string): Promise<SessionRow[]> {
  return reader.all<SessionRow>(sql`
    select id, user_agent, created_at, expires_at from identity.session where account_id = ${account_id}::uuid and expires_at > now() order by created_at desc`);
}

export type TokenRow = { id: string; created_at: Date; expires_at: Date; revoked_at: Date | null };
export async function tokensOf(reader: Reader, account_id: string): Promise<TokenRow[]> {
  return reader.all<TokenRow>(sql`select id, created_at, expires_at, revoked_at from identity.api_token where account_id = ${account_id}::uuid order by created_at desc limit 100`);
}
