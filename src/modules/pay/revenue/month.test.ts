import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { instantAt } from '#kernel/calendar.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { countStock, openItem, receiveMaterial } from '#inventory';
import { askReopening, post, reopenPeriod } from '#ledger';
import { defineMaterial } from '#products';
import { openSession } from '#workshop';
import { recordPayment } from '#orders';
import { asSystem } from '#tests/house.ts';
import { routes } from '../index.ts';
import { createDeposit, recordDepositPaid } from '../commands/deposits.ts';
import { approveSettlement, prepareSettlement } from '../commands/settling.ts';
import { checklist, items, type Item } from './month.ts';
import { giveCash, takeCash } from './cash-commands.ts';
import { approveYearClosing, askExcuse, askYearClosing, closeMonth, decideExcuse, lastDayOf, monthOf } from './month-commands.ts';
import { importStatement } from './reconciliation-commands.ts';
import { asRows } from './sheet-upload.ts';

const now = new Date('2026-11-24T05:00:00Z');
const at = (day: string, time: string) => instantAt('Asia/Jakarta', day, time);
const none = Object.fromEntries(items.map((item) => [item, 0])) as Record<Item, number>;

test('a granted reason covers what was open when it was asked for; more of it stops the closing again, and what does not block never does', () => {
  const excuse = { id: 'x', item: 'orders' as const, reason: 'Pembeli minta tunda', open_count: 2, state: 'granted' as const, asked_person: null };
  const stops = (open: number, more: { blocking?: string[]; state?: 'asked' | 'granted' } = {}) => checklist({ ...none, orders: open }, { blocking: more.blocking ?? ['orders'], excuses: [{ ...excuse, state: more.state ?? 'granted' }] }).filter((each) => each.stops).map((each) => each.item);
  assert.deepEqual([stops(0), stops(2), stops(3), stops(2, { state: 'asked' }), stops(3, { blocking: ['cash'] })], [[], [], ['orders'], ['orders'], []]);
  assert.deepEqual([lastDayOf('2026-02'), lastDayOf('2026-12'), lastDayOf('2028-02')], ['2026-02-28', '2026-12-31', '2028-02-29']);
});

/** October: three sold and paid, of which one order in cash; nothing of its closing is done. */
async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  await makePieces(house, place, { day: '2026-10-06', work: [{ minutes: 180, good: 10 }, { minutes: 180, good: 10 }] });
  const item = await house.act(staff.section_head, async (tx) => {
    const material = await defineMaterial(tx, { facility_id, code: 'KAYU-UJI', name: 'Kayu uji', unit: 'lembar', kind: 'raw', unit_cost_idr: 1_000 });
    return openItem(tx, { facility_id, material_id: material.id, code: 'KAYU-UJI', name: 'Kayu uji', unit: 'lembar' });
  }, at('2026-10-05', '08:00'));
  await house.act(staff.section_head, (tx) => receiveMaterial(tx, { facility_id, item_id: item.id, quantity: 5, unit_cost_idr: 1_000, reason: 'opening', ref_id: 'awal' }), at('2026-10-05', '09:00'));
  const number = await sell(house, place, { quantity: 3, day: '2026-10-07' });
  const look = () => house.look(staff.treasurer, (reader) => monthOf(reader, { facility_id, month: '2026-10' }));
  const stopping = async () => (await look()).items.filter((each) => each.stops).map((each) => each.item);
  const close = (by = staff.treasurer, month = '2026-10') => house.act(by, (tx) => closeMonth(tx, { facility_id, month }));
  const ask = (item_: Item, by = staff.treasurer) => house.act(by, (tx) => askExcuse(tx, { facility_id, month: '2026-10', item: item_, reason: 'Alasan contoh' }));
  const decide = (id: string, granted: boolean, by = staff.facility_head) => house.act(by, (tx) => decideExcuse(tx, { id, granted }));
  return { house, ...place, item, number, look, stopping, close, ask, decide };
}

