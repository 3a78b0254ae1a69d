import assert from 'node:assert/strict';
import test from 'node:test';
import { may, visitor } from '#kernel/policy.ts';
import { procurementStates, procurementTransitions } from './procurement.ts';
import { procurementPolicy } from './policy.ts';

test('a procurement that is closed stays closed', () => {
  assert.deepEqual(procurementTransitions.filter(({ from }) => String(from) === 'closed'), []);
  assert.ok(procurementTransitions.every(({ to }) => procurementStates.includes(to)));
});

test('the public may do nothing in procurement', () => {
  for (const verb of Object.keys(procurementPolicy)) assert.equal(may(visitor, verb), false, verb);
});
