// The only door: the addresses of each part of the room, and the commands others may call.
import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { dutyRoutes } from './duty/routes.tsx';
import { loopRoutes } from './loop/index.ts';
import { needRoutes } from './needs/routes.tsx';
import { waiverRoutes } from './waiver/routes.tsx';

export { confirmNeed } from './needs/commands.ts';
export { importers, recordNeeds } from './needs/import-commands.ts';
export { lapseAllWaivers, makeOffer, decideWaiver } from './waiver/answer-commands.ts';
export { approveWaiver, requestWaiver } from './waiver/commands.ts';
export { wholeWaiver } from './waiver/machine.ts';
export { usePermit } from './waiver/permit-commands.ts';
export { adoptAllocation, announce, approveSupplyPlan, askAllocation, callOff, changeAnnouncement, closeSurvey, loopReactions, openSurvey, prepareAnnouncement, reserveKind, solveHere, solveNext, stateDemand, submitSupplyPlan, writeSupplyPlan } from './loop/index.ts';

export const routes: Route[] = [...dutyRoutes, ...loopRoutes, ...needRoutes, ...waiverRoutes];
