import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import { advanceRoutes } from './advances/routes.tsx';
import { allowanceRoutes } from './allowances/routes.tsx';
import { api } from './api.ts';
import { differenceRoutes } from './differences/routes.tsx';
import { budgetWaitsUrl, differencesUrl } from './differences/urls.ts';
import { lawRoutes } from './routes-law.tsx';
import { reversalRoutes } from './routes-reversal.tsx';
import { screens } from './routes.tsx';
import { monthRoutes } from './revenue/routes-month.tsx';
import { moneyRoutes } from './revenue/routes-money.tsx';
import { undepositedRoutes } from './revenue/routes-undeposited.tsx';
import { treasuryRoutes } from './revenue/routes-treasury.tsx';
import { bankFilesUrl, cashUrl, monthsAllUrl, monthsUrl, receivablesAllUrl, receivablesUrl, revenueAllUrl } from './revenue/urls.ts';
import { claimRoutes } from './claims/routes.tsx';
import { keepingRoutes } from './savings/routes.tsx';
import { runRoutes } from './runs/routes.tsx';
import { teamRoutes } from './teams/routes.tsx';
import { oversightUrl } from './runs/urls.ts';
import { watchRoutes } from './watch/routes.tsx';
import { pnbpUrl, policiesUrl, premiUrl } from './urls.ts';

export { createDeposit, recordDepositPaid } from './commands/deposits.ts';
export { approveWithdrawal, prepareWithdrawal } from './commands/savings.ts';
export { adoptWageRate } from './commands/rates.ts';
export { approveReversal, proposeReversal, refuseReversal } from './commands/reversing.ts';
export { budgetWaitOf } from './differences/budget-wait.ts';
export { decideClaim, proposeClaim } from './differences/claim-commands.ts';
export { approveDifference, prepareDifference, refuseDifference } from './differences/difference-commands.ts';
export { approveRealisation, prepareRealisation, refuseRealisation } from './differences/realisation-commands.ts';
export { adoptReading, recordContract } from './commands/law.ts';
export { adoptSplitRule, approveSettlement, prepareSettlement } from './commands/settling.ts';
export { slipMonths } from './queries.ts';
export { approveCustody, payHeirs, placeHold, recordCustody, releaseHold } from './savings/keeping-commands.ts';
export { standingInWords, standingOf } from './savings/standing.ts';
export { slipOf } from './slip.ts';
export { approveTeamSplit, proposeTeamSplit } from './teams/team-commands.ts';
export { reactions } from './reactions.ts';
export { approveAdvance, proposeAdvance } from './advances/advance-commands.ts';
export { approveAllowance, approveGrade, grantAllowance, recordGrade } from './allowances/allowance-commands.ts';
export { openCorrection } from './allowances/correction-commands.ts';
export { correctionsOf } from './allowances/allowance-queries.ts';
export { approveDeduction, approveRun, prepareRun, recordDeduction } from './runs/run-commands.ts';
export { approvePayee, prepareBankFile, recordBankAnswer, recordPayee, releaseBankFile } from './revenue/bank-commands.ts';
export { decideDifference, giveCash, takeCash } from './revenue/cash-commands.ts';
export { approveYearClosing, askExcuse, askYearClosing, closeMonth, decideExcuse, monthOf } from './revenue/month-commands.ts';
export { recordReminder } from './revenue/receivable-commands.ts';
export { decideFinding, explainFinding, importStatement, setTarget } from './revenue/reconciliation-commands.ts';
export const routes = [...differenceRoutes, ...lawRoutes, ...runRoutes, ...advanceRoutes, ...claimRoutes, ...allowanceRoutes, ...keepingRoutes, ...teamRoutes, ...watchRoutes, ...undepositedRoutes, ...treasuryRoutes, ...moneyRoutes, ...monthRoutes, ...screens, ...reversalRoutes, ...api];

registerNavigation([
  { surface: 'bengkel', href: premiUrl(), group: 'money', text: { id: 'Premi', en: 'Premi' }, may: 'settlement.read', position: 60 },
  { surface: 'bengkel', href: differencesUrl(), group: 'money', text: { id: 'Selisih', en: 'Differences' }, may: 'settlement.read', position: 61 },
  { surface: 'bengkel', href: budgetWaitsUrl(), group: 'money', text: { id: 'Menunggu anggaran', en: 'Awaiting the budget' }, may: 'settlement.read', position: 62 },
  { surface: 'bengkel', href: pnbpUrl(), group: 'money', text: { id: 'PNBP', en: 'State revenue' }, may: 'deposit.read', position: 70 },
  { surface: 'bengkel', href: receivablesUrl(), group: 'money', text: { id: 'Piutang', en: 'Receivables' }, may: 'receivable.read', position: 71 },
  { surface: 'bengkel', href: cashUrl(), group: 'money', text: { id: 'Kas', en: 'Cash' }, may: 'cash.read', position: 72 },
  { surface: 'bengkel', href: bankFilesUrl(), group: 'money', text: { id: 'Berkas bank', en: 'Bank files' }, may: 'bank.read', position: 73 },
  { surface: 'bengkel', href: monthsUrl(), group: 'money', text: { id: 'Tutup bulan', en: 'Month’s end' }, may: 'month.read', position: 76 },
  { surface: 'pusat', href: revenueAllUrl, group: 'money', text: { id: 'PNBP', en: 'State revenue' }, may: 'revenue.oversee', position: 36 },
  { surface: 'pusat', href: receivablesAllUrl, group: 'money', text: { id: 'Piutang', en: 'Receivables' }, may: 'receivable.oversee', position: 37 },
  { surface: 'pusat', href: monthsAllUrl, group: 'money', text: { id: 'Tutup bulan', en: 'Month’s end' }, may: 'month.oversee', position: 38 },
  { surface: 'pusat', href: oversightUrl, group: 'money', text: { id: 'Upah', en: 'Wages' }, may: 'run.oversee', position: 35 },
  { surface: 'pusat', href: policiesUrl, group: 'direction', text: { id: 'Kebijakan', en: 'Rules' }, may: 'rules.read', position: 40 },
]);
