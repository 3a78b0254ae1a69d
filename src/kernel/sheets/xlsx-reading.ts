/**
 * Reads the first visible sheet of an .xlsx file, in memory and within limits: no temporary file ever holds the rows.
 * Sizes are checked before anything is unpacked. (ECMA-376, part 1, §18.)
 */
import { refuseSheet, type Limits } from './sheet.ts';
import { attribute, tagsOf, unescapeXml } from './xml.ts';
import { entriesOf } from './zip.ts';

export type RawRow = { row: number; cells: string[] };

export function* rowsOfXlsx(bytes: Uint8Array, limits: Limits): Generator<RawRow> {
  const parts = unpacked(bytes, limits);
  const book = bookOf(parts);
  let found = 0;
  for (const row of rowsOf(parts.get(book.sheet), book, limits)) {
    if (++found > limits.maxRows) throw refuseSheet('SHEET_TOO_MANY_ROWS', `> ${limits.maxRows}`);
    yield row;
  }
}

type Parts = Map<string, string>;
type Book = { sheet: string; strings: string[]; dates: boolean[]; epoch: number };

const wanted = /^xl\/(workbook\.xml|_rels\/workbook\.xml\.rels|sharedStrings\.xml|styles\.xml|worksheets\/[^/]+\.xml)$/;

function unpacked(bytes: Uint8Array, limits: Limits): Parts {
  const entries = whole(() => entriesOf(bytes));
  if (entries.some(({ name }) => /vbaProject\.bin$/i.test(name))) throw refuseSheet('SHEET_WITH_MACROS');
  const files = entries.filter(({ name }) => wanted.test(name));
  if (!files.some(({ name }) => name === 'xl/workbook.xml')) throw refuseSheet('SHEET_NOT_A_SHEET');
  if (files.reduce((total, { size }) => total + size, 0) > limits.maxUnpackedBytes) {
    throw refuseSheet('SHEET_TOO_LARGE', `> ${Math.floor(limits.maxUnpackedBytes / 2 ** 20)} MB`);
  }
  const parts = new Map(files.map(({ name, unpack }) => [name, whole(unpack).toString('utf8')]));
  for (const text of parts.values()) if (text.slice(0, 2000).includes('<!DOCTYPE')) throw refuseSheet('SHEET_BROKEN');
  return parts;
}

function whole<Result>(read: () => Result): Result {
  try {
    return read();
  } catch {
    throw refuseSheet('SHEET_BROKEN');
  }
}

function bookOf(parts: Parts): Book {
  const workbook = [...tagsOf(parts.get('xl/workbook.xml') ?? '')];
  const sheet = workbook.find(({ name, attributes, kind }) => name === 'sheet' && kind !== 'close' && (attribute(attributes, 'state') ?? 'visible') === 'visible');
  const relation = [...tagsOf(parts.get('xl/_rels/workbook.xml.rels') ?? '')].find(
    ({ name, attributes }) => name === 'Relationship' && attribute(attributes, 'Id') === attribute(sheet?.attributes ?? '', 'id'),
  );
  const target = attribute(relation?.attributes ?? '', 'Target') ?? 'worksheets/sheet1.xml';
  const properties = workbook.find(({ name }) => name === 'workbookPr');
  return {
    sheet: target.startsWith('/') ? target.slice(1) : `xl/${target.replace(/^\.\//, '')}`,
    strings: stringsOf(parts.get('xl/sharedStrings.xml') ?? ''),
    dates: datesOf(parts.get('xl/styles.xml') ?? ''),
    epoch: ['1', 'true'].includes(attribute(properties?.attributes ?? '', 'date1904') ?? '') ? Date.UTC(1904, 0, 1) : Date.UTC(1899, 11, 30),
  };
}

function stringsOf(xml: string): string[] {
  const strings: string[] = [];
  let current = '';
  let phonetic = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'rPh') phonetic = tag.kind === 'open';
    else if (tag.name === 't' && tag.kind === 'close' && !phonetic) current += textOf(tag.text);
    else if (tag.name === 'si' && tag.kind !== 'open') {
      strings.push(current);
      current = '';
    }
  }
  return strings;
}

