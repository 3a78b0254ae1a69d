import './policy.ts';
import './words.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { pages } from './routes.tsx';

export { answerInterest, closeOpening, expressInterest, publishOpening, withdrawInterest } from './commands.ts';
export { capacityOf } from './queries.ts';

export const routes: Route[] = [...pages, ...api];
