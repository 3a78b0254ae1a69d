// The door of budget: what a facility may spend in a year, what is bound, what is paid; its machines; what it asks for.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { assetApi } from './assets-api.ts';
import { assetRoutes } from './routes-assets.tsx';
import { breakEvenRoutes } from './routes-breakeven.tsx';
import { capitalRoutes } from './routes-capital.tsx';
import { paybackRoutes } from './routes-payback.tsx';
import { proposalRoutes } from './routes-proposal.tsx';
import { screens } from './routes.tsx';
import { proposalApi } from './proposal-api.ts';
import { assetsUrl, budgetUrl, nationalUrl } from './urls.ts';

export { approvePlan, commitMoney, draftPlan, recordPayment, submitPlan } from './commands.ts';
export { approveRetirement, proposeRetirement, recordCondition, registerAsset } from './assets-commands.ts';
export { returnProposal, signProposal, submitProposal, writeProposal } from './proposal-commands.ts';
export { valueAt, type Depreciating } from './asset.ts';
export { loadReference } from './reference.ts';

export const routes: Route[] = [...assetRoutes, ...capitalRoutes, ...breakEvenRoutes, ...paybackRoutes, ...proposalRoutes, ...screens, ...api, ...assetApi, ...proposalApi];

registerNavigation([
  { surface: 'bengkel', href: budgetUrl(), group: 'money', text: { id: 'Anggaran', en: 'Budget' }, may: 'budget.read', position: 75 },
  { surface: 'bengkel', href: assetsUrl(), group: 'goods', text: { id: 'Aset', en: 'Assets' }, may: 'asset.read', position: 66 },
  { surface: 'pusat', href: nationalUrl(), group: 'money', text: { id: 'Anggaran', en: 'Budget' }, may: 'budget.oversee', position: 30 },
]);
