import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { answerSheet, readSheet, writeXlsx, type SheetRow } from '#kernel/sheets/index.ts';
import { asSystem, refused } from '#tests/house.ts';
import { buying, need, now } from '../buying.fixture.ts';
import { changeNeed, confirmNeed, recordNeed, withdrawNeed } from './commands.ts';
import { applyNeedSheet, checkNeedSheet, importers, putAsideNeedSheet } from './import-commands.ts';
import { needColumns } from './import-sheet.ts';
import { matchOf, needMoves, type Source } from './need.ts';
import { keptRows, matchesOf, needById, needImportById, needsOf, suggestionsFor } from './queries.ts';

test('a text is classified to a code of the checked lists, with a score; words that say nothing propose nothing', async (t) => {
  const { house, pp } = await buying(t, 'none');
  const texts: [string, string | undefined][] = [
    ['Pengadaan Keset Ruang Kerja Biro Umum Tahun Anggaran 2026', '52101508'], ['Belanja Modal Mebel Ruang Rapat', '56101706'], ['Pengadaan Lemari Arsip Kayu Pusat Data', '56101530'], ['Pengadaan Kursi Lipat', '56101542'], ['Belanja Kain Batik Tulis untuk Cenderamata', '60121911'],
    ['Pengadaan Batako Pembangunan Kabupaten Malinau', '30131502'], ['Belanja Roti untuk Seleksi Pegawai', '50181901'], ['Pengadaan Tas Seminar Pelatihan Aparatur', '53121601'], ['Pengadaan Satelit Komunikasi Orbit Rendah', undefined], ['Pengadaan gordenn kantor', '52131501'],
  ];
  const found = await house.look(pp, (reader) => suggestionsFor(reader, texts.map(([text]) => text)));
  for (const [n, [text, code]] of texts.entries()) assert.equal(found.find((row) => row.n === n + 1)?.unspsc, code, text);
  const known = new Set((await house.admin.query<{ unspsc: string }>('select unspsc from procurement.code')).rows.map((row) => row.unspsc));
  assert.ok(found.every((row) => known.has(row.unspsc) && row.score >= 25 && row.score <= 100), 'no code of our own making');
});

test('a need is recorded with a proposal, and counts once a person has confirmed it', async (t) => {
  const { house, pp, act, chair } = await buying(t);
  const { id } = await act(pp, (tx) => recordNeed(tx, need()));
  const row = await house.look(pp, (reader) => needById(reader, id));
  assert.deepEqual([row.unspsc, row.state, row.confirmed_at, (row.score ?? 0) > 80], ['56101542', 'recorded', null, true]);
  await act(pp, (tx) => confirmNeed(tx, id, { product_id: chair }));
  const confirmed = await house.look(pp, (reader) => needById(reader, id));
  assert.deepEqual([confirmed.state, confirmed.confirmed_product_id, confirmed.category], ['confirmed', chair, 'furniture']);
  await assert.rejects(act(pp, (tx) => confirmNeed(tx, id, { unspsc: '99999999' })), refused('need.code_unknown'));
  await assert.rejects(act(pp, (tx) => confirmNeed(tx, id, { product_id: crypto.randomUUID() })), refused('need.product_unknown'));
  await act(pp, (tx) => changeNeed(tx, id, need({ quantity: 9 })));
  assert.equal((await house.look(pp, (reader) => needById(reader, id))).state, 'recorded', 'a change takes the confirmation back');
  await act(pp, (tx) => withdrawNeed(tx, id, { reason: 'Anggaran dipotong' }));
  await assert.rejects(act(pp, (tx) => confirmNeed(tx, id, { category: 'furniture' })), refused('need.moved'));
  await assert.rejects(act(pp, (tx) => changeNeed(tx, id, need())), refused('need.moved'));
  await assert.rejects(act(pp, (tx) => withdrawNeed(tx, id, { reason: 'Sekali lagi' })), refused('need.moved'));
});

