import { definePolicy, floor } from '#kernel/policy.ts';

definePolicy({
  'worker.list': [...floor, 'treasurer', 'system'],
  'worker.read': [...floor, 'treasurer', 'auditor', 'system'],
  'worker.register': ['section_head', 'facility_head', 'system'],
  'worker.import': ['section_head', 'facility_head', 'system'],
  'consent.record': [...floor, 'system'],
  'discipline.record': ['section_head', 'facility_head', 'system'],
  'separation.record': ['section_head', 'facility_head', 'system'],
  'placement.propose': ['officer', 'section_head', 'system'],
  'placement.approve': ['section_head', 'facility_head', 'system'],
  'placement.end': ['section_head', 'facility_head', 'system'],
});
