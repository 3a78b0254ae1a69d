// The only door: routes, urls, and the commands others may call.
import type { Route } from '#kernel/web.ts';
import { absorptionRoutes } from './absorption/index.ts';
import { ocdsRoutes } from './ocds/index.ts';

export { procurementPolicy } from './policy.ts';
export { deliverWebhooks, processes, recordPackage, releasePackage } from './ocds/index.ts';

export const routes: Route[] = [...absorptionRoutes, ...ocdsRoutes];
