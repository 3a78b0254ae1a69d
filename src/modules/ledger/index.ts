import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import { api } from './api.ts';
import { accrualRoutes } from './routes-accrual.tsx';
import { screens } from './routes.tsx';
import { booksAllUrl } from './urls.ts';

export { askReopening, closePeriod, openBooks, post, reopenPeriod, reverse } from './commands.ts';
export { checkOver, type Line } from './journal.ts';
export { balanceOf, savingsOf, type Savings } from './queries.ts';
export const routes = [...accrualRoutes, ...screens, ...api];

registerNavigation([{ surface: 'bengkel', href: '/bengkel/buku-besar', group: 'money', text: { id: 'Buku', en: 'Books' }, may: 'ledger.read', position: 75 }, { surface: 'pusat', href: booksAllUrl(), group: 'money', text: { id: 'Buku', en: 'Books' }, may: 'ledger.consolidate', position: 39 }]);