test('each item is open until its fact is there, and the month closes when none is left', async (t) => {
  const s = await scene(t);
  const { house, facility_id, staff } = s;
  const session = await house.act(staff.officer, (tx) => openSession(tx, { facility_id, workshop: s.workshop, day: '2026-10-08', slot: 'AM' }), at('2026-10-08', '08:05'));
  const cash = await sell(house, s, { quantity: 1, day: '2026-10-08', paid: false });
  await house.act(staff.treasurer, (tx) => recordPayment(tx, { number: cash, method: 'cash', amount_idr: 100_000, reference: 'T-1' }), at('2026-10-08', '15:00'));
  assert.deepEqual(await s.stopping(), ['sessions', 'attendance', 'orders', 'cash', 'stock']);
  await assert.rejects(s.close(), (error) => refused('month.items_open')(error) && error instanceof Refusal && error.text.id.includes('Kas disetor ke bank'));
  await house.admin.query("update workshop.session set state = 'cancelled', cancel_reason = 'uji' where id = $1", [session.id]);
  const given = await house.act(staff.treasurer, (tx) => giveCash(tx, { facility_id, counted_idr: 100_000, slip: 'S-1' }), at('2026-10-09', '09:00'));
  assert.deepEqual(await s.stopping(), ['orders', 'cash', 'stock']);
  await house.act(staff.facility_head, (tx) => takeCash(tx, { id: given.id, counted_idr: 100_000 }), at('2026-10-09', '15:00'));
  await house.act(staff.section_head, (tx) => countStock(tx, { facility_id, item_id: s.item.id, counted: 5, note: 'Opname akhir bulan' }), at('2026-10-30', '09:00'));
  assert.deepEqual(await s.stopping(), ['orders']);
  for (const order_number of [s.number, cash]) {
    const settled = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number }), at('2026-10-12', '08:00'));
    assert.ok((await s.stopping()).includes('settlements'));
    await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: settled.id }), at('2026-10-12', '09:00'));
  }
  assert.deepEqual(await s.stopping(), ['deposits']);
  const deposit = await house.act(staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-10' }), at('2026-10-13', '08:00'));
  assert.deepEqual(await s.stopping(), ['deposits']);
  await house.act(staff.facility_head, (tx) => recordDepositPaid(tx, { id: deposit.id, ntpn: 'ABCD1234ABCD1234', paid_at: at('2026-10-13', '10:00') }), at('2026-10-13', '12:00'));
  assert.deepEqual(await s.stopping(), ['reconciliation']);
  await house.act(staff.treasurer, (tx) => importStatement(tx, { facility_id, month: '2026-10', source: 'Contoh', rows: asRows([{ NTPN: 'ABCD1234ABCD1234', Tanggal: '13/10/2026', Jumlah: String(deposit.amount_idr), Akun: '425119' }]) }));
  assert.deepEqual(await s.stopping(), []);
  await assert.rejects(s.close(staff.facility_head), Forbidden);
  await s.close();
  await assert.rejects(s.close(), refused('ledger.period_closed_already'));
  await assert.rejects(house.act(asSystem, (tx) => post(tx, { facility_id, on_day: '2026-10-31', kind: 'test', ref_type: 'x', ref_id: '1', memo: '', lines: [{ account: '1100', amount_idr: 1 }, { account: '3100', amount_idr: -1 }] })), refused('ledger.period_closed'));
  const page = await (await house.request('/pusat/tutup-bulan?bulan=2026-10', { as: house.as('headquarters') })).text();
  assert.match(page, /1 dari 1 UPT/);
  assert.equal((await house.request('/pusat/tutup-bulan/daftar.xlsx?bulan=2026-10', { as: house.as('headquarters') })).status, 200);
  assert.match(await (await house.request('/bengkel/tutup-bulan/2026-10', { as: staff.treasurer })).text(), /Ditutup/);
});

