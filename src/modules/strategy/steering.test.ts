import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openHouse, refused } from '#tests/house.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { askGate, decideGate, rewriteProject, writeProject } from './project-commands.ts';
import { outcomeOf } from './project.ts';
import { gatesOf, projectById } from './project-queries.ts';
import { stand } from './standing-queries.ts';
import { finishDecision, judgeRisk, recordProgress, recordReading, recordRisk, recordSteering } from './steering-commands.ts';
import { riskClass } from './steering.ts';
import { decisions, readingsOf, risks } from './steering-queries.ts';
import { nodesOf } from './tree-queries.ts';
import { adopted } from './tree.fixture.ts';
import './index.ts';

const owner = { owner_role: 'headquarters', owner_unit: 'Subdit' } as const;
const wish = { node: 'R0', title: 'Merek bersama', problem: 'Banyak merek', options: 'Satu atau banyak', benefit: 'Dikenal', invested_idr: 12_000_000, benefit_idr_per_year: 10_000_000, cost_idr_per_year: 2_000_000, years: 3, jobs: 4, assumptions: 'Contoh', ...owner };

async function scene(t: TestContext) {
  const house = await openHouse(t, { now: new Date('2026-11-24T05:00:00Z') });
  const version_id = await adopted(house);
  const [one, two] = [house.as('headquarters'), house.as('headquarters', 'facility', 2)];
  const stood = async (code: string) => (await house.look(one, async (reader) => stand(reader, await nodesOf(reader, version_id), { day: '2026-11-24' }))).find((node) => node.code === code);
  return { house, one, two, stood };
}

test('what the figures of a business case say, a fifth less and more make the range', () => {
  const { low, expected, high } = outcomeOf(wish);
  assert.deepEqual([expected.net_idr_per_year, expected.total_idr, expected.months, low.months, high.months], [8_000_000, 12_000_000, 18, 24, 15]);
  assert.equal(outcomeOf({ ...wish, cost_idr_per_year: 10_000_000 }).expected.months, null);
});

test('a gate is asked for by one and opened by another, one after the other, and the last closes the project', async (t) => {
  const { house, one, two } = await scene(t);
  const { id, number } = await house.act(one, (tx) => writeProject(tx, wish));
  assert.equal(number, 'PP-2026-0001');
  const ask = (actor = one) => house.act(actor, (tx) => askGate(tx, { id, evidence: 'Bukti' }));
  const decide = (actor = two, pass = true, reason?: string) => house.act(actor, (tx) => decideGate(tx, { id, pass, reason }));
  await assert.rejects(decide(), refused('project.nothing_asked'));
  assert.equal((await ask()).gate, 1);
  await assert.rejects(ask(), refused('project.gate_waits'));
  await assert.rejects(house.act(one, (tx) => rewriteProject(tx, { id, ...wish })), refused('project.gate_waits'));
  await assert.rejects(decide(one), refused('project.same_person'));
  await assert.rejects(decide({ ...two, person_id: one.person_id }), refused('project.same_person'));
  await assert.rejects(decide(house.as('regional')), Forbidden);
  await assert.rejects(house.admin.query("update strategy.gate set state = 'passed', decided_person = asked_person, decided_at = now() where project_id = $1", [id]), /gate_two_persons/);
  await assert.rejects(decide(two, false), refused('project.reason'));
  await decide(two, false, 'Asumsi belum jelas');
  await house.act(one, (tx) => rewriteProject(tx, { id, ...wish, years: 4 }));
  for (const gate of [1, 2, 3, 4, 5]) {
    assert.equal((await ask()).gate, gate);
    await decide();
  }
  const [project, steps] = await house.look(one, async (reader) => [await projectById(reader, id), await gatesOf(reader, id)] as const);
  assert.deepEqual([project.gate, project.state, steps.length, steps[0]?.business_case['years'], steps[1]?.business_case['years']], [5, 'closed', 6, 3, 4]);
  await assert.rejects(ask(), refused('project.not_open'));
  await assert.rejects(house.admin.query("update strategy.gate set reason = 'lain' where project_id = $1", [id]), /frozen/);
});