/** For each cell style whether its number is a day. */
function datesOf(xml: string): boolean[] {
  const formats = new Map<number, string>();
  const styles: boolean[] = [];
  let inCells = false;
  for (const { name, attributes, kind } of tagsOf(xml)) {
    if (name === 'numFmt') formats.set(Number(attribute(attributes, 'numFmtId')), attribute(attributes, 'formatCode') ?? '');
    else if (name === 'cellXfs') inCells = kind === 'open';
    else if (name === 'xf' && inCells && kind !== 'close') styles.push(isDate(Number(attribute(attributes, 'numFmtId') ?? 0), formats));
  }
  return styles;
}

function isDate(id: number, formats: Map<number, string>): boolean {
  const code = formats.get(id);
  if (code !== undefined) return /[ymdhs]/i.test(code.replace(/"[^"]*"|\\.|\[[^\]]*\]/g, ''));
  return (id >= 14 && id <= 22) || (id >= 27 && id <= 36) || (id >= 45 && id <= 47) || (id >= 50 && id <= 58);
}

function* rowsOf(xml: string | undefined, book: Book, limits: Limits): Generator<RawRow> {
  if (xml === undefined) throw refuseSheet('SHEET_BROKEN');
  let row = 0;
  let cells: string[] = [];
  let cell = { column: -1, type: 'n', style: -1 };
  let text = '';
  let ended = false;
  for (const tag of tagsOf(xml)) {
    if (tag.name === 'row' && tag.kind !== 'close') {
      row = Number(attribute(tag.attributes, 'r') ?? row + 1);
      cells = [];
      cell.column = -1;
    } else if (tag.name === 'c' && tag.kind !== 'close') {
      const column = columnOf(attribute(tag.attributes, 'r')) ?? cell.column + 1;
      if (column >= limits.maxColumns) throw refuseSheet('SHEET_TOO_MANY_COLUMNS', `> ${limits.maxColumns}`);
      cell = { column, type: attribute(tag.attributes, 't') ?? 'n', style: Number(attribute(tag.attributes, 's') ?? -1) };
      text = '';
    } else if (tag.kind === 'close') {
      if (tag.name === 'v') text = tag.text;
      else if (tag.name === 't') text += textOf(tag.text);
      else if (tag.name === 'c') cells[cell.column] = valueOf(cell, text, book, row);
      else if (tag.name === 'row') yield { row, cells: Array.from(cells, (value) => value ?? '') };
      else if (tag.name === 'worksheet') ended = true;
    }
  }
  if (!ended) throw refuseSheet('SHEET_BROKEN');
}

function valueOf({ type, style, column }: { type: string; style: number; column: number }, text: string, book: Book, row: number): string {
  if (type === 's') return book.strings[Number(text)] ?? '';
  if (type === 'inlineStr') return text;
  if (type === 'str' || type === 'e' || type === 'd') return textOf(text);
  if (type === 'b') return text === '1' ? 'true' : 'false';
  if (text === '') return '';
  const n = Number(text);
  if (!Number.isFinite(n)) throw refuseSheet('SHEET_BROKEN');
  if (book.dates[style] === true) return dayOf(n, book.epoch);
  // Excel keeps fifteen digits; from the sixteenth on it writes zeros over what was typed.
  if (Math.abs(n) >= 1e15) throw refuseSheet('SHEET_ROUNDED_NUMBER', `baris ${row}, kolom ${letterOf(column)}`);
  return String(n);
}

function dayOf(serial: number, epoch: number): string {
  const at = new Date(epoch + Math.round(serial * 86_400) * 1000);
  if (Number.isNaN(at.getTime())) throw refuseSheet('SHEET_BROKEN');
  const [day = '', time = ''] = at.toISOString().slice(0, 16).split('T');
  if (serial >= 0 && serial < 1) return time;
  return time === '00:00' ? day : `${day}T${time}`;
}

function textOf(text: string): string {
  return unescapeXml(text).replace(/_x([0-9A-Fa-f]{4})_/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)));
}

function columnOf(reference: string | undefined): number | undefined {
  const letters = /^[A-Z]{1,3}/.exec(reference ?? '')?.[0];
  if (letters === undefined) return undefined;
  return [...letters].reduce((n, letter) => n * 26 + letter.charCodeAt(0) - 64, 0) - 1;
}

/** 0 → A, 26 → AA */
export function letterOf(column: number): string {
  return (column >= 26 ? letterOf(Math.floor(column / 26) - 1) : '') + String.fromCharCode(65 + (column % 26));
}