test('each move of a need is one of the table, and what is not in it is refused', () => {
  assert.deepEqual(needMoves.filter(({ from }) => from === 'withdrawn'), []);
  assert.deepEqual(needMoves.filter(({ verb }) => verb === 'change').map(({ to }) => to), ['recorded', 'recorded']);
});

test('a need is its agency’s alone; the same line twice and an unknown place are refused', async (t) => {
  const { house, pp, kasi, hq, act } = await buying(t, 'none');
  const { id } = await act(pp, (tx) => recordNeed(tx, need()));
  await assert.rejects(act(pp, (tx) => recordNeed(tx, need({ item_text: 'PENGADAAN KURSI LIPAT RUANG RAPAT' }))), refused('need.already_there'));
  await assert.rejects(act(pp, (tx) => recordNeed(tx, need({ regency: 'Kabupaten Antah' }))), refused('need.regency_unknown'));
  await assert.rejects(act(kasi, (tx) => recordNeed(tx, need())), Forbidden);
  const stranger = { ...pp, agency_id: crypto.randomUUID() };
  await assert.rejects(house.look(stranger, (reader) => needById(reader, id)), NotFound);
  assert.equal((await house.look(hq, (reader) => needsOf(reader, { limit: 10 }))).length, 1, 'headquarters looks over the country');
  const { rows } = await house.admin.query('select id, agency_id, year, item_text, unspsc, kbki, quantity, unit, value_idr, regency_code, needed_by, method, state, confirmed_product_id, category from procurement.need_published');
  assert.equal(rows.length, 1, 'the published view carries what the loop of the year reads');
});

const source = (more: Partial<Source>): Source => ({ product_id: 'p', facility_id: 'f', facility_code: 'f', facility_name: 'F', regency: '', province: '', sku: 'S', slug: 's', name_id: '', name_en: '', unit: 'buah', category: 'furniture', unspsc: '56101542', price_idr: 1, lead_time_days: 7, daily_capacity: 5, available: 0, closeness: 1, ...more });
test('what can be had by a day: stock at once, then what the working days that are left can make, over all facilities', () => {
  const free = new Set(['2026-12-24', '2026-12-25']);
  const on = (quantity: number, needed_by: string, sources: Source[]) => matchOf({ quantity, needed_by }, sources, '2026-12-14', free);
  assert.equal(on(5, '2026-12-15', [source({ available: 5 })]).supply, 'now');
  assert.deepEqual([on(35, '2026-12-23', [source({})]).supply, on(36, '2026-12-23', [source({})]).supply], ['by_day', 'partly'], 'seven working days of five');
  assert.equal(on(40, '2026-12-28', [source({})]).by_day, 40, 'joint leave and Christmas are no working days');
  assert.equal(on(1, '2026-12-22', [source({})]).supply, 'partly', 'the lead time is not over by then');
  assert.equal(on(60, '2026-12-23', [source({}), source({ facility_id: 'g' })]).supply, 'by_day', 'two together');
  assert.equal(on(1, '2026-12-31', [source({ closeness: 0, available: 100 })]).supply, 'none', 'a neighbour is shown, never counted');
  assert.equal(on(1, '2026-12-01', [source({ available: 0 })]).by_day, 0, 'a day that is over');
});

test('many needs are matched at once with facility and capacity', async (t) => {
  const { house, pp, act } = await buying(t);
  for (const [item_text, quantity] of [['Kursi lipat aula', 10], ['Meja kerja pegawai', 20], ['Meja kerja pejabat', 900], ['Pengadaan keset', 3]] as const) await act(pp, (tx) => recordNeed(tx, need({ item_text, quantity })));
  const rows = (await house.look(pp, (reader) => needsOf(reader, { limit: 10 }))).toReversed();
  const matches = await house.act(pp, (tx) => matchesOf(tx, rows), now);
  assert.deepEqual(matches.map(({ supply }) => supply), ['now', 'by_day', 'partly', 'none']);
  assert.deepEqual(matches[0]?.sources[0] && [matches[0].sources[0].sku, matches[0].sources[0].daily_capacity, matches[0].sources[0].facility_code], ['K-KURSI', 5, 'lapas-contoh-uji']);
});

