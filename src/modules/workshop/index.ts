import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { captureBatch, receiveCaptures, registerCapture } from './commands/captures.ts';
export { closeIncident, defineTool, giveTool, markAttendance, reportIncident, takeTool } from './commands/floor.ts';
export { cancelSession, closeSession, defineSlots, defineWorkshop, openSession } from './commands/session.ts';
export { reasons, rosterOf, sessionById, sessions, tools, workshopByCode, workshops, type SessionRow, type WorkshopRow } from './queries.ts';
export const routes: Route[] = [];
