import { definePolicy, overseers } from '#kernel/policy.ts';

definePolicy({
  'opening.publish': ['section_head', 'system'],
  'opening.close': ['section_head', 'system'],
  // A firm needs no account to ask.
  'interest.express': ['public', 'partner', 'system'],
  'interest.own': ['partner'],
  'interest.withdraw': ['partner', 'system'],
  // Names and telephones of firms: for those who answer and those who oversee.
  'interest.read': ['section_head', 'facility_head', ...overseers],
  'interest.answer': ['section_head', 'system'],
});
