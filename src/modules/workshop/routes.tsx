/** /bengkel: the floor's pages and forms. */
import { z } from 'zod';
import { listAccounts } from '#identity';
import { day, longText, many, positive, shortText, ticked } from '#kernel/form.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Reader } from '#kernel/db.ts';
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { form, ownFacility, page, type Drawn, type Req, type Route } from '#kernel/web.ts';
import { dayAt, facilityById, supervisorsOn } from '#organisation';
import { waitingOnFloor } from './capture-queries.ts';
import { markAttendance } from './commands/attendance.ts';
import { closeIncident, reportIncident } from './commands/incidents.ts';
import { cancelSession, closeSession, openSession } from './commands/session.ts';
import { floorRoles, giveTool, takeTool } from './commands/tools.ts';
import { attendancePage, reasonsPage } from './pages/attendance.tsx';
import { chooseSessionPage, newSessionPage, sessionPage } from './pages/session.tsx';
import { todayPage } from './pages/today.tsx';
import { boardPage, countPage, incidentPage, lendingPage } from './pages/tools.tsx';
import { countsToday, reasons, rosterOf, sessionById, sessionsToday, supervisorsOf, slots, workshops, type SessionRow } from './queries.ts';
import { slotCodes } from './session.ts';
import { incidentById, incidents, tools, toolsOfSession } from './tool-queries.ts';
import { urls } from './urls.ts';
import { sayWorkshop } from './words.ts';

const may = 'workshop.enter';
const choice = z.record(z.uuid(), z.enum(['ya', 'tidak'])).default({});
const perPerson = <T extends z.ZodType>(of: T) => z.record(z.uuid(), of).default({});

