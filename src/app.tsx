// The only file that knows all the rooms: their routes, their reactions, and the few addresses that belong to the house itself.
import { actorOf, keepTyped, routes as identity } from '#identity';
import { routes as budget } from '#budget';
import { reactions as costingReactions, routes as costing } from '#costing';
import { reactions as catalogueReactions, routes as catalogue } from '#catalogue';
import { reactions as ordersReactions, routes as orders } from '#orders';
import { reactions as payReactions, routes as pay } from '#pay';
import { routes as kiosk } from '#kiosk';
import { routes as insight } from '#insight';
import { routes as inventory } from '#inventory';
import { routes as ledger } from '#ledger';
import { routes as organisation } from '#organisation';
import { reactions as productionReactions, routes as production } from '#production';
import { routes as partnerships } from '#partnerships';
import { loopReactions, routes as procurement } from '#procurement';
import { routes as products } from '#products';
import { routes as strategy } from '#strategy';
import { reactions as trainingReactions, routes as training } from '#training';
import { reactions as workforceReactions, routes as workforce } from '#workforce';
import { routes as workshop } from '#workshop';
import { failurePage, renderDocument } from '#ui';
import { galleryRoutes } from '#ui/gallery.tsx';
import type { Hono } from 'hono';
import type { Db } from '#kernel/db.ts';
import type { Reactions } from '#kernel/events.ts';
import type { PageCache } from '#kernel/page-cache.ts';
import type { Actor } from '#kernel/policy.ts';
import { serve, type House } from '#kernel/serve.ts';
import type { Route } from '#kernel/web.ts';
import { houseRoutes } from './house-routes.tsx';

export const rooms: Route[] = [
  ...organisation, ...identity, ...ledger, ...partnerships, ...workforce, ...products, ...inventory, ...workshop, ...production, ...catalogue, ...training, ...orders, ...pay, ...budget, ...kiosk, ...costing, ...procurement, ...strategy, ...insight, ...galleryRoutes,
];

export const reactions: Reactions[] = [workforceReactions, productionReactions, catalogueReactions, ordersReactions, payReactions, trainingReactions, costingReactions, loopReactions];

export function createApp({ db, origin, cache, onDone, whoActs = actorOf }: {
  db: Db; origin: string; cache?: PageCache; onDone?: House['onDone']; whoActs?: (db: Db, request: Request) => Promise<Actor>;
}): Hono {
  const routes = [...rooms, ...houseRoutes(rooms)];
  return serve({ db, routes, origin, actorOf: whoActs, draw: renderDocument, failurePage, keepTyped, ...(cache ? { cache } : {}), ...(onDone ? { onDone } : {}) });
}
