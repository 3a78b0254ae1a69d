/** Columns and rows of a sheet, and the ways in which a file is refused. */
import { Refusal } from '../refusal.ts';

/** `text` keeps codes, NIP and NIK whole; `money` is integer rupiah; `date` is 'YYYY-MM-DD'. */
export type Kind = 'text' | 'integer' | 'number' | 'money' | 'date';
export type SheetColumn = { key: string; title: string; kind: Kind; /** in characters */ width?: number; /** adds a sum under the column */ total?: boolean };
export type Value = string | number | null | undefined;
export type Row = Record<string, Value>;
export type Rows = Iterable<Row> | AsyncIterable<Row>;

/** A row as read: its number as the person sees it in Excel, and its cells by the head's words. */
export type SheetRow = { row: number; cells: Record<string, string> };

export type Limits = { maxBytes: number; maxUnpackedBytes: number; maxRows: number; maxColumns: number };
export const defaultLimits: Limits = { maxBytes: 10 * 2 ** 20, maxUnpackedBytes: 64 * 2 ** 20, maxRows: 50_000, maxColumns: 200 };

const refusals = {
  SHEET_EMPTY: ['Berkas ini kosong. Unduh templat, isi, lalu unggah lagi.', 'This file is empty. Download the template, fill it in and upload it again.'],
  SHEET_OLD_FORMAT: [
    'Berkas .xls lama tidak dapat dibaca. Di Excel pilih Simpan Sebagai → Buku Kerja Excel (.xlsx), lalu unggah lagi.',
    'An old .xls file cannot be read. In Excel choose Save As → Excel Workbook (.xlsx) and upload it again.',
  ],
  SHEET_WITH_MACROS: [
    'Berkas dengan makro (.xlsm) tidak diterima. Di Excel pilih Simpan Sebagai → Buku Kerja Excel (.xlsx), lalu unggah lagi.',
    'A file with macros (.xlsm) is not accepted. In Excel choose Save As → Excel Workbook (.xlsx) and upload it again.',
  ],
  SHEET_NOT_A_SHEET: ['Ini bukan berkas .xlsx atau .csv. Unduh templat dan isi di sana.', 'This is not an .xlsx or .csv file. Download the template and fill it in.'],
  SHEET_BROKEN: ['Berkas ini rusak atau terpotong. Simpan ulang di Excel, lalu unggah lagi.', 'This file is damaged or cut short. Save it again in Excel and upload it again.'],
  SHEET_TOO_LARGE: ['Berkas ini terlalu besar. Bagi menjadi beberapa berkas.', 'This file is too large. Split it into several files.'],
  SHEET_TOO_MANY_ROWS: ['Baris terlalu banyak. Bagi menjadi beberapa berkas.', 'Too many rows. Split the file into several.'],
  SHEET_TOO_MANY_COLUMNS: ['Kolom terlalu banyak. Pakai kolom pada templat saja.', 'Too many columns. Use only those of the template.'],
  SHEET_REPEATED_COLUMN: ['Dua kolom bernama sama. Hapus atau ganti nama salah satunya.', 'Two columns have the same name. Remove or rename one of them.'],
  SHEET_ROUNDED_NUMBER: [
    'Ada angka panjang (seperti NIP atau NIK) yang dibulatkan Excel. Jadikan kolomnya Teks, ketik ulang, lalu unggah lagi.',
    'A long number (such as a NIP or NIK) was rounded by Excel. Make its column Text, type it again and upload the file again.',
  ],
} satisfies Record<string, [id: string, en: string]>;

export function refuseSheet(code: keyof typeof refusals, where = ''): Refusal {
  const [id, en] = refusals[code];
  return new Refusal(code, { id: id + (where === '' ? '' : ` (${where})`), en: en + (where === '' ? '' : ` (${where})`) }, { status: 422 });
}

export const sheetRefusals = Object.keys(refusals);
