// What the operator's command line reads from and writes to sheets: each room brings its own kinds.
import { existsSync, readFileSync } from 'node:fs';
import { importers as organisation } from '#organisation';
import { importers as procurement } from '#procurement';
import { importers as products } from '#products';
import { importers as workforce } from '#workforce';
import { importAttendance } from '#workshop';
import { readSheet, writeCsv, type SheetColumn, type SheetRow } from '#kernel/sheets/index.ts';
import { reading, transact, type Db, type Tx } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql, type Sql } from '#kernel/sql.ts';

type Imported = { inserted: number; updated: number; problems: { row: number; field: string; message: string }[] };
const importers: Record<string, (tx: Tx, rows: AsyncIterable<SheetRow>) => Promise<Imported>> = { ...organisation, ...workforce, ...products, ...procurement };
export const importKinds = [...Object.keys(importers), 'attendance'];
const limits = { maxRows: 400_000, maxBytes: 200_000_000, maxUnpackedBytes: 1_000_000_000 };

/** All or nothing: a bad row writes none and comes back with its number; --dry-run looks and writes nothing. */
export async function importFile(db: Db, { kind, path, dryRun, onProgress }: { kind: string; path: string; dryRun: boolean; onProgress: (line: string) => void }): Promise<Imported & { dry_run: boolean }> {
  if (!importKinds.includes(kind)) throw unknownKind(kind);
  if (!existsSync(path)) throw new Refusal('cli.no_file', { id: `Berkas ${path} tidak ada. Periksa letak dan namanya.`, en: `There is no file ${path}. Check the folder and the name.` }, { status: 422 });
  if (kind === 'attendance') return attendanceFrom(db, { path, dryRun, onProgress });
  const looked: { imported?: Imported } = {};
  const read = importers[kind];
  if (!read) throw unknownKind(kind);
  try {
    await transact(db, { actor: system }, async (tx) => {
      looked.imported = await read(tx, counted(readSheet(path, limits), onProgress, rowsOf(path)));
      if (dryRun || looked.imported.problems.length > 0) throw new NothingWritten();
    });
  } catch (error) {
    if (!(error instanceof NothingWritten)) throw error;
  }
  if (!looked.imported) throw new Error('the sheet was not read');
  if (looked.imported.problems.length > 0) process.exitCode = 2;
  return { ...looked.imported, dry_run: dryRun };
}

/** A year of sheets is more than one transaction: whole sessions are written, and the same sheet again changes nothing. */
async function attendanceFrom(db: Db, { path, dryRun, onProgress }: { path: string; dryRun: boolean; onProgress: (line: string) => void }): Promise<Imported & { dry_run: boolean }> {
  const imported = await importAttendance(db, readSheet(path, limits), { actor: { ...system, locale: 'en' }, dryRun, onProgress });
  if (imported.problems.length > 0) process.exitCode = 2;
  return { ...imported, dry_run: dryRun };
}

class NothingWritten extends Error {}

/** How far the reading is: a bar where the number of rows is known beforehand. */
async function* counted(rows: AsyncIterable<SheetRow>, onProgress: (line: string) => void, total = 0): AsyncGenerator<SheetRow> {
  let n = 0;
  for await (const row of rows) {
    if (++n % 1000 === 0) onProgress(progressLine(n, total));
    yield row;
  }
  onProgress(progressLine(n, total));
}

export function progressLine(n: number, total: number): string {
  if (total <= 0) return `${n} rows`;
  const share = Math.min(1, n / total);
  return `[${'#'.repeat(Math.round(share * 20)).padEnd(20, '.')}] ${Math.floor(share * 100)}%  ${n} of ${total} rows`;
}

/** The lines of a CSV file less its head; an XLSX file says nothing before it is unpacked. */
function rowsOf(path: string): number {
  const bytes = readFileSync(path);
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) return 0;
  let lines = 0;
  for (let at = bytes.indexOf(10); at !== -1; at = bytes.indexOf(10, at + 1)) lines++;
  return Math.max(0, lines - (bytes.at(-1) === 10 ? 1 : 0));
}

function unknownKind(kind: string): Refusal {
  const choose = importKinds.join(', ');
  return new Refusal('cli.unknown_kind', { id: `Jenis tidak dikenal: ${kind}. Pilih: ${choose}`, en: `Unknown kind: ${kind}. Choose: ${choose}` }, { status: 422 });
}

const text = (key: string): SheetColumn => ({ key, title: key, kind: 'text' });
const lists: Record<string, { columns: SheetColumn[]; query: Sql }> = {
  facilities: { columns: ['code', 'name', 'kind', 'class', 'province_code', 'regency_code', 'timezone', 'source'].map(text), query: sql`select code, name, kind, class, province_code, regency_code, timezone, source from organisation.facility where not is_sample order by code` },
  agencies: { columns: ['code', 'name', 'short_name', 'kind', 'source'].map(text), query: sql`select code, name, short_name, kind, source from organisation.agency where not is_sample order by code` },
  products: { columns: [...['sku', 'name_id', 'category', 'unit', 'facility_code'].map(text), { key: 'price_idr', title: 'price_idr', kind: 'money' }], query: sql`select l.sku, l.name_id, l.category, l.unit, f.code as facility_code, l.price_idr from catalogue.listing_published l join organisation.facility f on f.id = l.facility_id where l.withdrawn_at is null order by l.sku` },
};

export const exporters: Record<string, (db: Db) => Promise<string>> = Object.fromEntries(Object.entries(lists).map(([kind, { columns, query }]) => [kind, async (db: Db) => {
  const rows = await reading(db, { actor: system }, (reader) => reader.all<Record<string, string | number | null>>(query));
  return writeCsvText(rows, columns);
}]));

async function writeCsvText(rows: Record<string, string | number | null>[], columns: SheetColumn[]): Promise<string> {
  const parts: string[] = [];
  for await (const part of writeCsv(rows, columns) as AsyncIterable<Uint8Array | string>) parts.push(typeof part === 'string' ? part : new TextDecoder().decode(part));
  return parts.join('');
}
