import type { JWK } from 'jose';
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

/** What anybody may know of a permit. */
export type CheckedPermit = {
  code: string; number: string; agency: string; unit: string; kind: 'single' | 'blanket'; reason_code: string; decided_how: string; valid_from: string; valid_to: string; jws: string; issued_at: Date; revoked_at: Date | null; is_sample: boolean;
  lines: { line: number; item: string; unspsc: string | null; quantity: number; used: number; unit: string }[];
};
export const permitByCode = (reader: Reader, code: string): Promise<CheckedPermit | undefined> => reader.maybe(sql`select * from procurement.check_permit(${code})`);
export const publicKeys = async (reader: Reader): Promise<JWK[]> => (await reader.all<{ public_jwk: JWK }>(sql`select public_jwk from procurement.signing_key order by made_at`)).map((row) => row.public_jwk);

export type Covering = { code: string; number: string; kind: 'single' | 'blanket'; item_text: string; left: number; unit: string; valid_to: string };
/** Permits of the agency that hold on a day and speak of this kind of goods, with what is left on them. */
export const permitsCovering = (reader: Reader, { unspsc, category, need_id, on }: { unspsc: string | null; category: string | null; need_id: string; on: string }): Promise<Covering[]> => reader.all(sql`
  select p.code, p.number, w.kind, l.item_text, l.quantity - l.used as left, l.unit, upper(p.valid) - 1 as valid_to from procurement.permit p join procurement.waiver w on w.id = p.waiver_id join procurement.permit_line l on l.permit_id = p.id join procurement.waiver_line a on a.waiver_id = w.id and a.line = l.line
  where p.revoked_at is null and p.valid @> ${on}::date and l.used < l.quantity and (a.need_id = ${need_id}::uuid or (w.kind = 'blanket' and case when l.unspsc is null then l.category = ${category} else ${unspsc}::text like rtrim(l.unspsc, '0') || '%' end)) order by upper(p.valid), p.number`);

export type UseRow = { line: number; quantity: number; reference: string; used_on: string; by: string | null };
/** What was bought on it: for the agency and those who look over the country. */
export const usesOf = (reader: Reader, code: string): Promise<UseRow[]> => reader.all(sql`
  select u.line, u.quantity, u.reference, u.used_on, a.name as by from procurement.permit_use u join procurement.permit p on p.id = u.permit_id left join identity.account_published a on a.id = u.recorded_by where p.code = ${code} order by u.recorded_at`);
