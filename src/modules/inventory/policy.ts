import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const policy = definePolicy({
  'stock.read': [...floor, 'treasurer', ...overseers],
  'stock.receive': ['officer', 'section_head', 'system'],
  'stock.draw': ['officer', 'section_head', 'system'],
  'stock.count': ['section_head', 'system'],
  'lot.stock': ['officer', 'section_head', 'facility_head', 'system'],
  'item.open': ['section_head', 'system'],
});
