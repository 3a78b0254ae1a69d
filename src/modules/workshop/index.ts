// The door of the floor: workshops, sessions, attendance, tools, incidents, and what devices send.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { offlinePages } from './routes-offline.tsx';
import { pages } from './routes.tsx';
import { supervisionRoutes } from './routes-supervision.tsx';
import { hoursRoutes } from './routes-hours.tsx';
import { urls } from './urls.ts';

export { loadReference } from './reference.ts';
export { markAttendance, type Marking } from './commands/attendance.ts';
export { receiveCaptures, registerCapture } from './commands/captures.ts';
export { dropCapture, resolveConflict } from './commands/conflicts.ts';
export { importAttendance } from './commands/import-attendance.ts';
export { endLearningTime, keepLearningTime } from './commands/hours.ts';
export { closeIncident, reportIncident } from './commands/incidents.ts';
export { cancelSession, closeSession, defineSlots, defineWorkshop, openSession, type OpenedSession } from './commands/session.ts';
export { defineTool, giveTool, takeTool } from './commands/tools.ts';
export { attendedMinutes, sessionById, sessionsToday, workerIdByCode, workshopByCode, workshops, type SessionRow, type WorkshopRow } from './queries.ts';

registerNavigation([
  { surface: 'bengkel', href: urls.today, group: 'floor', text: { id: 'Hari ini', en: 'Today' }, may: 'workshop.enter', position: 1 },
  { surface: 'bengkel', href: urls.attendances, group: 'floor', text: { id: 'Kehadiran', en: 'Attendance' }, may: 'attendance.mark', position: 10 },
  { surface: 'bengkel', href: urls.tools, group: 'floor', text: { id: 'Alat', en: 'Tools' }, may: 'workshop.enter', position: 40 },
  { surface: 'bengkel', href: urls.queue, group: 'floor', text: { id: 'Antrean', en: 'Queue' }, may: 'workshop.enter', position: 45 },
]);

registerNavigation([
  { surface: 'bengkel', href: urls.movement, group: 'floor', text: { id: 'Daftar gerak', en: 'Movement list' }, may: 'movement.read', position: 20 },
  { surface: 'bengkel', href: urls.hours, group: 'people', text: { id: 'Jam kerja', en: 'Hours of work' }, may: 'hours.define', position: 55 },
]);

export const routes: Route[] = [...hoursRoutes, ...supervisionRoutes, ...pages, ...offlinePages, ...api];
