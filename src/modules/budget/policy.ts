import { definePolicy, overseers } from '#kernel/policy.ts';

/** Who plans, who decides, who commits, who pays: four acts that never fall together in one person. */
export const budgetPolicy = definePolicy({
  'budget.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
  'budget.oversee': [...overseers],
  'budget.plan': ['section_head', 'treasurer', 'system'],
  'budget.decide': ['facility_head', 'system'],
  'budget.commit': ['section_head', 'system'],
  'budget.record_payment': ['treasurer', 'system'],
});
