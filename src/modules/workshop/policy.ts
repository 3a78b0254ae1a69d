import { definePolicy, floor } from '#kernel/policy.ts';

export const policy = definePolicy({
  'workshop.read': [...floor, 'treasurer', 'regional', 'headquarters', 'auditor'],
  'workshop.define': ['section_head', 'system'],
  'session.open': ['officer', 'section_head', 'system'],
  'session.close': ['officer', 'section_head', 'system'],
  'attendance.mark': ['officer', 'section_head', 'system'],
  'tool.lend': ['officer', 'section_head', 'system'],
  'incident.report': [...floor, 'system'],
  'incident.close': ['facility_head', 'section_head'],
  'capture.send': ['officer', 'section_head'],
});
