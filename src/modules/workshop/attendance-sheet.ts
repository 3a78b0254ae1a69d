/** A sheet of past attendance: its columns, and the sessions its rows make up. */
import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { day, parse, shortText } from '#kernel/form.ts';
import { Invalid } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { slotCodes } from './session.ts';

const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' ? undefined : cell), of);
const yesNo: Record<string, boolean> = { ya: true, yes: true, '1': true, tidak: false, no: false, '0': false };
/** `paid` (ya/tidak) is wanted only where the reason leaves it to a decision. Further columns are passed over. */
const attendanceRow = z.object({
  facility: shortText, workshop: shortText, day, slot: z.preprocess((cell) => String(cell).toUpperCase(), z.enum(slotCodes)), register_number: shortText,
  reason_code: z.preprocess((cell) => String(cell).toUpperCase(), z.string().min(1).max(40)), minutes: blank(z.coerce.number().int().min(0).max(720).optional()),
  note: blank(z.string().max(500).optional()), paid: z.preprocess((cell) => (cell === '' || cell === undefined ? undefined : yesNo[String(cell).toLowerCase()] ?? cell), z.boolean().optional()),
});
export type SheetMark = z.infer<typeof attendanceRow> & { row: number };
/** One session of the sheet: all its rows are written, or none. */
export type SheetSession = { facility: string; workshop: string; day: string; slot: (typeof slotCodes)[number]; marks: SheetMark[]; spoilt: boolean };
export type SheetProblem = { row: number; field: string; message: string };

/** Rows may stand in any order. A session with a row that cannot be read is `spoilt`: it is not written without that row. */
export async function sessionsOf(rows: AsyncIterable<SheetRow>, locale: 'id' | 'en'): Promise<{ sessions: SheetSession[]; problems: SheetProblem[] }> {
  const found = new Map<string, SheetSession>();
  const problems: SheetProblem[] = [];
  for await (const { row, cells } of rows) {
    try {
      const mark = { ...parse(attendanceRow, cells, locale), row };
      const session = sessionAt(found, mark);
      if (session.marks.some((other) => other.register_number === mark.register_number)) throw new Invalid({ register_number: locale === 'en' ? 'Stands twice in this session' : 'Tertulis dua kali dalam sesi ini' });
      session.marks.push(mark);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems.push(...Object.entries(error.problems).map(([field, message]) => ({ row, field, message })));
      const whose = sessionKey.safeParse(cells);
      if (whose.success) sessionAt(found, whose.data).spoilt = true;
    }
  }
  return { sessions: [...found.values()], problems };
}

const sessionKey = attendanceRow.pick({ facility: true, workshop: true, day: true, slot: true });
function sessionAt(found: Map<string, SheetSession>, { facility, workshop, day, slot }: z.infer<typeof sessionKey>): SheetSession {
  const key = [facility, workshop, day, slot].join('/');
  const session = found.get(key) ?? { facility, workshop, day, slot, marks: [], spoilt: false };
  found.set(key, session);
  return session;
}

/** Sessions by facility and week, in the order of time: a week's hours are counted together. */
export function weeksOf(sessions: SheetSession[]): SheetSession[][] {
  const weeks = new Map<string, SheetSession[]>();
  for (const session of sessions.toSorted((a, b) => `${a.facility}/${a.day}/${a.slot}`.localeCompare(`${b.facility}/${b.day}/${b.slot}`))) {
    const key = `${session.facility}/${mondayOf(session.day)}`;
    weeks.set(key, [...(weeks.get(key) ?? []), session]);
  }
  return [...weeks.values()];
}

const mondayOf = (day: string): string => addDays(day, -((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7));
