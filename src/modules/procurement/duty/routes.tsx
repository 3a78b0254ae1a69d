import type { Route } from '#kernel/web.ts';
import { dutyApi } from './api.ts';

export const dutyRoutes: Route[] = [...dutyApi];
