// The addresses of a file: the agency's wizard and acts, the facility's answer, headquarters' desk.
import type { Route } from '#kernel/web.ts';
import { waiverApi } from './api.ts';
import { agencyRoutes } from './routes-agency.tsx';
import { deskRoutes } from './routes-desk.tsx';
import { permitRoutes } from './routes-permit.tsx';

export const waiverRoutes: Route[] = [...agencyRoutes, ...deskRoutes, ...permitRoutes, ...waiverApi];
