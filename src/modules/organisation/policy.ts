import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'facility.register': ['admin', 'headquarters', 'system'],
  'agency.register': ['admin', 'headquarters', 'system'],
  'signatory.name': ['facility_head', 'admin', 'headquarters', 'system'],
});
