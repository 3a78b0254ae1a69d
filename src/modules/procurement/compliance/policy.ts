import { definePolicy } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
/** An agency answers for itself; headquarters asks, follows up and closes. */
definePolicy({
  'compliance.own': [...agency],
  'compliance.read': [...agency, 'headquarters', 'auditor'],
  'compliance.oversee': ['headquarters', 'auditor'],
  'spend.record': [...agency, 'headquarters', 'system'],
  'flag.raise': ['headquarters', 'system'],
  'flag.answer': [...agency, 'system'],
  'flag.follow_up': ['headquarters', 'system'],
  'feedback.send': 'anyone',
  'feedback.answer': ['headquarters', 'system'],
});
