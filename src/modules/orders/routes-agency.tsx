import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { many, shortText, whole } from '#kernel/form.ts';
import { file, form, page, plainForm, type Req, type Route } from '#kernel/web.ts';
import { listingsBySkus, listingsOn } from '#catalogue';
import { commitOrder } from './commands/answering.ts';
import { cancelOrder } from './commands/cancelling.ts';
import { handOverOrder } from './commands/delivering.ts';
import { placeOrder } from './commands/placing.ts';
import { orderFile } from './order-file.ts';
import { orderListOf, orderSheet } from './order-sheet.ts';
import { cancellation, handoverForm } from './order-input.ts';
import { agencyCataloguePage, agencyHomePage } from './pages/agency-home.tsx';
import { agencyOrderPage, commitPage } from './pages/agency-order.tsx';
import { orderListPage } from './pages/order-list.tsx';
import { entriesOf, givenAccounts, keepPackage, packageOf, withAccounts } from './package-contents.ts';
import { packagePage } from './pages/package.tsx';
import { cancelPage, handoverPage } from './pages/shared-acts.tsx';
import { agencyWaits, countsByState, orderList } from './queries.ts';
import { reachOfActing, reachOfPlacing } from './reach.ts';
import { agencyOrderUrl, agencyOrdersUrl, packageUrl, paymentFileUrl } from './urls.ts';
import { sayAgency, sayHandover, sayOrders } from './words.ts';

const pieces = whole.pipe(z.int().min(0).max(10_000));
const fileOf = (req: Req) => req.read((reader) => orderFile(reader, req.params['number'] ?? ''));

