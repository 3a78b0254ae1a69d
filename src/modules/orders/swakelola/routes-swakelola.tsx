import { z } from 'zod';
import type { Reach } from '#kernel/db.ts';
import { form, page, readEndpoint, writeEndpoint, type Req, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { facilityByCode, facilityChoices } from '#organisation';
import type { Side } from '../pages/order-list.tsx';
import { agencySwakelolaUrl, makerSwakelolaUrl } from '../urls.ts';
import { paperBody, swakelolaReason, swakelolaWish } from './swakelola.ts';
import { endSwakelola, openSwakelola, prepareSwakelola, returnSwakelola, signSwakelola } from './swakelola-commands.ts';
import { swakelolaListPage, swakelolaPage } from './swakelola-pages.tsx';
import { swakelolaByNumber, swakelolaFile, swakelolaList, type SwakelolaFile } from './swakelola-queries.ts';

const numberOf = (req: Req) => req.params['number'] ?? '';
const nothing = z.strictObject({});
const opening = z.strictObject({ facility: z.string().trim().min(3).max(80), ...swakelolaWish.shape });
async function reachOfFacility(req: Req, { facility }: { facility: string }): Promise<Reach> {
  const { id } = await req.read((reader) => facilityByCode(reader, facility));
  return { facility_ids: [id], agency_id: req.actor.agency_id };
}
async function reachOfFile(req: Req): Promise<Reach> {
  const { facility_ids, agency_id } = req.actor;
  if (agency_id === null) return { facility_ids };
  const file = await req.read((reader) => swakelolaByNumber(reader, numberOf(req)));
  return { facility_ids: [file.facility_id], agency_id };
}
const listed = (side: Side) => async (req: Req, state?: Parameters<typeof swakelolaListPage>[3]) => swakelolaListPage(req, side, await req.read(async (reader) => ({ rows: await swakelolaList(reader), facilities: side === 'pengadaan' ? await facilityChoices(reader) : [] })), state);
const shown = (side: Side) => async (req: Req, state?: Parameters<typeof swakelolaPage>[3]) => swakelolaPage(req, side, await req.read((reader) => swakelolaFile(reader, numberOf(req))), state);
const urlOf = { pengadaan: agencySwakelolaUrl, bengkel: makerSwakelolaUrl } as const;

const routesOf = (side: Side): Route[] => {
  const path = `${urlOf[side]()}/:number`;
  const again = shown(side);
  const done = (req: Req, key: 'prepared' | 'signed' | 'returned' | 'ended') => ({ location: urlOf[side](numberOf(req)), notice: say(req.locale)(key) });
  return [
    page({ path: urlOf[side](), may: side === 'bengkel' ? 'order.fulfil' : 'order.follow', show: (req) => listed(side)(req) }),
    page({ path, may: side === 'bengkel' ? 'order.fulfil' : 'order.follow', show: (req) => again(req) }),
    form({ path: `${path}/susun`, may: 'swakelola.prepare', fields: paperBody, reach: reachOfFile, again, act: async (tx, body, req) => { await prepareSwakelola(tx, { number: numberOf(req), ...body }); return done(req, 'prepared'); } }),
    form({ path: `${path}/tanda-tangan`, may: 'swakelola.sign', fields: nothing, reach: reachOfFile, again, act: async (tx, _, req) => { await signSwakelola(tx, { number: numberOf(req) }); return done(req, 'signed'); } }),
    form({ path: `${path}/kembalikan`, may: 'swakelola.sign', fields: swakelolaReason, reach: reachOfFile, again, act: async (tx, input, req) => { await returnSwakelola(tx, { number: numberOf(req), ...input }); return done(req, 'returned'); } }),
    form({ path: `${path}/akhiri`, may: 'swakelola.sign', fields: swakelolaReason, reach: reachOfFile, again, act: async (tx, input, req) => { await endSwakelola(tx, { number: numberOf(req), ...input }); return done(req, 'ended'); } }),
  ];
};

const tag = 'swakelola';
const root = '/api/v1/swakelola';
const plain = ({ papers, ...file }: SwakelolaFile) => ({ ...file, papers: papers.map(({ prepared_person: _person, ...paper }) => paper) });
export const swakelolaRoutes: Route[] = [
  ...routesOf('pengadaan'), ...routesOf('bengkel'),
  form({
    path: agencySwakelolaUrl(), may: 'swakelola.open', fields: opening, reach: reachOfFacility, again: listed('pengadaan'),
    act: async (tx, { facility, ...wish }, req) => {
      const { number } = await openSwakelola(tx, { facility_id: (await facilityByCode(tx, facility)).id, ...wish });
      return { location: agencySwakelolaUrl(number), notice: say(req.locale)('opened') };
    },
  }),
  readEndpoint({ path: root, may: 'order.read', tag, summary: 'Swakelola files in your reach', read: async (reader) => ({ items: await swakelolaList(reader), next_cursor: null }) }),
  readEndpoint({ path: `${root}/:number`, may: 'order.read', tag, summary: 'One swakelola file with its papers', read: async (reader, { params }) => plain(await swakelolaFile(reader, params['number'] ?? '')) }),
  writeEndpoint({ path: root, may: 'swakelola.open', tag, summary: 'Open a swakelola file of type II with a facility', body: opening, reach: reachOfFacility, act: async (tx, { body: { facility, ...wish } }) => openSwakelola(tx, { facility_id: (await facilityByCode(tx, facility)).id, ...wish }) }),
  writeEndpoint({ path: `${root}/:number/papers`, may: 'swakelola.prepare', tag, summary: 'Prepare the next paper, by the side whose it is', body: paperBody, reach: reachOfFile, act: (tx, { body }, req) => prepareSwakelola(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/:number/signatures`, may: 'swakelola.sign', tag, summary: 'Sign the paper that waits, for the own side; with both it is issued', body: nothing, reach: reachOfFile, act: (tx, _, req) => signSwakelola(tx, { number: numberOf(req) }) }),
  writeEndpoint({ path: `${root}/:number/returns`, may: 'swakelola.sign', tag, summary: 'Send the paper back, with a reason', body: swakelolaReason, reach: reachOfFile, act: (tx, { body }, req) => returnSwakelola(tx, { number: numberOf(req), ...body }) }),
  writeEndpoint({ path: `${root}/:number/ending`, may: 'swakelola.sign', tag, summary: 'End the file, with a reason', body: swakelolaReason, reach: reachOfFile, act: (tx, { body }, req) => endSwakelola(tx, { number: numberOf(req), ...body }) }),
];

const say = words({
  opened: { id: 'Berkas swakelola dibuka. UPT menyusun pernyataan kesediaan.', en: 'The swakelola file is open. The facility prepares its statement of readiness.' }, prepared: { id: 'Dokumen menunggu tanda tangan kedua pihak.', en: 'The paper waits for both signatures.' }, signed: { id: 'Dokumen ditandatangani.', en: 'The paper is signed.' }, returned: { id: 'Dokumen dikembalikan.', en: 'The paper is sent back.' }, ended: { id: 'Berkas diakhiri.', en: 'The file is ended.' },
});
