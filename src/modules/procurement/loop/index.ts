// The loop of the year, to the rest of the room and to the house.
import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { loopReactions } from './reactions.ts';
export const loopRoutes: Route[] = [];
