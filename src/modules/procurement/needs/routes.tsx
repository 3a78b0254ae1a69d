import type { Route } from '#kernel/web.ts';
import { needApi } from './api.ts';

export const needRoutes: Route[] = [...needApi];
