// The door of workforce: who may work, where, and by whose decision.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { pages } from './routes.tsx';
import { urls } from './urls.ts';

export { importers } from './import-commands.ts';
export { loadReference } from './reference.ts';
export { recordConsent, recordDiscipline, recordSeparation, registerWorker, withdrawConsent } from './commands.ts';
export { rosterFor, verdictOn, type RosterRow } from './eligibility.ts';
export { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
export { whyNot, type Verdict } from './suitability.ts';
export { facilityActedOn } from './whose.ts';
export { placementsOf, workerById } from './queries.ts';
export type { Regime } from './worker.ts';

registerNavigation([{ surface: 'bengkel', href: urls.workers, text: { id: 'Peserta', en: 'People' }, may: 'worker.list', position: 50 }]);

export const routes: Route[] = [...pages, ...api];
