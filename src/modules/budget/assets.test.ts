import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { monthIndex, monthOf, retirementTransitions, valueAt, type NewAsset } from './asset.ts';
import { approveRetirement, proposeRetirement, recordCondition, refuseRetirement, registerAsset } from './assets-commands.ts';
import { assetById, assets, conditionsOf, priceIndexOf } from './assets-queries.ts';
import { indexedPrice, replacements, totalsByYear } from './capital.ts';
import { routes } from './index.ts';

const bought: NewAsset = { name: 'Mesin serut', class: 'MESIN', acquired_on: '2019-03-10', cost_idr: 36_000_001, source: 'bought', condition: 'good' };

async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const facility_id = house.facility.id;
  const [officer, section, head] = [house.as('officer'), house.as('section_head'), house.as('facility_head')];
  const register = (more: Partial<NewAsset> = {}) => house.act(section, (tx) => registerAsset(tx, { facility_id, ...bought, ...more }));
  return { house, facility_id, officer, section, head, register };
}

test('the months of a life add up to the cost to the rupiah, whatever cost and life', () => {
  assert.deepEqual(valueAt({ acquired_on: '2026-01-31', cost_idr: 100, life_months: 3 }, '2026-01'), { months: 1, month_idr: 33, accumulated_idr: 33, book_idr: 67 });
  assert.deepEqual(valueAt({ acquired_on: '2026-01-31', cost_idr: 100, life_months: 3 }, '2026-03'), { months: 3, month_idr: 34, accumulated_idr: 100, book_idr: 0 });
  assert.equal(valueAt({ acquired_on: '2026-02-01', cost_idr: 100, life_months: 3 }, '2026-01').accumulated_idr, 0);
  fc.assert(fc.property(fc.integer({ min: 1, max: 100_000_000_000 }), fc.integer({ min: 1, max: 600 }), fc.integer({ min: 0, max: 11 }), (cost_idr, life_months, month) => {
    const acquired_on = `2020-${String(month + 1).padStart(2, '0')}-15`;
    let sum = 0;
    for (let n = 0; n <= life_months + 2; n++) {
      const value = valueAt({ acquired_on, cost_idr, life_months }, monthOf(monthIndex(acquired_on) + n));
      sum += value.month_idr;
      assert.equal(value.accumulated_idr, sum);
      assert.ok(value.month_idr >= 0);
    }
    assert.equal(sum, cost_idr);
  }), { numRuns: 60, seed: 20261124 });
});

test('from the month after it is retired nothing is written off any more', () => {
  const retired = { acquired_on: '2026-01-10', cost_idr: 1_200, life_months: 12, retired_on: '2026-04-20' };
  assert.deepEqual(valueAt(retired, '2026-04'), { months: 4, month_idr: 100, accumulated_idr: 400, book_idr: 800 });
  assert.deepEqual(valueAt(retired, '2026-09'), { months: 4, month_idr: 0, accumulated_idr: 400, book_idr: 800 });
});

test('a machine is due at the end of its life, at once when badly damaged or overdue, at a price that rises by the rule of each year', () => {
  const one = (acquired_on: string, condition: 'good' | 'major' = 'good') => ({ acquired_on, cost_idr: 10_000_000, life_months: 120, condition });
  const due = replacements([one('2018-05-01'), one('2025-01-01', 'major'), one('2010-01-01'), one('2022-01-01')], { first: 2027, years: 5, index: (year) => (year > 2026 ? 500 : 0) });
  assert.deepEqual(due.map(({ year, why, price_idr }) => [year, why, price_idr]), [[2027, 'broken', 10_500_000], [2027, 'overdue', 10_500_000], [2028, 'end_of_life', 11_025_000]]);
  assert.deepEqual(totalsByYear(due, 2027, 5).map(({ machines, price_idr }) => [machines, price_idr]), [[2, 21_000_000], [1, 11_025_000], [0, 0], [0, 0], [0, 0]]);
  assert.equal(indexedPrice(333, 2026, 2028, () => 300), 353, 'each year rounded to the rupiah');
});

test('the price index is a dated rule, and a facility may have its own', async (t) => {
  const s = await scene(t);
  await s.house.admin.query(`insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('budget.price_index_bp', $1, '450', '[2027-01-01,2028-01-01)', 'Surat wilayah')`, [s.facility_id]);
  const [own, national] = await s.house.look(s.section, async (reader) => [await priceIndexOf(reader, s.facility_id), await priceIndexOf(reader)] as const);
  assert.deepEqual([own(2026), own(2027), own(2029), national(2027)], [300, 450, 300, 300]);
});

