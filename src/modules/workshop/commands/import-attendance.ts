/** Past attendance from a sheet, by the commands of the floor: each session opens, is marked and closes as it would have then. */
import { instantAt, zoneOf } from '#kernel/calendar.ts';
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { permit, type Actor } from '#kernel/policy.ts';
import { asRefusal, Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import type { Phrase } from '#kernel/words.ts';
import { facilityByCode } from '#organisation';
import { workerIdsByRegister } from '#workforce';
import { sessionsOf, weeksOf, type SheetMark, type SheetProblem, type SheetSession } from '../attendance-sheet.ts';
import { rosterOf, type RosterRow } from '../queries.ts';
import { markAttendance } from './attendance.ts';
import { closeSession, openSession } from './session.ts';

type Options = { actor: Actor; dryRun: boolean; onProgress: (line: string) => void };
export type ImportedAttendance = { inserted: number; updated: number; unchanged: number; sessions: number; problems: SheetProblem[] };

/** A week of a facility is one transaction, a session one savepoint in it: a sheet may be long, and what is faulty is left out alone. */
export async function importAttendance(db: Db, rows: AsyncIterable<SheetRow>, { actor, dryRun, onProgress }: Options): Promise<ImportedAttendance> {
  const { sessions, problems } = await sessionsOf(rows, actor.locale);
  const done: ImportedAttendance = { inserted: 0, updated: 0, unchanged: 0, sessions: 0, problems };
  const weeks = weeksOf(sessions);
  for (const [n, week] of weeks.entries()) {
    const written = await weekWritten(db, week, { actor, dryRun });
    for (const key of ['inserted', 'unchanged', 'sessions'] as const) done[key] += written[key];
    done.problems.push(...written.problems);
    onProgress(`week ${n + 1} of ${weeks.length}: ${done.inserted} marks in ${done.sessions} sessions`);
  }
  return { ...done, problems: done.problems.sort((a, b) => a.row - b.row) };
}

class OnlyLooked extends Error {}
type Written = Omit<ImportedAttendance, 'updated'>;

async function weekWritten(db: Db, week: SheetSession[], { actor, dryRun }: Omit<Options, 'onProgress'>): Promise<Written> {
  let written: Written = { inserted: 0, unchanged: 0, sessions: 0, problems: [] };
  try {
    await transact(db, { actor }, async (tx) => {
      permit(tx.actor, 'attendance.mark');
      written = { inserted: 0, unchanged: 0, sessions: 0, problems: [] };
      for (const session of week) {
        if (session.spoilt) continue;
        await tx.run(sql`savepoint one_session`);
        const events: Parameters<Tx['emit']>[0][] = [];
        try {
          const counted = await sessionWritten({ ...tx, emit: (event) => void events.push(event) }, session);
          written.inserted += counted.inserted;
          written.unchanged += counted.unchanged;
          if (counted.inserted > 0) written.sessions++;
          for (const event of events) tx.emit(event);
        } catch (error) {
          await tx.run(sql`rollback to savepoint one_session`);
          written.problems.push(...problemsOf(tx, session, error));
        }
        await tx.run(sql`release savepoint one_session`);
      }
      if (dryRun) throw new OnlyLooked();
    });
  } catch (error) {
    if (!(error instanceof OnlyLooked)) throw error;
  }
  return written;
}

async function sessionWritten(tx: Tx, session: SheetSession): Promise<{ inserted: number; unchanged: number }> {
  const { id: facility_id, timezone } = await facilityByCode(tx, session.facility);
  const people = await peopleOf(tx, facility_id, session);
  const there = await recorded(tx, facility_id, session);
  if (there?.state === 'closed') return { inserted: 0, unchanged: sameAs(tx, await rosterOf(tx, there.id), people) };
  if (there) throw spoken(tx, session, 'slot', { id: 'Sesi ini sudah ada dan belum ditutup, atau dibatalkan. Selesaikan di halaman sesi', en: 'This session exists and is open, or was called off. Settle it on its page' });
  const hours = await tx.maybe<{ ends: string }>(sql`select ends::text from workshop.slot where facility_id = ${facility_id} and code = ${session.slot}`);
  const now = instantAt(zoneOf(timezone), session.day, hours?.ends.slice(0, 5) ?? '12:00');
  if (now > tx.now) throw spoken(tx, session, 'day', { id: 'Sesi ini belum selesai; hanya yang sudah lampau dimuat', en: 'This session is not over; only the past is loaded' });
  const then: Tx = { ...tx, now };
  await withoutRatio(then, facility_id, session);
  const opened = await openSession(then, { facility_id, workshop: session.workshop, day: session.day, slot: session.slot });
  const problems = [
    ...people.filter(({ worker_id }) => !opened.roster.some((person) => person.worker_id === worker_id)).map(({ mark, worker_id }) => {
      const left = opened.left_out.find((person) => person.worker_id === worker_id);
      return { row: mark.row, field: 'register_number', message: left ? left.why[tx.actor.locale] : said(tx, { id: 'Tidak ditempatkan di bengkel ini pada hari itu', en: 'Not placed in this workshop on that day' }) };
    }),
    ...opened.roster.filter((person) => !people.some(({ worker_id }) => worker_id === person.worker_id)).map((person) => ({
      row: session.marks[0]?.row ?? 0, field: 'register_number', message: said(tx, { id: `Baris untuk ${person.roster_code} tidak ada, padahal ditempatkan pada hari itu`, en: `There is no row for ${person.roster_code}, who was placed on that day` }),
    })),
  ];
  if (problems.length > 0) throw new Problems(problems);
  for (const { mark, worker_id } of people) {
    const { reason_code, minutes, note, paid } = mark;
    await markAttendance(then, { facility_id, session_id: opened.id, worker_id, reason_code, minutes, note, paid }).catch((error: unknown) => {
      throw new Problems(rowProblems(tx, mark.row, error));
    });
  }
  await closeSession(then, { facility_id, session_id: opened.id });
  tx.emit({ verb: 'attendance.imported', facility_id, subject_kind: 'session', subject_id: opened.id, particulars: { people: people.length } });
  return { inserted: people.length, unchanged: 0 };
}

/** Who stood watch then is not in the sheet: the session carries this as its reason, and no officer is claimed. */
async function withoutRatio(tx: Tx, facility_id: string, { workshop, day, slot }: SheetSession): Promise<void> {
  await tx.run(sql`
    insert into workshop.ratio_waiver (facility_id, workshop_id, day, slot, reason, granted_at)
    select facility_id, id, ${day}, ${slot}, 'Riwayat dari berkas: pengawas tidak tercatat', ${tx.now} from workshop.workshop where facility_id = ${facility_id} and code = ${workshop} on conflict do nothing`);
}

type Person = { mark: SheetMark; worker_id: string };
async function peopleOf(tx: Tx, facility_id: string, { marks }: SheetSession): Promise<Person[]> {
  const ids = await workerIdsByRegister(tx, facility_id, marks.map((mark) => mark.register_number));
  const unknown = marks.filter((mark) => !ids.has(mark.register_number));
  if (unknown.length > 0) throw new Problems(unknown.map(({ row }) => ({ row, field: 'register_number', message: said(tx, { id: 'Nomor register belum terdaftar', en: 'This register number is not registered' }) })));
  return marks.map((mark) => ({ mark, worker_id: ids.get(mark.register_number) ?? '' }));
}

async function recorded(tx: Tx, facility_id: string, { workshop, day, slot }: SheetSession): Promise<{ id: string; state: string } | undefined> {
  return tx.maybe(sql`
    select s.id, s.state from workshop.session s join workshop.workshop w on w.facility_id = s.facility_id and w.id = s.workshop_id
    where s.facility_id = ${facility_id} and w.code = ${workshop} and s.day = ${day} and s.slot = ${slot} for update of s`);
}

/** A session already closed says the same as the sheet, or the row that differs is named: facts are corrected by people, not by sheets. */
function sameAs(tx: Tx, roster: RosterRow[], people: Person[]): number {
  const differing = people.filter(({ mark, worker_id }) => {
    const kept = roster.find((person) => person.worker_id === worker_id);
    return !kept || kept.reason_code !== mark.reason_code || (mark.minutes !== undefined && kept.minutes !== mark.minutes);
  });
  if (differing.length > 0) throw new Problems(differing.map(({ mark }) => ({ row: mark.row, field: 'reason_code', message: said(tx, { id: 'Sudah tercatat lain dalam sesi yang ditutup; koreksi lewat kepala seksi', en: 'Recorded otherwise in a closed session; it is corrected through the section head' }) })));
  return people.length;
}

class Problems extends Error {
  readonly list: SheetProblem[];
  constructor(list: SheetProblem[]) {
    super('rows of a sheet are not as they should be');
    this.list = list;
  }
}
const said = (tx: Tx, phrase: Phrase): string => phrase[tx.actor.locale];
const spoken = (tx: Tx, session: SheetSession, field: string, phrase: Phrase): Problems => new Problems([{ row: session.marks[0]?.row ?? 0, field, message: said(tx, phrase) }]);

/** What speaks of the whole session is told at its first row. */
function problemsOf(tx: Tx, session: SheetSession, error: unknown): SheetProblem[] {
  return error instanceof Problems ? error.list : rowProblems(tx, session.marks[0]?.row ?? 0, error);
}

function rowProblems(tx: Tx, row: number, raised: unknown): SheetProblem[] {
  const error = asRefusal(raised);
  if (error instanceof Refusal) return [{ row, field: error.field ?? 'workshop', message: error.text[tx.actor.locale] }];
  if (error instanceof Invalid) return Object.entries(error.problems).map(([field, message]) => ({ row, field, message }));
  if (error instanceof NotFound) return [{ row, field: 'facility', message: said(tx, { id: 'UPT tidak ditemukan', en: 'No such facility' }) }];
  throw error;
}
