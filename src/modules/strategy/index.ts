// The door of strategy: the grand design as a tree that measures itself, with what steers it.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { treeApi } from './api.ts';
import { maturityRoutes } from './routes-maturity.tsx';
import { treeRoutes } from './routes.tsx';
import { versionRoutes } from './routes-versions.tsx';
import { maturityUrl, ownMaturityUrl, treeUrl } from './urls.ts';

export { adoptVersion, draftVersion, takeStock, writeNode } from './tree-commands.ts';
export { recordProgress, recordReading, recordRisk, recordSteering } from './steering-commands.ts';
export { assess, sendAssessment, verifyAssessment } from './maturity-commands.ts';
export { measuredOn } from './measure-queries.ts';
export { loadReference } from './reference.ts';
export { askGate, decideGate, writeProject } from './project-commands.ts';

export const routes: Route[] = [...versionRoutes, ...treeRoutes, ...treeApi, ...maturityRoutes];

registerNavigation([
  { surface: 'pusat', href: treeUrl(), group: 'direction', text: { id: 'Grand design', en: 'Grand design' }, may: 'strategy.read', position: 12 },
  { surface: 'pusat', href: maturityUrl, group: 'direction', text: { id: 'Kematangan', en: 'Maturity' }, may: 'maturity.oversee', position: 13 },
  { surface: 'bengkel', href: ownMaturityUrl, group: 'unit', text: { id: 'Kematangan', en: 'Maturity' }, may: 'maturity.assess', position: 80 },
]);
