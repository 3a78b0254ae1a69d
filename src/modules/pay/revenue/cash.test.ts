import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { balanceOf } from '#ledger';
import { recordPayment } from '#orders';
import { routes } from '../index.ts';
import { cashTransitions, outcomesOf } from './cash.ts';
import { decideDifference, giveCash, refuseCash, takeCash } from './cash-commands.ts';
import { differences, heldCash } from './cash-queries.ts';

const now = new Date('2026-11-24T05:00:00Z');

/** An order of Rp 200,000 paid in cash to the treasurer. */
async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  await makePieces(house, place, { day: '2026-10-06', work: [{ minutes: 180, good: 10 }, { minutes: 180, good: 10 }] });
  const pay = async (reference: string) => {
    const number = await sell(house, place, { quantity: 2, day: '2026-11-20', paid: false });
    await house.act(staff.treasurer, (tx) => recordPayment(tx, { number, method: 'cash', amount_idr: 200_000, reference }));
  };
  await pay('TUNAI-1');
  const give = (counted_idr: number, slip?: string, by = staff.treasurer) => house.act(by, (tx) => giveCash(tx, { facility_id, counted_idr, slip }));
  const take = (id: string, counted_idr: number, reason?: string, by = staff.facility_head) => house.act(by, (tx) => takeCash(tx, { id, counted_idr, reason }));
  const balances = async () => Promise.all(['1100', '1110', '1190', '3100'].map((account) => house.look(staff.treasurer, (reader) => balanceOf(reader, { facility_id, account }))));
  const held = () => house.look(staff.treasurer, (reader) => heldCash(reader, facility_id));
  return { house, ...place, pay, give, take, balances, held };
}

test('cash is in the hand that took it, then in the next that counted it, and in the bank when another saw it there', async (t) => {
  const s = await scene(t);
  assert.deepEqual(await s.balances(), [0, 200_000, 0, 0]);
  assert.deepEqual((await s.held()).map((piece) => [piece.holder, piece.amount_idr, piece.oldest_on]), [[s.staff.treasurer.account_id, 200_000, '2026-11-24']]);
  await assert.rejects(s.give(199_000), refused('cash.count_differs'));
  await assert.rejects(s.give(200_000, undefined, s.staff.officer), refused('cash.nothing_held'));
  const handed = await s.give(200_000);
  await assert.rejects(s.give(200_000), refused('cash.nothing_held'));
  await assert.rejects(s.take(handed.id, 200_000, undefined, s.staff.treasurer), refused('cash.same_person'));
  await assert.rejects(s.take(handed.id, 200_000, undefined, s.staff.officer), Forbidden);
  await s.take(handed.id, 200_000, undefined, s.staff.section_head);
  await assert.rejects(s.take(handed.id, 200_000), refused('cash.decided_already'));
  await s.pay('TUNAI-2');
  // The earlier bundle and a new receipt are two holders' money; each brings their own.
  const banked = await s.give(200_000, 'SLIP-1', s.staff.section_head);
  await s.take(banked.id, 200_000);
  assert.deepEqual(await s.balances(), [200_000, 200_000, 0, 0]);
  await assert.rejects(s.give(200_000, 'SLIP-1'), refused('cash.slip_taken'));
  const last = await s.give(200_000, 'SLIP-2');
  assert.deepEqual(await s.balances(), [200_000, 200_000, 0, 0]);
  await s.take(last.id, 200_000);
  assert.deepEqual([await s.balances(), await s.held()], [[400_000, 0, 0, 0], []]);
  assert.deepEqual(cashTransitions.map(({ from, to }) => `${from}>${to}`), ['given>taken', 'given>refused']);
});

test('a bundle that was not taken is its giver’s again', async (t) => {
  const s = await scene(t);
  const { id } = await s.give(200_000, 'SLIP-9');
  await s.house.act(s.staff.facility_head, (tx) => refuseCash(tx, { id, reason: 'Belum terlihat di rekening' }));
  assert.equal((await s.held())[0]?.holder, s.staff.treasurer.account_id);
  await assert.rejects(s.take(id, 200_000), refused('cash.decided_already'));
  assert.equal((await s.give(200_000)).given_idr, 200_000);
});

