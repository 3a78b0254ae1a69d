import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { verifyOn } from '../../../verify.ts';
import { adoptWageRate } from '../commands/rates.ts';
import { refuseRun } from '../runs/run-commands.ts';
import { wagesOf } from '../runs/run-queries.ts';
import { here, scene } from '#tests/stage-wages.ts';
import { slipOf } from '../slip.ts';
import { allowanceTransitions, correctionTransitions } from './allowance.ts';
import { adoptAllowanceKind, approveAllowance, approveGrade, grantAllowance, recordGrade, refuseAllowance } from './allowance-commands.ts';
import { corrections } from './allowance-queries.ts';
import { closeCorrection, openCorrection } from './correction-commands.ts';

type Scene = Awaited<ReturnType<typeof scene>>;
const wish = (s: Scene, more: object = {}) => ({ worker_id: s.workers[0]?.id ?? '', kind: 'BONUS_TARGET', month: '2026-10', amount_idr: 40_000, reason: 'Regu melewati sasaran Oktober', ...more });
const give = (s: Scene, more: object = {}) => s.house.act(s.staff.treasurer, (tx) => grantAllowance(tx, wish(s, more)));
const agree = (s: Scene, id: string) => s.house.act(s.staff.facility_head, (tx) => approveAllowance(tx, { id }));

test('a bonus is given by one, approved by another, and paid once by the run of its month, with a line on the slip', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const bonus = await give(s);
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveAllowance(tx, { id: bonus.id })), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveAllowance(tx, { id: bonus.id })), refused('allowance.same_person'));
  await assert.rejects(s.house.admin.query("update pay.allowance set decided_person = prepared_person, decided_at = now(), state = 'approved'"), /allowance_two_persons/);
  await agree(s, bonus.id);
  await assert.rejects(agree(s, bonus.id), refused('allowance.decided_already'));
  const refusedOne = await give(s, { kind: 'HAZARD', amount_idr: 10_000 });
  await s.house.act(s.staff.facility_head, (tx) => refuseAllowance(tx, { id: refusedOne.id, reason: 'Tidak ada risiko' }));
  const run = await s.prepare();
  assert.equal(run.gross_idr, 24_500 + 40_000);
  await s.approve(run.id);
  assert.deepEqual(await s.saved(), [50_500, 14_000]);
  const { beside, gross_idr } = await s.house.look(s.staff.treasurer, (reader) => wagesOf(reader, { worker_id: s.workers[0]?.id ?? '', month: '2026-11' }));
  assert.deepEqual([beside.map(({ name_id, amount_idr }) => [name_id, amount_idr]), gross_idr], [[['Bonus hasil', 40_000]], 50_500]);
  const slip = await s.house.look(s.staff.treasurer, (reader) => slipOf(reader, { worker_id: s.workers[0]?.id ?? '', month: '2026-11' }, 'en'));
  assert.ok(slip.some(({ why, amount_idr }) => amount_idr === 40_000 && /Bonus for results, October 2026: Regu melewati sasaran/.test(why)));
  await assert.rejects(s.prepare(), refused('run.nothing_due'));
  assert.deepEqual([...allowanceTransitions, ...correctionTransitions].map(({ from, to }) => `${from}>${to}`), ['prepared>approved', 'prepared>refused', 'open>paid', 'open>none']);
});

test('what is approved after the month was paid comes with its next run, also where too much had been paid; a refused run lets it go', async (t) => {
  const s = await scene(t);
  const session = await s.work('2026-10-06', [here, here]);
  await s.approve((await s.prepare()).id);
  // Attendance is corrected downwards: that is only shown, and eats no bonus.
  await s.house.admin.query("insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, occurred_at, recorded_at) values ($1, $2, $3, 'LATE', 30, true, 'Koreksi', '2026-10-06T08:00:00Z', now())", [s.facility_id, session, s.workers[0]?.id]);
  await agree(s, (await give(s)).id);
  const second = await s.prepare();
  assert.deepEqual([second.sequence, second.people, second.gross_idr, second.overpaid_idr], [2, 1, 40_000, 9_000]);
  await s.house.act(s.staff.facility_head, (tx) => refuseRun(tx, { id: second.id, reason: 'Periksa lagi' }));
  const third = await s.prepare();
  await s.approve(third.id);
  assert.deepEqual(await s.saved(), [50_500, 14_000]);
  await assert.rejects(s.house.admin.query('insert into pay.run_allowance select facility_id, $1, allowance_id, worker_id, amount_idr from pay.run_allowance where run_id = $2', [second.id, third.id]), /already in a run|allowance.paid_already/);
});

