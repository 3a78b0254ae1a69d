import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { asSystem, refused } from '#tests/house.ts';
import { balanceOf } from '#ledger';
import { adoptWageRate } from '../commands/rates.ts';
import { approveDeduction, approveRun, recordDeduction, refuseRun } from './run-commands.ts';
import { runTransitions, takeClaims, type Claim } from './run.ts';
import { runLines, wagesOf } from './run-queries.ts';
import { here, scene } from '#tests/stage-wages.ts';


test('wages are the paid minutes of closed sessions at the rate of the level and the day, posted once out of the capital', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, { reason: 'LATE', minutes: 100, note: 'Ke klinik' }]);
  await s.work('2026-10-07', [{ reason: 'SICK', paid: true }, { reason: 'REFUSED', note: 'Menolak' }]);
  const run = await s.prepare();
  // 210 + 210 minutes at Rp 3,000; 100 minutes at Rp 4,000, half a rupiah to the person.
  assert.deepEqual([run.people, run.sessions, run.minutes, run.gross_idr, run.state], [2, 3, 520, 21_000 + 6_667, 'prepared']);
  assert.deepEqual(await s.saved(), [0, 0]);
  const paid = await s.approve(run.id);
  assert.deepEqual(await s.saved(), [21_000, 6_667]);
  const capital = await s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account: '3100' }));
  assert.equal(capital, -1_000_000 + 27_667);
  assert.match(paid.journal, /^JU-2026-/);
  const slip = await s.house.look(s.staff.treasurer, (reader) => wagesOf(reader, { worker_id: s.workers[0]?.id ?? '', month: '2026-11' }));
  assert.deepEqual(slip.parts.map(({ reason_id, sessions, minutes, amount_idr }) => [reason_id, sessions, minutes, amount_idr]), [['Hadir', 1, 210, 10_500], ['Sakit', 1, 210, 10_500]]);
  await assert.rejects(s.approve(run.id), refused('run.decided_already'));
  await assert.rejects(s.prepare(), refused('run.nothing_due'));
});

test('a running month, a facility paid by sales, a level without a rate and empty capital are refused, naming what to do', async (t) => {
  const s = await scene(t, { rates: [3_000] });
  await assert.rejects(s.prepare('2026-11'), refused('run.month_running'));
  await assert.rejects(s.prepare(), refused('run.nothing_due'));
  await s.work('2026-10-06', [here, here]);
  await assert.rejects(s.prepare(), (error) => refused('run.no_rate')(error) && error instanceof Refusal && error.text.id.includes('tingkat 2'));
  await s.house.act(asSystem, (tx) => adoptWageRate(tx, { facility_id: s.facility_id, basis: 'time', skill_level: 2, amount_idr: 1_000_000, from: '2026-10-01', legal_basis: 'SK tarif contoh 2/2026' }));
  const { id } = await s.prepare();
  await assert.rejects(s.approve(id), refused('run.capital_short'));
  const sales = await scene(t, { bySales: true });
  await assert.rejects(sales.prepare(), refused('run.paid_by_sales'));
});

test('who computes does not approve, not with another account either, and the database holds it; a second run waits', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const { id } = await s.prepare();
  await assert.rejects(s.prepare(), refused('run.in_hand'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveRun(tx, { id })), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveRun(tx, { id })), refused('run.same_person'));
  await assert.rejects(s.house.admin.query("update pay.run set decided_person = prepared_person, state = 'refused'"), /run_two_persons/);
  await assert.rejects(s.house.admin.query('update pay.run set gross_idr = gross_idr + 1'), /frozen/);
  await assert.rejects(s.house.admin.query('update pay.run_line set net_idr = 0'), /append-only/);
  await s.house.act(s.staff.facility_head, (tx) => refuseRun(tx, { id, reason: 'Periksa lagi' }));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => refuseRun(tx, { id, reason: 'Lagi' })), refused('run.decided_already'));
  assert.equal((await s.prepare()).sequence, 1);
  assert.deepEqual(runTransitions.map(({ from, to }) => `${from}>${to}`), ['prepared>approved', 'prepared>refused']);
});

