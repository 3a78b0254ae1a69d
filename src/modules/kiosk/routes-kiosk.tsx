/** /kios: the person's own six screens, on an enrolled kiosk alone. No address carries an id: the visit says whose it is. */
import { z } from 'zod';
import { addDays, formatDay } from '#kernel/calendar.ts';
import { month as monthField } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import { unseal } from '#kernel/seal.ts';
import { form, page, plainForm, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { deviceOf, type Device } from '#identity';
import { savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { budgetWaitOf, correctionsOf, slipMonths, slipOf, standingInWords, standingOf } from '#pay';
import { enrolmentStateNames } from '#training';
import { raiseComplaint, raiseObjection } from './commands/objections.ts';
import { continueVisit, endVisit, openVisit, readingFor } from './commands/visits.ts';
import { newComplaint, newObjection } from './objection.ts';
import { markedMonths, ownCourses, ownMarks, ownOutput, ownOutsideCertificates } from './own-queries.ts';
import { doorPage, hoursPage, menuPage, outputPage, payPage, savingsPage, strangerPage, trainingPage, urlsFor, voicePage, type Standing, type Voice } from './pages/kiosk.tsx';
import { complaintsOf, objectionsOf } from './queries.ts';
import { locked, notMatching, pinNext, signInFields, visitCookie, type LockSeconds } from './visit.ts';
import { sayKiosk } from './words.ts';

async function kioskOf(req: Req): Promise<Device | undefined> {
  const device = await deviceOf(req.db, req.raw);
  return device?.kind === 'kiosk' ? device : undefined;
}

/** A step of a visit; whoever has none, or whose visit has locked, stands at the door. */
async function inVisit(req: Req, pace: keyof LockSeconds, draw: (standing: Standing) => Promise<Drawn> | Drawn): Promise<Drawn> {
  const device = await kioskOf(req);
  if (!device) return strangerPage(req);
  const token = req.cookie(visitCookie);
  const going = token ? await continueVisit(req.db, device, token, pace) : undefined;
  return going ? draw(going) : doorPage(req, { locked: Boolean(token) });
}

async function standing(req: Req): Promise<Standing> {
  const [device, token] = [await kioskOf(req), req.cookie(visitCookie)];
  const going = device && token ? await continueVisit(req.db, device, token, 'writing') : undefined;
  if (!going) throw locked;
  return going;
}

const whose = ({ visit: { facility_id, worker_id } }: Standing) => ({ facility_id, worker_id });
const today = async (req: Req, { visit }: Standing) => readingFor(req.db, visit, async (reader) => await dayAt(reader, visit.facility_id));

/** The month asked for, or this one; a word that is no month falls away. */
async function monthOf(req: Req, at: Standing): Promise<string> {
  return monthField.safeParse(req.query['bulan']).data ?? (await today(req, at)).slice(0, 7);
}

function voice(req: Req, refused: { objection?: FormState; complaint?: FormState } = {}): Promise<Drawn> {
  return inVisit(req, 'writing', async (at) => voicePage(req, at, await voiceOf(req, at), refused));
}

async function voiceOf(req: Req, at: Standing): Promise<Voice> {
  const day = await today(req, at);
  return readingFor(req.db, at.visit, async (reader) => {
    const worked = (await markedMonths(reader, whose(at))).map((row) => row.month);
    const paid = (await slipMonths(reader, at.visit.worker_id)).map((row) => row.month);
    const own = await complaintsOf(reader, whose(at), day);
    return {
      months: [...new Set([day.slice(0, 7), addDays(`${day.slice(0, 7)}-01`, -1).slice(0, 7), ...worked, ...paid])].sort().reverse().slice(0, 12),
      objections: await objectionsOf(reader, whose(at), day), corrections: await correctionsOf(reader, whose(at)),
      complaints: own.map((row) => ({
        number: row.number, raised_on: row.raised_on, due_on: row.due_on, state: row.state, overdue: row.overdue, words: unseal(row.sealed_words, `complaint ${row.facility_id} ${row.number}`).toString(),
        answer: row.sealed_answer ? unseal(row.sealed_answer, `answer ${row.facility_id} ${row.number}`).toString() : null,
      })),
    };
  });
}

const reach = async (req: Req) => ({ facility_ids: [(await standing(req)).visit.facility_id] });
const may = 'anyone';

export const kioskRoutes: Route[] = [
  page({
    path: '/kios', may,
    show: async (req) => {
      const [device, token] = [await kioskOf(req), req.cookie(visitCookie)];
      if (!device) return strangerPage(req);
      const going = token ? await continueVisit(req.db, device, token, 'reading') : undefined;
      return going ? menuPage(req, going) : doorPage(req);
    },
  }),
  plainForm({
    path: '/kios', may, fields: signInFields,
    act: async ({ card, pin }, req) => {
      const device = await kioskOf(req);
      if (!device) throw notMatching;
      if (pin === undefined) throw pinNext;
      const { token } = await openVisit(req.db, device, { code: card, pin });
      req.setCookie(visitCookie, token);
      return urlsFor(req).menu;
    },
    again: async (req, state) => ((await kioskOf(req)) ? doorPage(req, {}, state) : strangerPage(req)),
  }),
  plainForm({ path: '/kios/keluar', may, fields: z.strictObject({}), act: async (_, req) => { await leave(req); return urlsFor(req).door; }, again: (req) => doorPage(req) }),
  // Where every screen goes by itself after its seconds: harmless to open twice, and it does what it says.
  page({
    path: '/kios/terkunci', may,
    show: async (req) => {
      await leave(req);
      return (await kioskOf(req)) ? doorPage(req, { locked: true }) : strangerPage(req);
    },
  }),
  page({ path: '/kios/menu', may, show: (req) => inVisit(req, 'reading', (at) => menuPage(req, at)) }),
  page({
    path: '/kios/jam', may,
    show: (req) => inVisit(req, 'reading', async (at) => {
      const month = await monthOf(req, at);
      return hoursPage(req, at, await readingFor(req.db, at.visit, async (reader) => ({ month, months: await markedMonths(reader, whose(at)), marks: await ownMarks(reader, whose(at), month) })));
    }),
  }),
  page({ path: '/kios/hasil', may, show: (req) => inVisit(req, 'reading', async (at) => outputPage(req, at, await readingFor(req.db, at.visit, (reader) => ownOutput(reader, whose(at))))) }),
  page({
    path: '/kios/premi', may,
    show: (req) => inVisit(req, 'reading', async (at) => payPage(req, at, await readingFor(req.db, at.visit, async (reader) => {
      const months = await slipMonths(reader, at.visit.worker_id);
      const month = monthField.safeParse(req.query['bulan']).data ?? months[0]?.month ?? (await today(req, at)).slice(0, 7);
      return { month, months, lines: await slipOf(reader, { worker_id: at.visit.worker_id, month }, req.locale), law: await budgetWaitOf(reader, { ...whose(at), day: await today(req, at) }, req.locale) };
    }))),
  }),
  page({
    path: '/kios/simpanan', may,
    show: (req) => inVisit(req, 'reading', async (at) => savingsPage(req, at, await readingFor(req.db, at.visit, async (reader) => {
      // The balance stands on top, large; below it why each part of it waits.
      return { savings: await savingsOf(reader, { ...whose(at), limit: 30 }), standing: standingInWords(await standingOf(reader, whose(at)), req.locale).slice(1) };
    }))),
  }),
  page({
    path: '/kios/pelatihan', may,
    show: (req) => inVisit(req, 'reading', async (at) => trainingPage(req, at, await readingFor(req.db, at.visit, async (reader) => ({
      courses: (await ownCourses(reader, whose(at))).map((row) => ({ ...row, state_name: enrolmentStateNames[row.state][req.locale] })), outside: await ownOutsideCertificates(reader, whose(at)),
    })))),
  }),
  page({ path: '/kios/keberatan', may, show: (req) => voice(req) }),
  form({
    path: '/kios/keberatan', may, reach, fields: newObjection, again: (req, objection) => voice(req, { objection }),
    act: async (tx, input, req) => {
      const at = await standing(req);
      const { number, due_on } = await raiseObjection(tx, { ...input, ...whose(at), device_id: at.visit.device_id });
      return { location: urlsFor(req).objections, notice: sayKiosk(req.locale)('sent', { number, day: formatDay(due_on, req.locale) }) };
    },
  }),
  page({ path: '/kios/pengaduan', may, show: (req) => voice(req) }),
  form({
    path: '/kios/pengaduan', may, reach, fields: newComplaint, again: (req, complaint) => voice(req, { complaint }),
    act: async (tx, input, req) => {
      const at = await standing(req);
      const { number, due_on } = await raiseComplaint(tx, { ...input, ...whose(at), device_id: at.visit.device_id });
      return { location: urlsFor(req).objections, notice: sayKiosk(req.locale)('sent', { number, day: formatDay(due_on, req.locale) }) };
    },
  }),
];

async function leave(req: Req): Promise<void> {
  const [device, token] = [await kioskOf(req), req.cookie(visitCookie)];
  if (device && token) await endVisit(req.db, device, token);
  if (token) req.setCookie(visitCookie, '', { maxAge: 0 });
}
