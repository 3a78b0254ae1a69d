// The door of budget: what a facility may spend in a year, what is bound, what is paid.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { screens } from './routes.tsx';
import { budgetUrl, nationalUrl } from './urls.ts';

export { approvePlan, commitMoney, draftPlan, recordPayment, submitPlan } from './commands.ts';
export { loadReference } from './reference.ts';

export const routes: Route[] = [...screens, ...api];

registerNavigation([
  { surface: 'bengkel', href: budgetUrl(), group: 'money', text: { id: 'Anggaran', en: 'Budget' }, may: 'budget.read', position: 75 },
  { surface: 'pusat', href: nationalUrl(), text: { id: 'Anggaran', en: 'Budget' }, may: 'budget.oversee', position: 30 },
]);