test('eight who compute at once make one run, eight who approve it pay once', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const prepared = await Promise.allSettled(Array.from({ length: 8 }, () => s.prepare()));
  const made = prepared.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  assert.equal(made.length, 1);
  for (const each of prepared) if (each.status === 'rejected') assert.ok(refused('run.in_hand')(each.reason), String(each.reason));
  const approved = await Promise.allSettled(Array.from({ length: 8 }, () => s.approve(made[0]?.id ?? '')));
  assert.equal(approved.filter(({ status }) => status === 'fulfilled').length, 1);
  for (const each of approved) if (each.status === 'rejected') assert.ok(refused('run.decided_already')(each.reason), String(each.reason));
  assert.deepEqual(await s.saved(), [10_500, 14_000]);
});

test('attendance changed before approval stops it; changed after, the difference is paid, and what was too much is only shown', async (t) => {
  const s = await scene(t);
  const session = await s.work('2026-10-06', [{ reason: 'LATE', minutes: 60, note: 'Ke klinik' }, here]);
  const first = await s.prepare();
  const correct = (n: number, minutes: number, stamp: string) => s.house.admin.query("insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, occurred_at, recorded_at) values ($1, $2, $3, 'LATE', $4, true, 'Koreksi', $5, now())", [s.facility_id, session, s.workers[n]?.id, minutes, stamp]);
  await correct(0, 120, '2026-10-06T08:00:00Z');
  await assert.rejects(s.approve(first.id), refused('run.facts_changed'));
  await s.house.act(s.staff.facility_head, (tx) => refuseRun(tx, { id: first.id, reason: 'Kehadiran dikoreksi' }));
  await s.approve((await s.prepare()).id);
  assert.deepEqual(await s.saved(), [6_000, 14_000]);
  await correct(0, 150, '2026-10-06T08:30:00Z');
  await correct(1, 30, '2026-10-06T08:30:00Z');
  const second = await s.prepare();
  assert.deepEqual([second.sequence, second.people, second.gross_idr, second.overpaid_idr], [2, 1, 1_500, 12_000]);
  await s.approve(second.id);
  assert.deepEqual(await s.saved(), [7_500, 14_000]);
  const slip = await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text();
  assert.match(slip, /Selisih upah Oktober 2026: Rp.7\.500 menurut kehadiran sekarang, Rp.6\.000 sudah dibayar/);
});

test('a deduction rests on a paper, needs a second person, stops at the cap and at its own end', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const [worker] = s.workers;
  const wish = { worker_id: worker?.id ?? '', kind: 'RESTITUTION_COURT', decision: 'Putusan 12/Pid/2024', share_percent: 30, total_idr: 3_000, from: '2026-10-01' };
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => recordDeduction(tx, { ...wish, kind: 'BASIC_NEEDS' })), refused('deduction.kind_unknown'));
  const court = await s.house.act(s.staff.treasurer, (tx) => recordDeduction(tx, wish));
  const advance = await s.house.act(s.staff.treasurer, (tx) => recordDeduction(tx, { ...wish, kind: 'LOAN_ADVANCE', decision: 'Perjanjian 3/2026', share_percent: undefined, monthly_idr: 50_000, total_idr: undefined }));
  await s.house.act(s.staff.treasurer, (tx) => recordDeduction(tx, { ...wish, kind: 'FINE_COURT', decision: 'Belum disetujui' }));
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveDeduction(tx, court)), refused('deduction.same_person'));
  await assert.rejects(s.house.admin.query('update pay.deduction set approved_person = recorded_person, approved_at = now()'), /deduction_two_persons/);
  for (const each of [court, advance]) await s.house.act(s.staff.facility_head, (tx) => approveDeduction(tx, each));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveDeduction(tx, court)), refused('deduction.approved_already'));
  const run = await s.prepare();
  // Rp 10,500 earned; together at most half: Rp 3,000 to the court (its whole rest), Rp 2,250 of the advance.
  assert.equal(run.deducted_idr, 5_250);
  await s.approve(run.id);
  assert.deepEqual(await s.saved(), [5_250, 14_000]);
  const look = (account: '2600' | '3100') => s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account }));
  assert.deepEqual([await look('2600'), await look('3100')], [-3_000, -1_000_000 + 24_500 - 2_250]);
  const paper = await s.house.request(`/bengkel/premi/kartu/${worker?.id}/2026-11/cetak`, { as: s.staff.treasurer });
  assert.match(await paper.text(), /Potongan Ganti rugi putusan, Putusan 12\/Pid\/2024/);
  const { taken } = await s.house.look(s.staff.treasurer, (reader) => wagesOf(reader, { worker_id: worker?.id ?? '', month: '2026-11' }));
  assert.deepEqual(taken.map(({ decision, amount_idr, cut_short }) => [decision, amount_idr, cut_short]), [['Putusan 12/Pid/2024', 3_000, false], ['Perjanjian 3/2026', 2_250, true]]);
});

