import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { Forbidden, Invalid, Refusal } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { approvePlan, cancelCommitment, commitMoney, draftPlan, recordPayment, refusePlan, submitPlan } from './commands.ts';
import { routes } from './index.ts';
import { planTransitions, type PlanLine } from './plan.ts';
import { ceilings, commitmentById, comparedLines, plans } from './queries.ts';

const line = (amount_idr: number, account = '521211', output_code = '5252.QAA.001'): PlanLine => ({ output_code, output_name: 'Pembinaan kemandirian', account, fund: 'RM', amount_idr, note: '' });
const key = { output_code: '5252.QAA.001', account: '521211', fund: 'RM' } as const;

async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const facility_id = house.facility.id;
  const [section, head, treasurer] = [house.as('section_head'), house.as('facility_head'), house.as('treasurer')];
  const draft = (lines: PlanLine[]) => house.act(section, (tx) => draftPlan(tx, { facility_id, year: 2026, reason: 'Bahan dan alat', lines }));
  const inForce = async (lines: PlanLine[]) => {
    const { id } = await draft(lines);
    await house.act(section, (tx) => submitPlan(tx, { id }));
    await house.act(head, (tx) => approvePlan(tx, { id, letter: 'DIPA-013.05/2026' }));
    return id;
  };
  const commit = (amount_idr: number) => house.act(section, (tx) => commitMoney(tx, { facility_id, year: 2026, ...key, what: 'Rotan', supplier: 'UD Contoh', amount_idr }));
  const pay = (id: string, amount_idr: number, sp2d = `SP2D-${Math.random().toString(36).slice(2, 10).toUpperCase()}`) => house.act(treasurer, (tx) => recordPayment(tx, { id, on_day: '2026-11-24', amount_idr, sp2d }));
  const left = async () => house.look(head, async (reader) => (await ceilings(reader, facility_id, 2026)).map(({ account, planned_idr, committed_idr, realised_idr }) => [account, planned_idr, committed_idr, realised_idr]));
  return { house, facility_id, section, head, treasurer, draft, inForce, commit, pay, left };
}

test('a plan goes from draft to decision by two persons, and every other step is refused', async (t) => {
  const s = await scene(t);
  const { id } = await s.draft([line(1_000_000)]);
  await assert.rejects(s.draft([line(2)]), refused('budget.in_hand'));
  await assert.rejects(s.house.act(s.head, (tx) => approvePlan(tx, { id, letter: 'X-1' })), refused('budget.not_submitted'));
  await assert.rejects(s.house.act(s.section, (tx) => approvePlan(tx, { id, letter: 'X-1' })), Forbidden);
  await s.house.act(s.section, (tx) => submitPlan(tx, { id }));
  await assert.rejects(s.house.act(s.section, (tx) => submitPlan(tx, { id })), refused('budget.not_a_draft'));
  await assert.rejects(s.house.act({ ...s.head, person_id: s.section.person_id }, (tx) => approvePlan(tx, { id, letter: 'X-1' })), refused('budget.same_person'));
  await assert.rejects(s.house.admin.query('update budget.plan set decided_person = prepared_person where id = $1', [id]), /plan_two_persons/);
  await s.house.act(s.head, (tx) => refusePlan(tx, { id, reason: 'Kurang rinci' }));
  await assert.rejects(s.house.act(s.head, (tx) => refusePlan(tx, { id, reason: 'Lagi' })), refused('budget.not_submitted'));
  await s.inForce([line(1_500_000)]);
  assert.deepEqual((await s.house.look(s.head, (reader) => plans(reader, s.facility_id, 2026))).map(({ revision, state }) => [revision, state]), [[1, 'approved'], [0, 'refused']]);
  assert.deepEqual(planTransitions.map(({ from, to }) => `${from}>${to}`), ['draft>submitted', 'submitted>approved', 'submitted>refused', 'approved>replaced']);
});

test('a plan names accounts of the chart, each line once', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.draft([line(1), line(2, '999999')]), (error) => error instanceof Invalid && 'lines.1.account' in error.problems);
  await assert.rejects(s.draft([line(1), line(2)]), refused('budget.line_twice'));
});