test('what was given names its donor and letter, what was bought has none, and the class and workshop are known ones', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.register({ source: 'donated' }), refused('asset.donor_named'));
  await assert.rejects(s.register({ class: 'ROKET' }), (error) => error instanceof Invalid && 'class' in error.problems);
  await assert.rejects(s.register({ workshop: 'TIDAK-ADA' }), (error) => error instanceof Invalid && 'workshop' in error.problems);
  await assert.rejects(s.register({ acquired_on: '2026-11-25' }), (error) => error instanceof Invalid && 'acquired_on' in error.problems);
  await assert.rejects(s.house.act(s.officer, (tx) => registerAsset(tx, { facility_id: s.facility_id, ...bought })), Forbidden);
  const { id, code } = await s.register({ source: 'donated', donor: 'PT Contoh Dermawan', letter: 'BA-7/2026' });
  assert.equal(code, 'M-2026-0001');
  await s.register();
  const given = await s.house.look(s.section, (reader) => assets(reader, s.facility_id, { source: 'given' }));
  assert.deepEqual(given.map((row) => [row.id, row.donor, row.life_months]), [[id, 'PT Contoh Dermawan', 120]]);
  await assert.rejects(s.house.admin.query("update budget.asset set donor = 'lain'"), /append-only/);
});

test('what is older than the first rule of life follows that rule', async (t) => {
  const s = await scene(t);
  const { id } = await s.register({ acquired_on: '1998-07-01' });
  assert.equal((await s.house.look(s.section, (reader) => assetById(reader, id))).life_months, 120);
});

test('each inspection adds a finding; the latest by its day counts', async (t) => {
  const s = await scene(t);
  const { id } = await s.register();
  const find = (condition: 'good' | 'minor' | 'major', on_day: string) => s.house.act(s.officer, (tx) => recordCondition(tx, { id, condition, on_day, note: '' }));
  assert.equal((await find('major', '2026-11-24')).condition, 'major');
  assert.equal((await find('minor', '2026-05-02')).condition, 'major');
  assert.equal((await s.house.look(s.section, async (reader) => conditionsOf(reader, await assetById(reader, id)))).length, 3);
  for (const day of ['2026-11-25', '2019-03-09']) await assert.rejects(find('good', day), refused('asset.inspected_when'));
  await assert.rejects(s.house.act(s.house.as('treasurer'), (tx) => recordCondition(tx, { id, condition: 'good', on_day: '2026-11-24' })), Forbidden);
  await assert.rejects(s.house.admin.query('delete from budget.asset_condition'), /append-only/);
});

test('a machine is retired by two persons, once, and nothing is recorded on it afterwards', async (t) => {
  const s = await scene(t);
  const { id } = await s.register();
  const propose = () => s.house.act(s.section, (tx) => proposeRetirement(tx, { id, cause: 'worn_out', reason: 'Poros patah' }));
  const approve = (actor = s.head, retired_on = '2026-11-20') => s.house.act(actor, (tx) => approveRetirement(tx, { id, letter: 'SK-1/2026', retired_on }));
  await assert.rejects(approve(), refused('asset.nothing_proposed'));
  await propose();
  await assert.rejects(propose(), refused('asset.in_hand'));
  await assert.rejects(approve(s.section), Forbidden);
  await assert.rejects(s.house.act(s.head, (tx) => proposeRetirement(tx, { id, cause: 'lost', reason: 'x' })), Forbidden);
  await assert.rejects(approve({ ...s.head, person_id: s.section.person_id }), refused('asset.same_person'));
  await assert.rejects(s.house.admin.query("update budget.asset_retirement set state = 'approved', letter = 'x', retired_on = now(), decided_at = now(), decided_person = proposed_person"), /asset_retirement_two_persons/);
  await assert.rejects(approve(s.head, '2026-11-25'), refused('asset.retired_when'));
  await s.house.act(s.head, (tx) => refuseRetirement(tx, { id, reason: 'Masih dapat diperbaiki' }));
  await assert.rejects(s.house.admin.query("update budget.asset_retirement set refused_reason = 'lain'"), /decided once/);
  await propose();
  assert.equal((await approve()).retired_on, '2026-11-20');
  await assert.rejects(propose(), refused('asset.retired'));
  await assert.rejects(s.house.act(s.officer, (tx) => recordCondition(tx, { id, condition: 'good', on_day: '2026-11-24' })), refused('asset.retired'));
  assert.deepEqual(await s.house.look(s.section, async (reader) => [(await assets(reader, s.facility_id)).length, (await assets(reader, s.facility_id, { retired: true })).length]), [0, 1]);
  assert.deepEqual(retirementTransitions.map(({ from, to }) => `${from}>${to}`), ['proposed>approved', 'proposed>refused']);
});

