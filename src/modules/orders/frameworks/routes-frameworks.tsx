import { z } from 'zod';
import type { Reach } from '#kernel/db.ts';
import { whole } from '#kernel/form.ts';
import { NotFound } from '#kernel/refusal.ts';
import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { keepPackage, packageOf } from '../package-contents.ts';
import type { Side } from '../pages/order-list.tsx';
import { reachOfLines } from '../queries.ts';
import { agencyFrameworksUrl, agencyFrameworkUrl, agencyOrderUrl, draftFrameworkUrl, makerFrameworksUrl, makerFrameworkUrl } from '../urls.ts';
import { callOffWish, frameworkEnding, frameworkWish } from './framework.ts';
import { agreeFramework, callOff, draftFramework, endFramework, signFramework } from './framework-commands.ts';
import { draftFrameworkPage, frameworkListPage, frameworkPage } from './framework-pages.tsx';
import { frameworkByNumber, frameworkFile, frameworkList, type FrameworkRow } from './framework-queries.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const nothing = z.strictObject({});
/** An agency's officer reaches the facility of a contract that the agency can see; NotFound otherwise. */
async function reachOfFramework(req: Req): Promise<Reach> {
  const { facility_ids, agency_id } = req.actor;
  if (agency_id === null) return { facility_ids };
  const framework = await req.read((reader) => frameworkByNumber(reader, numberOf(req)));
  return { facility_ids: [framework.facility_id], agency_id };
}
async function reachOfGoods(req: Req, { lines }: { lines: { sku: string }[] }): Promise<Reach> {
  if (!req.actor.agency_id) throw new NotFound();
  return { ...(await reachOfLines(req.db, lines)), agency_id: req.actor.agency_id };
}
const shown = (side: Side) => async (req: Req, state?: Parameters<typeof frameworkPage>[3]) => frameworkPage(req, side, await req.read((reader) => frameworkFile(reader, numberOf(req))), state);
const [agencyPage, makerPage] = [shown('pengadaan'), shown('bengkel')];
const [agency, maker] = [`${agencyFrameworksUrl()}/:number`, `${makerFrameworksUrl()}/:number`];
const back = (req: Req, side: Side, key: 'signed' | 'agreed' | 'ended') => ({ location: (side === 'bengkel' ? makerFrameworkUrl : agencyFrameworkUrl)(numberOf(req)), notice: say(req.locale)(key) });
/** A line that is left at nought is not called. */
const callForm = callOffWish.extend({ lines: z.array(z.strictObject({ sku: z.string().max(40), quantity: whole.pipe(z.int().min(0).max(100_000)).default(0) })).max(100) });

