import { definePolicy, floor, overseers } from '#kernel/policy.ts';

definePolicy({
  'settlement.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
  'settlement.prepare': ['section_head', 'treasurer', 'system'],
  'settlement.approve': ['facility_head', 'system'],
  'split.preview': ['section_head', 'facility_head', 'treasurer', 'headquarters', 'regional', 'auditor'],
  'split.adopt': ['headquarters', 'system'],
  'rate.adopt': ['headquarters', 'system'],
  'reversal.propose': ['treasurer', 'section_head', 'system'],
  'reversal.approve': ['facility_head', 'system'],
  'rules.read': [...floor, 'treasurer', ...overseers],
  'savings.read': ['section_head', 'facility_head', 'treasurer', 'auditor'],
  'withdrawal.prepare': ['treasurer', 'system'],
  'withdrawal.approve': ['facility_head', 'system'],
  'deposit.create': ['treasurer', 'system'],
  'deposit.record_paid': ['treasurer', 'facility_head', 'system'],
  'deposit.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
});
