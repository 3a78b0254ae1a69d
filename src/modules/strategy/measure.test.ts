import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openHouse } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { visitor } from '#kernel/policy.ts';
import { shopReader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { grandDesign } from './documents/grand-design.ts';
import { routes } from './index.ts';
import { measureNames, measures, valueOf } from './measure.ts';
import { measuredOn, partsOf, silentOn, trendOf } from './measure-queries.ts';
import { grandDesignOn } from './paper-queries.ts';
import { monthEnds } from './standing-queries.ts';
import { takeStock } from './tree-commands.ts';
import { newestStock } from './tree-queries.ts';
import { adopted } from './tree.fixture.ts';
import { system } from '#kernel/policy.ts';

const day = '2026-11-24';
async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const pusat = house.as('headquarters');
  const one = async (name: (typeof measureNames)[number], on = day, scope = {}) => (await house.look(pusat, (reader) => measuredOn(reader, [name], { day: on, ...scope }))).get(name);
  return { house, place, pusat, one };
}

test('a share is parts of a whole to a tenth of a per cent, a sum is its parts, and nothing of nothing is not known', () => {
  assert.deepEqual([valueOf({ make: 'share' }, 1, 3), valueOf({ make: 'share' }, 0, 0), valueOf({ make: 'sum' }, 7, null)], [33.3, null, 7]);
});

test('the months up to a day end with the day itself', () => {
  assert.deepEqual(monthEnds('2026-03-15', 3), ['2026-01-31', '2026-02-28', '2026-03-15']);
});

test('every measure has its formula and source in words, and answers from real facts with the sum of its parts', async (t) => {
  const { house, place, pusat, one } = await scene(t);
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  await sell(house, place, { quantity: 4, day: '2026-11-23' });
  const all = await house.look(pusat, (reader) => measuredOn(reader, measureNames, { day }));
  assert.deepEqual([...all.keys()].sort(), [...measureNames].sort());
  for (const name of measureNames) {
    const parts = await house.look(pusat, (reader) => partsOf(reader, name, { day }));
    const found = all.get(name);
    assert.deepEqual([found?.part, found?.reporting], [parts.reduce((sum, { part }) => sum + part, 0), parts.length], name);
    assert.ok(measures[name].formula.id && measures[name].source.includes('_'), name);
  }
  const said = async (name: (typeof measureNames)[number]) => { const found = await one(name); return [found?.part, found?.whole, found?.value]; };
  assert.deepEqual(await said('places_filled'), [2, 20, 10]);
  assert.deepEqual(await said('people_working'), [2, null, 2]);
  assert.deepEqual(await said('passed_first'), [10, 10, 100]);
  assert.deepEqual(await said('sales'), [400_000, null, 400_000]);
  assert.deepEqual(await said('charters'), [0, 1, 0]);
  assert.equal((await one('budgets'))?.value, 0, 'a facility without a plan is a fact');
  assert.equal((await one('certificates'))?.value, null, 'no fact is not nothing');
  assert.deepEqual([(await one('sales'))?.as_of, (await one('sales', '2026-10-31'))?.value, (await one('people_working', '2026-10-31'))?.value], ['2026-11-23', null, null]);
});

test('coverage says how many of how many report; who is silent is named; a region sees only what is in its reach', async (t) => {
  const { house, place, one } = await scene(t);
  await house.admin.query("insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity, risk_level) values ($1, 'lain', 'Lain', 'Other', 'craft', 5, 'low')", [house.other.id]);
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 60, good: 1 }] });
  const found = await one('people_working');
  assert.deepEqual([found?.reporting, found?.expected], [1, 2]);
  assert.deepEqual((await house.look(house.as('headquarters'), (reader) => silentOn(reader, 'people_working', { day }))).map(({ facility_code }) => facility_code), [house.other.code]);
  const regional = await house.look(house.as('regional'), (reader) => measuredOn(reader, ['places_filled'], { day }));
  assert.deepEqual([regional.get('places_filled')?.expected, regional.get('places_filled')?.whole], [1, 20]);
  assert.equal((await one('places_filled', day, { facility: house.other.code }))?.whole, 5);
  assert.equal((await one('places_filled', day, { office: 'tidak-ada' }))?.value ?? null, null);
  const trend = await house.look(house.as('headquarters'), (reader) => trendOf(reader, 'people_working', monthEnds(day, 3)));
  assert.deepEqual(trend.map(({ value }) => value), [null, null, 2]);
});

test('the country’s figures are kept by month, once, and the public reads them without reach over a facility', async (t) => {
  const { house, place } = await scene(t);
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 60, good: 1 }] });
  await house.act(system, takeStock);
  await house.act(system, takeStock);
  const kept = await newestStock(shopReader(house.db, visitor));
  assert.equal(kept.find(({ measure }) => measure === 'people_working')?.value, 2);
  assert.equal((await house.look(system, (reader) => reader.all(sql`select 1 from strategy.stock where month = '2026-11-01' and measure = 'people_working'`))).length, 1);
  await assert.rejects(house.db.shop.query('select 1 from strategy.version'), /permission denied/);
  await assert.rejects(house.db.shop.query('select 1 from strategy.decision'), /permission denied/);
});

