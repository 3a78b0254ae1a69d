// The only door: routes, urls, and the commands others may call.
import type { Route } from '#kernel/web.ts';
import { loopRoutes } from './loop/index.ts';

export { procurementPolicy } from './policy.ts';
export { adoptAllocation, announce, approveSupplyPlan, askAllocation, callOff, changeAnnouncement, closeSurvey, loopReactions, openSurvey, prepareAnnouncement, reserveKind, solveHere, solveNext, stateDemand, submitSupplyPlan, writeSupplyPlan } from './loop/index.ts';

export const routes: Route[] = [...loopRoutes];
