import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openHouse } from '#tests/house.ts';
import { outboxOf } from './outbox.ts';
import { system } from './policy.ts';

const told = (verb: string, subject_id: string) => ({ verb, facility_id: null, subject_kind: 'test', subject_id });

test('what a reaction says is answered in the same drain, what fails waits for a later day without holding up the rest, and what nobody answers leaves', async (t) => {
  const house = await openHouse(t);
  const heard: string[] = [];
  const outbox = outboxOf(house.db, [{
    'test.first': async (tx, event) => {
      heard.push(`first ${event.subject_id}`);
      tx.emit(told('test.second', event.subject_id));
    },
    'test.second': async (_, event) => void heard.push(`second ${event.subject_id}`),
    'test.broken': async () => Promise.reject(new Error('not today')),
  }]);
  await outbox.drain();
  await house.act(system, async (tx) => {
    for (const n of ['1', '2', '3']) tx.emit(told('test.first', n));
    tx.emit(told('test.broken', '4'));
    tx.emit(told('test.unheard', '5'));
    tx.emit(told('test.first', '6'));
  });
  await outbox.drain();
  assert.deepEqual(heard.filter((each) => each.startsWith('first')), ['first 1', 'first 2', 'first 3', 'first 6'], 'each once, in the order it happened');
  assert.deepEqual(heard.filter((each) => each.startsWith('second')).sort(), ['second 1', 'second 2', 'second 3', 'second 6']);
  const waiting = await house.admin.query('select e.subject_id, o.attempts, o.not_before > clock_timestamp() as later, o.last_problem from kernel.outbox o join kernel.event e on e.id = o.event_id');
  assert.deepEqual(waiting.rows, [{ subject_id: '4', attempts: 1, later: true, last_problem: 'not today' }]);
});
