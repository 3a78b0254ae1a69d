import { definePolicy, floor, overseers } from '#kernel/policy.ts';

/** Who plans, who decides, who commits, who pays: four acts that never fall together in one person. */
definePolicy({
  'budget.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
  'budget.oversee': [...overseers],
  'budget.plan': ['section_head', 'treasurer', 'system'],
  'budget.decide': ['facility_head', 'system'],
  'budget.commit': ['section_head', 'system'],
  'budget.record_payment': ['treasurer', 'system'],
});

/** Machines: the floor looks after them, the section head registers and proposes, the head lets them go. */
definePolicy({
  'asset.read': [...floor, 'treasurer', ...overseers],
  'asset.register': ['section_head', 'system'],
  'asset.inspect': [...floor, 'system'],
  'asset.propose_retirement': ['section_head', 'system'],
  'asset.decide_retirement': ['facility_head', 'system'],
});

/** A budget request: written and sent by one, signed or returned by another. */
definePolicy({
  'proposal.read': ['section_head', 'facility_head', 'treasurer', ...overseers],
  'proposal.oversee': [...overseers],
  'proposal.write': ['section_head', 'system'],
  'proposal.sign': ['facility_head', 'system'],
});
