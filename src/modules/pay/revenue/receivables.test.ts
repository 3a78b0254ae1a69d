import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { balanceOf } from '#ledger';
import { recordPayment } from '#orders';
import { routes } from '../index.ts';
import { ageOf, reminderDue } from './receivable.ts';
import { recordReminder } from './receivable-commands.ts';
import { receivables } from './receivable-queries.ts';

const now = new Date('2026-11-24T05:00:00Z');

test('a debt ages from its handover; money before it is an advance', () => {
  assert.deepEqual([0, 30, 31, 60, 61, 90, 91].map((days) => ageOf({ balance_idr: 1, days })), ['0-30', '0-30', '31-60', '31-60', '61-90', '61-90', '90+']);
  assert.equal(ageOf({ balance_idr: -1, days: null }), 'advance');
});

test('a reminder is due when its day has passed and it was not sent; the last one is the last', () => {
  const steps = [14, 30];
  assert.deepEqual([[13, 0], [14, 0], [14, 1], [40, 0], [40, 1], [40, 2]].map(([days = 0, sent = 0]) => reminderDue({ days, sent, steps })), [undefined, 1, undefined, 1, 2, undefined]);
});

test('receivables by order are account 1200 to the rupiah: rejected goods owe nothing, a part payment leaves its rest, another facility is another', async (t) => {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  await makePieces(house, place, { day: '2026-10-06', work: [{ minutes: 180, good: 10 }, { minutes: 180, good: 10 }] });
  const old = await sell(house, place, { quantity: 3, day: '2026-10-07', paid: false, rejected: 1 });
  const part = await sell(house, place, { quantity: 2, day: '2026-11-20', paid: false });
  await sell(house, place, { quantity: 1, day: '2026-11-20' });
  await house.act(staff.treasurer, (tx) => recordPayment(tx, { number: part, method: 'transfer', amount_idr: 50_000, reference: 'PART-1' }));
  const look = () => house.look(staff.treasurer, async (reader) => ({ rows: await receivables(reader, { facility_id, today: '2026-11-24' }), account_idr: await balanceOf(reader, { facility_id, account: '1200' }) }));
  const { rows, account_idr } = await look();
  assert.deepEqual(rows.map((row) => [row.order_number, row.balance_idr, row.days]), [[old, 200_000, 48], [part, 150_000, 4]]);
  assert.equal(rows.reduce((sum, row) => sum + row.balance_idr, 0), account_idr);
  // A reminder is recorded as it falls due, one step after another, by who may.
  const remind = (order_number: string) => house.act(staff.treasurer, (tx) => recordReminder(tx, { facility_id, order_number, channel: 'phone' }));
  await assert.rejects(house.act(staff.officer, (tx) => recordReminder(tx, { facility_id, order_number: old, channel: 'phone' })), Forbidden);
  assert.deepEqual([(await remind(old)).step, (await remind(old)).step], [1, 2]);
  await assert.rejects(remind(old), refused('receivable.not_due'));
  await assert.rejects(remind(part), refused('receivable.not_due'));
  await assert.rejects(remind('KB-TIDAK-ADA'), refused('receivable.nothing_owed'));
  await house.act(staff.treasurer, (tx) => recordPayment(tx, { number: old, method: 'transfer', amount_idr: 200_000, reference: 'ALL-1' }));
  await assert.rejects(remind(old), refused('receivable.nothing_owed'));
  // The screens and the program say the same sum.
  const page = await (await house.request('/bengkel/piutang', { as: staff.treasurer })).text();
  assert.match(page, /Rp\s150\.000/);
  const api = await (await house.request('/api/v1/receivables', { as: house.as('auditor') })).json() as { total_idr: number; items: { age: string }[] };
  assert.deepEqual([api.total_idr, api.items.map((item) => item.age)], [150_000, ['0-30']]);
  assert.equal((await house.request('/pusat/piutang', { as: house.as('headquarters') })).status, 200);
  assert.equal((await house.request('/bengkel/piutang/daftar.xlsx', { as: staff.treasurer })).status, 200);
  assert.equal((await house.request('/bengkel/piutang', { as: house.as('treasurer', 'other') })).status, 200);
  assert.deepEqual(await house.look(house.as('treasurer', 'other'), (reader) => receivables(reader, { today: '2026-11-24' })), []);
});
