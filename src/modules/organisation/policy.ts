import { definePolicy, floor, overseers } from '#kernel/policy.ts';

definePolicy({
  'facility.register': ['admin', 'headquarters', 'system'],
  'agency.register': ['admin', 'headquarters', 'system'],
  'signatory.name': ['facility_head', 'admin', 'headquarters', 'system'],
});

definePolicy({
  'team.read': [...floor, 'treasurer', ...overseers, 'system'],
  'team.oversee': overseers,
  'team.establish': ['section_head', 'facility_head', 'system'],
  'staff.record': ['section_head', 'facility_head', 'system'],
  'staff.claim': [...floor, 'treasurer'],
  'staff.appoint': ['facility_head', 'regional', 'headquarters', 'system'],
  'skill.record': ['section_head', 'facility_head', 'system'],
  'charter.write': ['section_head', 'facility_head', 'system'],
  'task.move': [...floor, 'treasurer', 'system'],
  'decision.record': ['section_head', 'facility_head', 'system'],
});
