// The door of training: what people learn, and the certificates that anybody can check.
import './policy.ts';
import './refusals.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { courseRoutes } from './routes.tsx';
import { paperRoutes } from './routes-papers.tsx';
import { publicRoutes } from './routes-public.tsx';
import { urls } from './urls.ts';

export { raiseExpiryAlarms } from './commands/alarms.ts';
export { decideRevocation, issueCertificate, proposeRevocation } from './commands/certificates.ts';
export { defineCourse, endIntake, planIntake, planMeeting, recordInstructor, recordInstructorCertificate } from './commands/courses.ts';
export { concludeEnrolment, decideEnrolment, enrol, markMeeting, recordAssessment, recordOutsideCertificate } from './commands/enrolments.ts';

registerNavigation([
  { surface: 'bengkel', href: urls.courses, text: { id: 'Pelatihan', en: 'Training' }, may: 'training.read', own: true, position: 55, group: 'people' },
  { surface: 'pusat', href: urls.counts, group: 'people', text: { id: 'Pelatihan', en: 'Training' }, may: 'training.count', position: 55 },
]);

export { enrolmentStateNames, type EnrolmentState } from './course.ts';
export { reactions } from './reactions.ts';

export const routes: Route[] = [...courseRoutes, ...paperRoutes, ...publicRoutes, ...api];
