import { z } from 'zod';
import type { Reach } from '#kernel/db.ts';
import { day, shortText, whole } from '#kernel/form.ts';
import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { NotFound } from '#kernel/refusal.ts';
import { entriesOf, givenAccounts, keepPackage, packageOf, withAccounts } from '../package-contents.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfLines } from '../queries.ts';
import { agencyOrderUrl, agencyQuotesUrl, agencyQuoteUrl, makerQuoteUrl } from '../urls.ts';
import { quoteCounter, quoteEnding, quoteOffer, quoteRequest } from './quote.ts';
import { agreeQuote, askQuote, counterOffer, endQuote, prepareOffer, returnOffer, signOffer } from './quote-commands.ts';
import { askQuotePage, quoteListPage, type QuoteFilter } from './quote-list.tsx';
import { quotePage } from './quote-page.tsx';
import { quoteByNumber, quoteFile, quoteList } from './quote-queries.ts';
import { sayQuotes } from './quote-words.ts';

const perPage = 40;
const numberOf = (req: Req) => req.params['number'] ?? '';
const shown = (side: Side) => async (req: Req, state?: Parameters<typeof quotePage>[3]) => quotePage(req, side, await req.read((reader) => quoteFile(reader, numberOf(req))), state);
const [agencyPage, makerPage] = [shown('pengadaan'), shown('bengkel')];
const say = sayQuotes;

/** An agency's officer reaches the facility of a quote that the agency can see; NotFound otherwise. */
async function reachOfQuote(req: Req): Promise<Reach> {
  const { facility_ids, agency_id } = req.actor;
  if (agency_id === null) return { facility_ids };
  const quote = await req.read((reader) => quoteByNumber(reader, numberOf(req)));
  return { facility_ids: [quote.facility_id], agency_id };
}

async function listed(req: Req, side: Side) {
  const q = req.query['q']?.trim().replaceAll('\u0000', '').slice(0, 100);
  const filter: QuoteFilter = { ...(q ? { q } : {}), ...(req.query['open'] ? { open: 'on' } : {}) };
  const after = z.uuid().safeParse(req.query['after']).data;
  const rows = await req.read((reader) => quoteList(reader, { ...(q ? { q } : {}), open: filter.open !== undefined, limit: perPage + 1, ...(after ? { after } : {}) }));
  return quoteListPage(req, side, { rows: rows.slice(0, perPage), filter, next: rows.length > perPage ? rows[perPage - 1]?.id : undefined });
}

const one = { pengadaan: '/pengadaan/penawaran/:number', bengkel: '/bengkel/penawaran/:number' } as const;
const askFields = z.object({ subject: shortText, unit: shortText, rup_code: z.string().max(40).optional(), accounts: givenAccounts, day, receiver: shortText, address: z.string().trim().min(5).max(400), regency: z.string().trim().max(200).optional(), phone: z.string().optional(), note: z.string().trim().max(1000).optional() });

export const quoteRoutes: Route[] = [
  page({ path: '/pengadaan/penawaran', may: 'quote.ask', show: (req) => listed(req, 'pengadaan') }),
  page({ path: '/pengadaan/penawaran/baru', may: 'quote.ask', show: async (req) => askQuotePage(req, await packageOf(req)) }),
  form({
    path: '/pengadaan/penawaran/baru', may: 'quote.ask', fields: askFields, reach: async (req) => ({ ...(await reachOfLines(req.db, entriesOf(req))), agency_id: req.actor.agency_id }),
    again: async (req, state) => askQuotePage(req, await packageOf(req), { ...state, problems: Object.fromEntries(Object.entries(state.problems).map(([name, problem]) => [name === 'deliver_to.phone' ? 'phone' : name, problem])) }),
    act: async (tx, { accounts, receiver, address, regency, phone, ...wish }, req) => {
      const { quotes } = await askQuote(tx, {
        ...wish, deliver_to: { name: receiver, address, ...(regency ? { regency } : {}), ...(phone ? { phone } : {}) },
        lines: withAccounts(entriesOf(req), accounts),
      });
      keepPackage(req, []);
      const [first] = quotes;
      return { location: quotes.length === 1 && first ? agencyQuoteUrl(first.number) : agencyQuotesUrl(), notice: say(req.locale)('asked', { numbers: quotes.map(({ number }) => number).join(', ') }) };
    },
  }),
  page({ path: one.pengadaan, may: 'quote.ask', show: (req) => agencyPage(req) }),
  form({ path: `${one.pengadaan}/tawar`, may: 'quote.ask', fields: quoteCounter, reach: reachOfQuote, again: agencyPage, act: async (tx, input, req) => ({ location: agencyQuoteUrl((await counterOffer(tx, { number: numberOf(req), ...input })).number), notice: say(req.locale)('countered') }) }),
  form({
    path: `${one.pengadaan}/setuju`, may: 'quote.agree', fields: z.object({ version: whole }), reach: reachOfQuote, again: agencyPage,
    act: async (tx, { version }, req) => {
      const { order } = await agreeQuote(tx, { number: numberOf(req), version });
      return { location: agencyOrderUrl(order), notice: say(req.locale)('agreed', { number: order }) };
    },
  }),
  form({ path: `${one.pengadaan}/akhiri`, may: 'quote.ask', fields: quoteEnding, reach: reachOfQuote, again: agencyPage, act: async (tx, input, req) => ({ location: agencyQuoteUrl((await endQuote(tx, { number: numberOf(req), ...input })).number), notice: say(req.locale)('ended') }) }),

  page({ path: '/bengkel/penawaran', may: 'order.fulfil', show: (req) => listed(req, 'bengkel') }),
  page({ path: one.bengkel, may: 'order.fulfil', show: (req) => makerPage(req) }),
  form({ path: `${one.bengkel}/susun`, may: 'quote.offer', fields: quoteOffer, again: makerPage, act: async (tx, input, req) => ({ location: makerQuoteUrl((await prepareOffer(tx, { number: numberOf(req), ...input })).number), notice: say(req.locale)('drafted') }) }),
  form({ path: `${one.bengkel}/tanda-tangan`, may: 'quote.sign', fields: z.object({}), again: makerPage, act: async (tx, _, req) => ({ location: makerQuoteUrl((await signOffer(tx, { number: numberOf(req) })).number), notice: say(req.locale)('signed') }) }),
  form({ path: `${one.bengkel}/kembalikan`, may: 'quote.sign', fields: quoteEnding, again: makerPage, act: async (tx, input, req) => ({ location: makerQuoteUrl((await returnOffer(tx, { number: numberOf(req), ...input })).number), notice: say(req.locale)('returned') }) }),
  form({ path: `${one.bengkel}/akhiri`, may: 'quote.end', fields: quoteEnding, again: makerPage, act: async (tx, input, req) => ({ location: makerQuoteUrl((await endQuote(tx, { number: numberOf(req), ...input })).number), notice: say(req.locale)('ended') }) }),
];

