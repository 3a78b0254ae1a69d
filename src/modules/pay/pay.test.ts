import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused, type House } from '#tests/house.ts';
import { makePieces, openWorkplace, sell, type Workplace } from '#tests/stage-sale.ts';
import { balanceOf, savingsOf } from '#ledger';
import { refuseSettlement } from './commands/settling.ts';
import { refuseWithdrawal } from './commands/savings.ts';
import { adoptSplitRule, approveSettlement, approveWithdrawal, createDeposit, prepareSettlement, prepareWithdrawal, reactions, recordDepositPaid, routes } from './index.ts';
import { undeposited } from './queries.ts';

const day = '2026-11-23';
const noon = new Date('2026-11-24T05:00:00Z');
const later = (days: number) => new Date(noon.getTime() + days * 86_400_000);

type Scene = Workplace & { house: House; do: <T>(actor: Actor, work: Parameters<House['act']>[1], at?: Date) => Promise<T> };
/** Two people made ten tables: 60 and 180 minutes, four and six pieces. Price Rp 100,000; cash cost Rp 400. */
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes, now: noon });
  const place = await openWorkplace(house);
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  return { ...place, house, do: (actor, work, at) => house.act(actor, work, at ?? noon) as Promise<never> };
}
const shareOf = (prepared: { shares: { to: string; amount_idr: number }[] }, to: string) => prepared.shares.find((share) => share.to === to)?.amount_idr ?? 0;
const prepare = (s: Scene, order_number: string, at = noon) => s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number }), at);
const approve = (s: Scene, id: string, at = noon) => s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id }), at);

test('a paid order is divided by the rule in force among those who made what was shipped, and posted to the rupiah', async (t) => {
  const s = await scene(t);
  const number = await sell(s.house, s, { quantity: 3, day });
  const made = await prepare(s, number);
  // Net profit: Rp 300,000 less three times the cash cost of Rp 400.
  assert.deepEqual([made.gross_idr, made.costs_idr, made.basis_idr], [300_000, 1_200, 298_800]);
  assert.deepEqual([shareOf(made, 'worker'), shareOf(made, 'capital'), shareOf(made, 'state')], [149_400, 104_580 + 1_200, 44_820]);
  assert.deepEqual(s.workers.map((worker) => made.workers.find((each) => each.worker === worker.id)?.amount_idr), [37_350, 112_050]);
  assert.match(made.remainder_rule, /largest fraction/);
  const { journal } = await approve(s, made.id);
  assert.match(journal, /^JU-2026-\d{6}$/);
  const balance = (account: string) => s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id: s.facility_id, account }));
  assert.deepEqual([await balance('2900'), await balance('2200'), await balance('3100'), await balance('1100'), await balance('1200')], [0, -44_820, -105_780, 300_000, 0]);
  const saved = await s.house.look(s.staff.treasurer, (reader) => savingsOf(reader, { facility_id: s.facility_id, worker_id: s.workers[1]?.id ?? '' }));
  assert.equal(saved.balance_idr, 112_050);
});

test('an order is divided only when it is handed over, paid and accepted in part at least', async (t) => {
  const s = await scene(t);
  const unpaid = await sell(s.house, s, { quantity: 1, day, paid: false });
  await assert.rejects(prepare(s, unpaid), refused('settlement.not_paid'));
  const nothing = await sell(s.house, s, { quantity: 1, day, rejected: 1 });
  await assert.rejects(prepare(s, nothing), refused('settlement.nothing_accepted'));
  const part = await sell(s.house, s, { quantity: 3, day, rejected: 1 });
  const made = await prepare(s, part);
  assert.equal(made.gross_idr, 200_000);
  assert.equal(made.costs_idr, 800);
  await assert.rejects(s.house.act(s.house.as('officer'), (tx) => prepareSettlement(tx, { order_number: part })), Forbidden);
  await assert.rejects(s.house.act(s.house.as('section_head', 'other'), (tx) => prepareSettlement(tx, { order_number: part })), { name: 'Error', message: 'not found' });
});

test('eight who prepare the same order at once make one settlement; eight who approve it post once', async (t) => {
  const s = await scene(t);
  const number = await sell(s.house, s, { quantity: 2, day });
  const prepared = await Promise.allSettled(Array.from({ length: 8 }, () => prepare(s, number)));
  const made = prepared.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  assert.equal(made.length, 1);
  for (const each of prepared) if (each.status === 'rejected') refused('settlement.exists')(each.reason);
  const approved = await Promise.allSettled(Array.from({ length: 8 }, () => approve(s, made[0]?.id ?? '')));
  assert.equal(approved.filter((each) => each.status === 'fulfilled').length, 1);
  for (const each of approved) if (each.status === 'rejected') refused('settlement.decided_already')(each.reason);
  const { rows } = await s.house.admin.query<{ n: number }>("select count(*)::int as n from ledger.journal where kind = 'settlement'");
  assert.equal(rows[0]?.n, 1);
});

