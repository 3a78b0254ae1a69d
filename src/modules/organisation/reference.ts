import type pg from 'pg';
import { insertRows, referenceRows, type ReferenceRow } from '#kernel/reference.ts';

/** The real registers: 38 provinces, 514 regencies, 609 facilities, agencies, holidays, rules. Repeatable; every row keeps its source. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  const provinces = referenceRows('provinces');
  await insertRows(client, 'organisation.province', provinces.map((row) => take(row, provinceColumns)));
  await insertRows(client, 'organisation.regency', referenceRows('regencies').map((row) => ({ ...take(row, ['code', 'name', 'province_code', 'timezone', 'latitude', 'longitude', 'source']), kind: row['type'] })));
  await insertRows(client, 'organisation.regional_office', provinces.map((row) => ({
    code: `kanwil-${row['code']}`, name: `Kantor Wilayah Ditjenpas ${row['name_id']}`, province_codes: `{${row['code']}}`, source: 'one per province until the real list is imported',
  })));
  await insertRows(client, 'organisation.facility', await facilitiesOf(client));
  await reported(client);
  await insertRows(client, 'organisation.agency', await withIds(client, referenceRows('agencies').map((row) => ({ ...take(row, ['code', 'name', 'short_name', 'kind', 'name_en', 'official_code', 'province_code', 'source']), is_sample: false }))));
  await insertRows(client, 'organisation.holiday', referenceRows('holidays').map((row) => ({ ...take(row, ['name_id', 'name_en', 'kind', 'basis', 'source']), day: row['date'] })));
  await insertRows(client, 'organisation.regulation', referenceRows('regulations').map((row) => ({ ...take(row, ['code', 'title', 'kind', 'date', 'in_force', 'gives', 'effective_figure', 'source']), verified: row['verified'] === 'yes' })));
  await teams(client);
}

/** What a unit of each class should have on its team, what officers can learn, and how long somebody may act. */
async function teams(client: pg.ClientBase): Promise<void> {
  await insertRows(client, 'organisation.post_kind', referenceRows('post_kinds').map(({ valid_from, valid_to, ...row }) => ({ ...row, supervises: row['supervises'] === 'yes', valid: `[${valid_from},${valid_to ?? ''})` })));
  await insertRows(client, 'organisation.skill_kind', referenceRows('skill_kinds'));
  for (const [key, value, legal_basis] of teamRules) {
    await client.query("insert into kernel.rule (key, value, valid, legal_basis, source) select $1, $2::jsonb, '[2014-10-17,)', $3, 'UU 30/2014; SE BKN 1/SE/I/2021' where not exists (select 1 from kernel.rule where key = $1)", [key, JSON.stringify(value), legal_basis]);
  }
}

const teamRules: [key: string, value: unknown, legal_basis: string][] = [
  ['team.plt_days', { days: 90, in_a_row: 180 }, 'UU 30/2014 Pasal 14; SE BKN 1/SE/I/2021: Plt paling lama 3 bulan, dapat diperpanjang 3 bulan (angka perlu dicek pada teks)'],
  ['team.plh_days', { days: 90 }, 'UU 30/2014 Pasal 14; lamanya usulan sistem ini'],
  ['team.skill_alarm_days', [90, 30], 'Usulan sistem ini'],
];

const provinceColumns = ['code', 'name_id', 'name_en', 'capital', 'island_group', 'timezone', 'latitude', 'longitude', 'min_wage_2025_idr', 'min_wage_2026_idr', 'source'];
export const zonesByName: Record<string, string> = { WIB: 'Asia/Jakarta', WITA: 'Asia/Makassar', WIT: 'Asia/Jayapura' };

async function facilitiesOf(client: pg.ClientBase): Promise<object[]> {
  return withIds(client, referenceRows('facilities').map((row) => ({
    ...take(row, ['code', 'name', 'kind', 'class', 'province_code', 'regency_code', 'latitude', 'longitude', 'is_industrial', 'source']),
    regional_office_code: `kanwil-${row['province_code']}`, timezone: zonesByName[row['timezone'] ?? ''], is_sample: false,
    aliases: `{${(row['aliases'] ?? '').split(';').filter(Boolean).map((alias) => JSON.stringify(alias.trim())).join(',')}}`,
  })));
}

async function reported(client: pg.ClientBase): Promise<void> {
  const { rows } = await client.query<{ code: string; id: string }>('select code, id from organisation.facility');
  const ids = new Map(rows.map((row) => [row.code, row.id]));
  const known = (row: ReferenceRow) => ids.has(row['facility_code'] ?? '');
  await insertRows(client, 'organisation.reported_line', referenceRows('product_lines').filter(known).map((row) => ({ ...take(row, ['line', 'category', 'source']), note: row['note'] ?? '', facility_id: ids.get(row['facility_code'] ?? '') })));
  await insertRows(client, 'organisation.reported_product', referenceRows('products').filter(known).map((row) => ({
    ...take(row, ['code', 'name', 'category', 'unit', 'price_idr_min', 'price_idr_max', 'price_basis', 'evidence', 'description_id', 'description_en', 'source']), facility_id: ids.get(row['facility_code'] ?? ''),
  })));
}

/** json_populate_recordset fills what is absent with null, so ids are drawn here. */
async function withIds(client: pg.ClientBase, rows: object[]): Promise<object[]> {
  const { rows: ids } = await client.query<{ id: string }>('select kernel.new_id() as id from generate_series(1, $1)', [rows.length]);
  return rows.map((row, n) => ({ ...row, id: ids[n]?.id }));
}

function take(row: ReferenceRow, columns: string[]): ReferenceRow {
  return Object.fromEntries(columns.map((column) => [column, row[column] ?? null]));
}
