import { definePolicy, overseers } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
/** The agency asks, the facility answers, headquarters decides: three sides, and never one person on two of them. */
definePolicy({
  'waiver.read': [...agency, ...overseers],
  'waiver.draft': [...agency],
  'waiver.approve': ['commitment_officer'],
  'waiver.settle': [...agency],
  'waiver.appeal': ['commitment_officer'],
  'waiver.answer': ['section_head', 'facility_head'],
  'waiver.decide': ['headquarters'],
  'waiver.look_over': [...overseers],
  'waiver.lapse': ['system'],
  'permit.use': [...agency],
  'permit.revoke': ['headquarters'],
});
