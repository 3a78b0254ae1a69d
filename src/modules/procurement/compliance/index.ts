// Compliance: its part of the room's door.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { complianceApi } from './api.ts';
import { screens } from './routes.tsx';
import { allUrl, ownUrl } from './urls.ts';

export { raiseFlags, recordSpending, sendFeedback } from './commands.ts';
export const complianceRoutes: Route[] = [...screens, ...complianceApi];

registerNavigation([
  { surface: 'pengadaan', href: ownUrl(), group: 'duty', text: { id: 'Kepatuhan', en: 'Compliance' }, may: 'compliance.own', position: 60 },
  { surface: 'pusat', href: allUrl(), group: 'buying', text: { id: 'Kepatuhan', en: 'Compliance' }, may: 'compliance.oversee', position: 46 },
]);
