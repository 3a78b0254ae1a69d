// The door of orders: what others may call, read and link to.
import './policy.ts';
import './refusals.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { adjustmentRoutes } from './routes-adjustments.tsx';
import { addendumRoutes } from './addenda/routes-addenda.tsx';
import { api } from './api.ts';
import { agencyRoutes } from './routes-agency.tsx';
import { makerRoutes } from './routes-maker.tsx';
import { paperRoutes } from './routes-papers.tsx';
import { refundRoutes } from './routes-refunds.tsx';
import { tariffRoutes } from './routes-tariffs.tsx';
import { frameworkApi, frameworkRoutes } from './frameworks/routes-frameworks.tsx';
import { limitRoutes } from './limits/routes-limits.tsx';
import { paymentApi, paymentRoutes } from './payment-file/routes-payment.tsx';
import { quoteApi, quoteRoutes } from './quotes/routes-quotes.tsx';
import { ratingRoutes } from './ratings/routes-ratings.tsx';
import { remedyApi, remedyRoutes } from './remedies/routes-remedies.tsx';
import { shopRoutes } from './shop/routes.tsx';
import { swakelolaRoutes } from './swakelola/routes-swakelola.tsx';
import { agencyCatalogueUrl, agencyFrameworksUrl, agencyHomeUrl, agencyOrdersUrl, agencyQuotesUrl, agencySwakelolaUrl, makerFrameworksUrl, makerOrdersUrl, makerQuotesUrl, makerSwakelolaUrl, organisationUrl, packageUrl, tariffsUrl } from './urls.ts';

export { approveAdjustment, prepareAdjustment, refuseAdjustment } from './commands/adjusting.ts';
export { acceptOrder, changePromise, commitOrder, type Accepted } from './commands/answering.ts';
export { cancelOrder, closeShort, expireUnpaid } from './commands/cancelling.ts';
export { correctReceipt } from './commands/correcting.ts';
export { handOverOrder, shipOrder, type HandedOver, type Sent } from './commands/delivering.ts';
export { confirmCharge, recordPayment, requestCharge, type Recorded } from './commands/paying.ts';
export { approveRefund, prepareRefund, refuseRefund } from './commands/refunding.ts';
export { approveTariff, proposeTariff, refuseTariff } from './commands/tariffs.ts';
export { placeOrder, type Placed, type PlacedOrder } from './commands/placing.ts';
export { agreeAddendum, endAddendum, prepareAddendum, signAddendum } from './addenda/addendum-commands.ts';
export { agreeQuote, askQuote, counterOffer, endQuote, expireQuotes, prepareOffer, returnOffer, signOffer } from './quotes/quote-commands.ts';
export { answerClaim, closeClaim, decideClaim, fileClaim } from './remedies/claim-commands.ts';
export { applyLate, prepareLate, waiveLate } from './remedies/late-commands.ts';
export { chooseChannel, issuePaper, recordPaper } from './payment-file/payment-commands.ts';
export { approveLimit, proposeLimit, refuseLimit } from './limits/limit-commands.ts';
export { agreeFramework, callOff, draftFramework, endFramework, signFramework } from './frameworks/framework-commands.ts';
export { openSwakelola, prepareSwakelola, signSwakelola } from './swakelola/swakelola-commands.ts';
export { answerRating, rateOrder } from './ratings/rating-commands.ts';
export { localPaymentEvent, localPaymentPort, type PaymentPort } from './payment-port.ts';
export { newOrder, type NewOrder, type OrderWish } from './order-input.ts';
export { stateNames, type State } from './order.ts';
export { orderByNumber, reachOfGuest, reachOfLines, reachOfOrder, type OrderRow } from './queries.ts';
export { reactions } from './reactions.ts';
export { agencyOrderUrl, makerOrderUrl, paperPdfUrl, paperUrl } from './urls.ts';

export const routes: Route[] = [...shopRoutes, ...agencyRoutes, ...makerRoutes, ...refundRoutes, ...adjustmentRoutes, ...tariffRoutes, ...paperRoutes, ...quoteRoutes, ...addendumRoutes, ...remedyRoutes, ...paymentRoutes, ...limitRoutes, ...frameworkRoutes, ...swakelolaRoutes, ...ratingRoutes, ...api, ...quoteApi, ...remedyApi, ...paymentApi, ...frameworkApi];

registerNavigation([
  { surface: 'pengadaan', href: agencyHomeUrl(), group: 'view', text: { id: 'Beranda', en: 'Home' }, may: 'order.follow', position: 10 },
  { surface: 'pengadaan', href: agencyCatalogueUrl(), group: 'buying', text: { id: 'Katalog', en: 'Catalogue' }, may: 'order.follow', position: 20 },
  { surface: 'pengadaan', href: packageUrl(), group: 'buying', text: { id: 'Paket', en: 'Package' }, may: 'order.follow', position: 30 },
  { surface: 'pengadaan', href: agencyOrdersUrl(), group: 'making', text: { id: 'Pesanan', en: 'Orders' }, may: 'order.follow', position: 40 },
  { surface: 'pengadaan', href: agencyQuotesUrl(), group: 'buying', text: { id: 'Penawaran', en: 'Quotes' }, may: 'quote.ask', position: 35 },
  { surface: 'pengadaan', href: agencyFrameworksUrl(), group: 'buying', text: { id: 'Kontrak payung', en: 'Frameworks' }, may: 'order.follow', position: 45 },
  { surface: 'bengkel', href: makerFrameworksUrl(), group: 'making', text: { id: 'Kontrak payung', en: 'Frameworks' }, may: 'order.fulfil', position: 22 },
  { surface: 'pengadaan', href: agencySwakelolaUrl(), group: 'buying', text: { id: 'Swakelola', en: 'Swakelola' }, may: 'order.follow', position: 50 },
  { surface: 'bengkel', href: makerSwakelolaUrl(), group: 'making', text: { id: 'Swakelola', en: 'Swakelola' }, may: 'order.fulfil', position: 23 },
  { surface: 'pengadaan', href: organisationUrl(), group: 'unit', text: { id: 'Pejabat dan batas', en: 'People and limits' }, may: 'order.follow', position: 90 },
  { surface: 'bengkel', href: makerOrdersUrl(), group: 'making', text: { id: 'Pesanan', en: 'Orders' }, may: 'order.fulfil', position: 20 },
  { surface: 'bengkel', href: makerQuotesUrl(), group: 'making', text: { id: 'Penawaran', en: 'Quotes' }, may: 'order.fulfil', position: 21 },
  { surface: 'bengkel', href: tariffsUrl(), group: 'goods', text: { id: 'Ongkos kirim', en: 'Delivery charges' }, may: 'tariff.read', position: 55 },
]);