test('money is bound before it is spent, and an exhausted line refuses, naming what is left', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.commit(1), refused('budget.no_line'));
  await s.inForce([line(1_000_000)]);
  const { id, number, left_idr } = await s.commit(700_000);
  assert.match(number, /^KM-2026-0001$/);
  assert.equal(left_idr, 300_000);
  await assert.rejects(s.commit(300_001), (error) => refused('budget.exhausted')(error) && error instanceof Refusal && error.text.id.includes('300.000'));
  await s.pay(id, 500_000);
  assert.deepEqual(await s.left(), [['521211', 1_000_000, 200_000, 500_000]]);
  await assert.rejects(s.pay(id, 200_001), refused('budget.paid_beyond'));
  await s.house.act(s.section, (tx) => cancelCommitment(tx, { id, reason: 'Sisa tidak jadi' }));
  assert.deepEqual(await s.left(), [['521211', 1_000_000, 0, 500_000]]);
  await assert.rejects(s.pay(id, 1), refused('budget.commitment_ended'));
  await assert.rejects(s.house.act(s.section, (tx) => cancelCommitment(tx, { id, reason: 'Lagi' })), refused('budget.commitment_ended'));
});

test('who committed does not record the payment, nor is one SP2D recorded twice or dated ahead', async (t) => {
  const s = await scene(t);
  await s.inForce([line(1_000_000)]);
  const { id } = await s.commit(400_000);
  const paying = (actor: typeof s.treasurer, more = {}) => s.house.act(actor, (tx) => recordPayment(tx, { id, on_day: '2026-11-24', amount_idr: 100_000, sp2d: 'SP2D-0001', ...more }));
  await assert.rejects(paying({ ...s.treasurer, person_id: s.section.person_id }), refused('budget.same_payer'));
  await assert.rejects(s.house.admin.query("insert into budget.realisation (facility_id, commitment_id, on_day, amount_idr, sp2d, recorded_person, recorded_at, committed_person) select facility_id, id, made_on, 1, 'X', made_person, now(), made_person from budget.commitment"), /realisation_two_persons/);
  await assert.rejects(paying(s.treasurer, { on_day: '2026-11-25' }), refused('budget.paid_when'));
  await paying(s.treasurer);
  await assert.rejects(paying(s.treasurer), refused('budget.sp2d_taken'));
  await assert.rejects(paying(s.section), Forbidden);
  await assert.rejects(s.house.admin.query('update budget.realisation set amount_idr = 1'), /append-only/);
});

test('a revision never falls below what is used, keeps the old plan, and gives up what it does not name', async (t) => {
  const s = await scene(t);
  await s.inForce([line(1_000_000), line(500_000, '532111')]);
  await s.commit(600_000);
  const { id } = await s.draft([line(599_999)]);
  await s.house.act(s.section, (tx) => submitPlan(tx, { id }));
  const compared = await s.house.look(s.head, (reader) => comparedLines(reader, { id, facility_id: s.facility_id, year: 2026 }));
  assert.deepEqual(compared.map(({ account, was_idr, amount_idr, used_idr }) => [account, was_idr, amount_idr, used_idr]), [['521211', 1_000_000, 599_999, 600_000], ['532111', 500_000, 0, 0]]);
  await assert.rejects(s.house.act(s.head, (tx) => approvePlan(tx, { id, letter: 'REV-1' })), refused('budget.below_used'));
  await s.house.act(s.head, (tx) => refusePlan(tx, { id, reason: 'Terlalu kecil' }));
  await s.inForce([line(600_000)]);
  assert.deepEqual(await s.left(), [['521211', 600_000, 600_000, 0], ['532111', 0, 0, 0]]);
});

test('twenty who commit at once share one line to the last rupiah and not beyond', async (t) => {
  const s = await scene(t);
  await s.inForce([line(1_000_000)]);
  const tried = await Promise.allSettled(Array.from({ length: 20 }, () => s.commit(90_000)));
  assert.equal(tried.filter(({ status }) => status === 'fulfilled').length, 11);
  for (const each of tried) if (each.status === 'rejected') assert.ok(refused('budget.exhausted')(each.reason));
  assert.deepEqual(await s.left(), [['521211', 1_000_000, 990_000, 0]]);
});

