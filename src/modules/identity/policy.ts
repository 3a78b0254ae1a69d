import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'account.manage': ['admin', 'system'],
  'account.look': ['admin', 'auditor', 'system'],
  'audit.read': ['auditor', 'admin'],
  'token.create': 'signed-in',
});
