import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** The section head offers, the treasurer looks prices up, the head signs for a shortage; a supplier answers for itself. */
definePolicy({
  'absorption.read': [...floor, 'treasurer', ...overseers],
  'absorption.oversee': [...overseers],
  'absorption.register': ['section_head', 'system'],
  'absorption.record_harvest': ['officer', 'section_head', 'system'],
  'absorption.record_price': ['treasurer', 'system'],
  'absorption.offer': ['section_head', 'system'],
  'absorption.answer': ['section_head', 'partner', 'system'],
  'absorption.supply': ['partner'],
  'absorption.prepare_certificate': ['section_head', 'system'],
  'absorption.propose_rule': ['headquarters', 'system'],
  'absorption.decide_rule': ['headquarters', 'system'],
  'absorption.sign_certificate': ['facility_head', 'system'],
});
