import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'node:test';
import exceljs from 'exceljs';
import fc from 'fast-check';
import { strToU8, zipSync } from 'fflate';
import { Refusal } from '../refusal.ts';
import { answerSheet, readSheet, sheetRefusals, writeCsv, writeXlsx, type Reading, type SheetColumn, type SheetRow } from './index.ts';

const columns: SheetColumn[] = [
  { key: 'nip', title: 'NIP', kind: 'text' },
  { key: 'name', title: 'Nama barang', kind: 'text' },
  { key: 'pieces', title: 'Jumlah', kind: 'integer', total: true },
  { key: 'price_idr', title: 'Harga (Rp)', kind: 'money', total: true },
  { key: 'weight', title: 'Berat', kind: 'number' },
  { key: 'day', title: 'Tanggal', kind: 'date' },
];
const rows = [
  { nip: '199001012015031001', name: 'Kursi "jati" <A&B> – 木', pieces: 24, price_idr: 1_850_000, weight: 12.5, day: '2026-11-24' },
  { nip: '000012', name: '=1+1', pieces: 0, price_idr: 0, weight: null, day: '1990-01-31' },
];
const meta = { title: 'Daftar barang', notes: ['Diunduh oleh Petugas Contoh, 24 November 2026, 10.05 WIB', 'Saringan: bengkel kayu'] };

test('what is written as xlsx is read back, to the last digit', async () => {
  const read = await all(await xlsx());
  assert.deepEqual(read.slice(0, 2).map(({ cells }) => cells), [
    { NIP: '199001012015031001', 'Nama barang': 'Kursi "jati" <A&B> – 木', Jumlah: '24', 'Harga (Rp)': '1850000', Berat: '12.5', Tanggal: '2026-11-24' },
    { NIP: '000012', 'Nama barang': '=1+1', Jumlah: '0', 'Harga (Rp)': '0', Berat: '', Tanggal: '1990-01-31' },
  ]);
  assert.deepEqual(read.map(({ row }) => row), [6, 7, 8], 'rows are numbered as Excel shows them');
  assert.equal(read[2]?.cells['Harga (Rp)'], '1850000', 'the last row adds the money up');
});

test('another program reads our workbook: types, formats, frozen head, widths, print', async () => {
  const book = new exceljs.Workbook();
  await book.xlsx.load(Uint8Array.from(await xlsx()).buffer);
  const sheet = book.worksheets[0];
  assert.ok(sheet);
  assert.equal(sheet.name, 'Daftar barang');
  assert.deepEqual([sheet.getCell('A1').value, sheet.getCell('A3').value], ['Daftar barang', 'Saringan: bengkel kayu']);
  assert.deepEqual([sheet.getCell('A6').value, sheet.getCell('A6').numFmt], ['199001012015031001', '@']);
  assert.deepEqual([sheet.getCell('D6').value, sheet.getCell('D6').numFmt], [1_850_000, '#,##0']);
  assert.deepEqual(sheet.getCell('F6').value, new Date('2026-11-24T00:00:00Z'));
  assert.equal(sheet.getCell('B7').type, exceljs.ValueType.String, 'text that begins with = is text');
  assert.equal(sheet.getCell('A5').font.bold, true);
  assert.equal(sheet.views[0]?.state, 'frozen');
  assert.equal(sheet.pageSetup.orientation, 'landscape');
  assert.ok((sheet.getColumn(2).width ?? 0) > 10);
});

test("another program's workbook is read: shared strings, rich text, formulas, dates, hidden sheets", async () => {
  const book = new exceljs.Workbook();
  book.addWorksheet('versi', { state: 'veryHidden' }).addRow(['templat', '3']);
  const sheet = book.addWorksheet('Isi');
  sheet.addRow(['Templat kebutuhan']);
  sheet.addRow(['Kode', 'Uraian', 'Hari', 'Hasil']);
  sheet.addRow(['A-1', { richText: [{ text: 'Kursi ' }, { text: 'lipat', font: { bold: true } }] }, new Date('2026-11-24T00:00:00Z'), { formula: '6*7', result: 42 }]);
  sheet.addRow([]);
  sheet.addRow(['A-2', 'sama', new Date('2026-11-24T10:05:00Z'), true]);
  assert.deepEqual(await all(new Uint8Array(await book.xlsx.writeBuffer())), [
    { row: 3, cells: { Kode: 'A-1', Uraian: 'Kursi lipat', Hari: '2026-11-24', Hasil: '42' } },
    { row: 5, cells: { Kode: 'A-2', Uraian: 'sama', Hari: '2026-11-24T10:05', Hasil: 'true' } },
  ]);
});