export const frameworkRoutes: Route[] = [
  page({ path: agencyFrameworksUrl(), may: 'order.follow', show: async (req) => frameworkListPage(req, 'pengadaan', await req.read(frameworkList)) }),
  page({ path: draftFrameworkUrl(), may: 'framework.draft', show: async (req) => draftFrameworkPage(req, await packageOf(req)) }),
  form({
    path: draftFrameworkUrl(), may: 'framework.draft', fields: frameworkWish, reach: reachOfGoods, again: async (req, state) => draftFrameworkPage(req, await packageOf(req), state),
    act: async (tx, wish, req) => {
      const { frameworks } = await draftFramework(tx, wish);
      keepPackage(req, []);
      const [first] = frameworks;
      return { location: frameworks.length === 1 && first ? agencyFrameworkUrl(first.number) : agencyFrameworksUrl(), notice: say(req.locale)('drafted') };
    },
  }),
  page({ path: agency, may: 'order.follow', show: (req) => agencyPage(req) }),
  form({ path: `${agency}/tanda-tangan`, may: 'framework.sign', fields: nothing, reach: reachOfFramework, again: agencyPage, act: async (tx, _, req) => { await signFramework(tx, { number: numberOf(req) }); return back(req, 'pengadaan', 'signed'); } }),
  form({ path: `${agency}/akhiri`, may: 'framework.end', fields: frameworkEnding, reach: reachOfFramework, again: agencyPage, act: async (tx, input, req) => { await endFramework(tx, { number: numberOf(req), ...input }); return back(req, 'pengadaan', 'ended'); } }),
  form({
    path: `${agency}/pesan`, may: 'framework.call', fields: callForm, reach: reachOfFramework, again: agencyPage,
    act: async (tx, wish, req) => {
      const made = await callOff(tx, { number: numberOf(req), ...wish, lines: wish.lines.filter(({ quantity }) => quantity > 0) });
      return { location: agencyOrderUrl(made.number), notice: say(req.locale)('called', { number: made.number }) };
    },
  }),
  page({ path: makerFrameworksUrl(), may: 'order.fulfil', show: async (req) => frameworkListPage(req, 'bengkel', await req.read(frameworkList)) }),
  page({ path: maker, may: 'order.fulfil', show: (req) => makerPage(req) }),
  form({ path: `${maker}/setuju`, may: 'framework.agree', fields: nothing, again: makerPage, act: async (tx, _, req) => { await agreeFramework(tx, { number: numberOf(req) }); return back(req, 'bengkel', 'agreed'); } }),
  form({ path: `${maker}/akhiri`, may: 'framework.end', fields: frameworkEnding, again: makerPage, act: async (tx, input, req) => { await endFramework(tx, { number: numberOf(req), ...input }); return back(req, 'bengkel', 'ended'); } }),
];

const tag = 'frameworks';
const root = '/api/v1/frameworks';
const plain = <Row extends FrameworkRow>({ prepared_person: _prepared, signed_person: _signed, ...row }: Row) => row;
export const frameworkApi: Route[] = [
  readEndpoint({ path: root, may: 'order.read', tag, summary: 'Framework contracts in your reach', read: async (reader) => ({ items: (await frameworkList(reader)).map(plain), next_cursor: null }) }),
  readEndpoint({ path: `${root}/:number`, may: 'order.read', tag, summary: 'One framework contract: what is left, and its call-offs', read: async (reader, { params }) => plain(await frameworkFile(reader, params['number'] ?? '')) }),
  writeEndpoint({ path: root, may: 'framework.draft', tag, summary: 'Draft a framework contract: one per facility whose goods are named', body: frameworkWish, reach: reachOfGoods, act: (tx, { body }) => draftFramework(tx, body) }),
  writeEndpoint({ path: `${root}/:number/signature`, may: 'framework.sign', tag, summary: 'The commitment officer signs; another person than who drafted it', body: nothing, reach: reachOfFramework, act: (tx, _, req) => signFramework(tx, { number: numberOf(req) }) }),
  writeEndpoint({ path: `${root}/:number/agreement`, may: 'framework.agree', tag, summary: 'The head of facility agrees; the contract is issued', body: nothing, act: (tx, _, req) => agreeFramework(tx, { number: numberOf(req) }) }),
  writeEndpoint({ path: `${root}/:number/ending`, may: 'framework.end', tag, summary: 'Refuse, withdraw or end a framework contract', body: frameworkEnding, reach: reachOfFramework, act: (tx, { body }, req) => endFramework(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/:number/call-offs`, may: 'framework.call', tag, summary: 'Order from the contract, up to what is left of it', body: callOffWish, reach: reachOfFramework, act: (tx, { body }, req) => callOff(tx, { number: numberOf(req), ...body }) }),
];

const say = words({
  drafted: { id: 'Kontrak menunggu tanda tangan PPK.', en: 'The contract waits for the commitment officer.' }, signed: { id: 'Kontrak menunggu persetujuan kepala UPT.', en: 'The contract waits for the head of facility.' }, agreed: { id: 'Kontrak payung berlaku.', en: 'The framework contract is in force.' }, ended: { id: 'Kontrak diakhiri.', en: 'The contract is ended.' }, called: { id: 'Pesanan {number} terkirim dari kontrak payung.', en: 'Order {number} is sent from the framework contract.' },
});
