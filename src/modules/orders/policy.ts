import { definePolicy, floor, overseers } from '#kernel/policy.ts';

const agency = ['procurement_officer', 'commitment_officer'] as const;
definePolicy({
  // Anybody may buy; who buys for an agency also needs order.prepare.
  'order.place': ['public', ...floor, 'treasurer', ...agency, ...overseers, 'partner', 'admin', 'system'],
  'order.read': [...floor, 'treasurer', ...agency, ...overseers, 'system'],
  'order.prepare': [...agency, 'system'],
  'order.follow': [...agency],
  'order.commit': ['commitment_officer', 'system'],
  'order.fulfil': [...floor, 'treasurer'],
  'order.accept': ['section_head', 'system'],
  'promise.change': ['section_head', 'system'],
  'order.cancel': ['section_head', ...agency, 'system'],
  // Asking binds nobody; agreeing binds the agency, and the maker's signature the facility.
  'quote.read': [...floor, 'treasurer', ...agency, ...overseers, 'system'],
  'quote.ask': [...agency, 'system'],
  'quote.offer': ['section_head', 'system'],
  'quote.sign': ['facility_head', 'system'],
  'quote.agree': ['commitment_officer', 'system'],
  'quote.end': ['section_head', 'facility_head', ...agency, 'system'],
  // Who signs for a side proposes, and agrees to what the other side proposed.
  'addendum.prepare': ['section_head', ...agency, 'system'],
  'addendum.sign': ['facility_head', 'commitment_officer', 'system'],
  'addendum.end': ['section_head', 'facility_head', ...agency, 'system'],
  'claim.file': [...agency, 'system'],
  'claim.answer': ['section_head', 'system'],
  'claim.decide': ['facility_head', 'system'],
  'late.prepare': [...agency, 'system'],
  'late.decide': ['commitment_officer', 'system'],
  'payment.file': [...agency, 'system'],
  'payment.paper': [...agency, 'treasurer', 'system'],
  'payment.issue': ['commitment_officer', 'system'],
  'limit.propose': [...agency],
  'limit.decide': [...agency],
  // The clock's alone.
  'order.expire': ['system'],
  'tariff.read': [...floor, 'treasurer', 'system'],
  'tariff.propose': ['section_head', 'system'],
  'tariff.approve': ['facility_head', 'system'],
  'order.close_short': ['section_head', 'system'],
  'refund.prepare': ['treasurer', 'system'],
  'refund.approve': ['facility_head', 'system'],
  'order.ship': ['section_head', 'officer', 'system'],
  'order.hand_over': ['section_head', ...agency, 'system'],
  'payment.record': ['treasurer', 'system'],
  'paper.correct': ['treasurer', 'system'],
  'paper.read': [...floor, 'treasurer', ...agency, ...overseers],
});
