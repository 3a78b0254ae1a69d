// The only door: routes, urls, and the commands others may call.
import type { Route } from '#kernel/web.ts';
import { absorptionRoutes } from './absorption/index.ts';

export { procurementPolicy } from './policy.ts';

export const routes: Route[] = [...absorptionRoutes];
