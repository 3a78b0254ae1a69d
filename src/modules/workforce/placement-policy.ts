import { definePolicy, floor } from '#kernel/policy.ts';

definePolicy({
  'waiting.list': [...floor, 'system'],
  'waiting.apply': [...floor, 'system'],
  'waiting.decide': ['section_head', 'facility_head', 'system'],
  'board.read': [...floor, 'auditor', 'system'],
  'board.call': ['section_head', 'facility_head', 'system'],
  'board.record': ['section_head', 'system'],
  'board.sign': ['facility_head', 'system'],
  'placement.plan': ['section_head', 'facility_head', 'system'],
  'day_release.request': ['section_head', 'system'],
  'day_release.decide': ['facility_head', 'system'],
  'change.read': [...floor, 'system'],
  'change.acknowledge': ['section_head', 'facility_head', 'system'],
});
