/** The columns of a sheet of needs, and how it is refused as a whole. */
import { Refusal } from '#kernel/refusal.ts';
import type { Kind } from '#kernel/sheets/index.ts';
import type { Phrase } from '#kernel/words.ts';
import { methods } from './need.ts';

export const needColumns: { key: string; kind: Kind; hint: Phrase }[] = [
  { key: 'rup_code', kind: 'text', hint: { id: 'kode RUP, boleh kosong', en: 'RUP code, may be empty' } },
  { key: 'item_text', kind: 'text', hint: { id: 'nama barang atau paket', en: 'name of the goods or package' } },
  { key: 'quantity', kind: 'integer', hint: { id: 'jumlah, bilangan bulat', en: 'how many, a whole number' } },
  { key: 'unit', kind: 'text', hint: { id: 'satuan: buah, set, kg …', en: 'unit: buah, set, kg …' } },
  { key: 'value_idr', kind: 'money', hint: { id: 'nilai seluruhnya dalam rupiah', en: 'value of all, in rupiah' } },
  { key: 'regency', kind: 'text', hint: { id: 'kabupaten atau kota tempat barang dipakai, nama lengkap atau kode', en: 'regency or city where it is needed, full name or code' } },
  { key: 'needed_by', kind: 'date', hint: { id: 'hari barang diperlukan, 24/11/2026', en: 'day by which it is needed, 24/11/2026' } },
  { key: 'method', kind: 'text', hint: { id: `cara: ${methods.join(', ')}`, en: `method: ${methods.join(', ')}` } },
  { key: 'unspsc', kind: 'text', hint: { id: 'kode UNSPSC, boleh kosong', en: 'UNSPSC code, may be empty' } },
  { key: 'kbki', kind: 'text', hint: { id: 'kode KBKI, boleh kosong', en: 'KBKI code, may be empty' } },
];

export const noFile = new Refusal('need.no_file', { id: 'Pilih berkasnya dahulu (.xlsx atau .csv).', en: 'Choose the file first (.xlsx or .csv).' }, { field: 'sheet', status: 422 });
export const noRows = new Refusal('need.no_rows', { id: 'Lembar ini tidak berisi baris. Isi paling sedikit satu kebutuhan, lalu unggah lagi.', en: 'This sheet has no rows. Enter at least one need, then upload again.' }, { field: 'sheet', status: 422 });
export const faulty = new Refusal('need.sheet_faulty', { id: 'Masih ada baris yang salah. Unduh lembar jawaban, perbaiki, lalu unggah lagi.', en: 'Some rows are wrong. Download the answered sheet, mend it and upload it again.' });
export const notChecked = new Refusal('need.sheet_done', { id: 'Lembar ini sudah diterapkan atau dikesampingkan. Unggah lembar baru bila masih ada kebutuhan.', en: 'This sheet was applied or put aside. Upload a new one if there are more needs.' });
