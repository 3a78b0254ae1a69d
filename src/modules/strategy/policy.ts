import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** Who may do what here: the command refuses with it, the page hides the button with it. */
export const strategyPolicy = definePolicy({
  'strategy.read': [...floor, ...overseers],
  'strategy.close': ['facility_head'],
});
