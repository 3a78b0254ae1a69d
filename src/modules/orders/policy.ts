import { definePolicy, floor, overseers } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
export const policy = definePolicy({
  'order.place': ['public', ...agency, 'officer', 'section_head', 'facility_head', 'treasurer', 'headquarters', 'regional', 'partner', 'auditor', 'admin', 'system'],
  'order.read': [...floor, 'treasurer', ...agency, ...overseers],
  'order.prepare': ['procurement_officer', 'commitment_officer'],
  'order.commit': ['commitment_officer'],
  'order.accept': ['section_head', 'system'],
  'promise.change': ['section_head'],
  'order.cancel': ['section_head', ...agency],
  'order.ship': ['section_head', 'officer', 'system'],
  'order.hand_over': ['section_head', ...agency, 'system'],
  'payment.record': ['treasurer', 'system'],
});
