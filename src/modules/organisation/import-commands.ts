/** Whole sheets of units and agencies: every row is looked at first, then all are written or none. */
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { longText, parse, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { facilityKindNames, newAgency } from './facility.ts';

export type ImportProblem = { row: number; field: string; message: string };
export type Imported = { inserted: number; updated: number; problems: ImportProblem[] };
export type Importer = (tx: Tx, rows: AsyncIterable<SheetRow>) => Promise<Imported>;

/** Columns as in `data/facilities.csv` and `data/agencies.csv`; further columns are passed over. */
export const importers: { facilities: Importer; agencies: Importer } = {
  facilities: async (tx, rows) => {
    permit(tx.actor, 'facility.register');
    const regencies = await tx.all<{ code: string; name: string; province_code: string; timezone: string; latitude: number; longitude: number }>(sql`
      select code, name, province_code, timezone, latitude, longitude from organisation.regency`);
    const byPlace = new Map(regencies.flatMap((regency) => [[regency.code, regency], [regency.name.toLowerCase(), regency]] as const));
    const { good, problems } = await read(rows, facilityRow, tx, (row) => {
      const place = byPlace.get(row.regency_code ?? '') ?? byPlace.get((row.regency ?? '').toLowerCase());
      return place ? { ...row, place } : { field: 'regency', message: placeUnknown[tx.actor.locale] };
    });
    if (problems.length > 0) return { inserted: 0, updated: 0, problems };
    return upsert(tx, 'facilities.imported', good.length, sql`
      insert into organisation.facility as f (code, name, kind, class, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_industrial, aliases, address, phone, whatsapp, email, intro_id, intro_en, source)
      select r.code, r.name, r.kind, r.class, r.province_code, r.regency_code, (select o.code from organisation.regional_office o where r.province_code = any (o.province_codes) order by o.code limit 1),
        case r.timezone when 'WIB' then 'Asia/Jakarta' when 'WITA' then 'Asia/Makassar' when 'WIT' then 'Asia/Jayapura' else r.timezone end,
        r.latitude, r.longitude, r.is_industrial, r.aliases, r.address, r.phone, r.whatsapp, r.email, r.intro_id, r.intro_en, r.source
      from json_populate_recordset(null::organisation.facility, ${JSON.stringify(good.map(({ place, ...row }) => ({
        ...row, aliases: (row.aliases ?? '').split(';').map((alias) => alias.trim()).filter(Boolean), regency_code: place.code, province_code: place.province_code, timezone: place.timezone,
        latitude: row.latitude ?? place.latitude, longitude: row.longitude ?? place.longitude,
      })))}::json) r
      on conflict (code) do update set name = excluded.name, kind = excluded.kind, class = excluded.class, province_code = excluded.province_code, regency_code = excluded.regency_code,
        regional_office_code = excluded.regional_office_code, timezone = excluded.timezone, latitude = excluded.latitude, longitude = excluded.longitude, is_industrial = excluded.is_industrial, aliases = excluded.aliases,
        address = coalesce(excluded.address, f.address), phone = coalesce(excluded.phone, f.phone), whatsapp = coalesce(excluded.whatsapp, f.whatsapp), email = coalesce(excluded.email, f.email),
        intro_id = coalesce(excluded.intro_id, f.intro_id), intro_en = coalesce(excluded.intro_en, f.intro_en), source = excluded.source
      returning (xmax = 0) as is_new`);
  },
  agencies: async (tx, rows) => {
    permit(tx.actor, 'agency.register');
    const { good, problems } = await read(rows, agencyRow, tx, (row) => row);
    if (problems.length > 0) return { inserted: 0, updated: 0, problems };
    return upsert(tx, 'agencies.imported', good.length, sql`
      insert into organisation.agency (code, name, short_name, kind, name_en, official_code, province_code, source)
      select code, name, short_name, kind, name_en, official_code, province_code, source from json_populate_recordset(null::organisation.agency, ${JSON.stringify(good)}::json)
      on conflict (code) do update set name = excluded.name, short_name = excluded.short_name, kind = excluded.kind, name_en = excluded.name_en, official_code = excluded.official_code,
        province_code = excluded.province_code, source = excluded.source
      returning (xmax = 0) as is_new`);
  },
};

const blank = <T extends z.ZodType>(of: T) => z.preprocess((cell) => (cell === '' ? undefined : cell), of.optional());
const facilityRow = z.object({
  code: newAgency.shape.code, name: shortText, kind: z.enum(facilityKindNames), class: blank(z.string().max(8)), regency_code: blank(z.string().max(8)), regency: blank(shortText),
  latitude: blank(z.coerce.number().min(-11).max(6)), longitude: blank(z.coerce.number().min(95).max(141.1)),
  is_industrial: z.preprocess((cell) => ['true', 'ya', 'yes', '1'].includes(String(cell ?? '').toLowerCase()), z.boolean()),
  aliases: blank(z.string().max(400)), address: blank(longText), phone: blank(shortText), whatsapp: blank(shortText), email: blank(z.email()), intro_id: blank(longText), intro_en: blank(longText), source: longText,
});
const agencyRow = z.object(newAgency.omit({ is_sample: true }).shape);
const placeUnknown = { id: 'Kabupaten atau kota tidak ada dalam daftar', en: 'The regency or city is not on the list' };
const repeated = { id: 'Kode ini sudah ada di baris lain', en: 'This code stands on another row' };

async function read<Row extends { code: string }, Good>(
  rows: AsyncIterable<SheetRow>, schema: z.ZodType<Row>, tx: Tx, complete: (row: Row) => Good | { field: string; message: string },
): Promise<{ good: Good[]; problems: ImportProblem[] }> {
  const good: Good[] = [];
  const problems: ImportProblem[] = [];
  const seen = new Set<string>();
  for await (const { row, cells } of rows) {
    try {
      const parsed = parse(schema, cells, tx.actor.locale);
      if (seen.has(parsed.code)) problems.push({ row, field: 'code', message: repeated[tx.actor.locale] });
      seen.add(parsed.code);
      const completed = complete(parsed);
      if (isProblem(completed)) problems.push({ row, ...completed });
      else good.push(completed);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems.push(...Object.entries(error.problems).map(([field, message]) => ({ row, field, message })));
    }
  }
  return { good, problems };
}

function isProblem(completed: unknown): completed is { field: string; message: string } {
  return typeof completed === 'object' && completed !== null && 'field' in completed && 'message' in completed;
}

async function upsert(tx: Tx, verb: string, rows: number, statement: ReturnType<typeof sql>): Promise<Imported> {
  if (rows === 0) return { inserted: 0, updated: 0, problems: [] };
  const done = await tx.all<{ is_new: boolean }>(statement);
  const inserted = done.filter((row) => row.is_new).length;
  tx.emit({ verb, facility_id: null, subject_kind: 'register', subject_id: verb.split('.')[0] ?? verb, particulars: { inserted, updated: done.length - inserted } });
  return { inserted, updated: done.length - inserted, problems: [] };
}
