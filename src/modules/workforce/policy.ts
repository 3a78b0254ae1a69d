import { definePolicy, floor } from '#kernel/policy.ts';

export const policy = definePolicy({
  'worker.read': [...floor, 'treasurer'],
  'worker.register': ['section_head', 'facility_head', 'system'],
  'consent.record': ['section_head', 'facility_head', 'officer', 'system'],
  'placement.propose': ['section_head', 'officer', 'system'],
  'placement.approve': ['facility_head', 'system'],
  'placement.end': ['section_head', 'facility_head', 'system'],
});
