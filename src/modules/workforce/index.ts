// The door of workforce: who may work, where, and by whose decision.
import './policy.ts';
import './placement-policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { fileApi } from './api-file.ts';
import { movesApi } from './api-moves.ts';
import { pages } from './routes.tsx';
import { filePages } from './routes-file.tsx';
import { importPages } from './routes-import.tsx';
import { movePages } from './routes-moves.tsx';
import { urls } from './urls.ts';

export { importers } from './import-commands.ts';
export { loadReference } from './reference.ts';
export { recordDiscipline, recordSeparation, registerWorker } from './commands.ts';
export { recordConsent, withdrawConsent } from './consent-commands.ts';
export { openWorkerFile } from './file-commands.ts';
export { approveMerge, proposeMerge } from './merge-commands.ts';
export { recordAbsence, recordDeath, recordReturn, releaseWorker } from './movement-commands.ts';
export { recordAssessment, recordFitness, recordQualification, recordRemission, recordRestriction, setRequirement } from './record-commands.ts';
export { receiveWorker, sendWorker } from './transfer-commands.ts';
export { rosterFor, verdictOn, type RosterRow } from './eligibility.ts';
export { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
export { addCase, callBoard, cancelBoard, holdBoard, signBoard } from './board-commands.ts';
export { acknowledgeChanges, endWork, turnPlans } from './placement-night-commands.ts';
export { cancelEnd, decideRelease, endExclusion, excludeFrom, liftSuspension, planEnd, planSuspension, requestRelease } from './placement-plan-commands.ts';
export { releases, type ReleaseRow } from './placement-plan-queries.ts';
export { applyForWork, decideWaiting, drawLottery, offerPlace } from './waiting-commands.ts';
export { reactions } from './reactions.ts';
export { recordSkill } from './skill-commands.ts';
export { whyNot, type Verdict } from './suitability.ts';
export { facilityActedOn } from './whose.ts';
export { placementsOf, workerById } from './queries.ts';
export { workerIdsByRegister } from './register-queries.ts';
export type { Regime } from './worker.ts';

registerNavigation([{ surface: 'bengkel', href: urls.workers, text: { id: 'Peserta', en: 'People' }, may: 'worker.list', position: 50 }]);

export const routes: Route[] = [...pages, ...importPages, ...movePages, ...filePages, ...api, ...fileApi, ...movesApi];
