import { definePolicy } from '#kernel/policy.ts';

/** Anybody may ask what the duty is ('anyone'); headquarters keeps its rules, one proposing and another approving. */
definePolicy({
  'duty.propose': ['headquarters'],
  'duty.approve': ['headquarters'],
});
