import assert from 'node:assert/strict';
import test from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { canMove, checkMove, decided, dueOf, leftToPay, stateNames, states, toRefund, transitions, unshipped, waiting } from './order.ts';
import { localPaymentEvent, localPaymentPort } from './payment-port.ts';

test('an order goes only where the table lets it: every pair of states', () => {
  const allowed = new Set(['placed accepted', 'placed cancelled', 'accepted in_production', 'accepted ready', 'accepted shipped', 'accepted cancelled', 'in_production ready', 'in_production shipped', 'in_production cancelled', 'ready shipped', 'ready cancelled', 'shipped handed_over', 'handed_over settled', 'settled handed_over']);
  for (const from of states) {
    for (const to of states) {
      const wanted = allowed.has(`${from} ${to}`);
      assert.equal(canMove(from, to), wanted, `${from} → ${to}`);
      if (wanted) checkMove(from, to);
      else assert.throws(() => checkMove(from, to), (error) => error instanceof Refusal && error.code === 'order.wrong_state');
    }
  }
});

test('every state has words in both languages, and each but the end leads on', () => {
  for (const state of states) assert.ok(stateNames[state].id && stateNames[state].en, state);
  assert.deepEqual(states.filter((state) => transitions[state].length === 0), ['cancelled']);
});

test('a line counts its pieces: to ship, waiting to be looked at, decided', () => {
  const line = { quantity: 10, shipped: 7, accepted: 4, rejected: 1, short: 0 };
  assert.equal(unshipped(line), 3);
  assert.equal(unshipped({ ...line, short: 2 }), 1);
  assert.equal(decided({ quantity: 10, shipped: 8, accepted: 8, rejected: 0, short: 2 }), true);
  assert.equal(waiting(line), 2);
  assert.equal(decided(line), false);
  assert.equal(decided({ quantity: 10, shipped: 10, accepted: 8, rejected: 2, short: 0 }), true);
});

test('what is rejected is not owed, and what was paid for it is to be refunded', () => {
  const order = { state: 'handed_over' as const, goods_idr: 1_000_000, delivery_idr: 0, rejected_idr: 200_000, short_idr: 0, adjusted_idr: 0, paid_idr: 300_000, refunded_idr: 0, credit_idr: 0 };
  assert.equal(dueOf(order), 800_000);
  assert.equal(leftToPay(order), 500_000);
  assert.equal(toRefund(order), 0);
  assert.equal(leftToPay({ ...order, paid_idr: 1_000_000 }), 0);
  assert.equal(toRefund({ ...order, paid_idr: 1_000_000 }), 200_000);
  assert.equal(toRefund({ ...order, paid_idr: 1_000_000, refunded_idr: 150_000 }), 50_000);
  assert.equal(toRefund({ ...order, paid_idr: 1_000_000, short_idr: 100_000 }), 300_000);
  assert.deepEqual([dueOf({ ...order, adjusted_idr: -50_000 }), toRefund({ ...order, paid_idr: 800_000, adjusted_idr: -50_000 })], [750_000, 50_000]);
  assert.equal(dueOf({ ...order, credit_idr: 50_000 }), 750_000);
});

test('delivery is owed with what is kept: nothing kept, or a cancelled order, owes nothing', () => {
  const order = { state: 'accepted' as const, goods_idr: 1_000_000, delivery_idr: 40_000, rejected_idr: 0, short_idr: 0, adjusted_idr: 0, paid_idr: 1_040_000, refunded_idr: 0, credit_idr: 0 };
  assert.equal(dueOf(order), 1_040_000);
  assert.equal(dueOf({ ...order, rejected_idr: 400_000 }), 640_000);
  assert.equal(dueOf({ ...order, rejected_idr: 600_000, short_idr: 400_000 }), 0);
  assert.equal(toRefund({ ...order, state: 'cancelled' }), 1_040_000);
  assert.equal(leftToPay({ ...order, state: 'cancelled', paid_idr: 0 }), 0);
});

test('the provider is believed only with its signature', async () => {
  const port = localPaymentPort('rahasia contoh');
  const { body, signature } = localPaymentEvent('rahasia contoh', 'charge-1');
  assert.deepEqual(port.hear(body, signature), { charge_id: 'charge-1', event_id: 'contoh-charge-1' });
  assert.equal(port.hear(body.replace('charge-1', 'charge-2'), signature), undefined);
  assert.equal(port.hear(body, ''), undefined);
  assert.equal(localPaymentPort('lain').hear(body, signature), undefined);
  const { payload } = await port.charge({ id: 'charge-1', number: 'KB26-AAAAAAA', method: 'qris', amount_idr: 5, now: new Date(0) });
  assert.match(payload, /^CONTOH-BUKAN-QRIS/);
  assert.match((await port.charge({ id: 'charge-1', number: 'KB26-AAAAAAA', method: 'va', amount_idr: 5, now: new Date(0) })).payload, /^8800\d{12}$/);
});
