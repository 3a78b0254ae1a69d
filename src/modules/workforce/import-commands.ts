/**
 * Whole sheets of people, placements and life events: every row is looked at first, then all are written or none. A second
 * run of the same sheet changes nothing. People come as a set (import-workers-commands.ts); the others row by row.
 */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { day, parse, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { asRefusal, Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { facilityActedOn, type Imported, type Importer, type ImportProblem } from '#organisation';
import { importWorkers } from './import-workers-commands.ts';
import { newAbsence, newRelease } from './movement.ts';
import { recordAbsence, recordDeath, recordReturn, releaseWorker } from './movement-commands.ts';
import { placeWorker } from './placement-commands.ts';
import { sendWorker } from './transfer-commands.ts';
import { newPlacement, regimes } from './worker.ts';

/** Columns: `facility` (code; may be left out inside a facility) and those of the schemas below; further columns are passed over. */
export const importers: { workers: Importer; placements: Importer; movements: Importer } = {
  workers: async (tx, rows) => {
    const { new_rows, changed_rows, problems } = await importWorkers(tx, rows, { apply: true });
    return problems.length > 0 ? { inserted: 0, updated: 0, problems } : { inserted: new_rows, updated: changed_rows, problems };
  },
  placements: (tx, rows) => {
    permit(tx.actor, 'worker.import');
    return allOrNothing(tx, rows, 'placements.imported', placementRow, (row) => `${row.facility ?? ''}/${row.register_number}/${row.from}`, writePlacement);
  },
  movements: (tx, rows) => {
    permit(tx.actor, 'worker.import');
    return allOrNothing(tx, rows, 'movements.imported', movementRow, (row) => `${row.facility ?? ''}/${row.register_number}/${row.event}/${row.on_day}`, writeMovement);
  },
};

const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' ? undefined : cell), of);
const placementRow = z.object({
  facility: blank(shortText.optional()), register_number: shortText, workshop: shortText, job: shortText, from: day, to: blank(day.optional()), decree: shortText,
  paid: z.preprocess((cell) => !['tidak', 'no', 'false', '0'].includes(String(cell ?? '').toLowerCase()), z.boolean()), regime: blank(z.enum(regimes).optional()), override_reason: blank(newPlacement.shape.override_reason),
});

const eventKinds = { release: 'release', away: 'away', return: 'return', death: 'death', transfer: 'sent' } as const;
const [releaseCause, absenceCause] = [newRelease.shape.cause, newAbsence.shape.cause];
const movementRow = z.object({
  facility: blank(shortText.optional()), register_number: shortText, event: z.enum(['release', 'away', 'return', 'death', 'transfer']), on_day: day, cause: blank(shortText.optional()), back_by: blank(day.optional()), decree: blank(shortText.optional()), to: blank(shortText.optional()),
}).refine((row) => row.event !== 'transfer' || row.to !== undefined, { path: ['to'], message: 'Sebutkan kode UPT tujuan | Name the facility it goes to' });

type Done = 'inserted' | 'updated' | 'same';
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

/** An event of somebody's life, as the inmate database reports it; one that is on file already is passed over. */
async function writeMovement(tx: Tx, { facility, register_number, event, ...row }: z.infer<typeof movementRow>): Promise<Done> {
  const facility_id = await facilityActedOn(tx, facility);
  const worker = await tx.maybe<{ id: string }>(sql`select id from workforce.worker where facility_id = ${facility_id} and register_number = ${register_number}`);
  if (!worker) throw new Invalid({ register_number: said(tx, 'Nomor register belum terdaftar', 'This register number is not registered') });
  const there = await tx.maybe(sql`select 1 from workforce.movement where facility_id = ${facility_id} and worker_id = ${worker.id} and kind = ${eventKinds[event]} and on_day = ${row.on_day}`);
  if (there) return 'same';
  const whose = { facility_id, worker_id: worker.id };
  const letter = row.decree ?? said(tx, 'Basis data pemasyarakatan', 'Inmate database');
  if (event === 'release') await releaseWorker(tx, { ...whose, on_day: row.on_day, cause: releaseCause.catch('other').parse(row.cause), decree: letter });
  else if (event === 'away') await recordAbsence(tx, { ...whose, on_day: row.on_day, cause: absenceCause.catch('other').parse(row.cause), back_by: row.back_by ?? null, decree: letter });
  else if (event === 'return') await recordReturn(tx, { ...whose, on_day: row.on_day });
  else if (event === 'death') await recordDeath(tx, { ...whose, on_day: row.on_day, decree: letter });
  else await sendWorker(tx, { ...whose, on_day: row.on_day, decree: letter, to: row.to ?? '' });
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
