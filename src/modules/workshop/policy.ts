import { definePolicy, floor, overseers } from '#kernel/policy.ts';

definePolicy({
  'workshop.enter': [...floor, 'treasurer'],
  'workshop.read': [...floor, 'treasurer', ...overseers, 'system'],
  'workshop.define': ['section_head', 'facility_head', 'system'],
  'hours.read': [...floor, ...overseers, 'system'],
  'hours.define': ['section_head', 'facility_head', 'system'],
  'movement.read': [...floor],
  'session.open': ['officer', 'section_head', 'system'],
  'session.close': ['officer', 'section_head', 'system'],
  'session.waive_ratio': ['facility_head', 'system'],
  'session.cancel': ['section_head', 'facility_head', 'system'],
  'attendance.mark': ['officer', 'section_head', 'system'],
  'tool.lend': ['officer', 'section_head', 'system'],
  'incident.report': [...floor, 'system'],
  'incident.close': ['section_head', 'facility_head', 'system'],
  'capture.send': ['officer', 'section_head', 'system'],
  'capture.resolve': ['section_head', 'facility_head', 'system'],
});
