import type { Route } from '#kernel/web.ts';
import { waiverApi } from './api.ts';
import { permitRoutes } from './routes-permit.tsx';

export const waiverRoutes: Route[] = [...permitRoutes, ...waiverApi];
