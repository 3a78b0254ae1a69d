/**
 * Whole sheets of people and placements: every row is looked at first, then all are written or none. A second run of the
 * same sheet changes nothing: people are known by register number, placements by person, workshop and first day.
 */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { day, parse, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { asRefusal, Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import type { Imported, Importer, ImportProblem } from '#organisation';
import { registerWorker } from './commands.ts';
import { placeWorker } from './placement-commands.ts';
import { facilityActedOn } from './whose.ts';
import { clearances, kinds, newPlacement, regimes, risks } from './worker.ts';

/** Columns: `facility` (code; may be left out inside a facility) and those of the schemas below; further columns are passed over. */
export const importers: { workers: Importer; placements: Importer } = {
  workers: (tx, rows) => {
    permit(tx.actor, 'worker.import');
    return allOrNothing(tx, rows, 'workers.imported', workerRow, (row) => `${row.facility ?? ''}/${row.register_number}`, writeWorker);
  },
  placements: (tx, rows) => {
    permit(tx.actor, 'worker.import');
    return allOrNothing(tx, rows, 'placements.imported', placementRow, (row) => `${row.facility ?? ''}/${row.register_number}/${row.from}`, writePlacement);
  },
};

const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' ? undefined : cell), of);
const workerRow = z.object({
  facility: blank(shortText.optional()), register_number: shortText, name: shortText, kind: z.preprocess((cell) => kindWords[String(cell).toLowerCase()] ?? cell, z.enum(kinds)), sex: z.preprocess((cell) => String(cell).toUpperCase(), z.enum(['L', 'P'])),
  born_on: blank(day.optional()), custody_from: day, sentence_from: blank(day.optional()), release_on: blank(day.optional()),
  risk: blank(z.enum(risks).optional()), fit_until: blank(day.optional()), tool_clearance: blank(z.enum(clearances).optional()), skill_level: blank(z.coerce.number().int().min(1).max(5).optional()),
});
const kindWords: Record<string, string> = { narapidana: 'convict', tahanan: 'remand', 'anak binaan': 'child', anak: 'child', klien: 'client' };
const placementRow = z.object({
  facility: blank(shortText.optional()), register_number: shortText, workshop: shortText, job: shortText, from: day, to: blank(day.optional()), decree: shortText,
  paid: z.preprocess((cell) => !['tidak', 'no', 'false', '0'].includes(String(cell ?? '').toLowerCase()), z.boolean()), regime: blank(z.enum(regimes).optional()), override_reason: blank(newPlacement.shape.override_reason),
});

type Done = 'inserted' | 'updated' | 'same';
async function writeWorker(tx: Tx, { facility, ...row }: z.infer<typeof workerRow>): Promise<Done> {
  const facility_id = await facilityActedOn(tx, facility);
  const known = await tx.maybe<{ id: string }>(sql`select id from workforce.worker where facility_id = ${facility_id} and register_number = ${row.register_number}`);
  if (!known) {
    await registerWorker(tx, { facility_id, ...row });
    return 'inserted';
  }
  const changed = await tx.run(sql`
    update workforce.worker set name = ${row.name}, kind = ${row.kind}, sex = ${row.sex}, custody_from = ${row.custody_from}, born_on = coalesce(${row.born_on ?? null}::date, born_on), sentence_from = coalesce(${row.sentence_from ?? null}::date, sentence_from),
      release_on = coalesce(${row.release_on ?? null}::date, release_on), risk = coalesce(${row.risk ?? null}::text, risk), fit_until = coalesce(${row.fit_until ?? null}::date, fit_until),
      tool_clearance = coalesce(${row.tool_clearance ?? null}::text, tool_clearance), skill_level = coalesce(${row.skill_level ?? null}::int, skill_level)
    where facility_id = ${facility_id} and id = ${known.id} and (name, kind, sex, custody_from, born_on, sentence_from, release_on, risk, fit_until, tool_clearance, skill_level) is distinct from
      (${row.name}, ${row.kind}, ${row.sex}, ${row.custody_from}::date, coalesce(${row.born_on ?? null}::date, born_on), coalesce(${row.sentence_from ?? null}::date, sentence_from), coalesce(${row.release_on ?? null}::date, release_on),
       coalesce(${row.risk ?? null}::text, risk), coalesce(${row.fit_until ?? null}::date, fit_until), coalesce(${row.tool_clearance ?? null}::text, tool_clearance), coalesce(${row.skill_level ?? null}::int, skill_level))`);
  if (changed > 0) tx.emit({ verb: 'worker.changed', facility_id, subject_kind: 'worker', subject_id: known.id });
  return changed > 0 ? 'updated' : 'same';
}

/** An import proposes; a second person approves, as for a proposal by hand. */
async function writePlacement(tx: Tx, { facility, register_number, workshop, ...row }: z.infer<typeof placementRow>): Promise<Done> {
  const facility_id = await facilityActedOn(tx, facility);
  const worker = await tx.maybe<{ id: string }>(sql`select id from workforce.worker where facility_id = ${facility_id} and register_number = ${register_number}`);
  if (!worker) throw new Invalid({ register_number: said(tx, 'Nomor register belum terdaftar', 'This register number is not registered') });
  const place = await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${workshop}`);
  if (!place) throw new Invalid({ workshop: said(tx, 'Kode bengkel tidak dikenal', 'Unknown workshop code') });
  const there = await tx.maybe(sql`select 1 from workforce.placement where facility_id = ${facility_id} and worker_id = ${worker.id} and workshop_id = ${place.id} and lower(valid) = ${row.from} and refused_at is null`);
  if (there) return 'same';
  await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: place.id, ...row });
  return 'inserted';
}

const said = (tx: Tx, id: string, en: string): string => (tx.actor.locale === 'en' ? en : id);

/** Each row is tried behind a savepoint, so that the sheet hears of all its faults at once; with any fault nothing stays. */
async function allOrNothing<Row>(tx: Tx, rows: AsyncIterable<SheetRow>, verb: string, schema: z.ZodType<Row>, keyOf: (row: Row) => string, write: (tx: Tx, row: Row) => Promise<Done>): Promise<Imported> {
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  const done: Record<Done, number> = { inserted: 0, updated: 0, same: 0 };
  const events: Parameters<Tx['emit']>[0][] = [];
  const quiet: Tx = { ...tx, emit: (event) => void events.push(event) };
  await tx.run(sql`savepoint whole_sheet`);
  for await (const { row, cells } of rows) {
    await tx.run(sql`savepoint one_row`);
    try {
      const parsed = parse(schema, cells, tx.actor.locale);
      const key = keyOf(parsed);
      if (seen.has(key)) throw new Invalid({ register_number: said(tx, 'Ada pada baris lain', 'Stands on another row') });
      seen.add(key);
      done[await write(quiet, parsed)]++;
    } catch (error) {
      await tx.run(sql`rollback to savepoint one_row`);
      problems.push(...problemsOf(tx, row, asRefusal(error)));
    }
    await tx.run(sql`release savepoint one_row`);
  }
  if (problems.length > 0) {
    await tx.run(sql`rollback to savepoint whole_sheet`);
    return { inserted: 0, updated: 0, problems };
  }
  for (const event of events) tx.emit(event);
  if (done.inserted + done.updated > 0) tx.emit({ verb, facility_id: tx.actor.facility_id, subject_kind: 'register', subject_id: verb.split('.')[0] ?? verb, particulars: { inserted: done.inserted, updated: done.updated } });
  return { inserted: done.inserted, updated: done.updated, problems: [] };
}

function problemsOf(tx: Tx, row: number, error: unknown): ImportProblem[] {
  if (error instanceof Invalid) return Object.entries(error.problems).map(([field, message]) => ({ row, field, message }));
  if (error instanceof Refusal) return [{ row, field: error.field ?? 'register_number', message: error.text[tx.actor.locale] }];
  if (error instanceof NotFound) return [{ row, field: 'facility', message: said(tx, 'UPT tidak ditemukan', 'No such facility') }];
  throw error;
}
