import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** Who may change what the window shows. Looking is for anyone. */
definePolicy({
  'listing.prepare': [...floor, ...overseers],
  'listing.publish': ['section_head', 'system'],
  'listing.withdraw': ['section_head', 'facility_head', 'headquarters', 'system'],
  'listing.explain_money': ['system'],
  'label.print': ['officer', 'section_head'],
});
