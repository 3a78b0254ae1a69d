import { definePolicy } from '#kernel/policy.ts';

definePolicy({
  'dashboard.read': ['regional', 'headquarters', 'auditor'],
  'fairness.own': ['section_head', 'facility_head'],
  'fairness.read': ['section_head', 'facility_head', 'regional', 'headquarters', 'auditor'],
  'report.read': ['section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'],
  'report.submit': ['section_head', 'system'],
  'report.sign': ['facility_head', 'system'],
});