test('where sales pay people, a run still pays their bonus and nothing else', async (t) => {
  const s = await scene(t, { bySales: true });
  await s.work('2026-10-06', [here, here]);
  await assert.rejects(s.prepare(), refused('run.paid_by_sales'));
  await agree(s, (await give(s)).id);
  const run = await s.prepare();
  assert.deepEqual([run.people, run.minutes, run.gross_idr], [1, 0, 40_000]);
  await s.approve(run.id);
  assert.deepEqual(await s.saved(), [40_000, 0]);
});

test('a kind has dated terms and a monthly ceiling that two gifts share; what is not in force, ahead or without an objection is refused', async (t) => {
  const s = await scene(t);
  await give(s, { amount_idr: 200_000 });
  await assert.rejects(give(s, { amount_idr: 50_001 }), refused('allowance.beyond_ceiling'));
  await give(s, { amount_idr: 50_000 });
  await assert.rejects(give(s, { kind: 'TIDAK_ADA' }), refused('allowance.kind_unknown'));
  await assert.rejects(give(s, { month: '2026-12' }), refused('allowance.month_ahead'));
  await assert.rejects(give(s, { kind: 'CORRECTION' }), refused('allowance.needs_objection'));
  await assert.rejects(give(s, { reason: 'x' }), Invalid);
  const hq = s.house.as('headquarters');
  const terms = { code: 'BONUS_TARGET', name_id: 'Bonus hasil', name_en: 'Bonus for results', meaning: 'Lebih ketat', kind: 'bonus' as const, max_idr: 10_000, from: '2026-10-01', legal_basis: 'SK contoh 7/2026' };
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => adoptAllowanceKind(tx, terms)), Forbidden);
  await s.house.act(hq, (tx) => adoptAllowanceKind(tx, terms));
  await assert.rejects(s.house.act(hq, (tx) => adoptAllowanceKind(tx, terms)), refused('allowance.kind_overlaps'));
  await assert.rejects(give(s, { worker_id: s.workers[1]?.id, amount_idr: 10_001 }), refused('allowance.beyond_ceiling'));
  await give(s, { worker_id: s.workers[1]?.id, month: '2026-09', amount_idr: 10_001 });
});

test('a grade of work has its own rate from its day on, once a second person approved it', async (t) => {
  const s = await scene(t);
  await s.house.act(asSystem, (tx) => adoptWageRate(tx, { facility_id: s.facility_id, basis: 'time', skill_level: 1, grade: 'LEAD', amount_idr: 6_000, from: '2026-10-01', legal_basis: 'SK tarif contoh 2/2026' }));
  await assert.rejects(s.house.act(asSystem, (tx) => adoptWageRate(tx, { facility_id: s.facility_id, basis: 'time', skill_level: 1, grade: 'ADA', amount_idr: 6_000, from: '2026-10-01', legal_basis: 'SK tarif contoh 2/2026' })), refused('grade.unknown'));
  await assert.rejects(s.house.act(asSystem, (tx) => adoptWageRate(tx, { facility_id: s.facility_id, basis: 'piece', sku: 'K-MEJA', grade: 'LEAD', amount_idr: 6_000, from: '2026-10-01', legal_basis: 'SK tarif contoh 2/2026' })), (error) => error instanceof Invalid && 'grade' in error.problems);
  const record = (worker: number, grade = 'LEAD') => s.house.act(s.staff.section_head, (tx) => recordGrade(tx, { worker_id: s.workers[worker]?.id ?? '', grade, from: '2026-10-07', decree: 'SK-UJI/9' }));
  await assert.rejects(record(0, 'ADA'), refused('grade.unknown'));
  const grade = await record(0);
  await s.work('2026-10-06', [here, here]);
  await s.work('2026-10-07', [here, here]);
  const before = await s.prepare();
  assert.equal(before.gross_idr, 2 * 24_500);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.section_head.person_id }, (tx) => approveGrade(tx, grade)), refused('grade.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => approveGrade(tx, grade));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveGrade(tx, grade)), refused('grade.approved_already'));
  await assert.rejects(s.approve(before.id), refused('run.facts_changed'));
  await s.house.act(s.staff.facility_head, (tx) => refuseRun(tx, { id: before.id, reason: 'Golongan berubah' }));
  await s.approve((await s.prepare()).id);
  assert.deepEqual(await s.saved(), [10_500 + 21_000, 28_000]);
  const again = await record(0, 'SKILLED');
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveGrade(tx, again)), refused('grade.overlaps'));
  const other = await record(1);
  await s.house.act(s.staff.facility_head, (tx) => approveGrade(tx, other));
  await s.work('2026-10-08', [here, here]);
  await assert.rejects(s.prepare(), (error) => refused('run.no_rate')(error) && /tingkat 2 LEAD/.test(String((error as { text: { id: string } }).text.id)));
});

