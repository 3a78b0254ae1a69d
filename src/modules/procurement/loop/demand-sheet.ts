// The survey's sheet: its columns, and a row of it as an answer.
import { Invalid, Refusal } from '#kernel/refusal.ts';
import { parse } from '#kernel/form.ts';
import { readSheet, type SheetColumn } from '#kernel/sheets/index.ts';
import type { Locale } from '#kernel/words.ts';
import { newDemand, type NewDemand } from './loop.ts';

const titles: Record<string, keyof NewDemand> = { 'Kode jenis': 'kind', Barang: 'item_text', Jumlah: 'quantity', Satuan: 'unit', 'Nilai (Rp)': 'value_idr', 'Kabupaten/kota': 'regency', Diperlukan: 'needed_by', UNSPSC: 'unspsc', KBKI: 'kbki' };
export const demandColumns: SheetColumn[] = Object.entries(titles).map(([title, key]) => ({ key, title, kind: 'text', width: 20 }));
const mostRows = 5000;

/** The lines of a sheet, and which row of it each is; Invalid under `rows.N` when one does not parse. */
export async function linesOfSheet(sheet: unknown, locale: Locale): Promise<{ lines: NewDemand[]; rows: number[] }> {
  if (!(sheet instanceof Blob) || sheet.size === 0) throw new Refusal('demand.no_sheet', { id: 'Belum ada berkas. Pilih berkas XLSX atau CSV.', en: 'There is no file. Choose an XLSX or CSV file.' }, { field: 'sheet', status: 422 });
  const lines: NewDemand[] = [];
  const rows: number[] = [];
  const problems: Record<string, string> = {};
  for await (const { row, cells } of readSheet(new Uint8Array(await sheet.arrayBuffer()), { expects: Object.keys(titles), maxRows: mostRows })) {
    const named = Object.fromEntries(Object.entries(cells).flatMap(([title, cell]) => (titles[title] && cell !== '' ? [[titles[title], cell]] : [])));
    try {
      lines.push(parse(newDemand, named, locale));
      rows.push(row);
    } catch (error) {
      if (!(error instanceof Invalid)) throw error;
      problems[`rows.${row}`] = told(error.problems);
    }
  }
  if (Object.keys(problems).length > 0) throw new Invalid(problems);
  if (lines.length === 0) throw new Refusal('demand.empty_sheet', { id: 'Lembar ini tidak berisi baris. Isi templat, lalu unggah lagi.', en: 'This sheet has no rows. Fill in the template and upload it again.' }, { field: 'sheet', status: 422 });
  return { lines, rows };
}

const titleOf = (name: string): string => Object.entries(titles).find(([, key]) => key === name)?.[0] ?? name;
const told = (problems: Record<string, string>): string => Object.entries(problems).map(([name, text]) => `${titleOf(name)}: ${text}`).join(' · ');

/** What is wrong with lines is said of the rows they came from. */
export function byRow(problems: Record<string, string>, rows: number[]): Record<string, string> {
  const grouped = new Map<number, Record<string, string>>();
  for (const [name, text] of Object.entries(problems)) {
    const [, n = '0', field = name] = /^lines\.(\d+)\.(.+)$/.exec(name) ?? [];
    const row = rows[Number(n)] ?? 0;
    grouped.set(row, { ...grouped.get(row), [field]: text });
  }
  return Object.fromEntries([...grouped].map(([row, of]) => [`rows.${row}`, told(of)]));
}