test('a figure told by hand stands with its evidence, never on a measured indicator, never ahead of its day', async (t) => {
  const { house, one, stood } = await scene(t);
  const tell = (node: string, value: number, on_day = '2026-11-20') => house.act(one, (tx) => recordReading(tx, { node, on_day, value, evidence: 'Laporan' }));
  await assert.rejects(tell('I0', 5), refused('strategy.measured'));
  await assert.rejects(tell('R0', 5), refused('strategy.not_in_force'));
  await assert.rejects(tell('I1', 5, '2026-11-25'), (error) => error instanceof Invalid && 'on_day' in error.problems);
  assert.equal((await stood('I1'))?.standing, 'no_facts');
  await tell('I1', 85);
  assert.deepEqual([(await stood('I1'))?.value, (await stood('I1'))?.standing], [85, 'reached']);
  await tell('I1', 70);
  assert.deepEqual([(await stood('I1'))?.value, (await stood('I1'))?.standing], [70, 'no_baseline'], 'a correction is another row, and the newer counts');
  assert.equal((await house.look(one, (reader) => readingsOf(reader, 'I1', '2026-11-24'))).length, 2);
  await assert.rejects(house.admin.query('update strategy.reading set value = 1'), /append-only/);
});

test('a milestone past its day is behind until it is done', async (t) => {
  const { house, one, stood } = await scene(t);
  assert.equal((await stood('M0'))?.standing, 'on_course');
  await house.act(one, (tx) => recordProgress(tx, { node: 'M0', state: 'done', on_day: '2026-11-20', evidence: 'SK' }));
  assert.equal((await stood('M0'))?.standing, 'reached');
  await assert.rejects(house.act(one, (tx) => recordProgress(tx, { node: 'I1', state: 'done', on_day: '2026-11-20', evidence: 'SK' })), refused('strategy.not_in_force'));
});

test('a risk is judged anew until it is closed, and the heaviest stands first', async (t) => {
  const { house, one } = await scene(t);
  const risk = { node: 'G1', what: 'Pagu dipotong', response: 'Dahulukan bahan', review_on: '2027-01-01', ...owner };
  const { id } = await house.act(one, (tx) => recordRisk(tx, { ...risk, likelihood: 2, impact: 2 }));
  await house.act(one, (tx) => recordRisk(tx, { ...risk, likelihood: 4, impact: 4 }));
  const judge = (open: 'yes' | 'no', likelihood = 5) => house.act(one, (tx) => judgeRisk(tx, { id, open, likelihood, impact: 5, note: 'Sudah dinilai', review_on: open === 'yes' ? '2027-02-01' : undefined }));
  const read = () => house.look(one, (reader) => risks(reader));
  assert.deepEqual((await read()).map(riskClass), ['high', 'low']);
  await judge('yes');
  assert.equal((await read())[0]?.id, id);
  await judge('no');
  await assert.rejects(judge('yes'), refused('strategy.risk_closed'));
  assert.deepEqual((await read()).map(({ open }) => open), [true, false]);
});

test('a decision is tied to the tree in force, replaced once, and done with its evidence', async (t) => {
  const { house, one } = await scene(t);
  const decide = (more: Partial<Parameters<typeof recordSteering>[1]> = {}) => house.act(one, (tx) => recordSteering(tx, { node: 'G4', decided_on: '2026-11-20', decision: 'Semua tampil', reason: 'Lemah', decided_by: 'Direktur', due_on: '2026-12-01', ...owner, ...more }));
  await assert.rejects(decide({ node: 'TIDAK' }), refused('strategy.not_in_force'));
  await assert.rejects(decide({ replaces: 'KP-2026-9999' }), (error) => error instanceof Invalid && 'replaces' in error.problems);
  const first = await decide();
  const second = await decide({ replaces: first.number });
  await assert.rejects(decide({ replaces: first.number }), refused('strategy.decision_replaced'));
  const finish = () => house.act(one, (tx) => finishDecision(tx, { id: second.id, on_day: '2026-11-24', evidence: 'Surat' }));
  await finish();
  await assert.rejects(finish(), refused('strategy.decision_done'));
  assert.deepEqual((await house.look(one, (reader) => decisions(reader, { nodes: ['G4'] }))).map(({ number, replaced_by, done_on }) => [number, replaced_by, done_on]), [[second.number, null, '2026-11-24'], [first.number, second.number, null]]);
});