test('an upheld objection waits until the difference or an addition paid it; without money only another person closes it', async (t) => {
  const s = await scene(t);
  const session = await s.work('2026-10-06', [{ reason: 'LATE', minutes: 60, note: 'Ke klinik' }, here]);
  await s.approve((await s.prepare()).id);
  const open = (objection: string, n = 0, month = '2026-10') => s.house.act(s.staff.section_head, (tx) => openCorrection(tx, { facility_id: s.facility_id, objection, worker_id: s.workers[n]?.id ?? '', about: 'hours', month, outcome: 'upheld', answered_person: s.staff.section_head.person_id }));
  await open('KB-1');
  const second = await open('KB-2', 1);
  const third = await open('KB-3', 1);
  await s.house.admin.query("insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, occurred_at, recorded_at) values ($1, $2, $3, 'LATE', 120, true, 'Koreksi', '2026-10-06T08:00:00Z', now())", [s.facility_id, session, s.workers[0]?.id]);
  const correction = await give(s, { worker_id: s.workers[1]?.id, kind: 'CORRECTION', amount_idr: 5_000, correction_id: second.id });
  await assert.rejects(give(s, { worker_id: s.workers[1]?.id, kind: 'CORRECTION', amount_idr: 5_000, correction_id: second.id }), refused('allowance.correction_given'));
  await agree(s, correction.id);
  await s.approve((await s.prepare()).id);
  assert.deepEqual(await s.saved(), [6_000, 19_000]);
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => closeCorrection(tx, { id: third.id, reason: 'Tidak ada yang kurang' })), refused('correction.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => closeCorrection(tx, { id: third.id, reason: 'Tidak ada yang kurang' }));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => closeCorrection(tx, { id: second.id, reason: 'Sekali lagi' })), refused('correction.closed_already'));
  const rows = await s.house.look(s.staff.treasurer, (reader) => corrections(reader, s.facility_id));
  assert.deepEqual(rows.map(({ objection, state, amount_idr }) => [objection, state, amount_idr]).sort(), [['KB-1', 'paid', 3_000], ['KB-2', 'paid', 5_000], ['KB-3', 'none', null]]);
  const client = await s.house.admin.connect();
  const findings = await verifyOn(client, ['wages.to_the_rupiah', 'allowance.paid_once', 'objection.leads_to_correction', 'balance.is_postings']);
  client.release();
  assert.deepEqual(findings.map(({ check, broken, examples }) => [check, broken, examples]), findings.map(({ check }) => [check, 0, []]));
});

test('a lost answer is asked again with the same token and pays once; screens and API do the whole way', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const form = { ...Object.fromEntries(Object.entries(wish(s)).map(([key, value]) => [key, String(value)])), _token: crypto.randomUUID() };
  for (let n = 0; n < 2; n++) assert.equal((await s.house.request('/bengkel/premi/tambahan', { as: s.staff.treasurer, form })).status, 303);
  const { items } = await (await s.house.request('/api/v1/allowances', { as: s.staff.treasurer })).json() as { items: { id: string; name?: string }[] };
  assert.equal(items.length, 1);
  assert.equal((await s.house.request(`/bengkel/premi/tambahan/${items[0]?.id}/setuju`, { as: s.staff.facility_head, form: {} })).status, 303);
  const run = await s.prepare();
  const token = crypto.randomUUID();
  const answers = await Promise.all([1, 2, 3].map(() => s.house.request(`/bengkel/premi/upah/${run.id}/setuju`, { as: s.staff.facility_head, form: { _token: token } })));
  assert.deepEqual(answers.map(({ status }) => status), [303, 303, 303]);
  assert.deepEqual(await s.saved(), [50_500, 14_000]);
  for (const path of ['/bengkel/premi/tambahan', '/pusat/kebijakan/tambahan']) assert.match(await (await s.house.request(path, { as: s.staff.facility_head })).text(), /Bonus hasil/, path);
  assert.match(await (await s.house.request(`/bengkel/premi/upah/${run.id}`, { as: s.staff.facility_head })).text(), /Tambahan/);
});