test('what a count finds missing stands apart with its story until another person decides; the money and the books agree all along', async (t) => {
  const s = await scene(t);
  const { id } = await s.give(200_000);
  await assert.rejects(s.take(id, 190_000), refused('cash.difference_unexplained'));
  const { difference } = await s.take(id, 190_000, 'Satu lembar kurang');
  assert.match(difference ?? '', /^SK-2026-/);
  assert.deepEqual(await s.balances(), [0, 190_000, 10_000, 0]);
  const [found] = await s.house.look(s.staff.treasurer, (reader) => differences(reader, s.facility_id));
  const decide = (outcome: 'repaid' | 'borne' | 'kept', by = s.house.as('facility_head', 'facility', 2)) => s.house.act(by, (tx) => decideDifference(tx, { id: found?.id ?? '', outcome, decision: 'BA-01/CONTOH' }));
  await assert.rejects(decide('repaid', s.staff.facility_head), refused('cash.difference_same_person'));
  await assert.rejects(decide('kept'), refused('cash.wrong_outcome'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => decideDifference(tx, { id: found?.id ?? '', outcome: 'borne', decision: 'BA-01/CONTOH' })), Forbidden);
  await decide('borne');
  assert.deepEqual(await s.balances(), [0, 190_000, 0, 10_000]);
  await assert.rejects(decide('borne'), refused('cash.decided_already'));
  // Too much at the bank: the surplus goes to the capital on a decision.
  const banked = await s.give(190_000, 'SLIP-3', s.staff.facility_head);
  await s.take(banked.id, 191_000, 'Kelebihan seribu', s.staff.section_head);
  assert.deepEqual(await s.balances(), [191_000, 0, -1_000, 10_000]);
  const [surplus] = await s.house.look(s.staff.treasurer, (reader) => differences(reader, s.facility_id));
  await s.house.act(s.staff.facility_head, (tx) => decideDifference(tx, { id: surplus?.id ?? '', outcome: 'kept', decision: 'BA-02/CONTOH' }));
  assert.deepEqual(await s.balances(), [191_000, 0, 0, 9_000]);
  assert.deepEqual([outcomesOf(-1), outcomesOf(1)], [['repaid', 'borne'], ['kept']]);
});

test('nobody takes more cash than the rule of the day lets one person hold', async (t) => {
  const s = await scene(t);
  await s.house.admin.query("update kernel.rule set value = '199999' where key = 'cash.max_idr'");
  const { id } = await s.give(200_000);
  await assert.rejects(s.take(id, 200_000), refused('cash.beyond_limit'));
});

test('eight who take a bundle at once take it once, and the database holds both persons and each source once', async (t) => {
  const s = await scene(t);
  const { id } = await s.give(200_000);
  const taken = await Promise.allSettled(Array.from({ length: 8 }, () => s.take(id, 200_000)));
  assert.equal(taken.filter(({ status }) => status === 'fulfilled').length, 1);
  await assert.rejects(s.house.admin.query('update pay.cash_bundle set given_idr = 1'), /already decided/);
  await assert.rejects(s.house.admin.query('insert into pay.cash_source (facility_id, bundle_id, payment_id, amount_idr) select facility_id, bundle_id, payment_id, amount_idr from pay.cash_source'), /already in a bundle/);
  await assert.rejects(s.house.admin.query("insert into pay.cash_bundle (facility_id, number, kind, given_person, given_at, given_idr, oldest_on, taken_person) select facility_id, 'KS-X', 'person', given_person, now(), 1, current_date, given_person from pay.cash_bundle"), /cash_two_persons/);
  await assert.rejects(s.house.act(asSystem, (tx) => giveCash(tx, { facility_id: s.facility_id, counted_idr: 1 })), refused('cash.nothing_held'));
});

test('the cash page shows the holder, the day it must be in the bank, and whom it waits for', async (t) => {
  const s = await scene(t);
  const given = await s.house.request('/bengkel/kas', { as: s.staff.treasurer, form: { counted_idr: '200.000' } });
  assert.equal(given.status, 303);
  const page = await (await s.house.request('/bengkel/kas', { as: s.staff.facility_head })).text();
  assert.match(page, /Menunggu dihitung: KS-2026-0001/);
  assert.match(page, /Hasil hitung/);
  const own = await (await s.house.request('/bengkel/kas', { as: s.staff.treasurer })).text();
  assert.match(own, /Orang lain yang menghitungnya/);
  assert.equal((await s.house.request('/bengkel/kas', { as: s.staff.officer })).status, 403);
});
