import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { verifyOn } from '../../../verify.ts';
import { approveSettlement, prepareSettlement } from '../commands/settling.ts';
import { routes } from '../index.ts';
import { reactions } from '../reactions.ts';
import { shareOut, type Contribution } from '../split.ts';
import { approveTeamSplit, proposeTeamSplit, refuseTeamSplit, tryMethod } from './team-commands.ts';
import { dispersionOf, pure, sharesOf, teamTransitions, weighBatches, type Method } from './team.ts';

const people: Contribution[] = [{ worker: 'A', code: 'A', minutes: 60, output: 4, skill: 1 }, { worker: 'B', code: 'B', minutes: 180, output: 6, skill: 2 }];
const mixed = (hours_bp: number, skill_bp: number, output_bp: number, equal_bp: number): Method => ({ hours_bp, skill_bp, output_bp, equal_bp });

test('a mixture gives each measure its part; a measure with nothing on record divides equally', () => {
  const share = (method: Method, who = people) => sharesOf(method, who, 2_000).map((each) => Number(each) / 1e9);
  assert.deepEqual(share(pure('hours')), [0.25, 0.75]);
  assert.deepEqual(share(pure('output')), [0.4, 0.6]);
  assert.deepEqual(share(pure('equal')), [0.5, 0.5]);
  assert.deepEqual(share(mixed(5_000, 0, 3_000, 2_000)).map((each) => Math.round(each * 1e6) / 1e6), [0.345, 0.655]);
  // 60 against 180 minutes, the second a fifth more each.
  assert.deepEqual(share(pure('skill')).map((each) => Math.round(each * 1e6) / 1e6), [0.217391, 0.782609]);
  assert.deepEqual(share(pure('output'), people.map(({ output: _, ...each }) => each)), [0.5, 0.5]);
});

test('batches count by their value, each with its own way', () => {
  const weights = weighBatches([{ work_order_id: '1', number: '1', value_idr: 300, method: pure('hours'), people }, { work_order_id: '2', number: '2', value_idr: 100, method: pure('equal'), people: people.slice(0, 1) }, { work_order_id: '3', number: '3', value_idr: 100, method: pure('hours'), people: [] }], 2_000);
  assert.deepEqual([...weights].map(([worker, weight]) => [worker, weight / 1e9]), [['A', 0.4375], ['B', 0.5625]]);
});

test('whatever the mixture, the rupiah add up, nobody gets less than nothing, and naming people in another order changes nothing', () => {
  const person = fc.record({ minutes: fc.integer({ min: 0, max: 5_000 }), output: fc.integer({ min: 0, max: 300 }), skill: fc.integer({ min: 1, max: 5 }) });
  const bp = fc.tuple(fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 }), fc.integer({ min: 0, max: 100 })).map((cuts) => { const [a = 0, b = 0, c = 0] = cuts.toSorted((x, y) => x - y); return mixed(a * 100, (b - a) * 100, (c - b) * 100, (100 - c) * 100); });
  fc.assert(fc.property(fc.array(person, { minLength: 1, maxLength: 40 }), bp, fc.integer({ min: 0, max: 50_000_000 }), (drawn, method, pool) => {
    const named = drawn.map((each, n): Contribution => ({ worker: `P${n}`, code: `P${n}`, ...each }));
    const pay = (who: Contribution[]) => { const weights = weighBatches([{ work_order_id: '1', number: '1', value_idr: 7, method, people: who }], 2_000); return new Map(shareOut(pool, who.map(({ worker }) => ({ code: worker, weight: weights.get(worker) ?? 0 }))).map((amount, n) => [who[n]?.worker, amount])); };
    const [one, other] = [pay(named), pay(named.toReversed())];
    assert.equal([...one.values()].reduce((sum, each) => sum + each, 0), pool);
    for (const [worker, amount] of one) assert.ok(amount >= 0 && other.get(worker) === amount);
  }), { numRuns: 400, seed: 20261124 });
});

test('the spread is told by least, median, most, Gini and variation', () => {
  assert.deepEqual(dispersionOf([10, 10, 10, 10]), { people: 4, min_idr: 10, median_idr: 10, max_idr: 10, gini: 0, variation: 0 });
  assert.deepEqual(dispersionOf([0, 0, 0, 100]), { people: 4, min_idr: 0, median_idr: 0, max_idr: 100, gini: 0.75, variation: 1.732 });
  assert.deepEqual(dispersionOf([]), { people: 0, min_idr: 0, median_idr: 0, max_idr: 0, gini: 0, variation: 0 });
  assert.deepEqual(teamTransitions.map(({ from, to }) => `${from}>${to}`), ['prepared>approved', 'prepared>refused']);
});

const noon = new Date('2026-11-24T05:00:00Z');
/** Ten tables were made and sold before: 60 and 180 minutes, four and six pieces; under the national rule 49.8 % of the sale is the workers'. */
async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: noon });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  const sold = async (quantity: number, day: string, at = noon) => {
    const order_number = await sell(house, place, { quantity, day });
    const made = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number }), at);
    await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), at);
    return made;
  };
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  const wish = { hours_percent: 0, equal_percent: 100, from: '2026-11-25', legal_basis: 'Musyawarah regu contoh 1/2026' };
  const propose = (more: object = {}) => house.act(staff.section_head, (tx) => proposeTeamSplit(tx, { facility_id, ...wish, ...more }));
  const approve = (id: string, at = noon) => house.act(staff.facility_head, (tx) => approveTeamSplit(tx, { id }), at);
  return { house, ...place, sold, propose, approve };
}

