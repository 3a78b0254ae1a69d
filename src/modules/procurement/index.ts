// The only door: the addresses of each part of the room, and the commands others may call.
import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { absorptionRoutes } from './absorption/index.ts';
import { complianceRoutes } from './compliance/index.ts';
import { dutyRoutes } from './duty/routes.tsx';
import { loopRoutes } from './loop/index.ts';
import { needRoutes } from './needs/routes.tsx';
import { ocdsRoutes } from './ocds/index.ts';
import { waiverRoutes } from './waiver/routes.tsx';

export { confirmNeed } from './needs/commands.ts';
export { importers, recordNeeds } from './needs/import-commands.ts';
export { lapseAllWaivers, makeOffer, decideWaiver } from './waiver/answer-commands.ts';
export { approveWaiver, requestWaiver } from './waiver/commands.ts';
export { wholeWaiver } from './waiver/machine.ts';
export { usePermit } from './waiver/permit-commands.ts';
export { adoptAllocation, announce, approveSupplyPlan, askAllocation, callOff, changeAnnouncement, closeSurvey, loopReactions, openSurvey, prepareAnnouncement, reserveKind, solveHere, solveNext, stateDemand, submitSupplyPlan, writeSupplyPlan } from './loop/index.ts';
export { answerOffer, claimContract, offerProduce, prepareCertificate, recordHarvest, recordMarketPrice, registerContract, signCertificate } from './absorption/index.ts';
export { raiseFlags, recordSpending, sendFeedback } from './compliance/index.ts';
export { deliverWebhooks, processes, recordPackage, releasePackage } from './ocds/index.ts';

export const routes: Route[] = [...absorptionRoutes, ...complianceRoutes, ...dutyRoutes, ...loopRoutes, ...needRoutes, ...ocdsRoutes, ...waiverRoutes];
