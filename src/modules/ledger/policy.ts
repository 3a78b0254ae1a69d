import { definePolicy } from '#kernel/policy.ts';

export const policy = definePolicy({
  'ledger.open': ['admin', 'headquarters', 'system'],
  'ledger.read': ['treasurer', 'section_head', 'facility_head', 'regional', 'headquarters', 'auditor'],
  'ledger.close_period': ['treasurer'],
});
