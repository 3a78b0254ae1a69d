import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** Who may do what here: the command refuses with it, the page hides the button with it. */
export const procurementPolicy = definePolicy({
  'procurement.read': [...floor, ...overseers],
  'procurement.close': ['facility_head'],
});
