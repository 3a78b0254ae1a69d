import { definePolicy, floor } from '#kernel/policy.ts';

definePolicy({
  'worker.list': [...floor, 'treasurer', 'system'],
  // Filters by legal status and stage, and the list as a sheet: for those who decide on placements.
  'worker.list_legal': ['section_head', 'facility_head', 'system'],
  'worker.read': [...floor, 'treasurer', 'auditor', 'system'],
  // A child's file, health and disability: only for those whose work needs them.
  'worker.read_child': ['section_head', 'facility_head', 'system'],
  'worker.read_health': ['section_head', 'facility_head', 'system'],
  'worker.register': ['section_head', 'facility_head', 'system'],
  'worker.change': ['section_head', 'facility_head', 'system'],
  'fact.record': ['section_head', 'facility_head', 'system'],
  'requirement.set': ['section_head', 'facility_head', 'system'],
  'movement.list': ['section_head', 'facility_head', 'treasurer', 'system'],
  'movement.record': ['section_head', 'facility_head', 'system'],
  'merge.propose': ['section_head', 'facility_head', 'system'],
  'merge.decide': ['facility_head', 'system'],
  'merge.undo': ['section_head', 'facility_head', 'system'],
  'worker.import': ['section_head', 'facility_head', 'system'],
  'consent.record': [...floor, 'system'],
  'discipline.record': ['section_head', 'facility_head', 'system'],
  'separation.record': ['section_head', 'facility_head', 'system'],
  'worker.skill': ['section_head', 'facility_head', 'system'],
  'placement.propose': ['officer', 'section_head', 'system'],
  'placement.approve': ['section_head', 'facility_head', 'system'],
  'placement.end': ['section_head', 'facility_head', 'system'],
});
