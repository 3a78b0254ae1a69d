import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden, type Refusal } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { makePieces, openWorkplace, sell, type Workplace } from '#tests/stage-sale.ts';
import { balanceOf, savingsOf } from '#ledger';
import { orderByNumber, reactions as orderReactions } from '#orders';
import { approveReversal, approveSettlement, approveWithdrawal, createDeposit, prepareSettlement, prepareWithdrawal, proposeReversal, reactions, recordDepositPaid, refuseReversal, routes } from './index.ts';
import { undeposited } from './queries.ts';
import { carriedBack } from './reversal-queries.ts';

const day = '2026-11-23';
const noon = new Date('2026-11-24T05:00:00Z');
const later = (days: number) => new Date(noon.getTime() + days * 86_400_000);
type Scene = Workplace & { house: House; drain: () => Promise<number> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes, now: noon });
  const place = await openWorkplace(house);
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  return { ...place, house, drain: () => outboxOf(house.db, [reactions, orderReactions]).drain() };
}
async function settled(s: Scene, quantity = 3, at = noon): Promise<{ id: string; number: string; order: string; state_idr: number }> {
  const order = await sell(s.house, s, { quantity, day });
  const made = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), at);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), at);
  await s.drain();
  return { id: made.id, number: made.number, order, state_idr: made.shares.find((share) => share.to === 'state')?.amount_idr ?? 0 };
}
const propose = (s: Scene, settlement_id: string, at = noon) => s.house.act(s.staff.treasurer, (tx) => proposeReversal(tx, { settlement_id, reason: 'Regu salah dicatat' }), at);
const approve = (s: Scene, id: string, at = noon) => s.house.act(s.staff.facility_head, (tx) => approveReversal(tx, { id }), at);
const balance = (s: Scene, account: string) => s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account }));
const saved = async (s: Scene, n: number) => (await s.house.look(s.staff.treasurer, (reader) => savingsOf(reader, { facility_id: s.facility_id, worker_id: s.workers[n]?.id ?? '' }))).balance_idr;

test('an approved settlement is taken back by two persons: the books stand as before it, the slip shows both, and the order is divided again', async (t) => {
  const s = await scene(t);
  const first = await settled(s);
  await assert.rejects(s.house.act(s.house.as('officer'), (tx) => proposeReversal(tx, { settlement_id: first.id, reason: 'Regu salah dicatat' })), Forbidden);
  const asked = await propose(s, first.id);
  assert.match(asked.number, /^BB-2026-0001$/);
  await assert.rejects(propose(s, first.id), refused('reversal.exists'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveReversal(tx, { id: asked.id })), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveReversal(tx, { id: asked.id })), refused('reversal.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => refuseReversal(tx, { id: asked.id, reason: 'Periksa sekali lagi' }));
  await assert.rejects(approve(s, asked.id), refused('reversal.decided_already'));
  await assert.rejects(s.house.admin.query("update pay.settlement set state = 'reversed' where id = $1", [first.id]), /approved reversal alone/);
  const again = await propose(s, first.id);
  const done = await approve(s, again.id);
  assert.deepEqual([done.settlement, done.carried_idr], [first.number, 0]);
  assert.deepEqual([await balance(s, '2900'), await balance(s, '2200'), await balance(s, '3100'), await saved(s, 0), await saved(s, 1)], [-300_000, 0, 0, 0, 0]);
  await s.drain();
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => orderByNumber(reader, first.order))).state, 'handed_over');
  await assert.rejects(propose(s, first.id), refused('reversal.not_approved'));
  const slip = await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text();
  assert.match(slip, /ditarik kembali dari tabungan/);
  assert.match(slip, /−?-?Rp\s*37\.350/);
  const second = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: first.order }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: second.id }), noon);
  await s.drain();
  assert.equal(await saved(s, 0), 37_350);
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => orderByNumber(reader, first.order))).state, 'settled');
  const { rows } = await s.house.admin.query("select state from pay.settlement where order_number = $1 order by number", [first.order]);
  assert.deepEqual(rows.map((row) => row.state), ['reversed', 'approved']);
});