test('claims together never pass the cap, none passes its rest, and an earlier kind is served first', () => {
  const claim = fc.record({ id: fc.uuid(), kind: fc.constantFrom('A', 'B', 'C', 'other'), share: fc.option(fc.integer({ min: 1, max: 10_000 })), monthly: fc.integer({ min: 1, max: 1_000_000 }), left_idr: fc.option(fc.integer({ min: 1, max: 500_000 })) });
  fc.assert(fc.property(fc.integer({ min: 1, max: 5_000_000 }), fc.uniqueArray(claim, { selector: ({ id }) => id, maxLength: 8 }), fc.integer({ min: 0, max: 10_000 }), (gross_idr, drawn, cap_bp) => {
    const claims = drawn.map(({ share, monthly, ...each }): Claim => ({ ...each, share_bp: share, monthly_idr: share === null ? monthly : null }));
    const order = ['A', 'B', 'C'];
    const taken = takeClaims(gross_idr, claims, { order, cap_bp });
    const sum = taken.reduce((all, { amount_idr }) => all + amount_idr, 0);
    assert.ok(sum <= Math.floor((gross_idr * cap_bp) / 10_000));
    const of = (id: string) => claims.find((each) => each.id === id);
    for (const { deduction_id, amount_idr } of taken) assert.ok(amount_idr > 0 && amount_idr <= (of(deduction_id)?.left_idr ?? Infinity));
    const firstCut = taken.findIndex(({ cut_short }) => cut_short);
    assert.ok(firstCut === -1 || firstCut === taken.length - 1);
  }), { numRuns: 400, seed: 20261124 });
});

test('screens and API do the whole way; another facility and the API’s lines show no name', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const made = await s.house.request('/bengkel/premi/upah', { as: s.staff.treasurer, form: { month: '2026-10' } });
  assert.equal(made.status, 303);
  const run = made.headers.get('location') ?? '';
  assert.equal((await s.house.request('/bengkel/premi/upah', { as: s.staff.treasurer, form: { month: '2026-10' } })).status, 409);
  assert.equal((await s.house.request(run, { as: s.house.as('treasurer', 'other') })).status, 404);
  for (const path of ['/bengkel/premi/upah', run, '/bengkel/premi/potongan']) assert.match(await (await s.house.request(path, { as: s.staff.facility_head })).text(), /<h1/, path);
  const listed = await (await s.house.request(`/api/v1/pay-runs/${run.split('/').at(-1)}`, { as: s.staff.treasurer })).json();
  assert.deepEqual([listed.items.length, 'name' in listed.items[0]], [2, false]);
  assert.equal((await s.house.request(`${run}/setuju`, { as: s.staff.facility_head, form: {} })).status, 303);
  assert.deepEqual(await s.saved(), [10_500, 14_000]);
  const oversight = await (await s.house.request('/pusat/premi?bulan=2026-10', { as: s.house.as('headquarters') })).text();
  assert.match(oversight, /Dibayar/);
  assert.doesNotMatch(oversight, /Peserta Contoh/);
  const lines = await s.house.look(s.staff.treasurer, (reader) => runLines(reader, { facility_id: s.facility_id, id: run.split('/').at(-1) ?? '' }));
  const paid = await s.house.look(s.staff.treasurer, (reader) => reader.one<{ n: number }>(sql`select count(*)::int as n from pay.run_line`));
  assert.equal(lines.length, paid.n);
});
