import { definePolicy, overseers } from '#kernel/policy.ts';

definePolicy({
  // Cards and PINs are given at the counter, the person standing there.
  'kiosk.enrol': ['officer', 'section_head', 'system'],
  'objection.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
  'objection.hear': ['officer', 'section_head', 'system'],
  'objection.answer': ['section_head', 'facility_head', 'treasurer', 'system'],
  // No word that looking rights carry along: lent verbs do not open a sealed complaint.
  'complaint.open': ['facility_head', 'regional'],
  'complaint.answer': ['facility_head', 'regional', 'system'],
  'overdue.read': ['facility_head', ...overseers],
  'file.copy': ['section_head', 'system'],
});
