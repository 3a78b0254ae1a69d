import { definePolicy } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
/** An agency plans for itself; headquarters and the auditor look over the country. Whole sheets may come by the operator. */
definePolicy({
  'need.read': [...agency, 'headquarters', 'auditor', 'system'],
  'need.record': [...agency],
  'need.confirm': [...agency],
  'need.import': [...agency, 'system'],
});