test('CSV is written as Excel in Indonesia opens it, and no cell of it runs', async () => {
  const text = (await gathered(writeCsv([...rows, { nip: '1', name: '-2+3;"@x"', pieces: -5 }], columns))).join('');
  assert.ok(text.startsWith('\ufeffNIP;Nama barang;Jumlah;Harga (Rp);Berat;Tanggal\r\n'));
  assert.ok(text.includes(";'=1+1;0;"));
  assert.ok(text.includes('"\'-2+3;""@x""";-5;'));
  assert.ok(text.includes(';12,5;24/11/2026\r\n'));
  const read = await all(strToU8(text));
  assert.deepEqual(read.map(({ cells }) => cells['Nama barang']), ['Kursi "jati" <A&B> – 木', '=1+1', '-2+3;"@x"'], 'read back without the guard');
});

test('any text survives both formats', async () => {
  const line = fc.string({ unit: 'grapheme', maxLength: 40 }).map((text) => `x${text.replace(/[\p{Cc}\p{Cs}\ufffe\uffff]/gu, '')}x`.normalize('NFC'));
  await fc.assert(
    fc.asyncProperty(fc.array(line, { minLength: 1, maxLength: 5 }), async (texts) => {
      const written = texts.map((name, i) => ({ nip: String(i), name }));
      const viaXlsx = await all(Buffer.concat(await gathered(writeXlsx(written, columns.slice(0, 2), { title: 'T' }))));
      const viaCsv = await all(strToU8((await gathered(writeCsv(written, columns.slice(0, 2)))).join('')));
      assert.deepEqual(viaXlsx.map(({ cells }) => cells['Nama barang']), texts);
      assert.deepEqual(viaCsv.map(({ cells }) => cells['Nama barang']), texts);
    }),
    { numRuns: 100 },
  );
});

test('CSV is read with semicolons, commas or tabs, in UTF-8, UTF-16 or the Windows code page', async () => {
  const expected = [{ row: 2, cells: { kode: 'A', uraian: 'Kafé, "besar"; baru' } }];
  const lines = (mark: string): string => `kode${mark}uraian\r\nA${mark}"Kafé, ""besar""; baru"\r\n\r\n`;
  for (const mark of [';', ',', '\t']) assert.deepEqual(await all(strToU8(lines(mark))), expected, mark);
  assert.deepEqual(await all(Buffer.from(lines(';'), 'latin1')), expected);
  assert.deepEqual(await all(Buffer.from(`\ufeff${lines(';')}`, 'utf16le')), expected);
});

test('the head is found under title rows by the words we expect', async () => {
  const text = 'Daftar;x\nDiunduh;kemarin\nKode;Nama;Harga\nA;B;1\n';
  assert.deepEqual(await all(strToU8(text), { expects: ['kode', 'harga'] }), [{ row: 4, cells: { Kode: 'A', Nama: 'B', Harga: '1' } }]);
});

