import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const policy = definePolicy({
  'stock.read': [...floor, 'treasurer', ...overseers],
  'stock.receive': ['officer', 'section_head', 'system'],
  'stock.draw': ['officer', 'section_head', 'system'],
  'item.open': ['section_head', 'system'],
});
