import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'ledger.open': ['admin', 'headquarters', 'system'],
  'ledger.read': ['treasurer', 'section_head', 'facility_head', 'regional', 'headquarters', 'auditor'],
  'ledger.consolidate': ['regional', 'headquarters', 'auditor'],
  'ledger.close_period': ['treasurer', 'system'],
  'ledger.ask_reopening': ['treasurer', 'system'],
  'ledger.reopen_period': ['facility_head', 'system'],
});
