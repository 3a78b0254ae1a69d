import { definePolicy, floor, overseers } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
/** The loop of the year: agencies answer and reserve, facilities plan, headquarters asks, announces and distributes, always by two. */
definePolicy({
  'loop.follow': [...agency],
  'loop.read': [...floor, 'treasurer', ...agency, ...overseers],
  'loop.oversee': ['headquarters', 'auditor'],
  'survey.open': ['headquarters', 'system'],
  'demand.state': [...agency, 'system'],
  'demand.classify': ['headquarters', 'system'],
  'supply_plan.read': [...floor, ...overseers],
  'supply_plan.write': ['section_head', 'system'],
  'supply_plan.decide': ['facility_head', 'system'],
  'announcement.prepare': ['headquarters', 'system'],
  'announcement.announce': ['headquarters', 'system'],
  'reservation.make': [...agency, 'system'],
  'reservation.call': [...agency, 'system'],
  'allocation.prepare': ['headquarters', 'system'],
  'allocation.adopt': ['headquarters', 'system'],
});
