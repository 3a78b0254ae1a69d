// The door of workforce: who may work, where, and by whose decision.
import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { importers } from './import-commands.ts';
export { loadReference } from './reference.ts';
export { recordConsent, recordDiscipline, recordSeparation, registerWorker, withdrawConsent } from './commands.ts';
export { rosterFor, verdictOn, type RosterRow } from './eligibility.ts';
export { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
export { whyNot, type Verdict } from './suitability.ts';
export { facilityActedOn } from './whose.ts';
export type { Regime } from './worker.ts';

export const routes: Route[] = [...api];