test('who prepares does not approve, not with a second account either; the database holds it too', async (t) => {
  const s = await scene(t);
  const made = await prepare(s, await sell(s.house, s, { quantity: 1, day }));
  const twice: Actor = { ...s.staff.facility_head, account_id: crypto.randomUUID(), person_id: s.staff.section_head.person_id };
  await assert.rejects(s.house.act(twice, (tx) => approveSettlement(tx, { id: made.id })), refused('settlement.same_person'));
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => approveSettlement(tx, { id: made.id })), Forbidden);
  await assert.rejects(s.house.admin.query("update pay.settlement set state = 'approved', approved_person = prepared_person"), /settlement_two_persons/);
});

test('a settlement whose facts changed is not approved; refused with a reason, it is prepared again', async (t) => {
  const s = await scene(t);
  const made = await prepare(s, await sell(s.house, s, { quantity: 1, day }));
  await s.house.admin.query('update workforce.worker set skill_level = skill_level');
  // A cost sheet of the day of handover arrives late: computed anew, the basis differs.
  await s.house.admin.query("update products.cost_sheet set energy_idr = energy_idr + 50");
  await assert.rejects(approve(s, made.id), refused('settlement.changed'));
  await s.house.act(s.staff.facility_head, (tx) => refuseSettlement(tx, { id: made.id, reason: 'Lembar biaya berubah' }), noon);
  await assert.rejects(approve(s, made.id), refused('settlement.decided_already'));
  const again = await prepare(s, made.order_number);
  assert.notEqual(again.id, made.id);
  assert.equal(again.costs_idr, 450);
  await approve(s, again.id);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => refuseSettlement(tx, { id: again.id, reason: 'Terlambat' }), noon), refused('settlement.decided_already'));
});

test('what was prepared is frozen and what was decided stays decided', async (t) => {
  const s = await scene(t);
  const made = await prepare(s, await sell(s.house, s, { quantity: 1, day }));
  await assert.rejects(s.house.admin.query('update pay.settlement set gross_idr = gross_idr + 1'), /frozen/);
  await assert.rejects(s.house.admin.query('update pay.settlement_worker set amount_idr = amount_idr + 1'), /append-only/);
  await approve(s, made.id);
  await assert.rejects(s.house.admin.query("update pay.settlement set state = 'prepared'"), /already decided/);
});

test('pieces of which nobody’s work is on record leave their part of the workers’ share in capital, and say so', async (t) => {
  const s = await scene(t);
  // Ten recorded pieces lie first; five more come from opening stock with no work order.
  const { stockLot } = await import('#inventory');
  await s.house.act(asSystem, (tx) => stockLot(tx, { facility_id: s.facility_id, product_id: s.product.product_id, quantity: 5, made_on: '2026-11-24', unit_cost_idr: 400 }));
  const made = await prepare(s, await sell(s.house, s, { quantity: 12, day }));
  const whole = Math.round((1_200_000 - 12 * 400) / 2);
  const untraced = made.notes.find((note) => note.code === 'untraced')?.amount_idr ?? 0;
  assert.equal(untraced, Math.round((whole * 2) / 12));
  assert.equal(shareOf(made, 'worker'), whole - untraced);
  assert.equal(made.shares.reduce((sum, share) => sum + share.amount_idr, 0), 1_200_000);
  await approve(s, made.id);
  const alone = await prepare(s, await sell(s.house, s, { quantity: 1, day }));
  assert.equal(shareOf(alone, 'worker'), 0);
  assert.deepEqual(alone.workers, []);
  assert.equal(alone.notes[0]?.code, 'untraced');
  await approve(s, alone.id);
});