const head = needColumns.map(({ key }) => key);
const line = (n: number, more: Record<string, string> = {}): Record<string, string> => ({ rup_code: `RUP-${n}`, item_text: `Pengadaan ${['keset', 'kursi lipat', 'meja rapat', 'kain batik', 'batako'][n % 5]} ${n}`, quantity: String(1 + (n % 90)), unit: 'buah', value_idr: String(1_000_000 + n), regency: 'Kabupaten Sukamara', needed_by: '31/12/2026', method: 'e_purchasing', unspsc: '', kbki: '', ...more });

test('a file of 5,000 needs with 40 bad rows is answered as a sheet, and is taken whole once it is mended', async (t) => {
  const { house, pp, act } = await buying(t, 'none');
  const bad: [string, Record<string, string>][] = [['quantity', { quantity: 'banyak' }], ['regency', { regency: 'Kota Antah' }], ['needed_by', { needed_by: '31/02/2026' }], ['method', { method: 'arisan' }], ['value_idr', { value_idr: '0' }], ['item_text', { item_text: '' }], ['unspsc', { unspsc: '12' }], ['unit', { unit: '' }]];
  const lines = Array.from({ length: 5000 }, (_, n) => (n % 125 === 7 ? line(n, bad[Math.floor(n / 125) % bad.length]?.[1]) : line(n)));
  const parts: Uint8Array[] = [];
  for await (const part of writeXlsx(lines, head.map((key) => ({ key, title: key, kind: 'text' as const })), { title: 'Kebutuhan' })) parts.push(part);
  const rows: SheetRow[] = [];
  for await (const row of readSheet(Buffer.concat(parts), { expects: ['item_text', 'quantity'] })) rows.push(row);
  assert.equal(rows.length, 5000);
  const began = performance.now();
  const { id } = await act(pp, (tx) => checkNeedSheet(tx, { year: 2027, rows }));
  const checked = performance.now();
  const sheet = await house.look(pp, (reader) => needImportById(reader, id));
  assert.deepEqual([sheet.rows, sheet.new_rows, sheet.faulty_rows], [5000, 4960, 40]);
  await assert.rejects(act(pp, (tx) => applyNeedSheet(tx, id)), refused('need.sheet_faulty'));
  assert.equal((await house.admin.query('select 1 from procurement.need')).rowCount, 0, 'nothing is written while a row is wrong');
  const kept = await house.look(pp, (reader) => keptRows(reader, id));
  const answered: Uint8Array[] = [];
  for await (const part of answerSheet(kept, new Map(kept.map(({ row, problems }) => [row, problems.map(({ field, message }) => `${field}: ${message}`)])), { title: 'Jawaban' })) answered.push(part);
  const marked: SheetRow[] = [];
  for await (const row of readSheet(Buffer.concat(answered), { expects: ['item_text', 'quantity'] })) marked.push(row);
  const remarks = marked.filter(({ cells }) => cells['Catatan'] !== '');
  assert.equal(remarks.length, 40);
  for (const [n, { cells }] of remarks.entries()) assert.ok(cells['Catatan']?.startsWith(`${bad[n % bad.length]?.[0]}: `), cells['Catatan']);

  const mended = rows.map(({ row, cells }, n) => ({ row, cells: n % 125 === 7 ? line(n) : cells }));
  const whole = (await act(pp, (tx) => checkNeedSheet(tx, { year: 2027, rows: mended }))).id;
  const applying = performance.now();
  assert.deepEqual(await act(pp, (tx) => applyNeedSheet(tx, whole)), { inserted: 5000, updated: 0 });
  t.diagnostic(`5,000 rows: checked in ${Math.round(checked - began)} ms, applied and classified in ${Math.round(performance.now() - applying)} ms`);
  const { rows: coded } = await house.admin.query<{ n: number }>('select count(*)::int as n from procurement.need where unspsc is not null and score > 50');
  assert.equal(coded[0]?.n, 5000);
  await assert.rejects(act(pp, (tx) => applyNeedSheet(tx, whole)), refused('need.sheet_done'));
  const again = (await act(pp, (tx) => checkNeedSheet(tx, { year: 2027, rows: mended.map((row, n) => (n === 3 ? { ...row, cells: { ...row.cells, quantity: '777' } } : row)) }))).id;
  assert.deepEqual(await act(pp, (tx) => applyNeedSheet(tx, again)), { inserted: 0, updated: 1 }, 'the same sheet again changes what changed and nothing else');
});

