/** The staff side of the kiosk: cards and PINs at the counter, objections, sealed complaints, copies of the own file. */
import { z } from 'zod';
import { addDays, dayIn, formatDay, formatInstant } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import type { FormState } from '#kernel/form-state.ts';
import { shortText } from '#kernel/form.ts';
import { unseal } from '#kernel/seal.ts';
import { downloadXlsx, type SheetColumn } from '#kernel/sheets/index.ts';
import { file, form, idIn, ownFacility, page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { hashPin, newPin } from '#identity';
import { facilityById } from '#organisation';
import { issueCard, revokeCard, setKioskPin } from './commands/cards.ts';
import { copyFile, takeCopy } from './commands/copies.ts';
import { answerComplaint, answerObjection, raiseObjection } from './commands/objections.ts';
import { berkasPeserta } from './documents/berkas-peserta.ts';
import { complaintAnswer, copyRequest, newObjection, objectionAnswer, outcomes, subjects } from './objection.ts';
import { cardsPage, complaintPage, complaintsPage, holderPage, holdersPage, objectionPage, objectionsPage, overduePage, type HolderRefused } from './pages/desk.tsx';
import { complaintById, complaints, copies, holderOf, holders, objectionById, objections, overdue, type ComplaintRow } from './queries.ts';
import { deskUrls } from './urls.ts';
import { pinsDiffer } from './visit.ts';
import { sayDesk } from './words.ts';

/** The day at one's own unit, or in the capital for who looks over several. */
export async function todayFor(reader: Reader): Promise<string> {
  const { facility_id } = reader.actor;
  return dayIn(facility_id ? (await facilityById(reader, facility_id)).timezone : 'Asia/Jakarta', reader.now);
}
const asked = z.string().trim().min(1).max(100).regex(/^[^\0]*$/);

const holder = (req: Req, refused: HolderRefused = {}): Promise<Drawn> => req.read(async (reader) => {
  const facility_id = ownFacility(req);
  const { timezone } = await facilityById(reader, facility_id);
  const today = dayIn(timezone, reader.now);
  const months = [0, 1, 2, 3].map((back) => { let month = `${today.slice(0, 7)}-01`; for (let n = 0; n < back; n++) month = `${addDays(month, -1).slice(0, 7)}-01`; return month.slice(0, 7); });
  return holderPage(req, { holder: await holderOf(reader, facility_id, idIn(req, 'worker')), zone: timezone, months, today }, refused);
});

const objection = (req: Req, state?: FormState): Promise<Drawn> => req.read(async (reader) => objectionPage(req, await objectionById(reader, idIn(req), await todayFor(reader)), state));

/** Opening one is written down: who read a sealed complaint is a matter of record. */
async function complaint(req: Req, state?: FormState): Promise<Drawn> {
  return req.write(async (tx) => {
    const { sealed_words, sealed_answer, ...row } = await complaintById(tx, { id: idIn(req), today: await todayFor(tx), region: req.actor.role === 'regional' });
    tx.emit({ verb: 'complaint.opened', facility_id: row.facility_id, subject_kind: 'complaint', subject_id: row.id, particulars: { number: row.number } });
    return complaintPage(req, { ...row, words: unseal(sealed_words, `complaint ${row.facility_id} ${row.number}`).toString(), answer: sealed_answer ? unseal(sealed_answer, `answer ${row.facility_id} ${row.number}`).toString() : null }, state);
  });
}
const listedComplaints = (req: Req): Promise<ComplaintRow[]> => req.read(async (reader) => complaints(reader, { today: await todayFor(reader), region: req.actor.role === 'regional' }));

const complaintRoutes = (list: string, home: string): Route[] => [
  page({ path: list, may: 'complaint.open', show: async (req) => complaintsPage(req, await listedComplaints(req)) }),
  page({ path: `${list}/:id`, may: 'complaint.open', show: (req) => complaint(req) }),
  form({
    path: `${list}/:id`, may: 'complaint.answer', fields: complaintAnswer, again: complaint,
    act: async (tx, input, req) => {
      const { number } = await answerComplaint(tx, { ...input, id: idIn(req) });
      return { location: home, notice: sayDesk(req.locale)('answerGiven', { number }) };
    },
  }),
];

const fileHeaders = (type: string, name: string, disposition: string) => ({ 'content-type': type, 'content-disposition': `${disposition}; filename="${name}"`, 'cache-control': 'private, no-store' });

export const deskRoutes: Route[] = [
  page({
    path: deskUrls.holders, may: 'kiosk.enrol',
    show: (req) => req.read(async (reader) => {
      const q = asked.safeParse(req.query['q']).data;
      const tanpa = z.enum(['card', 'pin']).safeParse(req.query['tanpa']).data;
      const facility_id = ownFacility(req);
      return holdersPage(req, { rows: await holders(reader, { facility_id, ...(q ? { q } : {}), ...(tanpa ? { without: tanpa } : {}) }), filter: { ...(q ? { q } : {}), ...(tanpa ? { tanpa } : {}) }, copies: await copies(reader, facility_id) });
    }),
  }),
  page({
    path: '/bengkel/kartu-peserta', may: 'kiosk.enrol',
    show: (req) => req.read(async (reader) => {
      const facility_id = ownFacility(req);
      const unit = await facilityById(reader, facility_id);
      const one = z.uuid().safeParse(req.query['peserta']).data;
      return cardsPage(req, { rows: one ? [await holderOf(reader, facility_id, one)] : (await holders(reader, { facility_id, limit: 1000 })).filter((row) => row.code !== null), unit: unit.name, sample: unit.is_sample });
    }),
  }),
  page({ path: '/bengkel/kios/:worker', may: 'kiosk.enrol', show: (req) => holder(req) }),
  form({
    path: '/bengkel/kios/:worker/kartu', may: 'kiosk.enrol', fields: z.strictObject({}), again: (req) => holder(req),
    act: async (tx, _, req) => {
      await issueCard(tx, { facility_id: ownFacility(req), worker_id: idIn(req, 'worker') });
      return { location: deskUrls.holder(idIn(req, 'worker')), notice: sayDesk(req.locale)('issued') };
    },
  }),
  form({
    path: '/bengkel/kios/:worker/kartu/cabut', may: 'kiosk.enrol', fields: z.strictObject({ reason: shortText }), again: (req, revoke) => holder(req, { revoke }),
    act: async (tx, { reason }, req) => {
      await revokeCard(tx, { facility_id: ownFacility(req), worker_id: idIn(req, 'worker'), reason });
      return { location: deskUrls.holder(idIn(req, 'worker')), notice: sayDesk(req.locale)('revoked') };
    },
  }),
  // No once-key: its hash would be made of the digits. Setting the same PIN twice does no harm.
  plainForm({
    path: '/bengkel/kios/:worker/pin', may: 'kiosk.enrol', fields: z.strictObject({ pin: newPin, pin_again: z.string().max(12) }), again: (req, pin) => holder(req, { pin }),
    act: async ({ pin, pin_again }, req) => {
      if (pin !== pin_again) throw pinsDiffer;
      const pin_hash = await hashPin(req.db, pin);
      await req.write((tx) => setKioskPin(tx, { facility_id: ownFacility(req), worker_id: idIn(req, 'worker'), pin_hash }));
      return { location: deskUrls.holder(idIn(req, 'worker')), notice: sayDesk(req.locale)('pinSet') };
    },
  }),
  form({
    path: '/bengkel/kios/:worker/keberatan', may: 'objection.hear', fields: newObjection, again: (req, hear) => holder(req, { hear }),
    act: async (tx, input, req) => {
      const worker_id = idIn(req, 'worker');
      await holderOf(tx, ownFacility(req), worker_id);
      const { number, due_on } = await raiseObjection(tx, { ...input, facility_id: ownFacility(req), worker_id, device_id: null });
      return { location: deskUrls.holder(worker_id), notice: sayDesk(req.locale)('heard', { number, day: formatDay(due_on, req.locale) }) };
    },
  }),
  form({
    path: '/bengkel/kios/:worker/salinan', may: 'file.copy', fields: copyRequest, again: (req, copy) => holder(req, { copy }),
    act: async (tx, input, req) => {
      await copyFile(tx, { ...input, facility_id: ownFacility(req), worker_id: idIn(req, 'worker') });
      return { location: `${deskUrls.holders}#salinan`, notice: sayDesk(req.locale)('copyMade') };
    },
  }),
  file({
    path: '/bengkel/salinan/:id/berkas.pdf', may: 'file.copy',
    send: async (req) => {
      const { content, code, facility } = await req.write((tx) => takeCopy(tx, { id: idIn(req), as: 'pdf' }));
      const mark = { code, check_url: `${req.origin}/cek/${code}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, facility.timezone, 'id'), sample: facility.is_sample };
      return new Response(new Uint8Array(await berkasPeserta.pdf(content, mark)), { headers: fileHeaders('application/pdf', 'salinan-berkas.pdf', 'inline') });
    },
  }),
  file({
    path: '/bengkel/salinan/:id/berkas.json', may: 'file.copy',
    send: async (req) => {
      const { content } = await req.write((tx) => takeCopy(tx, { id: idIn(req), as: 'json' }));
      return new Response(JSON.stringify(content, null, 2), { headers: fileHeaders('application/json', 'salinan-berkas.json', 'attachment') });
    },
  }),
  page({
    path: '/bengkel/keberatan', may: 'objection.read',
    show: (req) => req.read(async (reader) => {
      const keadaan = z.enum(['open', 'overdue', 'answered']).safeParse(req.query['keadaan']).data;
      const tentang = z.enum(['pay', 'hours']).safeParse(req.query['tentang']).data;
      const { facility_id } = req.actor;
      const rows = await objections(reader, { today: await todayFor(reader), ...(facility_id ? { facility_id } : {}), ...(keadaan ? { state: keadaan } : {}), ...(tentang ? { about: tentang } : {}) });
      return objectionsPage(req, { rows, filter: { ...(keadaan ? { keadaan } : {}), ...(tentang ? { tentang } : {}) }, several: facility_id === null });
    }),
  }),
  file({
    path: deskUrls.objectionSheet, may: 'objection.read',
    send: async (req) => {
      const t = sayDesk(req.locale);
      const rows = await req.read(async (reader) => objections(reader, { today: await todayFor(reader), ...(req.actor.facility_id ? { facility_id: req.actor.facility_id } : {}) }));
      const columns: SheetColumn[] = [
        { key: 'unit', title: t('unit'), kind: 'text', width: 30 }, { key: 'number', title: t('number'), kind: 'text', width: 16 }, { key: 'code', title: t('code'), kind: 'text' }, { key: 'about', title: t('about'), kind: 'text' }, { key: 'month', title: t('month'), kind: 'text' },
        { key: 'raised_on', title: t('raisedOn'), kind: 'date' }, { key: 'due_on', title: t('due'), kind: 'date' }, { key: 'state', title: t('state'), kind: 'text', width: 16 }, { key: 'outcome', title: t('outcome'), kind: 'text', width: 18 },
      ];
      return downloadXlsx('keberatan', rows.map((row) => ({
        unit: row.facility_name, number: row.number, code: row.roster_code, about: subjects[row.about][req.locale], month: row.month, raised_on: row.raised_on, due_on: row.due_on, state: row.overdue ? t('overdue') : t(row.state), outcome: row.outcome ? outcomes[row.outcome][req.locale] : '',
      })), columns, { title: t('objections') });
    },
  }),
  page({ path: '/bengkel/keberatan/:id', may: 'objection.read', show: (req) => objection(req) }),
  form({
    path: '/bengkel/keberatan/:id', may: 'objection.answer', fields: objectionAnswer, again: objection,
    act: async (tx, input, req) => {
      const { number } = await answerObjection(tx, { ...input, facility_id: ownFacility(req), id: idIn(req) });
      return { location: deskUrls.objections(), notice: sayDesk(req.locale)('answerGiven', { number }) };
    },
  }),
  ...complaintRoutes('/bengkel/pengaduan', deskUrls.complaints),
  ...complaintRoutes('/pusat/pengaduan', deskUrls.regionComplaints),
  page({ path: deskUrls.overdue, may: 'overdue.read', show: async (req) => overduePage(req, await req.read(overdue)) }),
];