test('a rule holds from its day: what is divided before follows the old one, what is divided after the new', async (t) => {
  const s = await scene(t);
  const adopt = (from: string, percent: number) => s.house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, basis: 'gross_sales', team: 'output', from, legal_basis: 'Surat contoh', shares: [{ to: 'worker', percent }, { to: 'state', percent: 15 }] }));
  await adopt('2026-11-01', 40);
  await adopt('2026-12-01', 60);
  const first = await prepare(s, await sell(s.house, s, { quantity: 1, day }));
  assert.deepEqual([shareOf(first, 'worker'), shareOf(first, 'state'), shareOf(first, 'capital')], [40_000, 15_000, 45_000]);
  assert.deepEqual(s.workers.map((worker) => first.workers.find((each) => each.worker === worker.id)?.amount_idr), [16_000, 24_000]);
  const second = await prepare(s, await sell(s.house, s, { quantity: 1, day }), later(10));
  assert.equal(shareOf(second, 'worker'), 60_000);
  await assert.rejects(adopt('2026-12-01', 70), refused('split.overlaps'));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, basis: 'gross_sales', team: 'hours', from: '2027-01-01', legal_basis: 'x', shares: [{ to: 'worker', percent: 100 }] })), Forbidden);
  await assert.rejects(s.house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, basis: 'gross_sales', team: 'hours', from: '2027-01-01', legal_basis: 'x', shares: [{ to: 'worker', percent: 90 }, { to: 'state', percent: 20 }] })), refused('split.above_whole'));
  // Approved under its own rule, whatever came after.
  await approve(s, first.id, later(12));
  await s.house.admin.query("delete from pay.split_share; delete from pay.split_rule");
  await assert.rejects(prepare(s, await sell(s.house, s, { quantity: 1, day })), refused('settlement.no_rule'));
});

test('a loss pays nobody from profit: the whole sale goes back to capital, and the settlement says so', async (t) => {
  const s = await scene(t);
  await s.house.admin.query('update products.cost_sheet set energy_idr = 150000');
  const made = await prepare(s, await sell(s.house, s, { quantity: 2, day }));
  assert.deepEqual([shareOf(made, 'worker'), shareOf(made, 'state'), shareOf(made, 'capital')], [0, 0, 200_000]);
  assert.equal(made.notes[0]?.code, 'loss');
  await approve(s, made.id);
});

test('savings are used inside within a quarter of each month’s premi, sent home as the person chooses, and paid out whole on release', async (t) => {
  const s = await scene(t);
  await approve(s, (await prepare(s, await sell(s.house, s, { quantity: 10, day }))).id);
  const worker_id = s.workers[1]?.id ?? '';
  const saved = () => s.house.look(s.staff.treasurer, async (reader) => (await savingsOf(reader, { facility_id: s.facility_id, worker_id })).balance_idr);
  const balance = await saved();
  assert.equal(balance, 373_500);
  const ask = (kind: 'BASIC_NEEDS' | 'SEND_FAMILY' | 'RELEASE_PAYOUT', amount_idr: number) => s.house.act(s.staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id: s.facility_id, worker_id, kind, amount_idr, purpose: 'Keperluan contoh' }), noon);
  const grant = (id: string) => s.house.act(s.staff.facility_head, (tx) => approveWithdrawal(tx, { id }), noon);
  await assert.rejects(ask('BASIC_NEEDS', 93_376), refused('withdrawal.beyond_spendable'));
  const both = await Promise.allSettled([ask('BASIC_NEEDS', 60_000), ask('BASIC_NEEDS', 60_000)]);
  assert.deepEqual(both.map((each) => each.status).sort(), ['fulfilled', 'rejected']);
  const first = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []))[0];
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveWithdrawal(tx, { id: first?.id ?? '' })), refused('withdrawal.same_person'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveWithdrawal(tx, { id: first?.id ?? '' })), Forbidden);
  await grant(first?.id ?? '');
  await assert.rejects(grant(first?.id ?? ''), refused('withdrawal.decided_already'));
  assert.equal(await saved(), balance - 60_000);
  await assert.rejects(ask('SEND_FAMILY', balance), refused('ledger.savings_short'));
  const home = await ask('SEND_FAMILY', 200_000);
  await s.house.act(s.staff.facility_head, (tx) => refuseWithdrawal(tx, { id: home.id, reason: 'Nomor rekening keluarga belum benar' }), noon);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => refuseWithdrawal(tx, { id: home.id, reason: 'Lagi' }), noon), refused('withdrawal.decided_already'));
  const out = await ask('RELEASE_PAYOUT', 1);
  assert.equal(out.amount_idr, balance - 60_000);
  await grant(out.id);
  assert.equal(await saved(), 0);
});