const tag = 'quotes';
const root = '/api/v1/quotes';
const nothing = z.strictObject({});
export const quoteApi: Route[] = [
  readEndpoint({ path: root, may: 'quote.read', tag, summary: 'Quotes in your reach, newest first', query: z.strictObject({ open: z.enum(['true', 'false']).optional(), q: z.string().max(100).optional(), limit: z.coerce.number().int().min(1).max(200).default(50), cursor: z.uuid().optional() }),
    read: async (reader, { query: { cursor, limit, open, q } }) => {
      const rows = await quoteList(reader, { limit: limit + 1, open: open === 'true', ...(q ? { q } : {}), ...(cursor ? { after: cursor } : {}) });
      return { items: rows.slice(0, limit).map(({ asked_by: _by, asked_person: _person, ...row }) => row), next_cursor: rows.length > limit ? rows[limit - 1]?.id ?? null : null };
    } }),
  readEndpoint({ path: `${root}/:number`, may: 'quote.read', tag, summary: 'One quote with its versions, as each was frozen', read: async (reader, { params }) => {
    const { versions, asked_by: _by, asked_person: _person, ...quote } = await quoteFile(reader, params['number'] ?? '');
    return { ...quote, versions: versions.map(({ id: _id, prepared_by: _prepared, prepared_person: _who, sent_by: _sent, ...version }) => version) };
  } }),
  writeEndpoint({ path: root, may: 'quote.ask', tag, summary: 'Ask for a quote: one per facility whose goods are named', body: quoteRequest, reach: async (req, body) => {
    if (!req.actor.agency_id) throw new NotFound();
    return { ...(await reachOfLines(req.db, body.lines)), agency_id: req.actor.agency_id };
  }, act: (tx, { body }) => askQuote(tx, body) }),
  writeEndpoint({ path: `${root}/:number/offers`, may: 'quote.offer', tag, summary: 'The facility prepares an offer as the next version', body: quoteOffer, act: (tx, { params, body }) => prepareOffer(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: `${root}/:number/signature`, may: 'quote.sign', tag, summary: 'The head of facility signs the offer; another person than who prepared it', body: nothing, act: (tx, { params }) => signOffer(tx, { number: params['number'] ?? '' }) }),
  writeEndpoint({ path: `${root}/:number/return`, may: 'quote.sign', tag, summary: 'The head sends the draft back, with a reason', body: quoteEnding, act: (tx, { params, body }) => returnOffer(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: `${root}/:number/counter-offers`, may: 'quote.ask', tag, summary: 'The agency counters a signed offer', body: quoteCounter, reach: reachOfQuote, act: (tx, { params, body }) => counterOffer(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: `${root}/:number/agreement`, may: 'quote.agree', tag, summary: 'The commitment officer accepts a version: it becomes the order with that price', body: z.strictObject({ version: z.int().min(1) }), reach: reachOfQuote, act: (tx, { params, body }) => agreeQuote(tx, { number: params['number'] ?? '', ...body }) }),
  writeEndpoint({ path: `${root}/:number/ending`, may: 'quote.end', tag, summary: 'The agency withdraws, or the facility declines', body: quoteEnding, reach: reachOfQuote, act: (tx, { params, body }) => endQuote(tx, { number: params['number'] ?? '', ...body }) }),
];
