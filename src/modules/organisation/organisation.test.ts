import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import test from 'node:test';
import pg from 'pg';
import { referenceRows } from '#kernel/reference.ts';
import { system } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { readSheet, type SheetRow } from '#kernel/sheets/index.ts';
import { openHouse, type House } from '#tests/house.ts';
import { facilityByCode, holidays, importers, loadReference, nameSignatory, registerAgency, registerFacility, routes, signatoryOn } from './index.ts';

const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;
const counted = async (house: House) => (await house.admin.query<Record<string, number>>(`
  select (select count(*)::int from organisation.province) as province, (select count(*)::int from organisation.regency) as regency, (select count(*)::int from organisation.facility where source <> 'test') as facility,
    (select count(*)::int from organisation.reported_line) as line, (select count(*)::int from organisation.reported_product) as product, (select count(*)::int from organisation.agency where source <> 'test') as agency,
    (select count(*)::int from organisation.holiday) as holiday, (select count(*)::int from organisation.regulation) as regulation, (select count(*)::int from organisation.regional_office) as office`)).rows[0];

test('every row of the public registers is loaded, and loading again changes nothing', async (t) => {
  const house = await openHouse(t);
  const expected = {
    province: 38, regency: 514, facility: 609, line: referenceRows('product_lines').length, product: referenceRows('products').length, agency: referenceRows('agencies').length,
    holiday: referenceRows('holidays').length, regulation: referenceRows('regulations').length, office: 38,
  };
  assert.deepEqual(await counted(house), expected);
  const client = new pg.Client({ connectionString: house.adminUrl });
  await client.connect();
  await loadReference(client).finally(() => client.end());
  assert.deepEqual(await counted(house), expected);
  const { rows } = await house.admin.query<{ timezone: string; n: number }>(`select timezone, count(*)::int as n from organisation.facility where source <> 'test' group by 1 order by 1`);
  assert.deepEqual(rows, [{ timezone: 'Asia/Jakarta', n: 402 }, { timezone: 'Asia/Jayapura', n: 49 }, { timezone: 'Asia/Makassar', n: 158 }]);
  const { rows: sourceless } = await house.admin.query(`select 1 from organisation.facility where source = '' union all select 1 from organisation.reported_line where source = ''`);
  assert.equal(sourceless.length, 0, 'no claim without its source');
});

test('national holidays and joint leave are known as days', async (t) => {
  const house = await openHouse(t);
  const days = await house.look(system, holidays);
  assert.ok(days.has('2025-01-01') && !days.has('2026-11-24'));
});

test('a unit stands in a known regency and takes its zone from there', async (t) => {
  const house = await openHouse(t);
  const unit = { code: 'contoh-timur', name: 'Lapas Contoh Timur', kind: 'lapas' as const, regency_name: 'Kota Jayapura', is_sample: true, source: 'test' };
  const made = await house.act(system, (tx) => registerFacility(tx, unit));
  assert.equal(made.timezone, 'Asia/Jayapura');
  assert.equal((await house.look(system, (reader) => facilityByCode(reader, 'contoh-timur'))).is_sample, true);
  await assert.rejects(house.act(system, (tx) => registerFacility(tx, unit)), refuses('facility.code_taken'));
  await assert.rejects(house.act(system, (tx) => registerFacility(tx, { ...unit, code: 'lain', regency_name: 'Kota Atlantis' })), refuses('facility.regency_unknown'));
  await assert.rejects(house.act(house.as('officer'), (tx) => registerFacility(tx, { ...unit, code: 'lain' })), Forbidden);
});

test('an agency has one code', async (t) => {
  const house = await openHouse(t);
  const agency = { code: 'dinas-contoh', name: 'Dinas Contoh', kind: 'agency' as const, is_sample: true, source: 'test' };
  await house.act(system, (tx) => registerAgency(tx, agency));
  await assert.rejects(house.act(system, (tx) => registerAgency(tx, agency)), refuses('agency.code_taken'));
  await assert.rejects(house.act(house.as('partner'), (tx) => registerAgency(tx, { ...agency, code: 'lain' })), Forbidden);
});

test('a paper is signed by who is in office on its day, and one person holds a duty at a time', async (t) => {
  const house = await openHouse(t);
  const facility_id = house.facility.id;
  const name = (who: string, from: string, to?: string) => house.act(system, (tx) => nameSignatory(tx, { facility_id, duty: 'facility_head', name: who, position: 'Kepala Lapas', from, to }));
  await name('Kepala Lama', '2025-01-01', '2026-06-30');
  await assert.rejects(name('Kepala Dini', '2026-06-30'), refuses('signatory.overlap'));
  await name('Kepala Baru', '2026-07-01');
  const on = async (day: string) => (await house.look(system, (reader) => signatoryOn(reader, { facility_id, duty: 'facility_head', day })))?.name;
  assert.deepEqual([await on('2024-12-31'), await on('2026-06-30'), await on('2026-07-01')], [undefined, 'Kepala Lama', 'Kepala Baru']);
  const treasurer = (unit: string) => house.act(house.as('facility_head'), (tx) => nameSignatory(tx, { facility_id: unit, duty: 'treasurer', name: 'Bendahara', position: 'Bendahara', from: '2026-01-01' }));
  await treasurer(facility_id);
  await assert.rejects(treasurer(house.other.id), NotFound, 'a head names nobody in another unit');
  await assert.rejects(house.act(house.as('officer'), (tx) => nameSignatory(tx, { facility_id, duty: 'treasurer', name: 'X', position: 'Y', from: '2026-01-01' })), Forbidden);
});