test('the state’s part of a month is billed once, paid by its NTPN and recorded by another person', async (t) => {
  const s = await scene(t);
  const made = await prepare(s, await sell(s.house, s, { quantity: 4, day }));
  const { facility_id } = s;
  const bill = (at = noon) => s.house.act(s.staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-11' }), at);
  await assert.rejects(bill(), refused('deposit.nothing_due'));
  await approve(s, made.id);
  const both = await Promise.allSettled([bill(), bill()]);
  const billed = both.flatMap((each) => (each.status === 'fulfilled' ? [each.value] : []));
  assert.equal(billed.length, 1);
  const deposit = billed[0];
  assert.equal(deposit?.amount_idr, shareOf(made, 'state'));
  assert.match(deposit?.billing_code ?? '', /^\d{15}$/);
  const id = deposit?.id ?? '';
  const paid = (actor: Actor, ntpn: string, paid_at: Date, at = later(1)) => s.house.act(actor, (tx) => recordDepositPaid(tx, { id, ntpn, paid_at }), at);
  const head = s.staff.facility_head;
  await assert.rejects(paid(s.staff.treasurer, 'ABCDEF0123456789', later(1)), refused('deposit.same_person'));
  await assert.rejects(paid(head, 'abc', later(1)), refused('deposit.bad_ntpn'));
  await assert.rejects(paid(head, 'ABCDEF0123456789', later(2)), refused('deposit.bad_paid_at'));
  await assert.rejects(paid(head, 'ABCDEF0123456789', later(-1)), refused('deposit.bad_paid_at'));
  await assert.rejects(paid(head, 'ABCDEF0123456789', later(9), later(10)), refused('deposit.expired'));
  assert.deepEqual(await paid(head, 'ABCDEF0123456789', later(1)), { number: deposit?.number, ntpn: 'ABCDEF0123456789', state: 'paid' });
  await assert.rejects(paid(head, 'ABCDEF0123456789', later(1)), refused('deposit.paid_already'));
  assert.equal(await s.house.look(s.staff.treasurer, (reader) => balanceOf(reader, { facility_id, account: '2200' })), 0);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => undeposited(reader, facility_id)), []);
});

test('a billing code that ran out lets its lines go; an NTPN proves one deposit only', async (t) => {
  const s = await scene(t);
  const { facility_id } = s;
  await approve(s, (await prepare(s, await sell(s.house, s, { quantity: 1, day }))).id);
  const bill = (at: Date) => s.house.act(s.staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-11' }), at);
  const first = await bill(noon);
  const second = await bill(later(8));
  assert.notEqual(second.billing_code, first.billing_code);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: first.id, ntpn: 'AAAABBBBCCCC1111', paid_at: later(8) }), later(9)), refused('deposit.expired'));
  await s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: second.id, ntpn: 'AAAABBBBCCCC1111', paid_at: later(8) }), later(9));
  await approve(s, (await prepare(s, await sell(s.house, s, { quantity: 1, day }))).id);
  const third = await bill(noon);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: third.id, ntpn: 'AAAABBBBCCCC1111', paid_at: later(1) }), later(1)), refused('deposit.ntpn_taken'));
  await assert.rejects(s.house.admin.query('insert into pay.deposit_line select facility_id, (select id from pay.deposit where number = $1), settlement_id, amount_idr from pay.deposit_line where deposit_id = $2', [first.number, third.id]), /already in a deposit/);
});

test('a price in the window says where its rupiah goes, to the last one', async (t) => {
  const s = await scene(t);
  const event = { id: crypto.randomUUID(), verb: 'listing.published', facility_id: s.facility_id, subject_kind: 'product', subject_id: s.product.product_id, particulars: {}, actor_id: null, at: noon };
  await s.house.act(asSystem, (tx) => reactions['listing.published']?.(tx, event) ?? Promise.resolve(), noon);
  const { rows } = await s.house.admin.query<{ money_split: { to: string; amount_idr: number }[]; price_idr: number }>('select money_split, price_idr::int from catalogue.listing');
  assert.deepEqual(rows[0]?.money_split, [{ to: 'material', amount_idr: 400 }, { to: 'worker', amount_idr: 49_800 }, { to: 'state', amount_idr: 14_940 }, { to: 'capital', amount_idr: 34_860 }]);
  // A new rule of the facility changes what the window says.
  await s.house.act(asSystem, (tx) => adoptSplitRule(tx, { facility_id: s.facility_id, basis: 'gross_sales', team: 'hours', from: '2026-11-01', legal_basis: 'Surat contoh', shares: [{ to: 'worker', percent: 70 }, { to: 'state', percent: 30 }] }));
  await s.house.act(asSystem, (tx) => reactions['split.adopted']?.(tx, { ...event, verb: 'split.adopted', subject_kind: 'split_rule' }) ?? Promise.resolve(), noon);
  const after = await s.house.admin.query<{ money_split: { to: string; amount_idr: number }[] }>('select money_split from catalogue.listing');
  assert.deepEqual(after.rows[0]?.money_split, [{ to: 'worker', amount_idr: 70_000 }, { to: 'state', amount_idr: 30_000 }]);
  // An event that comes after the listing left the window says nothing, and fails nothing.
  await s.house.admin.query('update catalogue.listing set withdrawn_at = now()');
  await s.house.act(asSystem, (tx) => reactions['listing.published']?.(tx, event) ?? Promise.resolve(), noon);
});
