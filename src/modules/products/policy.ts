import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const policy = definePolicy({
  'product.read': [...floor, 'treasurer', ...overseers],
  'product.define': ['section_head', 'system'],
  'price.propose': ['section_head', 'system'],
  'price.approve': ['facility_head', 'system'],
  'price.set_policy': ['facility_head', 'system'],
  'product.import': ['section_head', 'system'],
  'benchmark.record': [...floor, 'treasurer', 'system'],
  'local_content.declare': ['section_head', 'system'],
  'local_content.confirm': ['facility_head', 'system'],
});
