// A country's register of people read from a CSV file, against a plain COPY of the same rows into a table with the same keys.
import { createReadStream, rmSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { copyIn } from '#kernel/copy.ts';
import { openDb } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { migratedRooms } from '../src/rooms.ts';
import { importFile } from '../src/sheets.ts';

export type ImportRates = { rows: number; ours: number; bare: number; again: number };

/** Rows a second: the import of new people, the plain COPY, and the same sheet once more when nothing is new. */
export async function importRates(adminUrl: string, folder: string, rows = 275_000): Promise<ImportRates> {
  const { addresses } = await migrate({ adminUrl, secret: 'bench', rooms: migratedRooms });
  const db = openDb({ ...addresses, poolSize: 2 });
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  const { rows: units } = await admin.query<{ code: string }>('select code from organisation.facility order by code');
  const sheet = path.join(folder, 'people.csv');
  writeFileSync(sheet, inventedSheet(rows, units.map((unit) => unit.code)));
  try {
    const load = async (): Promise<number> => {
      const began = performance.now();
      const { problems } = await importFile(db, { kind: 'workers', path: sheet, dryRun: false, onProgress: () => {} });
      if (problems.length > 0) throw new Error(`the sheet was refused: ${JSON.stringify(problems.slice(0, 3))}`);
      return rows / ((performance.now() - began) / 1000);
    };
    const ours = await load();
    const again = await load();
    return { rows, ours, again, bare: rows / (await plainCopy(admin, folder)) };
  } finally {
    rmSync(sheet);
    await admin.end();
    await db.close();
  }
}

/** The very rows that were written, as COPY gives and takes them: into a table with the same columns, checks and indexes. */
async function plainCopy(admin: pg.Client, folder: string): Promise<number> {
  const copied = path.join(folder, 'people.copy');
  const { rows } = await admin.query<{ line: string }>("select concat_ws(chr(9), facility_id, id, roster_code, register_number, name, kind, sex, coalesce(born_on::text, '\\N'), custody_from, coalesce(release_on::text, '\\N'), risk, tool_clearance, skill_level) as line from workforce.worker where register_number like 'BENCH/%'");
  writeFileSync(copied, rows.map(({ line }) => `${line}\n`).join(''));
  await admin.query('create table public.bench_worker (like workforce.worker including all)');
  const began = performance.now();
  await copyIn(admin, 'copy public.bench_worker (facility_id, id, roster_code, register_number, name, kind, sex, born_on, custody_from, release_on, risk, tool_clearance, skill_level) from stdin', createReadStream(copied));
  const seconds = (performance.now() - began) / 1000;
  await admin.query('drop table public.bench_worker');
  rmSync(copied);
  return seconds;
}

function inventedSheet(rows: number, facilities: string[]): string {
  const lines = ['facility,register_number,name,kind,sex,born_on,custody_from,sentence_from,release_on,risk,tool_clearance,skill_level'];
  for (let n = 0; n < rows; n++) {
    const day = (from: number) => new Date(Date.UTC(from, n % 12, 1 + (n % 28))).toISOString().slice(0, 10);
    lines.push(`${facilities[n % facilities.length]},BENCH/${n},Peserta Contoh ${n},${n % 5 === 0 ? 'tahanan' : 'narapidana'},${n % 17 === 0 ? 'P' : 'L'},${day(1970 + (n % 35))},${day(2022 + (n % 3))},${day(2023)},${day(2027 + (n % 6))},${['low', 'medium', 'high'][n % 3]},B,${1 + (n % 5)}`);
  }
  return `${lines.join('\n')}\n`;
}
