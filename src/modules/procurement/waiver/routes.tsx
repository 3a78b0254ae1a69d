import type { Route } from '#kernel/web.ts';
import { waiverApi } from './api.ts';

export const waiverRoutes: Route[] = [...waiverApi];
