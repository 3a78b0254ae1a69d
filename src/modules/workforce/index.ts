// The door of workforce: who may work, where, and by whose decision.
import './policy.ts';
import './placement-policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { boardApi } from './api-board.ts';
import { fileApi } from './api-file.ts';
import { movesApi } from './api-moves.ts';
import { pages } from './routes.tsx';
import { consentPages } from './routes-consent.tsx';
import { filePages } from './routes-file.tsx';
import { importPages } from './routes-import.tsx';
import { movePages } from './routes-moves.tsx';
import { boardPages } from './routes-board.tsx';
import { planPages } from './routes-plans.tsx';
import { waitingPages } from './routes-waiting.tsx';
import { waitingApi } from './api-waiting.ts';
import { planUrls } from './placement-urls.ts';
import { urls } from './urls.ts';

export { importers } from './import-commands.ts';
export { loadReference } from './reference.ts';
export { recordDiscipline, recordSeparation, registerWorker } from './commands.ts';
export { recordConsent, withdrawConsent } from './consent-commands.ts';
export { openWorkerFile } from './file-commands.ts';
export { approveMerge, proposeMerge } from './merge-commands.ts';
export { recordAbsence, recordDeath, recordReturn, releaseWorker } from './movement-commands.ts';
export { changeWorker, recordAssessment, recordFitness, recordQualification, recordRemission, recordRestriction, setRequirement } from './record-commands.ts';
export { receiveWorker, sendWorker } from './transfer-commands.ts';
export { rosterFor, verdictOn, type RosterRow } from './eligibility.ts';
export { approvePlacement, endPlacement, placeWorker, refusePlacement } from './placement-commands.ts';
export { casesOf } from './board-queries.ts';
export { addCase, callBoard, cancelBoard, holdBoard, signBoard } from './board-commands.ts';
export { acknowledgeChanges, endWork, turnAllPlans, turnPlans } from './placement-night-commands.ts';
export { cancelEnd, decideRelease, endExclusion, excludeFrom, liftSuspension, planEnd, planSuspension, requestRelease } from './placement-plan-commands.ts';
export { releases, type ReleaseRow } from './placement-plan-queries.ts';
export { applyForWork, decideWaiting, drawLottery, offerPlace } from './waiting-commands.ts';
export { reactions } from './reactions.ts';
export { recordSkill } from './skill-commands.ts';
export { whyNot, type Verdict } from './suitability.ts';
export { placementsOf, workerById } from './queries.ts';
export { assessmentsOf, fitnessOf, qualificationsOf, remissionsOf, restrictionsOf } from './record-queries.ts';
export { workerIdsByRegister } from './register-queries.ts';
export type { Regime } from './worker.ts';

registerNavigation([{ surface: 'bengkel', href: urls.workers, group: 'people', text: { id: 'Peserta', en: 'People' }, may: 'worker.list', position: 50 }]);
registerNavigation([
  { surface: 'bengkel', href: planUrls.waiting, group: 'people', text: { id: 'Daftar tunggu', en: 'Waiting list' }, may: 'waiting.list', position: 51 },
  { surface: 'bengkel', href: planUrls.boards, group: 'people', text: { id: 'Sidang TPP', en: 'Board (TPP)' }, may: 'board.read', own: true, position: 52 },
  { surface: 'bengkel', href: planUrls.changes, group: 'people', text: { id: 'Perubahan', en: 'Changes' }, may: 'change.read', position: 53 },
  { surface: 'bengkel', href: planUrls.releases, group: 'people', text: { id: 'Kerja luar', en: 'Work outside' }, may: 'placement.plan', position: 54 },
]);

export const routes: Route[] = [...pages, ...importPages, ...movePages, ...consentPages, ...filePages, ...api, ...fileApi, ...movesApi, ...waitingPages, ...boardPages, ...planPages, ...waitingApi, ...boardApi];
