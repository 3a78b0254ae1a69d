import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** Who reads, who sets what an hour costs, who answers an alarm, and who is not content with the answer. */
export const policy = definePolicy({
  'cost.read': [...floor, 'treasurer', ...overseers],
  'cost.oversee': [...overseers],
  'cost.set_rate': ['section_head', 'treasurer', 'system'],
  'cost.compute': ['section_head', 'treasurer', 'system'],
  'alarm.answer': ['section_head', 'facility_head'],
  'alarm.return': ['regional', 'headquarters'],
});
