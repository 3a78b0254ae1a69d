// The only door: routes, urls, and the commands others may call.
import type { Route } from '#kernel/web.ts';
import { absorptionRoutes } from './absorption/index.ts';
import { complianceRoutes } from './compliance/index.ts';
import { ocdsRoutes } from './ocds/index.ts';

export { procurementPolicy } from './policy.ts';
export { answerOffer, claimContract, offerProduce, prepareCertificate, recordHarvest, recordMarketPrice, registerContract, signCertificate } from './absorption/index.ts';
export { raiseFlags, recordSpending, sendFeedback } from './compliance/index.ts';
export { deliverWebhooks, processes, recordPackage, releasePackage } from './ocds/index.ts';

export const routes: Route[] = [...absorptionRoutes, ...complianceRoutes, ...ocdsRoutes];