test('the register and the capital plan work by form and API, and another facility sees nothing', async (t) => {
  const s = await scene(t);
  const { house, section, head } = s;
  assert.equal((await house.request('/bengkel/aset/baru', { as: section, form: { name: 'Oven', class: 'DAPUR', acquired_on: '2020-01-05', cost_idr: '8.000.000', source: 'grant', condition: 'good' } })).status, 422);
  const made = await house.request('/bengkel/aset/baru', { as: section, form: { name: 'Oven', class: 'DAPUR', acquired_on: '2020-01-05', cost_idr: '8.000.000', source: 'grant', donor: 'Pemda Contoh', letter: 'NPHD-3', condition: 'minor' } });
  assert.equal(made.status, 303);
  const asset = made.headers.get('location') ?? '';
  assert.equal((await house.request(asset, { as: house.as('section_head', 'other') })).status, 404);
  assert.equal((await house.request(`${asset}/kondisi`, { as: s.officer, form: { condition: 'major', on_day: '24/11/2026', note: 'Bocor' } })).status, 303);
  assert.equal((await house.request(`${asset}/usul-hapus`, { as: section, form: { cause: 'broken', reason: 'Bocor' } })).status, 303);
  assert.equal((await house.request(`${asset}/tolak-hapus`, { as: head, form: { reason: 'Perbaiki dahulu' } })).status, 303);
  for (const path of ['/bengkel/aset', '/bengkel/aset?asal=given&kondisi=major&q=oven', asset, '/bengkel/aset/baru', '/bengkel/anggaran/modal']) {
    const answer = await house.request(path, { as: section });
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), path === '/bengkel/aset/baru' ? /<h1/ : /Oven/, path);
  }
  for (const path of ['/bengkel/aset.xlsx', '/bengkel/anggaran/modal.xlsx']) assert.equal((await house.request(path, { as: section })).status, 200);
  for (const path of ['/pusat/anggaran/modal', '/pusat/anggaran/modal.xlsx', `/bengkel/anggaran/modal?upt=${house.facility.code}`]) assert.equal((await house.request(path, { as: house.as('headquarters') })).status, 200, path);
  const plan = await (await house.request('/api/v1/capital-plan', { as: section })).json();
  assert.deepEqual([plan.years[0].year, plan.years[0].machines, plan.years[0].price_idr], [2027, 1, indexedPrice(8_000_000, 2020, 2027, () => 300)]);
  const listed = await (await house.request('/api/v1/assets?source=given', { as: section })).json();
  assert.deepEqual([listed.items.length, listed.items[0].book_idr, listed.items[0].condition], [1, 0, 'major']);
  assert.equal((await (await house.request('/api/v1/assets', { as: house.as('section_head', 'other') })).json()).items.length, 0);
  const added = await (await house.request('/api/v1/assets', { as: section, json: { ...bought } })).json();
  assert.equal((await house.request(`/api/v1/assets/${added.id}/conditions`, { as: section, json: { condition: 'minor', on_day: '2026-11-24' } })).status, 201);
  assert.equal((await house.request(`/api/v1/assets/${added.id}/retirement`, { as: section, json: { cause: 'lost', reason: 'Hilang' } })).status, 201);
  assert.equal((await house.request(`/api/v1/assets/${added.id}/retirement/approval`, { as: head, json: { letter: 'SK-2', retired_on: '2026-11-24' } })).status, 201);
  assert.equal((await (await house.request(`/api/v1/assets/${added.id}`, { as: section })).json()).retired_on, '2026-11-24');
});

test('a long register is read page by page, its sums are of all that match', async (t) => {
  const s = await scene(t);
  await s.house.act(s.section, async (tx) => {
    for (let n = 0; n < 101; n++) await registerAsset(tx, { facility_id: s.facility_id, ...bought, name: `Barang ${n}`, cost_idr: 1_000_000 });
  });
  const [first, second] = await Promise.all(['/bengkel/aset?kondisi=good', '/bengkel/aset?kondisi=good&halaman=2'].map(async (path) => (await s.house.request(path, { as: s.section })).text()));
  assert.match(first ?? '', /Barang 99<.*kondisi=good&amp;halaman=2/s);
  assert.ok(!first?.includes('Barang 100<') && second?.includes('Barang 100<') && second.includes('halaman=1'));
  for (const html of [first, second]) assert.match(html ?? '', /Rp 101\s?jt/);
});
