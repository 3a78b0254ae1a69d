import assert from 'node:assert/strict';
import test from 'node:test';
import { asSystem } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { openHouse } from '#tests/house.ts';
import { approveSettlement, prepareSettlement } from '../commands/settling.ts';
import { routes } from '../index.ts';
import { here, scene } from '#tests/stage-wages.ts';
import { hourlyPay, paceOf, waitingPay } from './delay-queries.ts';

test('the clock of a sale runs from its last handover or payment until the savings are credited, against a dated limit', async (t) => {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  await makePieces(house, place, { day: '2026-10-20', work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  const old = await sell(house, place, { quantity: 4, day: '2026-11-02' });
  const unpaid = await sell(house, place, { quantity: 2, day: '2026-11-03', paid: false });
  const look = (today: string) => house.look(asSystem, (reader) => waitingPay(reader, { facility_id, today }));
  assert.deepEqual((await look('2026-11-16')).map(({ thing, days, late_days }) => [thing, days, late_days]), [[old, 14, 0]]);
  assert.deepEqual((await look('2026-11-24')).map(({ thing, kind, since, late_days, prepared }) => [thing, kind, since, late_days, prepared]), [[old, 'order', '2026-11-02', 8, false]], `${unpaid} is not owed before it is paid`);
  const all = await (await house.request('/pusat/premi/tenggat', { as: house.as('headquarters') })).text();
  assert.match(all, /terlambat 8 hari/);
  assert.doesNotMatch(all, /Peserta Contoh/);
  const made = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number: old }));
  assert.deepEqual((await look('2026-11-24')).map(({ prepared }) => prepared), [true]);
  await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }));
  assert.deepEqual(await look('2026-11-24'), []);
  const pace = await house.look(asSystem, (reader) => paceOf(reader, { facility_id, today: '2026-11-24' }));
  assert.deepEqual(pace.map(({ credited, median_days, in_time }) => [credited, median_days, in_time]), [[1, 22, 0]]);
  // A facility's own dated limit outranks the national one.
  await house.admin.query(`insert into kernel.rule (key, value, valid, legal_basis, source, facility_id) values ('pay.delay_days_order', '30', '[2026-01-01,)', 'Aturan contoh', 'test', '${facility_id}')`);
  assert.deepEqual((await house.look(asSystem, (reader) => paceOf(reader, { facility_id, today: '2026-11-24' }))).map(({ in_time }) => in_time), [1]);
});

test('the clock of a month runs from its last day until the run is approved, where people are paid by the session', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, here]);
  const look = (today: string) => s.house.look(asSystem, (reader) => waitingPay(reader, { today }));
  assert.deepEqual((await look('2026-11-24')).map(({ thing, kind, days, late_days }) => [thing, kind, days, late_days]), [['2026-10', 'month', 24, 14]]);
  assert.match(await (await s.house.request('/bengkel/premi/tenggat', { as: s.staff.treasurer })).text(), /Upah Oktober 2026[\s\S]*terlambat 14 hari/);
  await s.approve((await s.prepare()).id);
  assert.deepEqual(await look('2026-11-24'), []);
  const { pace } = await (await s.house.request('/api/v1/pay-delays', { as: s.staff.treasurer })).json() as { pace: { median_days: number }[] };
  assert.deepEqual(pace.map(({ median_days }) => median_days), [24]);
  const sales = await scene(t, { bySales: true });
  await sales.work('2026-10-06', [here, here]);
  assert.deepEqual(await sales.house.look(asSystem, (reader) => waitingPay(reader, { today: '2026-11-24' })), []);
});

test('an hour of each person stands beside the minimum, and a group too small to hide anybody is kept back', async (t) => {
  const s = await scene(t);
  await s.work('2026-10-06', [here, { reason: 'LATE', minutes: 105, note: 'Ke klinik' }]);
  await s.approve((await s.prepare()).id);
  const [hourly] = await s.house.look(asSystem, (reader) => hourlyPay(reader, { month: '2026-10' }));
  assert.deepEqual(hourly?.hourly_idr, [3_000, 4_000]);
  const kept = await (await s.house.request('/pusat/premi?bulan=2026-10', { as: s.house.as('headquarters') })).text();
  assert.match(kept, /di bawah 10 orang, tidak ditampilkan/);
  await s.house.admin.query("update kernel.rule set value = '2' where key = 'fairness.smallest_group'");
  const shown = await (await s.house.request('/pusat/premi?bulan=2026-10', { as: s.house.as('headquarters') })).text();
  assert.match(shown, /Rp.3\.000/);
  assert.match(shown, /0,071/);
});
