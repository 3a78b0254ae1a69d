import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { createDeposit, recordDepositPaid } from './commands/deposits.ts';
export { approveWithdrawal, prepareWithdrawal } from './commands/savings.ts';
export { adoptSplitRule, approveSettlement, prepareSettlement, refuseSettlement } from './commands/settling.ts';
export { ruleInForce, settlementById, slipLines } from './queries.ts';
export { reactions } from './reactions.ts';
export { apportion, divide, remainderRule } from './split.ts';
export const routes: Route[] = [];
