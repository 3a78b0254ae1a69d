import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const policy = definePolicy({
  'work_order.read': [...floor, 'treasurer', ...overseers],
  'work_order.create': ['section_head', 'system'],
  'work_order.release': ['section_head', 'system'],
  'work_order.cancel': ['section_head', 'facility_head', 'system'],
  'output.record': ['officer', 'section_head', 'system'],
  'material.draw': ['officer', 'section_head', 'system'],
  // Not the system: an inspection is always somebody's own look.
  'inspection.record': ['officer', 'section_head', 'facility_head'],
});
