import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import { api } from './api.ts';
import { screens } from './routes.tsx';

export { askReopening, closePeriod, openBooks, post, reopenPeriod, reverse } from './commands.ts';
export { checkOver, type Line } from './journal.ts';
export { balanceOf, savingsOf, type Savings } from './queries.ts';
export const routes = [...screens, ...api];

registerNavigation([{ surface: 'bengkel', href: '/bengkel/buku-besar', group: 'money', text: { id: 'Buku', en: 'Books' }, may: 'ledger.read', position: 75 }]);