async function* sheet(...rows: Record<string, string>[]): AsyncGenerator<SheetRow> {
  for (const [n, cells] of rows.entries()) yield { row: n + 2, cells };
}
const unitRow = { code: 'contoh-impor', name: 'Lapas Contoh Impor', kind: 'lapas', regency: 'Kabupaten Sukamara', source: 'test' };

test('a sheet of units is written whole: new rows added, known rows updated', async (t) => {
  const house = await openHouse(t);
  const file = await readFile(path.join(import.meta.dirname, '../../../data/facilities.csv'));
  assert.deepEqual(await house.act(system, (tx) => importers.facilities(tx, readSheet(file))), { inserted: 0, updated: 609, problems: [] });
  assert.deepEqual(await house.act(system, (tx) => importers.facilities(tx, sheet(unitRow, { ...unitRow, code: 'lapas-sukamara', name: 'Lapas Sukamara Baru' }))), { inserted: 1, updated: 1, problems: [] });
  assert.equal((await house.look(system, (reader) => facilityByCode(reader, 'lapas-sukamara'))).name, 'Lapas Sukamara Baru');
  const agencies = await readFile(path.join(import.meta.dirname, '../../../data/agencies.csv'));
  assert.deepEqual(await house.act(system, (tx) => importers.agencies(tx, readSheet(agencies))), { inserted: 0, updated: referenceRows('agencies').length, problems: [] });
});

test('one bad row keeps the whole sheet out, and every bad cell is named', async (t) => {
  const house = await openHouse(t);
  const done = await house.act(system, (tx) => importers.facilities(tx, sheet(unitRow, { ...unitRow, code: 'A B', kind: 'kapal' }, { ...unitRow, regency: 'Kota Atlantis', code: 'lain' }, unitRow)));
  assert.deepEqual(done.problems.map(({ row, field }) => [row, field]), [[3, 'code'], [3, 'kind'], [4, 'regency'], [5, 'code']]);
  await assert.rejects(house.look(system, (reader) => facilityByCode(reader, 'contoh-impor')));
  const agencies = await house.act(system, (tx) => importers.agencies(tx, sheet({ code: 'x', name: '', kind: 'agency', source: 'test' })));
  assert.deepEqual(agencies.problems.map(({ row, field }) => [row, field]), [[2, 'name']]);
  await assert.rejects(house.act(house.as('officer'), (tx) => importers.facilities(tx, sheet(unitRow))), Forbidden);
});

test('the public finds a unit by place, kind or product, and reads every claim with its source', async (t) => {
  const house = await openHouse(t, { routes });
  const all = await (await house.request('/lapas')).text();
  assert.match(all, /609 unit pemasyarakatan/, 'invented units are not counted as real');
  assert.match(all, /611 unit cocok/);
  assert.match(await (await house.request('/en/lapas')).text(), /609 correctional units/);
  const found = await (await house.request('/lapas?q=sukamara&category=agriculture')).text();
  assert.match(found, /Lapas [^<]*Sukamara/);
  assert.doesNotMatch(found, /Lapas Contoh Lain/);
  assert.equal((await house.request('/lapas?kind=kapal&province=xx&after=%00')).status, 200, 'a filter that does not parse falls away');
  const profile = await (await house.request('/lapas/lapas-sukamara')).text();
  assert.match(profile, /Jagung/);
  assert.match(profile, /href="https:\/\/radarborneonusantara\.com/);
  assert.match(profile, /2025/);
  assert.match(profile, /\/produk\?lapas=lapas-sukamara/);
  assert.match(await (await house.request('/en/lapas/lapas-sukamara')).text(), /\/en\/produk\?lapas=lapas-sukamara/);
  assert.match(await (await house.request('/lapas/lapas-contoh-uji')).text(), /Data contoh/);
  for (const nothing of ['tidak-ada', '%00', 'A%20B']) assert.equal((await house.request(`/lapas/${nothing}`)).status, 404, nothing);
});

test('the directory is turned page by page without losing or repeating a unit', async (t) => {
  const house = await openHouse(t, { routes });
  const seen: string[] = [];
  let cursor = '';
  do {
    const answer: { items: { code: string }[]; next_cursor: string | null } = await (await house.request(`/api/v1/facilities?limit=200${cursor && `&cursor=${cursor}`}`)).json();
    seen.push(...answer.items.map((item) => item.code));
    cursor = answer.next_cursor ?? '';
  } while (cursor);
  assert.equal(seen.length, 611);
  assert.equal(new Set(seen).size, 611);
  const at = (code: string) => seen.indexOf(code);
  assert.ok(at('lapas-contoh-uji') < at('lapas-sukamara') && at('lapas-sukamara') < at('bapas-banda-aceh'), 'units with something to show come first');
});

test('the registers answer in JSON without a sign-in, and refuse fields they do not know', async (t) => {
  const house = await openHouse(t, { routes });
  const get = async (address: string) => (await house.request(`/api/v1${address}`)).json() as Promise<Record<string, unknown> & { items?: unknown[] }>;
  assert.equal((await get('/facilities/lapas-sukamara'))['code'], 'lapas-sukamara');
  assert.equal((await get('/agencies?kind=ministry&limit=200')).items?.length, 48);
  assert.equal((await get('/holidays?year=2025')).items?.length, referenceRows('holidays').filter((row) => row['year'] === '2025').length);
  assert.equal((await get('/regulations')).items?.length, referenceRows('regulations').length);
  const refused = await house.request('/api/v1/facilities?warna=biru');
  assert.ok(refused.status === 400 || refused.status === 422);
  assert.equal((await house.request('/api/v1/facilities/tidak-ada')).status, 404);
});
