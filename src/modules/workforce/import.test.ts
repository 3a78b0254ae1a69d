import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { readSheet, writeXlsx } from '#kernel/sheets/index.ts';
import { asSystem, openHouse, type House } from '#tests/house.ts';
import { furnish } from '../workshop/test-floor.ts';
import { importers } from './index.ts';

const head = 'register_number;name;kind;sex;born_on;custody_from;sentence_from;release_on;risk;fit_until';
const good = (n: number) => `UJI/I/${n};Peserta Contoh ${n};narapidana;L;01/05/1990;2024-01-01;2024-06-01;2028-06-01;low;2027-12-31`;
const sheet = (...lines: string[]) => readSheet(Buffer.from(lines.join('\n')));
const load = (house: House, kind: 'workers' | 'placements', rows: ReturnType<typeof readSheet>, actor = house.as('section_head')) => house.act(actor, (tx) => importers[kind](tx, rows));
const count = async (house: House, table: string) => (await house.admin.query(`select 1 from workforce.${table}`)).rowCount;

test('a sheet of people is taken whole, and a second time changes nothing', async (t) => {
  const house = await openHouse(t);
  assert.deepEqual(await load(house, 'workers', sheet(head, good(1), good(2))), { inserted: 2, updated: 0, problems: [] });
  assert.deepEqual(await load(house, 'workers', sheet(head, good(1), good(2))), { inserted: 0, updated: 0, problems: [] });
  assert.deepEqual(await load(house, 'workers', sheet(head, good(1).replace('2027-12-31', '2028-12-31'), good(3))), { inserted: 1, updated: 1, problems: [] });
  const { rows } = await house.admin.query<{ roster_code: string }>('select roster_code from workforce.worker order by 1');
  assert.deepEqual(rows.map((row) => row.roster_code), ['A01', 'A02', 'A03']);
});

test('one bad row and nothing is written; every fault is named by its row', async (t) => {
  const house = await openHouse(t);
  const answer = await load(house, 'workers', sheet(head, good(1), good(2).replace('narapidana', 'tamu'), good(1), good(4).replace('2024-01-01', '31/02/2024')));
  assert.deepEqual(answer.problems.map(({ row, field }) => [row, field]), [[3, 'kind'], [4, 'register_number'], [5, 'custody_from']]);
  assert.equal(await count(house, 'worker'), 0);
  assert.equal((await house.admin.query("select 1 from kernel.event where verb like 'worker%'")).rowCount, 0, 'no event of what was not done');
});

test('placements come by register number and workshop, as proposals for a second person', async (t) => {
  const house = await openHouse(t);
  await furnish(house, { people: 1 });
  const columns = 'register_number;workshop;job;from;decree';
  await load(house, 'workers', sheet(head, good(1)));
  const line = 'UJI/I/1;mebel;Rangka;2026-11-23;SK-UJI/5';
  assert.deepEqual(await load(house, 'placements', sheet(columns, line)), { inserted: 1, updated: 0, problems: [] });
  assert.deepEqual(await load(house, 'placements', sheet(columns, line)), { inserted: 0, updated: 0, problems: [] });
  const { rows } = await house.admin.query<{ approved: boolean }>("select approved_at is not null as approved from workforce.placement where decree = 'SK-UJI/5'");
  assert.deepEqual(rows, [{ approved: false }]);
  const bad = await load(house, 'placements', sheet(columns, 'TIADA;mebel;Rangka;2026-11-23;SK', 'UJI/I/1;tiada;Rangka;2027-11-23;SK', 'UJI/I/1;mebel;Rangka;2026-12-01;SK'));
  assert.deepEqual(bad.problems.map(({ row, field }) => [row, field]), [[2, 'register_number'], [3, 'workshop'], [4, 'register_number']]);
  assert.match(bad.problems[2]?.message ?? '', /sudah ditempatkan atau diusulkan/);
});

test('an operator imports for any facility, named on each row; a facility only for itself', async (t) => {
  const house = await openHouse(t);
  const named = (code: string) => sheet(`facility;${head}`, `${code};${good(1)}`);
  assert.equal((await load(house, 'workers', named(house.other.code), asSystem)).inserted, 1);
  assert.deepEqual((await load(house, 'workers', sheet(head, good(2)), asSystem)).problems.map(({ field }) => field), ['facility']);
  assert.deepEqual((await load(house, 'workers', named(house.other.code))).problems.map(({ field }) => field), ['facility']);
  await assert.rejects(load(house, 'workers', sheet(head, good(2)), house.as('officer')), Forbidden);
  await assert.rejects(load(house, 'placements', sheet(head, good(2)), house.as('officer')), Forbidden);
});

test('an XLSX sheet reads like the CSV of the same rows', async (t) => {
  const house = await openHouse(t);
  const columns = head.split(';').map((key) => ({ key, title: key, kind: 'text' as const }));
  const row = Object.fromEntries(head.split(';').map((key, n) => [key, good(1).split(';')[n]]));
  const bytes: Uint8Array[] = [];
  for await (const part of writeXlsx([row], columns, { title: 'Peserta contoh' })) bytes.push(part);
  assert.deepEqual(await load(house, 'workers', readSheet(Buffer.concat(bytes), { expects: ['register_number', 'name'] })), { inserted: 1, updated: 0, problems: [] });
});