test('the paper of a day says every figure in the PDF and on the page', async (t) => {
  const { house, place, pusat } = await scene(t);
  await adopted(house);
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 60, good: 1 }] });
  const { content } = await house.look(pusat, (reader) => grandDesignOn(reader, { day }));
  assert.match(JSON.stringify(content.pillars[3]), /"value":"10 %"/);
  const { text } = await expectPaper(t, grandDesign, content, []);
  assert.match(text, /pilarcooperation|pilarpilarcooperation/);
  await assert.rejects(house.look(pusat, (reader) => grandDesignOn(reader, { day: '2026-10-01' })), /not found/);
});

test('the screens and the API do the whole way from a draft to the paper; the public sees what was adopted', async (t) => {
  const { house, pusat } = await scene(t);
  const two = house.as('headquarters', 'facility', 2);
  assert.match(await (await house.request('/grand-design')).text(), /Belum ada grand design/);
  const made = await house.request('/pusat/grand-design/versi', { as: pusat, form: { title: 'Arah', reason: 'Audiensi' } });
  const draft = made.headers.get('location') ?? '';
  assert.equal((await house.request(`${draft}/butir`, { as: pusat, form: { kind: 'vision', code: 'v', name_id: 'Visi', name_en: 'Vision' } })).status, 303);
  assert.equal((await house.request(`${draft}/butir`, { as: pusat, form: { kind: 'pillar', code: 'p', name_id: 'Pilar', name_en: 'Pillar' } })).status, 422);
  assert.equal((await house.request(`${draft}/tetapkan`, { as: two, form: { decree: 'KEP', from: '24/11/2026' } })).status, 409);
  assert.equal((await house.request(`${draft}/buang`, { as: pusat, form: {} })).status, 303);
  const id = await adopted(house);
  const typed = { node: 'G0', decision: 'Semua UPT', reason: 'Keluhan', decided_on: '20/11/2026', decided_by: 'Direktur', owner_role: 'headquarters', owner_unit: 'Subdit', due_on: '01/12/2026' };
  assert.equal((await house.request('/pusat/grand-design/butir/G0/keputusan', { as: pusat, form: typed })).status, 303);
  assert.equal((await house.request('/pusat/grand-design/butir/I1/angka', { as: pusat, form: { node: 'I1', on_day: '20/11/2026', value: '62,5', evidence: 'Laporan' } })).status, 303);
  assert.match(await (await house.request('/pusat/grand-design/butir/I1', { as: pusat })).text(), /62,5 %/);
  const project = await house.request('/pusat/grand-design/proyek/baru', { as: pusat, form: { node: 'R0', title: 'Merek', problem: 'x', options: 'x', benefit: 'x', invested_idr: '1.000.000', benefit_idr_per_year: '900.000', cost_idr_per_year: '100.000', years: '3', assumptions: 'x', owner_role: 'headquarters', owner_unit: 'Subdit' } });
  const projectPath = project.headers.get('location') ?? '';
  assert.equal((await house.request(`${projectPath}/ajukan`, { as: pusat, form: { evidence: 'x' } })).status, 303);
  assert.equal((await house.request(`${projectPath}/putuskan`, { as: pusat, form: { pass: 'yes' } })).status, 409);
  assert.equal((await house.request(`${projectPath}/putuskan`, { as: two, form: { pass: 'yes' } })).status, 303);
  for (const path of ['', '?tanggal=20/11/2026&kanwil=tidak', '/hari-ini', '/butir/V', '/butir/G0', '/butir/I0', '/butir/M0', '/ukuran/places_filled', '/ukuran/sales.xlsx', '/kemudi', '/versi', `/versi/${id}`, `/versi/${id}/banding`, '/proyek', '/cetak', '/dokumen.pdf']) {
    assert.equal((await house.request(`/pusat/grand-design${path}`, { as: house.as('regional') })).status, 200, path);
  }
  assert.equal((await house.request('/pusat/grand-design/butir/TIDAK', { as: pusat })).status, 404);
  assert.equal((await house.request('/pusat/grand-design/ukuran/tidak', { as: pusat })).status, 404);
  assert.equal((await house.request(`/pusat/grand-design/versi/${id}/butir?kode=I0`, { as: pusat })).status, 200);
  const open = await (await house.request('/grand-design')).text();
  assert.match(open, /Visi contoh/);
  assert.ok(!open.includes('Semua UPT'), 'decisions are not public');
  const api = await (await house.request('/api/v1/strategy', { as: pusat })).json();
  assert.equal(api.nodes.find((row: { code: string }) => row.code === 'I3').value, 10);
  assert.equal((await (await house.request('/api/v1/strategy/measures', { as: pusat })).json()).items.length, measureNames.length);
  assert.equal((await house.request('/api/v1/strategy/decisions', { as: house.as('section_head') })).status, 403);
});
