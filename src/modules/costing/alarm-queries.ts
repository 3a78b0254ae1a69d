import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { AlarmKind, AlarmState, AnswerKind } from './alarm.ts';

export type AlarmRow = {
  facility_id: string; id: string; kind: AlarmKind; state: AlarmState; step: number; words: string | null; answered_at: Date | null; raised_at: Date; price_idr: number | null; compared_idr: number | null; measured_bp: number | null; limit_bp: number | null; legal_basis: string | null;
  product_id: string; sku: string; name_id: string; name_en: string; lot_code: string | null; facility_code: string; facility_name: string; timezone: string; office: string | null;
};
const rows = sql`
  select a.facility_id, a.id, a.kind, a.state, a.step, a.words, a.answered_at, a.raised_at, a.price_idr, a.compared_idr, a.measured_bp, a.limit_bp, a.legal_basis, a.product_id, p.sku, p.name_id, p.name_en, l.code as lot_code, f.code as facility_code, f.name as facility_name, f.timezone, o.name as office
  from costing.alarm_published a join products.product_published p on p.facility_id = a.facility_id and p.id = a.product_id left join inventory.lot_published l on l.facility_id = a.facility_id and l.id = a.lot_id
    join organisation.facility f on f.id = a.facility_id left join organisation.regional_office o on o.code = f.regional_office_code`;

export type AlarmFilter = { facility_id?: string | undefined; kind?: AlarmKind | undefined; state?: AlarmState | undefined; sku?: string | undefined; after?: string | undefined; limit?: number | undefined };
/** Newest first, of one facility or of every one in reach; `after` is the id of the last one seen. */
export function alarmRows(reader: Reader, { facility_id, kind, state, sku = '', after = '', limit = 100 }: AlarmFilter): Promise<AlarmRow[]> {
  return reader.all(sql`
    ${rows} where (${facility_id ?? null}::uuid is null or a.facility_id = ${facility_id ?? null}::uuid) and (${kind ?? null}::text is null or a.kind = ${kind ?? null}) and (${state ?? null}::text is null or a.state = ${state ?? null}) and (${sku} = '' or p.sku = ${sku})
      and (${after} = '' or a.id < nullif(${after}, '')::uuid) order by a.id desc limit ${limit}`);
}
export function alarmById(reader: Reader, id: string): Promise<AlarmRow> {
  return reader.one(sql`${rows} where a.id = ${id}::uuid`);
}

export type AnswerRow = { kind: AnswerKind; words: string; answered_at: Date; by: string | null };
export function answersOf(reader: Reader, { facility_id, id }: Pick<AlarmRow, 'facility_id' | 'id'>): Promise<AnswerRow[]> {
  return reader.all(sql`select w.kind, w.words, w.answered_at, a.name as by from costing.alarm_answer w left join identity.account_published a on a.id = w.answered_by where w.facility_id = ${facility_id} and w.alarm_id = ${id} order by w.step desc`);
}

export type AlarmCount = { facility_code: string; facility_name: string; timezone: string; office: string | null; open: number; all: number; oldest: Date | null };
/** How many stand open in each facility in reach, the most first. */
export function alarmCounts(reader: Reader): Promise<AlarmCount[]> {
  return reader.all(sql`
    select f.code as facility_code, f.name as facility_name, f.timezone, o.name as office, count(*) filter (where a.state = 'open')::int as open, count(*)::int as all, min(a.raised_at) filter (where a.state = 'open') as oldest
    from costing.alarm_published a join organisation.facility f on f.id = a.facility_id left join organisation.regional_office o on o.code = f.regional_office_code group by f.code, f.name, f.timezone, o.name order by 5 desc, f.name`);
}