test('only what is approved is reversed; savings that were taken or asked for stand in the way, and the refusal names them', async (t) => {
  const s = await scene(t);
  const order = await sell(s.house, s, { quantity: 1, day });
  const waiting = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), noon);
  await assert.rejects(propose(s, waiting.id), refused('reversal.not_approved'));
  const { id } = await settled(s);
  const asked = await propose(s, id);
  const worker = s.workers[1];
  const taken = await s.house.act(s.staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id: s.facility_id, worker_id: worker?.id ?? '', kind: 'SEND_FAMILY', amount_idr: 10_000, purpose: 'Keluarga' }), noon);
  await assert.rejects(approve(s, asked.id), (error) => refused('reversal.savings_short')(error) && new RegExp(`${worker?.roster_code} Rp\\s*10\\.000`).test((error as Refusal).text.id));
  await s.house.act(s.staff.facility_head, (tx) => approveWithdrawal(tx, { id: taken.id }), noon);
  await assert.rejects(approve(s, asked.id), refused('reversal.savings_short'));
  // New premi fills the book again.
  await settled(s, 2);
  await approve(s, asked.id);
});

test('a state part that is being billed blocks; one that was paid in stays, and lowers the next deposit', async (t) => {
  const s = await scene(t);
  const first = await settled(s, 3);
  const bill = (at = noon) => s.house.act(s.staff.treasurer, (tx) => createDeposit(tx, { facility_id: s.facility_id, period: '2026-11' }), at);
  const deposit = await bill();
  await assert.rejects(propose(s, first.id), (error) => refused('reversal.billed')(error) && (error as Refusal).text.id.includes(deposit.number));
  await s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: deposit.id, ntpn: 'ABCDEF0123456789', paid_at: noon }), noon);
  const done = await approve(s, (await propose(s, first.id)).id);
  assert.equal(done.carried_idr, first.state_idr);
  // 2200 stands in debit: more was paid in than is owed.
  assert.equal(await balance(s, '2200'), first.state_idr);
  await s.drain();
  const small = await settled(s, 1, later(1));
  await assert.rejects(bill(later(1)), refused('deposit.covered'));
  const big = await settled(s, 3, later(2));
  const next = await bill(later(2));
  assert.equal(next.amount_idr, small.state_idr + big.state_idr - first.state_idr);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => carriedBack(reader, s.facility_id)), []);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => undeposited(reader, s.facility_id)), []);
  await s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: next.id, ntpn: 'ABCDEF0123456780', paid_at: later(2) }), later(2));
  assert.equal(await balance(s, '2200'), 0);
});

test('the same on the screens and by the API', async (t) => {
  const s = await scene(t);
  const { id, number } = await settled(s);
  const { treasurer, facility_head } = s.staff;
  assert.match(await (await s.house.request(`/bengkel/premi/${number}`, { as: treasurer })).text(), /Ajukan pembatalan/);
  assert.equal((await s.house.request(`/bengkel/premi/${number}/batal`, { as: treasurer, form: { reason: 'x' } })).status, 422);
  assert.equal((await s.house.request(`/bengkel/premi/${number}/batal`, { as: treasurer, form: { reason: 'Regu salah dicatat' } })).status, 303);
  assert.equal((await s.house.request(`/api/v1/settlements/${id}/reversals`, { as: treasurer, json: { reason: 'Regu salah dicatat' } })).status, 409);
  const page = await (await s.house.request(`/bengkel/premi/${number}`, { as: facility_head })).text();
  const reversal = /batal\/([0-9a-f-]{36})\/setuju/.exec(page)?.[1] ?? '';
  assert.equal((await s.house.request(`/bengkel/premi/${number}/batal/${reversal}/setuju`, { as: facility_head, form: {} })).status, 303);
  assert.match(await (await s.house.request(`/bengkel/premi/${number}`, { as: facility_head })).text(), /Dibatalkan/);
  assert.equal((await s.house.request(`/api/v1/reversals/${reversal}/approval`, { as: facility_head, json: {} })).status, 409);
});