test('whatever is committed, paid and cancelled, a line is the sum of its facts', async (t) => {
  const s = await scene(t);
  await s.inForce([line(1_000_000)]);
  const open: string[] = [];
  const step = fc.record({ act: fc.constantFrom('commit', 'pay', 'cancel'), amount: fc.integer({ min: 1, max: 200_000 }), which: fc.nat() });
  for (const { act, amount, which } of fc.sample(step, { numRuns: 80, seed: 20261124 })) {
    const id = open[which % Math.max(1, open.length)];
    try {
      if (act === 'commit') open.push((await s.commit(amount)).id);
      else if (id !== undefined && act === 'pay') await s.pay(id, amount);
      else if (id !== undefined) await s.house.act(s.section, (tx) => cancelCommitment(tx, { id, reason: 'Acak' }));
    } catch (error) {
      assert.ok(error instanceof Refusal, String(error));
    }
    const { rows: [sums] } = await s.house.admin.query(`select c.committed_idr, c.realised_idr, (select coalesce(sum(amount_idr - realised_idr) filter (where state = 'open'), 0) from budget.commitment) as bound, (select coalesce(sum(amount_idr), 0) from budget.realisation) as paid from budget.ceiling c`);
    assert.deepEqual([Number(sums.committed_idr), Number(sums.realised_idr)], [Number(sums.bound), Number(sums.paid)]);
  }
  assert.ok(open.length > 5);
});

test('another facility sees neither plan nor commitment; the screens and the API do the whole way', async (t) => {
  const s = await scene(t);
  const { house } = s;
  const made = await house.request('/bengkel/anggaran/usulan', { as: s.section, form: { year: '2026', reason: 'Bahan rotan', 'lines.0.output_code': '5252.QAA.001', 'lines.0.output_name': 'Pembinaan', 'lines.0.account': '521211', 'lines.0.fund': 'RM', 'lines.0.amount_idr': '1.000.000', 'lines.1.fund': 'RM' } });
  assert.equal(made.status, 303);
  const plan = made.headers.get('location') ?? '';
  assert.equal((await house.request(`${plan}/ajukan`, { as: s.section, form: {} })).status, 303);
  assert.equal((await house.request(`${plan}/tetapkan`, { as: s.head, form: {} })).status, 422);
  assert.equal((await house.request(`${plan}/tetapkan`, { as: s.head, form: { letter: 'DIPA-1' } })).status, 303);
  assert.equal((await house.request(plan, { as: house.as('section_head', 'other') })).status, 404);
  const bound = await house.request('/bengkel/anggaran/komitmen/baru', { as: s.section, form: { year: '2026', line: '5252.QAA.001/521211/RM', what: 'Rotan', supplier: 'UD Contoh', amount_idr: '250.000' } });
  assert.equal(bound.status, 303);
  const commitment = bound.headers.get('location') ?? '';
  assert.equal((await house.request(commitment, { as: house.as('treasurer', 'other') })).status, 404);
  assert.equal((await house.request(`${commitment}/bayar`, { as: s.treasurer, form: { amount_idr: '250.000', sp2d: 'SP2D-77', on_day: '2026-11-24' } })).status, 303);
  for (const path of ['/bengkel/anggaran', '/bengkel/anggaran/usulan', '/bengkel/anggaran/komitmen/baru', plan, commitment]) {
    const answer = await house.request(path, { as: s.section });
    assert.equal(answer.status, 200, path);
    assert.match(await answer.text(), /<h1/);
  }
  const national = await (await house.request('/pusat/anggaran', { as: house.as('headquarters') })).text();
  assert.match(national, /Anggaran industri/);
  assert.equal((await house.request('/pusat/anggaran.xlsx', { as: house.as('headquarters') })).status, 200);
  const listed = await (await house.request('/api/v1/commitments?year=2026', { as: s.treasurer })).json();
  const found = await house.look(s.head, (reader) => commitmentById(reader, listed.items[0].id));
  assert.deepEqual([listed.items.length, found.state, found.realised_idr], [1, 'done', 250_000]);
  const short = await house.request('/api/v1/commitments', { as: s.section, json: { year: 2026, ...key, what: 'Rotan', supplier: 'UD Contoh', amount_idr: 750_001 } });
  assert.deepEqual([short.status, (await short.json()).code], [409, 'budget.exhausted']);
});
