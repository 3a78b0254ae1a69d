import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'account.manage': ['admin', 'system'],
  'account.look': ['admin', 'auditor', 'system'],
  'audit.read': ['auditor', 'admin'],
  'device.manage': ['admin', 'system'],
  'device.look': ['admin', 'auditor', 'system'],
  'pin.set': ['officer', 'section_head'],
  'token.create': 'signed-in',
  'authority.delegate': ['section_head', 'facility_head', 'treasurer', 'procurement_officer', 'commitment_officer'],
  'authority.withdraw': ['section_head', 'facility_head', 'treasurer', 'procurement_officer', 'commitment_officer'],
  'authority.withdraw_any': ['facility_head'],
});
