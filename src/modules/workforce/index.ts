import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { approvePlacement, endPlacement, placeWorker, recordConsent, registerWorker, withdrawConsent } from './commands.ts';
export { consentsOf, placementsOf, rosterFor, verdictOn, workerById, workers, type RosterRow, type WorkerFile } from './queries.ts';
export { regimes, type Regime, type Verdict } from './worker.ts';
export const routes: Route[] = [];
