/** A sheet of people: its columns, what they may hold, and the words for what is wrong in a row. */
import type { SheetRow } from '#kernel/sheets/index.ts';
import { Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const workerColumns = [
  'facility', 'register_number', 'name', 'kind', 'sex', 'born_on', 'custody_from', 'sentence_from', 'sentence_end_on', 'release_on', 'risk', 'fit_until', 'tool_clearance', 'skill_level', 'education', 'can_read', 'origin_province',
] as const;
export type WorkerColumn = (typeof workerColumns)[number];

/** What stands under the head of the template: how each column is filled. */
export const columnHints: Record<WorkerColumn, string> = {
  facility: 'kode UPT (kosong = UPT sendiri)', register_number: 'wajib', name: 'wajib', kind: 'wajib: narapidana, tahanan, anak binaan, klien', sex: 'wajib: L atau P', born_on: 'TTTT-BB-HH', custody_from: 'wajib: TTTT-BB-HH', sentence_from: 'TTTT-BB-HH',
  sentence_end_on: 'TTTT-BB-HH', release_on: 'TTTT-BB-HH', risk: 'low, medium, high, unknown', fit_until: 'TTTT-BB-HH', tool_clearance: 'AA, A, B, C', skill_level: '1–5', education: 'none, primary, junior, senior, vocational, diploma, degree', can_read: 'ya, tidak', origin_province: 'kode provinsi, 2 angka',
};

const kindWords: Record<string, string> = { narapidana: 'convict', tahanan: 'remand', 'anak binaan': 'child', anak: 'child', klien: 'client' };
const yesWords: Record<string, string> = { ya: 'true', yes: 'true', tidak: 'false', no: 'false' };
const days: ReadonlySet<WorkerColumn> = new Set(['born_on', 'custody_from', 'sentence_from', 'sentence_end_on', 'release_on', 'fit_until']);
const written = /^(\d{1,2})[/.-](\d{1,2})[/.-](\d{4})$/;

/** The cells in the order of the columns, in the words of the register. An empty cell says nothing. */
export function cellsOf({ cells }: SheetRow): (string | null)[] {
  return workerColumns.map((column) => {
    const cell = cells[column];
    if (cell === undefined || cell === '') return null;
    if (days.has(column)) return isoDay(cell);
    if (column === 'kind') return kindWords[cell.toLowerCase()] ?? cell;
    if (column === 'can_read') return yesWords[cell.toLowerCase()] ?? cell;
    return column === 'sex' ? cell.toUpperCase() : cell;
  });
}

function isoDay(cell: string): string {
  if (cell.length === 10 && cell[4] === '-') return cell;
  const [, d, m, y] = written.exec(cell) ?? [];
  return d && m && y ? `${y}-${m.padStart(2, '0')}-${d.padStart(2, '0')}` : cell;
}

/** Codes as the check writes them: `column:what`. */
export const faults = {
  missing: { id: 'Wajib diisi', en: 'Needed' },
  day: { id: 'Isi tanggal seperti 24/11/2026', en: 'Enter a day like 24/11/2026' },
  choice: { id: 'Isi ini tidak ada dalam pilihan templat', en: 'This is not among the choices of the template' },
  long: { id: 'Terlalu panjang: paling banyak 200 huruf', en: 'Too long: at most 200 letters' },
  repeated: { id: 'Ada pada baris lain', en: 'Stands on another row' },
  facility: { id: 'UPT tidak ditemukan', en: 'No such facility' },
  facility_needed: { id: 'Sebutkan kode UPT', en: 'Name the facility by its code' },
  backwards: { id: 'Akhir pidana sebelum mulainya', en: 'The sentence ends before it begins' },
  gone: { id: 'Orang ini sudah pindah, bebas atau meninggal; catat dahulu kepindahannya', en: 'This person has moved, left or died; record the move first' },
} as const satisfies Record<string, Phrase>;
export type Fault = keyof typeof faults;
export const isFault = (code: string): code is Fault => code in faults;

export const noRows = new Refusal('import.no_rows', { id: 'Lembar ini tidak berisi satu baris pun. Isi templat, lalu unggah lagi.', en: 'This sheet holds no row. Fill in the template and upload it again.' }, { field: 'sheet', status: 422 });
export const noFile = new Refusal('import.no_file', { id: 'Pilih berkas CSV atau XLSX.', en: 'Choose a CSV or XLSX file.' }, { field: 'sheet', status: 422 });
export const notChecked = new Refusal('import.not_checked', { id: 'Lembar ini sudah diterapkan atau disisihkan. Unggah lembar baru bila perlu.', en: 'This sheet is already applied or put aside. Upload a new sheet if needed.' });
export const faulty = new Refusal('import.faulty', { id: 'Masih ada baris yang salah. Perbaiki lembarnya, lalu unggah lagi.', en: 'Some rows are wrong. Mend the sheet and upload it again.' });
