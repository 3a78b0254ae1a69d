import assert from 'node:assert/strict';
import test from 'node:test';
import { transact } from '#kernel/db.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { balanceOf, openBooks, savingsOf } from '#ledger';
import { closeIncident, reportIncident } from '#workshop';
import { receiveWorker, sendWorker } from '#workforce';
import { verifyOn } from '../../../verify.ts';
import { approveReversal, proposeReversal } from '../commands/reversing.ts';
import { approveSettlement, prepareSettlement } from '../commands/settling.ts';
import { routes } from '../index.ts';
import { reactions } from '../reactions.ts';
import { approveDeduction, recordDeduction } from '../runs/run-commands.ts';
import { here, now, scene } from '#tests/stage-wages.ts';
import { standingOf } from '../savings/standing.ts';
import { advanceTransitions } from './advance.ts';
import { approveAdvance, proposeAdvance, refuseAdvance } from './advance-commands.ts';
import { advances } from './advance-queries.ts';

type Scene = Awaited<ReturnType<typeof scene>>;
const lend = (s: Scene, more: object = {}) => s.house.act(s.staff.treasurer, (tx) => proposeAdvance(tx, { worker_id: s.workers[0]?.id ?? '', amount_idr: 8_000, agreement: 'Perjanjian 5/2026', purpose: 'Obat keluarga', share_percent: 40, first_month: '2026-10', ...more }));
const agree = (s: Scene, id: string) => s.house.act(s.staff.facility_head, (tx) => approveAdvance(tx, { id }));
const owed = (s: Scene, facility_id = s.facility_id) => s.house.look(asSystem, (reader) => balanceOf(reader, { facility_id, account: '1320' }));
async function sound(s: Scene) {
  const client = await s.house.admin.connect();
  const findings = await verifyOn(client, ['advance.never_beyond', 'savings.between_facilities', 'balance.is_postings', 'wages.to_the_rupiah']);
  client.release();
  assert.deepEqual(findings.filter(({ broken }) => broken > 0), []);
}

test('an advance is given by two persons into the savings and repaid from wages by its share, never beyond what was given', async (t) => {
  const s = await scene(t);
  await assert.rejects(lend(s, { amount_idr: 500_001 }), refused('advance.beyond_ceiling'));
  const advance = await lend(s);
  await assert.rejects(lend(s, { amount_idr: 492_001 }), refused('advance.beyond_ceiling'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveAdvance(tx, { id: advance.id })), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveAdvance(tx, { id: advance.id })), refused('advance.same_person'));
  await agree(s, advance.id);
  await assert.rejects(agree(s, advance.id), refused('advance.decided_already'));
  await s.house.act(s.staff.facility_head, async (tx) => refuseAdvance(tx, { id: (await transactLend(s)).id, reason: 'Belum perlu' }));
  assert.deepEqual([await s.saved(), await owed(s)], [[8_000, 0], 8_000]);
  // It is there to be used, unlike premi of which a fifth is kept.
  const standing = await s.house.look(s.staff.treasurer, (reader) => standingOf(reader, { facility_id: s.facility_id, worker_id: s.workers[0]?.id ?? '' }));
  assert.deepEqual([standing.spendable.allowed_idr, standing.spendable.locked_idr], [8_000, 0]);
  await s.work('2026-10-06', [here, here]);
  await s.approve((await s.prepare()).id);
  // Rp 10,500 earned, 40 percent of it repays.
  assert.deepEqual([await s.saved(), await owed(s)], [[8_000 + 6_300, 14_000], 3_800]);
  await s.work('2026-10-07', [here, here]);
  await s.approve((await s.prepare()).id);
  assert.deepEqual([await s.saved(), await owed(s)], [[14_300 + 6_700, 28_000], 0]);
  const rows = await s.house.look(s.staff.treasurer, (reader) => advances(reader, s.facility_id));
  assert.deepEqual(rows.map(({ state, repaid_idr, left_idr }) => [state, repaid_idr, left_idr]), [['refused', 0, 0], ['approved', 8_000, 0]]);
  await assert.rejects(s.house.admin.query('update pay.deduction set taken_idr = taken_idr + 1'), /deduction_not_beyond/);
  assert.deepEqual(advanceTransitions.map(({ from, to }) => `${from}>${to}`), ['prepared>approved', 'prepared>refused', 'approved>moved']);
  await sound(s);
});
const transactLend = (s: Scene) => lend(s, { amount_idr: 1_000 });

test('what is left to repay moves with the person, and the books of both facilities say so', async (t) => {
  const s = await scene(t);
  const { house, facility_id } = s;
  await house.act(asSystem, (tx) => openBooks(tx, house.other.id));
  await agree(s, (await lend(s)).id);
  const [worker_id = ''] = s.workers.map(({ id }) => id);
  const transfer = await house.act(s.staff.section_head, (tx) => sendWorker(tx, { facility_id, worker_id, to: house.other.code, on_day: '2026-11-24', decree: 'SK-PINDAH/2' }));
  await assert.rejects(lend(s, { amount_idr: 1_000 }), refused('advance.not_here'));
  const arrived = await transact(house.db, { actor: house.as('section_head', 'other'), now, reach: { facility_ids: [facility_id, house.other.id] } }, (tx) => receiveWorker(tx, { transfer_id: transfer.id }));
  await outboxOf(house.db, [reactions]).drain();
  assert.deepEqual([arrived.savings_idr, await owed(s), await owed(s, house.other.id)], [8_000, 0, 8_000]);
  const there = await house.look(asSystem, (reader) => advances(reader, house.other.id));
  assert.deepEqual(there.map(({ state, left_idr, share_bp }) => [state, left_idr, share_bp]), [['approved', 8_000, 4_000]]);
  await sound(s);
});