test('a failed file comes back with a red column that says what to mend in each row', async () => {
  const sent = await all(strToU8('Kode;Jumlah\nA;1\nB;x\n'));
  const bytes = Buffer.concat(await gathered(answerSheet(sent, new Map([[3, ['Jumlah harus angka.', 'Kode belum terdaftar.']]]), { title: 'Periksa' })));
  assert.deepEqual((await all(bytes)).map(({ cells }) => cells), [
    { Catatan: '', Kode: 'A', Jumlah: '1' },
    { Catatan: 'Jumlah harus angka. · Kode belum terdaftar.', Kode: 'B', Jumlah: 'x' },
  ]);
  const book = new exceljs.Workbook();
  await book.xlsx.load(Uint8Array.from(bytes).buffer);
  assert.equal(book.worksheets[0]?.getCell('A5').font.color?.argb, 'FFB00020');
  const again = await all(Buffer.concat(await gathered(answerSheet(await all(bytes), new Map(), { title: 'Periksa' }))));
  assert.deepEqual(Object.keys(again[0]?.cells ?? {}), ['Catatan', 'Kode', 'Jumlah'], 'a second answer has one such column');
});

const head = '<row r="1"><c r="A1" t="inlineStr"><is><t>Kode</t></is></c><c r="B1" t="inlineStr"><is><t>NIP</t></is></c></row>';
const sheetOf = (inner: string): string => `<worksheet><sheetData>${inner}</sheetData></worksheet>`;
const hostile: [what: string, code: string, bytes: () => Uint8Array | Promise<Uint8Array>, reading?: Reading][] = [
  ['nothing', 'SHEET_EMPTY', () => new Uint8Array()],
  ['a page named .xlsx', 'SHEET_NOT_A_SHEET', () => strToU8('<html><table><tr><td>a</td><td>b</td></tr></table>')],
  ['a picture', 'SHEET_NOT_A_SHEET', () => Buffer.from('89504e470d0a1a0a0000000d', 'hex')],
  ['a PDF', 'SHEET_NOT_A_SHEET', () => strToU8('%PDF-1.7\n')],
  ['another zip', 'SHEET_NOT_A_SHEET', () => zipSync({ 'word/document.xml': strToU8('<x/>') })],
  ['an old .xls', 'SHEET_OLD_FORMAT', () => Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)])],
  ['macros', 'SHEET_WITH_MACROS', () => book(sheetOf(head), { 'xl/vbaProject.bin': strToU8('x') })],
  ['half a workbook', 'SHEET_BROKEN', async () => (await xlsx()).subarray(0, 900)],
  ['a sheet cut short inside a whole zip', 'SHEET_BROKEN', () => book(`<worksheet><sheetData>${head}`)],
  ['a document type', 'SHEET_BROKEN', () => book(`<!DOCTYPE x [<!ENTITY a "b">]>${sheetOf(head)}`)],
  ['a zip bomb', 'SHEET_TOO_LARGE', () => book('<'.repeat(70 * 2 ** 20))],
  ['a zip bomb that lies about its size', 'SHEET_BROKEN', lyingBomb],
  ['too many bytes', 'SHEET_TOO_LARGE', () => new Uint8Array(11 * 2 ** 20)],
  ['too many rows', 'SHEET_TOO_MANY_ROWS', () => strToU8('a;b\n'.repeat(30)), { maxRows: 20 }],
  ['too many rows in a workbook', 'SHEET_TOO_MANY_ROWS', () => book(sheetOf(head + '<row><c><v>1</v></c></row>'.repeat(30))), { maxRows: 20 }],
  ['ten thousand columns', 'SHEET_TOO_MANY_COLUMNS', () => strToU8(`${'a;'.repeat(10_000)}\n`)],
  ['ten thousand columns in a workbook', 'SHEET_TOO_MANY_COLUMNS', () => book(sheetOf(`<row r="1">${'<c><v>1</v></c>'.repeat(10_000)}</row>`))],
  ['a far column', 'SHEET_TOO_MANY_COLUMNS', () => book(sheetOf('<row r="1"><c r="ZZZ1"><v>1</v></c></row>'))],
  ['two columns of one name', 'SHEET_REPEATED_COLUMN', () => strToU8('kode;kode\n1;2\n')],
  ['a NIP that Excel rounded', 'SHEET_ROUNDED_NUMBER', () => book(sheetOf(`${head}<row r="2"><c r="B2"><v>1.99001012015031E+17</v></c></row>`))],
  ['a number that is none', 'SHEET_BROKEN', () => book(sheetOf(`${head}<row r="2"><c r="B2"><v>1e999</v></c></row>`))],
  ['an open quote to the end', 'SHEET_BROKEN', () => strToU8(`a;b\n"${'x'.repeat(1_200_000)}`)],
];
for (const [what, code, bytes, reading] of hostile) {
  test(`an upload of ${what} is refused in plain words (${code})`, async () => {
    await assert.rejects(
      async () => all(await bytes(), reading),
      (error) => {
        assert.ok(error instanceof Refusal, String(error));
        assert.equal(error.code, code);
        assert.equal(error.status, 422);
        assert.ok(error.text.id !== error.text.en && error.text.id.length > 20);
        return true;
      },
    );
  });
}

