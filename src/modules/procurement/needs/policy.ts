import { definePolicy } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
/** An agency plans for itself; headquarters and the auditor look over the country. */
definePolicy({
  'need.read': [...agency, 'headquarters', 'auditor', 'system'],
  'need.record': [...agency, 'system'],
  'need.confirm': [...agency, 'system'],
  'need.import': [...agency, 'system'],
});
