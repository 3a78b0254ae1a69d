import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import { api } from './api.ts';
import { reversalRoutes } from './routes-reversal.tsx';
import { screens } from './routes.tsx';
import { runRoutes } from './runs/routes.tsx';
import { oversightUrl } from './runs/urls.ts';
import { pnbpUrl, policiesUrl, premiUrl } from './urls.ts';

export { createDeposit, recordDepositPaid } from './commands/deposits.ts';
export { approveWithdrawal, prepareWithdrawal } from './commands/savings.ts';
export { adoptWageRate } from './commands/rates.ts';
export { approveReversal, proposeReversal, refuseReversal } from './commands/reversing.ts';
export { adoptSplitRule, approveSettlement, prepareSettlement } from './commands/settling.ts';
export { explained } from './explaining.ts';
export { slipLines, slipMonths, spendableOf } from './queries.ts';
export { reactions } from './reactions.ts';
export { approveDeduction, approveRun, prepareRun, recordDeduction } from './runs/run-commands.ts';
export const routes = [...runRoutes, ...screens, ...reversalRoutes, ...api];

registerNavigation([
  { surface: 'bengkel', href: premiUrl(), group: 'money', text: { id: 'Premi', en: 'Premi' }, may: 'settlement.read', position: 60 },
  { surface: 'bengkel', href: pnbpUrl(), group: 'money', text: { id: 'PNBP', en: 'State revenue' }, may: 'deposit.read', position: 70 },
  { surface: 'pusat', href: oversightUrl, text: { id: 'Upah', en: 'Wages' }, may: 'run.oversee', position: 35 },
  { surface: 'pusat', href: policiesUrl, text: { id: 'Kebijakan', en: 'Rules' }, may: 'rules.read', position: 40 },
]);
