import assert from 'node:assert/strict';
import test from 'node:test';
import { may, visitor } from '#kernel/policy.ts';
import { strategyStates, strategyTransitions } from './strategy.ts';
import { strategyPolicy } from './policy.ts';

test('a strategy that is closed stays closed', () => {
  assert.deepEqual(strategyTransitions.filter(({ from }) => String(from) === 'closed'), []);
  assert.ok(strategyTransitions.every(({ to }) => strategyStates.includes(to)));
});

test('the public may do nothing in strategy', () => {
  for (const verb of Object.keys(strategyPolicy)) assert.equal(may(visitor, verb), false, verb);
});