export const pages: Route[] = [
  page({ path: urls.today, may, show: (req) => req.read(async (reader) => todayPage(req, await todayOf(req, reader))) }),

  page({ path: urls.newSession, may: 'session.open', show: (req) => opening(req) }),
  form({
    path: urls.newSession, may: 'session.open', fields: z.strictObject({ workshop: shortText, slot: z.enum(slotCodes), day, supervisors: many(z.uuid()) }), again: opening,
    act: async (tx, input, req) => {
      const { id } = await openSession(tx, { ...input, facility_id: ownFacility(req) });
      return { location: urls.session(id), notice: sayWorkshop(req.locale)('sessionOpened') };
    },
  }),
  page({ path: '/bengkel/sesi/:id', may, show: (req) => session(req) }),
  form({
    path: '/bengkel/sesi/:id/tutup', may: 'session.close', fields: z.strictObject({}), again: (req, closing) => session(req, { closing }),
    act: async (tx, _, req) => {
      const { facility_id, id } = await sessionById(tx, req.params['id'] ?? '');
      await closeSession(tx, { facility_id, session_id: id });
      return { location: urls.session(id), notice: sayWorkshop(req.locale)('sessionClosed') };
    },
  }),
  form({
    path: '/bengkel/sesi/:id/batal', may: 'session.cancel', fields: z.strictObject({ reason: longText, unpaid: ticked }), again: (req, cancelling) => session(req, { cancelling }),
    act: async (tx, { reason, unpaid }, req) => {
      const { facility_id, id } = await sessionById(tx, req.params['id'] ?? '');
      await cancelSession(tx, { facility_id, session_id: id, reason, paid: !unpaid });
      return { location: urls.session(id), notice: sayWorkshop(req.locale)('sessionCancelled') };
    },
  }),

  page({ path: urls.attendances, may: 'attendance.mark', show: (req) => req.read(async (reader) => chooseSessionPage(req, { title: sayWorkshop(req.locale)('attendance'), sessions: await openSessions(req, reader), hrefOf: urls.attendance })) }),
  page({ path: '/bengkel/kehadiran/:id', may: 'attendance.mark', show: (req) => marking(req) }),
  form({
    path: '/bengkel/kehadiran/:id', may: 'attendance.mark', fields: z.strictObject({ mark: choice }), again: marking,
    act: async (tx, { mark }, req) => {
      const { facility_id, id } = await sessionById(tx, req.params['id'] ?? '');
      const absent: string[] = [];
      for (const row of await rosterOf(tx, id)) {
        const said = mark[row.worker_id];
        // Who is already marked that way keeps the finer mark (late, sick, …).
        if (said === undefined || row.attended === (said === 'ya')) continue;
        if (said === 'tidak') absent.push(row.worker_id);
        else await markAttendance(tx, { facility_id, session_id: id, worker_id: row.worker_id, reason_code: 'ATTENDED' });
      }
      return absent.length > 0 ? urls.reasons(id, absent) : { location: urls.session(id), notice: sayWorkshop(req.locale)('attendanceSaved') };
    },
  }),
  page({ path: '/bengkel/kehadiran/:id/alasan', may: 'attendance.mark', show: (req) => explaining(req) }),
  form({
    path: '/bengkel/kehadiran/:id/alasan', may: 'attendance.mark', again: explaining,
    fields: z.strictObject({ reason: perPerson(shortText), paid: choice, note: perPerson(z.string().max(1000)), minutes: perPerson(positive) }),
    act: async (tx, { reason, paid, note, minutes }, req) => {
      const { facility_id, id } = await sessionById(tx, req.params['id'] ?? '');
      const problems: Record<string, string> = {};
      for (const worker_id of asked(req)) {
        const reason_code = reason[worker_id];
        const decided = paid[worker_id];
        if (reason_code === undefined) {
          problems[`reason.${worker_id}`] = sayWorkshop(req.locale)('chooseReason');
          continue;
        }
        try {
          await markAttendance(tx, { facility_id, session_id: id, worker_id, reason_code, note: note[worker_id], minutes: minutes[worker_id], paid: decided === undefined ? undefined : decided === 'ya' });
        } catch (error) {
          if (!(error instanceof Refusal) || !error.field) throw error;
          problems[`${error.field === 'reason_code' ? 'reason' : error.field}.${worker_id}`] = error.text[req.locale];
        }
      }
      if (Object.keys(problems).length > 0) throw new Invalid(problems);
      return { location: urls.session(id), notice: sayWorkshop(req.locale)('attendanceSaved') };
    },
  }),

  page({ path: urls.tools, may, show: board }),
  page({ path: urls.lending, may: 'tool.lend', show: (req) => lending(req) }),
  form({
    path: urls.lending, may: 'tool.lend', again: lending,
    fields: z.strictObject({ session_id: z.uuid(), tool_id: z.uuid(), worker_id: z.uuid(), second_officer: z.uuid().optional() }),
    act: async (tx, input, req) => {
      const { facility_id } = await sessionById(tx, input.session_id);
      await giveTool(tx, { ...input, facility_id });
      return { location: urls.lendingOf(input.session_id), notice: sayWorkshop(req.locale)('toolGiven') };
    },
  }),
  form({
    path: urls.takeBack, may: 'tool.lend', again: board,
    fields: z.strictObject({ tool_id: z.uuid(), condition: z.enum(['baik', 'rusak']), back: z.string().regex(/^\/bengkel\/[\w/?=.-]*$/).optional() }),
    act: async (tx, { tool_id, condition, back }, req) => {
      await takeTool(tx, { facility_id: ownFacility(req), tool_id, condition });
      return { location: back ?? urls.tools, notice: sayWorkshop(req.locale)('toolBack') };
    },
  }),
  page({ path: '/bengkel/alat/hitung/:id', may: 'tool.lend', show: (req) => counting(req) }),
  form({
    path: '/bengkel/alat/hitung/:id', may: 'tool.lend', again: counting,
    fields: z.strictObject({ count: z.record(z.uuid(), z.enum(['baik', 'rusak', 'hilang'])).default({}), what: longText.optional() }),
    act: async (tx, { count, what }, req) => {
      const t = sayWorkshop(req.locale);
      const { facility_id, id } = await sessionById(tx, req.params['id'] ?? '');
      let report: string | undefined;
      for (const [tool_id, found] of Object.entries(count)) {
        if (found !== 'hilang') await takeTool(tx, { facility_id, tool_id, condition: found });
        else report = (await reportIncident(tx, { facility_id, kind: 'tool_missing', tool_id, what: what ?? t('missingDefault') })).id;
      }
      return report ? urls.incident(report) : { location: urls.session(id), notice: t('countDone') };
    },
  }),
  page({ path: '/bengkel/alat/hilang/:id', may, show: (req) => incident(req) }),
  form({
    path: '/bengkel/alat/hilang/:id', may: 'incident.close', fields: z.strictObject({ outcome: longText }), again: incident,
    act: async (tx, { outcome }, req) => {
      const { id } = await incidentById(tx, req.params['id'] ?? '');
      await closeIncident(tx, { id, outcome });
      return { location: urls.incident(id), notice: sayWorkshop(req.locale)('incidentClosed') };
    },
  }),
];