test('a sheet of nothing, a line twice, and a sheet put aside', async (t) => {
  const { house, pp, act } = await buying(t, 'none');
  await assert.rejects(act(pp, (tx) => checkNeedSheet(tx, { year: 2027, rows: [] })), refused('need.no_rows'));
  const { id } = await act(pp, (tx) => checkNeedSheet(tx, { year: 2027, rows: [{ row: 2, cells: line(1) }, { row: 3, cells: line(1) }] }));
  assert.deepEqual((await house.look(pp, (reader) => keptRows(reader, id))).map(({ problems }) => problems.map(({ field }) => field)), [[], ['item_text']]);
  await act(pp, (tx) => putAsideNeedSheet(tx, id));
  await assert.rejects(act(pp, (tx) => putAsideNeedSheet(tx, id)), refused('need.sheet_done'));
  assert.equal((await house.admin.query('select 1 from procurement.need_import_row')).rowCount, 0, 'rows do not outlive their use');
});

test('an operator imports for any agency, named on each row', async (t) => {
  const { house, act, pp } = await buying(t, 'none');
  const cells = { agency: house.agency.code, year: '2027', ...line(1) };
  const load = (rows: Record<string, string>[]) => act(asSystem, (tx) => importers.needs(tx, (async function* () { yield* rows.map((each, n) => ({ row: n + 2, cells: each })); })()));
  assert.deepEqual((await load([{ ...cells, agency: 'tiada' }, { ...cells, year: '' }, { ...cells, unit: '' }])).problems.map(({ row, field }) => [row, field]), [[2, 'agency'], [3, 'year'], [4, 'unit']]);
  assert.deepEqual(await load([cells, { ...cells, ...line(2), year: '2028' }]), { inserted: 2, updated: 0, problems: [] });
  assert.deepEqual(await load([cells]), { inserted: 0, updated: 0, problems: [] });
  await assert.rejects(act(house.as('officer'), (tx) => importers.needs(tx, (async function* () {})())), Forbidden);
  assert.equal((await house.look(pp, (reader) => needsOf(reader, { limit: 9 }))).length, 2);
});

test('other systems send needs by the same rules: one wrong line is named and none is taken', async (t) => {
  const { house, pp } = await buying(t);
  const send = (lines: object[]) => house.request('/api/v1/needs/batch', { as: pp, json: { year: 2027, lines } });
  const refusedBatch = await send([line(1), line(2, { quantity: 'x' })]);
  assert.equal(refusedBatch.status, 422);
  assert.match(await refusedBatch.text(), /lines\.1\.quantity/);
  const taken = await send([line(1), line(2), { ...line(6), quantity: 4 }]);
  assert.deepEqual(await taken.json(), { inserted: 3, updated: 0 });
  const listed = (await (await house.request('/api/v1/needs?year=2027&limit=2', { as: pp })).json()) as { items: { id: string }[]; next_cursor: string };
  assert.equal(listed.items.length, 2);
  const one = (await (await house.request(`/api/v1/needs/${listed.items[0]?.id}`, { as: pp })).json()) as { supply: string; sources: object[] };
  assert.deepEqual([one.supply, one.sources.length > 0], ['now', true]);
});
