import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'webhook.manage': ['procurement_officer', 'commitment_officer', 'partner', 'headquarters', 'auditor', 'admin'],
  // The clock's alone.
  'webhook.deliver': ['system'],
});