test('every way to refuse a sheet has an upload that meets it', () => {
  assert.deepEqual([...new Set(hostile.map(([, code]) => code))].toSorted(), sheetRefusals.toSorted());
});

test('damaged bytes are read or refused, never a fault', async () => {
  const good = await xlsx();
  await fc.assert(
    fc.asyncProperty(fc.array(fc.tuple(fc.nat(good.length - 1), fc.nat(255)), { minLength: 1, maxLength: 8 }), fc.nat(good.length), async (changes, cut) => {
      const bytes = Uint8Array.from(good);
      for (const [at, value] of changes) bytes[at] = value;
      await outcome(bytes);
      await outcome(bytes.subarray(0, cut));
    }),
    { numRuns: 400 },
  );
});

test('a file is read from a path as well', async () => {
  const folder = await mkdtemp(join(tmpdir(), 'sheet-'));
  try {
    await writeFile(join(folder, 'a.csv'), 'kode;nama\n1;2\n');
    assert.deepEqual(await all(join(folder, 'a.csv')), [{ row: 2, cells: { kode: '1', nama: '2' } }]);
  } finally {
    await rm(folder, { recursive: true });
  }
});

test('forty thousand rows are written as a stream and read back', async (t) => {
  async function* many() {
    for (let i = 0; i < 40_000; i++) yield { nip: String(i), name: `Barang ${i}`, pieces: i, price_idr: i * 1000, weight: i / 4, day: '2026-11-24' };
  }
  const before = performance.now();
  let chunks = 0;
  const parts: Uint8Array[] = [];
  for await (const part of writeXlsx(many(), columns, meta)) {
    chunks++;
    parts.push(part);
  }
  const written = performance.now();
  const bytes = Buffer.concat(parts);
  let read = 0;
  for await (const _ of readSheet(bytes)) read++;
  t.diagnostic(`write ${Math.round(written - before)} ms, read ${Math.round(performance.now() - written)} ms, ${Math.round(bytes.length / 1024)} KB in ${chunks} pieces`);
  assert.equal(read, 40_001);
  assert.ok(chunks > 20, 'bytes leave while rows still come');
});

async function xlsx(): Promise<Buffer> {
  return Buffer.concat(await gathered(writeXlsx(rows, columns, meta)));
}

function book(sheet: string, more: Record<string, Uint8Array> = {}): Uint8Array {
  return zipSync({ 'xl/workbook.xml': strToU8('<workbook><sheets><sheet name="a" sheetId="1" r:id="rId1"/></sheets></workbook>'), 'xl/worksheets/sheet1.xml': strToU8(sheet), ...more });
}

function lyingBomb(): Uint8Array {
  const bomb = Buffer.from(book('<'.repeat(60 * 2 ** 20)));
  const size = Buffer.alloc(4);
  size.writeUInt32LE(60 * 2 ** 20);
  for (let at = bomb.indexOf(size); at >= 0; at = bomb.indexOf(size, at + 1)) bomb.writeUInt32LE(1000, at);
  return bomb;
}

function all(source: Uint8Array | string, reading?: Reading): Promise<SheetRow[]> {
  return gathered(readSheet(source, reading));
}

async function gathered<T>(items: AsyncIterable<T>): Promise<T[]> {
  const found: T[] = [];
  for await (const item of items) found.push(item);
  return found;
}

async function outcome(bytes: Uint8Array): Promise<void> {
  try {
    await all(bytes);
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;
  }
}