test('a way is tried on a month that is over before another person adopts it, forward only; work orders that began keep theirs', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.propose(), refused('team.nothing_to_try'));
  const first = await s.sold(4, '2026-11-23');
  assert.deepEqual(first.workers.map(({ amount_idr }) => amount_idr).sort((a, b) => a - b), [49_800, 149_400]);
  const tried = await s.house.look(s.staff.section_head, (reader) => tryMethod(reader, { facility_id: s.facility_id, activity: '', method: pure('equal') }));
  assert.deepEqual([tried.pool_idr, tried.now.min_idr, tried.then.min_idr, tried.then.gini, tried.rows.map(({ now_idr, then_idr }) => now_idr + then_idr)], [199_200, 49_800, 99_600, 0, [149_400, 249_000]]);
  await assert.rejects(s.propose({ equal_percent: 90 }), Invalid);
  await assert.rejects(s.propose({ from: '2026-11-24' }), refused('team.backwards'));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => proposeTeamSplit(tx, { facility_id: s.facility_id, hours_percent: 100, from: '2026-11-25', legal_basis: 'contoh saja' })), Forbidden);
  const way = await s.propose();
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.section_head.person_id }, (tx) => approveTeamSplit(tx, { id: way.id })), refused('team.same_person'));
  await assert.rejects(s.approve(way.id, new Date('2026-11-25T05:00:00Z')), refused('team.backwards'));
  await s.approve(way.id);
  await assert.rejects(s.approve(way.id), refused('team.decided_already'));
  await assert.rejects(s.house.admin.query("update pay.team_split set equal_bp = 0, hours_bp = 10000"), /team.decided_already|already decided/);
  const twin = await s.propose();
  await assert.rejects(s.approve(twin.id), refused('team.overlaps'));
  await s.house.act(s.staff.facility_head, (tx) => refuseTeamSplit(tx, { id: twin.id, reason: 'Sudah ada' }));
  // The rest of the old work order, sold after the new way holds, keeps the old one; a work order that begins now takes the new one.
  const after = new Date('2026-11-26T07:00:00Z');
  const old = await s.sold(6, '2026-11-26', after);
  assert.deepEqual(old.workers.map(({ amount_idr }) => amount_idr).sort((a, b) => a - b), [74_700, 224_100]);
  await makePieces(s.house, s, { day: '2026-11-26', slot: 'PM', work: [{ minutes: 30, good: 1 }, { minutes: 90, good: 3 }] });
  await outboxOf(s.house.db, [reactions]).drain();
  const fresh = await s.sold(4, '2026-11-27', new Date('2026-11-27T07:00:00Z'));
  assert.deepEqual(fresh.workers.map(({ amount_idr }) => amount_idr), [99_600, 99_600]);
  const page = await (await s.house.request(`/bengkel/premi/${fresh.number}`, { as: s.staff.facility_head })).text();
  assert.match(page, /100 % sama rata/);
  assert.match(page, /50 % menurut cara regu/);
  await assert.rejects(s.house.admin.query('update pay.batch_split set split_id = null'), /append-only/);
  const client = await s.house.admin.connect();
  const findings = await verifyOn(client, ['team_split.frozen', 'settlement.to_the_rupiah', 'savings.from_settlements']);
  client.release();
  assert.deepEqual(findings.filter(({ broken }) => broken > 0), []);
});

test('screens and API: try, propose and adopt; overseers see roster codes alone', async (t) => {
  const s = await scene(t);
  await s.sold(4, '2026-11-23');
  const tried = await (await s.house.request('/bengkel/premi/regu?hours_percent=50&equal_percent=50&month=2026-11', { as: s.staff.section_head })).text();
  assert.match(tried, /Gini/);
  assert.match(await (await s.house.request('/bengkel/premi/regu?hours_percent=50', { as: s.staff.section_head })).text(), /berjumlah 100/);
  const made = await s.house.request('/bengkel/premi/regu', { as: s.staff.section_head, form: { hours_percent: '50', equal_percent: '50', from: '2026-11-25', legal_basis: 'Musyawarah contoh' } });
  assert.equal(made.status, 303);
  const url = made.headers.get('location') ?? '';
  const seen = await (await s.house.request(url, { as: s.house.as('headquarters') })).text();
  assert.match(seen, new RegExp(s.workers[0]?.roster_code ?? '-'));
  assert.doesNotMatch(seen, /Peserta Contoh/);
  assert.equal((await s.house.request(`${url}/setuju`, { as: s.staff.facility_head, form: {} })).status, 303);
  const { then } = await (await s.house.request('/api/v1/team-splits/trial', { as: s.staff.section_head, json: { equal_percent: 100 } })).json() as { then: { gini: number } };
  assert.equal(then.gini, 0);
});