test('what cannot be done in time is excused by another person than who asks, and only then; a running month is never closed', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.ask('cash'), refused('month.item_done'));
  await assert.rejects(s.ask('orders', s.staff.facility_head), Forbidden);
  const orders = await s.ask('orders');
  await assert.rejects(s.ask('orders'), refused('month.excused_already'));
  await assert.rejects(s.decide(orders.id, true, s.staff.treasurer), Forbidden);
  await assert.rejects(s.decide(orders.id, true, { ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }), refused('month.same_person'));
  await s.decide(orders.id, false);
  await assert.rejects(s.decide(orders.id, true), refused('month.excuse_decided'));
  await assert.rejects(s.close(), refused('month.items_open'));
  for (const item of ['orders', 'stock'] as const) await s.decide((await s.ask(item)).id, true);
  const late = await sell(s.house, s, { quantity: 1, day: '2026-10-20' });
  assert.deepEqual(await s.stopping(), ['orders'], `${late} came after the reason was given`);
  await s.decide((await s.ask('orders')).id, true);
  await assert.rejects(s.close(s.staff.treasurer, '2026-11'), refused('ledger.period_running'));
  await s.close();
  const kept = await s.house.admin.query<{ items: { item: string; open: number; reason: string | null }[] }>('select items from pay.month_closure');
  assert.deepEqual(kept.rows[0]?.items.filter((each) => each.open > 0).map(({ item, open, reason }) => [item, open, reason]), [['orders', 2, 'Alasan contoh'], ['stock', 1, 'Alasan contoh']]);
  await assert.rejects(s.house.admin.query("insert into pay.close_excuse (facility_id, month, item, reason, open_count, state, asked_person, asked_at, decided_person, decided_at) select facility_id, month, 'cash', reason, 0, 'granted', asked_person, asked_at, asked_person, asked_at from pay.close_excuse limit 1"), /excuse_two_persons/);
});

test('from the page: a reason is given and granted, and the month is closed', async (t) => {
  const s = await scene(t);
  const send = (path: string, form: Record<string, string>, as = s.staff.treasurer) => s.house.request(`/bengkel/tutup-bulan/${path}`, { as, form });
  assert.match(await (await s.house.request('/bengkel/tutup-bulan/2026-10', { as: s.staff.treasurer })).text(), /Belum dapat ditutup: 2/);
  assert.equal((await send('2026-10/tutup', {})).status, 409);
  for (const item of ['orders', 'stock']) {
    assert.equal((await send('2026-10/alasan', { item, reason: 'Alasan contoh' })).status, 303);
    const { rows } = await s.house.admin.query<{ id: string }>("select id from pay.close_excuse where state = 'asked'");
    assert.equal((await send(`alasan/${rows[0]?.id ?? ''}/izinkan`, {}, s.staff.facility_head)).status, 303);
  }
  assert.equal((await send('2026-10/tutup', {})).status, 303);
  assert.equal((await s.house.request('/api/v1/months/2026-10', { as: s.staff.treasurer })).status, 200);
  assert.equal((await s.house.request('/bengkel/tutup-bulan/2026-99', { as: s.staff.treasurer })).status, 404);
});

test('a year is closed by two persons over its closed months, and they stay closed', async (t) => {
  const s = await scene(t);
  const later = new Date('2027-01-15T05:00:00Z');
  const { facility_id, staff } = s;
  const ask = (as = later) => s.house.act(staff.treasurer, (tx) => askYearClosing(tx, { facility_id, year: 2026 }), as);
  const approve = (by = staff.facility_head) => s.house.act(by, (tx) => approveYearClosing(tx, { facility_id, year: 2026 }), later);
  await assert.rejects(ask(now), refused('year.running'));
  await assert.rejects(ask(), refused('year.months_open'));
  for (const item of ['orders', 'stock'] as const) await s.decide((await s.ask(item)).id, true);
  await s.close();
  await assert.rejects(approve(), refused('year.not_asked'));
  await ask();
  await assert.rejects(ask(), refused('year.closed_already'));
  await assert.rejects(approve({ ...staff.facility_head, person_id: staff.treasurer.person_id }), refused('year.same_person'));
  await approve();
  await assert.rejects(approve(), refused('year.closed_already'));
  await s.house.act(staff.treasurer, (tx) => askReopening(tx, { facility_id, month: '2026-10', reason: 'Lupa satu nota' }), later);
  await assert.rejects(s.house.act(staff.facility_head, (tx) => reopenPeriod(tx, { facility_id, month: '2026-10' }), later), refused('year.stays_closed'));
});
