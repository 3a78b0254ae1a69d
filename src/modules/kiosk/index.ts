// The door of the kiosk: cards, PINs, what a person may see of themselves, and what they may object to.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { deskRoutes } from './routes-desk.tsx';
import { kioskRoutes } from './routes-kiosk.tsx';
import { deskUrls } from './urls.ts';

export { issueCard, setKioskPin } from './commands/cards.ts';
export { answerObjection, raiseComplaint, raiseObjection } from './commands/objections.ts';
export { loadReference } from './reference.ts';

registerNavigation([
  { surface: 'bengkel', href: deskUrls.holders, group: 'people', text: { id: 'Kios', en: 'Kiosk' }, may: 'kiosk.enrol', position: 55 },
  { surface: 'bengkel', href: deskUrls.objections(), group: 'people', text: { id: 'Keberatan', en: 'Objections' }, may: 'objection.answer', position: 65 },
  { surface: 'bengkel', href: deskUrls.complaints, group: 'people', text: { id: 'Pengaduan', en: 'Complaints' }, may: 'complaint.open', position: 66 },
  { surface: 'pusat', href: deskUrls.overdue, group: 'people', text: { id: 'Keberatan', en: 'Objections' }, may: 'overdue.read', position: 31 },
  { surface: 'pusat', href: deskUrls.regionComplaints, group: 'people', text: { id: 'Pengaduan', en: 'Complaints' }, may: 'complaint.open', position: 32 },
]);

export const routes: Route[] = [...kioskRoutes, ...deskRoutes, ...api];
