// The absorption meter's part of the room's door.
import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { absorptionApi } from './api.ts';
import { screens } from './routes.tsx';
import { ruleRoutes } from './rule-routes.tsx';
import { absorptionAllUrl, absorptionUrl, suppliesUrl } from './urls.ts';

export { prepareCertificate, signCertificate } from './certificate-commands.ts';
export { answerOffer, claimContract, offerProduce, recordHarvest, recordMarketPrice, registerContract } from './commands.ts';
export const absorptionRoutes: Route[] = [...screens, ...ruleRoutes, ...absorptionApi];

registerNavigation([
  { surface: 'bengkel', href: absorptionUrl(), group: 'goods', text: { id: 'Serapan hasil', en: 'Absorption' }, may: 'absorption.read', position: 58 },
  { surface: 'pusat', href: absorptionAllUrl, group: 'buying', text: { id: 'Serapan hasil', en: 'Absorption' }, may: 'absorption.oversee', position: 45 },
  { surface: 'mitra', href: suppliesUrl, text: { id: 'Pasokan', en: 'Supplies' }, may: 'absorption.supply', position: 40 },
]);
