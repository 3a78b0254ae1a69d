// The door of the floor: workshops, sessions, attendance, tools, incidents, and what devices send.
import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { loadReference } from './reference.ts';
export { markAttendance, type Marking } from './commands/attendance.ts';
export { receiveCaptures, registerCapture } from './commands/captures.ts';
export { closeIncident, reportIncident } from './commands/incidents.ts';
export { cancelSession, closeSession, defineSlots, defineWorkshop, openSession, type OpenedSession } from './commands/session.ts';
export { defineTool, giveTool, takeTool } from './commands/tools.ts';
export { attendedMinutes, sessionById, sessionsToday, workshopByCode, workshops, type SessionRow, type WorkshopRow } from './queries.ts';

export const routes: Route[] = [...api];
