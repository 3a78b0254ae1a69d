import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const policy = definePolicy({
  'work_order.read': [...floor, 'treasurer', ...overseers],
  'work_order.create': ['section_head', 'system'],
  'work_order.release': ['section_head', 'system'],
  'work_order.cancel': ['section_head', 'facility_head'],
  'output.record': ['officer', 'section_head', 'system'],
  'material.draw': ['officer', 'section_head', 'system'],
  'inspection.record': ['officer', 'section_head', 'facility_head', 'system'],
});
