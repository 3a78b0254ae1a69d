import './policy.ts';
import { api } from './api.ts';

export { closePeriod, openBooks, post, reverse } from './commands.ts';
export { chart, type Line, type NewJournal } from './journal.ts';
export { balanceOf, journals, postings, savingsOf, trialBalance, type Savings } from './queries.ts';
export const routes = [...api];