async function todayOf(req: Req, reader: Reader) {
  const facility_id = ownFacility(req);
  const facility = await facilityById(reader, facility_id);
  const on = await dayAt(reader, facility_id);
  return { facility, day: on, counts: await countsToday(reader, facility_id, on), sessions: await sessionsToday(reader, facility_id, on), unsettled: await waitingOnFloor(reader, facility_id) };
}

async function openSessions(req: Req, reader: Reader): Promise<SessionRow[]> {
  const facility_id = ownFacility(req);
  return (await sessionsToday(reader, facility_id, await dayAt(reader, facility_id))).filter((row) => row.state === 'open');
}

function opening(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const on = await dayAt(reader, facility_id);
    return newSessionPage(req, { workshops: await workshops(reader, facility_id), slots: await slots(reader, facility_id), day: on, officers: await supervisorsOn(reader, { facility_id, day: on }) }, state);
  });
}

function session(req: Req, refused: { closing?: FormState; cancelling?: FormState } = {}): Promise<Drawn> {
  return req.read(async (reader) => {
    const row = await sessionById(reader, req.params['id'] ?? '');
    const { timezone } = await facilityById(reader, row.facility_id);
    return sessionPage(req, { session: row, roster: await rosterOf(reader, row.id), zone: timezone, supervisors: await supervisorsOf(reader, row.id) }, refused);
  });
}

function marking(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const row = await sessionById(reader, req.params['id'] ?? '');
    return attendancePage(req, { session: row, roster: await rosterOf(reader, row.id) }, state);
  });
}

const asked = (req: Req): string[] => (req.query['peserta'] ?? '').split(',').filter((id) => z.uuid().safeParse(id).success);

function explaining(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const row = await sessionById(reader, req.params['id'] ?? '');
    const wanted = new Set(asked(req));
    return reasonsPage(req, { session: row, absent: (await rosterOf(reader, row.id)).filter((person) => wanted.has(person.worker_id)), reasons: await reasons(reader) }, state);
  });
}

function lending(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const chosen = req.query['sesi'] ?? state?.values['session_id'];
    if (!chosen) return chooseSessionPage(req, { title: sayWorkshop(req.locale)('lend'), sessions: await openSessions(req, reader), hrefOf: urls.lendingOf });
    const row = await sessionById(reader, chosen);
    const { name } = await facilityById(reader, facility_id);
    const officers = (await listAccounts(reader, { q: name })).filter((account) => account.unit === name && floorRoles.includes(account.role ?? '') && account.id !== req.actor.account_id && !account.disabled);
    return lendingPage(req, { session: row, tools: await toolsOfSession(reader, row.id), roster: await rosterOf(reader, row.id), officers }, state);
  });
}

function board(req: Req): Promise<Drawn> {
  return req.read(async (reader) => {
    const facility_id = ownFacility(req);
    const workshop = req.query['bengkel'] || undefined;
    const { timezone } = await facilityById(reader, facility_id);
    return boardPage(req, { tools: await tools(reader, { facility_id, workshop }), workshops: await workshops(reader, facility_id), incidents: await incidents(reader, { facility_id, state: 'open' }), zone: timezone, workshop });
  });
}

function counting(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const row = await sessionById(reader, req.params['id'] ?? '');
    return countPage(req, { session: row, tools: await toolsOfSession(reader, row.id) }, state);
  });
}

function incident(req: Req, state?: FormState): Promise<Drawn> {
  return req.read(async (reader) => {
    const row = await incidentById(reader, req.params['id'] ?? '');
    const { timezone } = await facilityById(reader, row.facility_id);
    return incidentPage(req, { incident: row, zone: timezone }, state);
  });
}
