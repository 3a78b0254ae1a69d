import { definePolicy, overseers } from '#kernel/policy.ts';

/** The tree: headquarters drafts and adopts (two persons), the regions and the auditor look. */
definePolicy({
  'strategy.read': [...overseers],
  'strategy.draft': ['headquarters'],
  'strategy.adopt': ['headquarters'],
  'strategy.steer': ['headquarters'],
  'strategy.take_stock': ['system'],
});

/** Change projects: who asks for a gate does not open it. */
definePolicy({
  'project.read': [...overseers],
  'project.write': ['headquarters'],
  'project.decide': ['headquarters'],
});

/** Maturity: the facility claims, the region verifies. */
definePolicy({
  'maturity.read': ['section_head', 'facility_head', ...overseers],
  'maturity.oversee': [...overseers],
  'maturity.assess': ['section_head', 'facility_head'],
  'maturity.verify': ['regional'],
});
