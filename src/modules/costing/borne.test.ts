import assert from 'node:assert/strict';
import test from 'node:test';
import { bornePerPiece } from './borne.ts';
import type { Rate } from './rate.ts';

const rate = (kind: Rate['kind'], idr_per_hour: number, more: Partial<Rate> = {}): Rate => ({ kind, workshop_id: null, idr_per_hour, from: '2026-01-01', to: null, ...more });
const steps = [{ workshop_id: 'kayu', standard_minutes: 60, capacity: 10 }, { workshop_id: 'cat', standard_minutes: 30, capacity: 5 }];
const at = (rates: Rate[], day = '2026-06-01') => Object.fromEntries(bornePerPiece(steps, rates, day).map(({ kind, amount_idr }) => [kind, amount_idr]));

test('an open hour is shared by the places of its workshop, and a piece takes its minutes of one', () => {
  assert.deepEqual(at([rate('power', 10_000), rate('officers', 90_000), rate('officers', 60_000, { workshop_id: 'cat' })]), { power: 2_000, officers: 9_000 + 6_000, rent: null });
});

test('a rate that ended, or has not begun, is no rate; energy is a cash cost and not here', () => {
  assert.deepEqual(at([rate('power', 10_000, { to: '2026-06-01' }), rate('rent', 1_000, { from: '2026-06-02' }), rate('energy', 500)]), { power: null, officers: null, rent: null });
});