test('damage is claimed only by an incident that was decided, and a judgment names its whole amount', async (t) => {
  const s = await scene(t);
  const claim = (more: object) => s.house.act(s.staff.treasurer, (tx) => recordDeduction(tx, { worker_id: s.workers[0]?.id ?? '', kind: 'DAMAGE_TOOLS', decision: 'Keputusan 4/2026', monthly_idr: 1_000, total_idr: 5_000, from: '2026-10-01', ...more }));
  const incident = await s.house.act(s.staff.officer, (tx) => reportIncident(tx, { facility_id: s.facility_id, kind: 'other', what: 'Gergaji patah', occurred_at: now }));
  for (const number of [undefined, 'TIDAK-ADA', incident.number]) await assert.rejects(claim({ incident: number }), refused('deduction.not_decided'));
  await s.house.act(s.staff.section_head, (tx) => closeIncident(tx, { id: incident.id, outcome: 'Dipatahkan dengan sengaja' }));
  await claim({ incident: incident.number });
  await assert.rejects(claim({ incident: incident.number, total_idr: undefined }), refused('deduction.needs_total'));
  await assert.rejects(claim({ kind: 'RESTITUTION_COURT', total_idr: undefined }), refused('deduction.needs_total'));
});

test('screens and API lend and repay', async (t) => {
  const s = await scene(t);
  const form = { worker_id: s.workers[0]?.id ?? '', amount_idr: '5.000', agreement: 'Perjanjian 9/2026', purpose: 'Sekolah anak', share_percent: '20', first_month: '2026-11' };
  assert.equal((await s.house.request('/bengkel/premi/uang-muka', { as: s.staff.treasurer, form })).status, 303);
  const { items } = await (await s.house.request('/api/v1/advances', { as: s.staff.treasurer })).json() as { items: { id: string }[] };
  assert.equal((await s.house.request(`/bengkel/premi/uang-muka/${items[0]?.id}/setuju`, { as: s.staff.facility_head, form: {} })).status, 303);
  assert.match(await (await s.house.request('/bengkel/premi/uang-muka', { as: s.staff.facility_head })).text(), /Perjanjian 9\/2026/);
});

test('claims are served from shares of sales in the order and under the cap, a monthly amount once, and given back when the settlement is reversed', async (t) => {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff, workers } = place;
  const [worker_id = ''] = workers.map(({ id }) => id);
  await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  const claim = async (more: object) => {
    const made = await house.act(staff.treasurer, (tx) => recordDeduction(tx, { worker_id, kind: 'RESTITUTION_COURT', decision: 'Putusan 12/Pid/2024', total_idr: 90_000, monthly_idr: 20_000, from: '2026-11-01', ...more }));
    await house.act(staff.facility_head, (tx) => approveDeduction(tx, made));
  };
  await claim({});
  await claim({ kind: 'LOAN_ADVANCE', decision: 'Perjanjian lama', monthly_idr: undefined, share_percent: 60, total_idr: undefined });
  const settle = async (quantity: number) => {
    const order_number = await sell(house, place, { quantity, day: '2026-11-23' });
    const made = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number }));
    await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }));
    return made;
  };
  const book = () => house.look(staff.treasurer, async (reader) => (await savingsOf(reader, { facility_id, worker_id })).balance_idr);
  const account = (code: '2600' | '3100') => house.look(staff.treasurer, (reader) => balanceOf(reader, { facility_id, account: code }));
  // A quarter of Rp 199,200: at most half is kept, Rp 20,000 for the court, the rest of the half for the old agreement.
  const first = await settle(4);
  assert.deepEqual([await book(), await account('2600')], [49_800 - 24_900, -20_000]);
  const second = await settle(2);
  // The month's Rp 20,000 was taken; the agreement alone takes half of the next part.
  assert.deepEqual([await book(), await account('2600')], [24_900 + 12_450, -20_000]);
  const text = await (await house.request(`/bengkel/premi/kartu/${worker_id}/2026-11/besar`, { as: staff.treasurer })).text();
  assert.match(text, /Potongan Ganti rugi putusan, Putusan 12\/Pid\/2024/);
  assert.match(text, /large-print__sum">Rp.37\.350/);
  const list = await (await house.request('/bengkel/premi/bayar/2026-11', { as: staff.treasurer })).text();
  assert.match(list, /Rp.37\.350/);
  assert.equal((await house.request('/bengkel/premi/bayar/2026-11/daftar.pdf', { as: staff.treasurer })).status, 200);
  const reversal = await house.act(staff.treasurer, (tx) => proposeReversal(tx, { settlement_id: first.id, reason: 'Harga keliru' }));
  await house.act(staff.facility_head, (tx) => approveReversal(tx, { id: reversal.id }));
  assert.deepEqual([await book(), await account('2600')], [12_450, 0], second.number);
  assert.equal((await house.request(`/bengkel/premi/kartu/${worker_id}/2026-11/kartu.pdf`, { as: staff.treasurer })).status, 200);
  const client = await house.admin.connect();
  const findings = await verifyOn(client, ['claims.are_taken', 'savings.from_settlements', 'balance.is_postings', 'reversal.whole', 'advance.never_beyond']);
  client.release();
  assert.deepEqual(findings.filter(({ broken }) => broken > 0), []);
});
