// The loop of the year, to the rest of the room and to the house.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { loopApi } from './api.ts';
import { agencyRoutes } from './routes-agency.tsx';
import { allocationRoutes } from './routes-allocation.tsx';
import { headquartersRoutes } from './routes-headquarters.tsx';
import { supplyRoutes } from './routes-supply.tsx';
import { agencyLoopUrl, loopUrl, supplyUrl } from './urls.ts';

export { solveHere, solveNext } from './allocation-run-commands.ts';
export { adoptAllocation, askAllocation } from './allocation-commands.ts';
export { announce, changeAnnouncement, prepareAnnouncement } from './announcement-commands.ts';
export { approveSupplyPlan, submitSupplyPlan, writeSupplyPlan } from './plan-commands.ts';
export { loopReactions } from './reactions.ts';
export { callOff, reserveKind } from './reservation-commands.ts';
export { closeSurvey, openSurvey, stateDemand } from './survey-commands.ts';

export const loopRoutes: Route[] = [...headquartersRoutes, ...allocationRoutes, ...agencyRoutes, ...supplyRoutes, ...loopApi];

registerNavigation([
  { surface: 'pusat', href: loopUrl, group: 'buying', text: { id: 'Siklus', en: 'Loop' }, may: 'loop.oversee', position: 34 },
  { surface: 'pengadaan', href: agencyLoopUrl, group: 'duty', text: { id: 'Siklus', en: 'Loop' }, may: 'loop.follow', position: 25 },
  { surface: 'bengkel', href: supplyUrl(), group: 'making', text: { id: 'Rencana pasok', en: 'Supply plan' }, may: 'supply_plan.read', position: 24 },
]);
