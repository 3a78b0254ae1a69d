import { definePolicy, floor, overseers } from '#kernel/policy.ts';

export const trainingPolicy = definePolicy({
  // What is taught may be seen by everybody who oversees; who learns it, only where they are and by the auditor.
  'course.read': [...floor, ...overseers, 'system'],
  'training.read': [...floor, 'auditor', 'system'],
  'course.define': ['section_head', 'facility_head', 'system'],
  'instructor.record': ['section_head', 'facility_head', 'system'],
  'intake.plan': ['section_head', 'facility_head', 'system'],
  'enrolment.record': [...floor, 'system'],
  'meeting.record': ['officer', 'section_head', 'system'],
  'assessment.record': [...floor, 'system'],
  'enrolment.conclude': ['section_head', 'facility_head', 'system'],
  'outside_certificate.record': ['officer', 'section_head', 'system'],
  'certificate.issue': ['section_head', 'facility_head', 'system'],
  'certificate.revoke': ['section_head', 'facility_head', 'headquarters', 'system'],
  'alarm.see': [...floor, 'system'],
  'alarm.raise': ['system'],
  'training.count': [...overseers],
  'issuer.set': ['headquarters', 'system'],
  'certificate.check': 'anyone',
});