export const agencyRoutes: Route[] = [
  page({
    path: '/pengadaan', may: 'order.follow',
    show: async (req) => agencyHomePage(req, await req.read(async (reader) => ({ open: await orderList(reader, { open: true, limit: 40 }), counts: await countsByState(reader), waits: await agencyWaits(reader) }))),
  }),
  page({
    path: '/pengadaan/katalog', may: 'order.follow',
    show: async (req) => {
      const q = req.query['q']?.trim().slice(0, 100);
      const at = Math.min(200, Math.max(1, Number(req.query['halaman']) || 1));
      const { rows: cards } = await listingsOn(req.shop, { ...(q ? { q } : {}), sort: 'relevance', page: at });
      const rows = await listingsBySkus(req.shop, cards.slice(0, 24).map((card) => card.sku));
      return agencyCataloguePage(req, { rows, filter: q ? { q } : {}, page: at, more: cards.length > 24 });
    },
  }),
  page({ path: '/pengadaan/keranjang', may: 'order.follow', show: async (req) => packagePage(req, await packageOf(req)) }),
  plainForm({
    path: '/pengadaan/keranjang', may: 'order.follow', fields: z.object({ sku: z.string().max(40), quantity: pieces.default(1) }),
    again: async (req, state) => packagePage(req, await packageOf(req), state),
    act: async ({ sku, quantity }, req) => {
      const [listing] = await listingsBySkus(req.shop, [sku]);
      if (listing && quantity > 0) keepPackage(req, [...entriesOf(req), { sku, quantity }]);
      return { location: packageUrl(), ...(listing ? { notice: sayAgency(req.locale)('added', { name: req.locale === 'en' ? listing.name_en : listing.name_id }) } : {}) };
    },
  }),
  plainForm({
    path: '/pengadaan/keranjang/ubah', may: 'order.follow', fields: z.object({ lines: many(z.object({ sku: z.string().max(40), quantity: pieces.default(0) })) }),
    again: async (req, state) => packagePage(req, await packageOf(req), state),
    act: async ({ lines }, req) => {
      keepPackage(req, lines.filter(({ quantity }) => quantity > 0));
      return packageUrl();
    },
  }),
  form({
    path: '/pengadaan/keranjang/kirim', may: 'order.prepare',
    fields: z.object({
      unit: shortText, rup_code: z.string().max(40).optional(), budget_account: z.string().max(20).optional(), accounts: givenAccounts, requested_on: z.string().optional(),
      receiver: shortText.optional(), address: z.string().trim().max(400).optional(), regency: z.string().trim().max(200).optional(), postcode: z.string().optional(), phone: z.string().optional(),
      places: z.array(z.object({ name: z.string().max(200).default(''), address: z.string().max(400).default(''), regency: z.string().max(200).optional(), phone: z.string().optional(), lines: z.array(z.object({ sku: z.string().max(40), quantity: pieces.default(0) })).max(100) })).max(40).optional(),
    }),
    reach: (req) => reachOfPlacing(req, { lines: entriesOf(req) }),
    again: async (req, state) => packagePage(req, await packageOf(req), { ...state, problems: renamed(state.problems) }),
    act: async (tx, { unit, rup_code, budget_account, accounts, receiver, address, regency, postcode, phone, requested_on, places }, req) => {
      const first = places?.[0];
      const placed = await placeOrder(tx, {
        channel: 'agency', lines: withAccounts(entriesOf(req), accounts), buyer: { name: tx.actor.unit_name || unit, unit, ...(rup_code ? { rup_code } : {}), ...(budget_account ? { budget_account } : {}) }, ...(requested_on ? { requested_on } : {}), ...(places ? { places } : {}),
        deliver_to: first ? { name: first.name, address: first.address, ...(first.regency ? { regency: first.regency } : {}) } : { name: receiver ?? '', address: address ?? '', ...(regency ? { regency } : {}), ...(postcode ? { postcode } : {}), ...(phone ? { phone } : {}) },
      });
      keepPackage(req, []);
      return { location: placed.orders.length === 1 ? agencyOrderUrl(placed.number) : agencyOrdersUrl({ q: placed.purchase_number }), notice: sayAgency(req.locale)('sent', { numbers: placed.orders.map((order) => order.number).join(', ') }) };
    },
  }),
  page({ path: '/pengadaan/pesanan', may: 'order.follow', show: async (req) => orderListPage(req, 'pengadaan', await orderListOf(req)) }),
  file({ path: '/pengadaan/pesanan.xlsx', may: 'order.follow', send: (req) => orderSheet(req) }),
  page({ path: '/pengadaan/pesanan/:number', may: 'order.follow', show: async (req) => agencyOrderPage(req, await fileOf(req)) }),
  page({ path: '/pengadaan/pesanan/:number/surat', may: 'order.follow', show: async (req) => commitPage(req, await fileOf(req)) }),
  form({
    path: '/pengadaan/pesanan/:number/surat', may: 'order.commit', fields: z.object({}), reach: reachOfActing, again: async (req, state) => commitPage(req, await fileOf(req), state),
    act: async (tx, _, req) => {
      const { number } = await commitOrder(tx, { number: req.params['number'] ?? '' });
      return { location: agencyOrderUrl(number), notice: sayAgency(req.locale)('committed', { number: `SP-${number}` }) };
    },
  }),
  page({ path: '/pengadaan/pesanan/:number/bast', may: 'order.hand_over', show: async (req) => handoverPage(req, 'pengadaan', await fileOf(req)) }),
  form({
    path: '/pengadaan/pesanan/:number/bast', may: 'order.hand_over', fields: handoverForm, reach: reachOfActing, again: async (req, state) => handoverPage(req, 'pengadaan', await fileOf(req), state),
    act: async (tx, input, req) => {
      const done = await handOverOrder(tx, { number: req.params['number'] ?? '', ...input });
      return { location: paymentFileUrl(done.number), notice: sayHandover(req.locale)('done', { number: done.handover }) };
    },
  }),
  page({ path: '/pengadaan/pesanan/:number/batal', may: 'order.cancel', show: async (req) => cancelPage(req, 'pengadaan', await fileOf(req)) }),
  form({
    path: '/pengadaan/pesanan/:number/batal', may: 'order.cancel', fields: cancellation, reach: reachOfActing, again: async (req, state) => cancelPage(req, 'pengadaan', await fileOf(req), state),
    act: async (tx, input, req) => {
      const { number } = await cancelOrder(tx, { number: req.params['number'] ?? '', ...input });
      return { location: agencyOrderUrl(number), notice: sayOrders(req.locale)('cancelled', { number }) };
    },
  }),
];

/** The order names its parts in its own way; on this form they have plainer names. */
function renamed(problems: FormState['problems']): FormState['problems'] {
  const names: Record<string, string> = { 'buyer.unit': 'unit', 'buyer.rup_code': 'rup_code', 'buyer.budget_account': 'budget_account', 'deliver_to.name': 'receiver', 'deliver_to.address': 'address', 'deliver_to.regency': 'regency', 'deliver_to.postcode': 'postcode', 'deliver_to.phone': 'phone' };
  return Object.fromEntries(Object.entries(problems).map(([name, problem]) => [names[name] ?? name, problem]));
}
