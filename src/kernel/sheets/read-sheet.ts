/**
 * Reads an uploaded sheet, row by row. Titles above the head are passed over; empty rows and cells of unnamed columns
 * are left out. Everything is text, trimmed: the schema of the import decides what it means.
 */
import { readFile, stat } from 'node:fs/promises';
import { rowsOfCsv } from './csv-reading.ts';
import { defaultLimits, refuseSheet, type Limits, type SheetRow } from './sheet.ts';
import { rowsOfXlsx, type RawRow } from './xlsx-reading.ts';

export type Reading = Partial<Limits> & {
  /** Words of the head we look for; without them the head is the first row with two filled cells. */
  expects?: string[];
};

export async function* readSheet(source: Uint8Array | string, reading: Reading = {}): AsyncGenerator<SheetRow> {
  const limits = { ...defaultLimits, ...reading };
  const bytes = await bytesOf(source, limits.maxBytes);
  let head: string[] | undefined;
  let seen = 0;
  for await (const raw of rawRows(bytes, limits)) {
    // Other requests get their turn between batches: a large file is all in memory by now.
    if (++seen % 500 === 0) await new Promise(setImmediate);
    const cells = raw.cells.map(clean);
    if (head === undefined) {
      if (isHead(cells, reading.expects)) head = checkedHead(cells);
      else if (seen > titleRows) break;
    } else if (cells.some((cell) => cell !== '')) yield { row: raw.row, cells: named(head, cells) };
  }
  if (head === undefined) throw refuseSheet(seen === 0 ? 'SHEET_EMPTY' : 'SHEET_NOT_A_SHEET');
}

const titleRows = 20;

async function bytesOf(source: Uint8Array | string, maxBytes: number): Promise<Uint8Array> {
  const size = typeof source === 'string' ? (await stat(source)).size : source.length;
  if (size === 0) throw refuseSheet('SHEET_EMPTY');
  if (size > maxBytes) throw refuseSheet('SHEET_TOO_LARGE', `> ${Math.floor(maxBytes / 2 ** 20)} MB`);
  return typeof source === 'string' ? readFile(source) : source;
}

/** By what the bytes are, never by the file's name. */
function rawRows(bytes: Uint8Array, limits: Limits): Iterable<RawRow> | AsyncIterable<RawRow> {
  const start = Buffer.from(bytes.subarray(0, 512)).toString('latin1');
  if (start.startsWith('PK')) return rowsOfXlsx(bytes, limits);
  if (start.startsWith('\xd0\xcf\x11\xe0')) throw refuseSheet('SHEET_OLD_FORMAT');
  const isUtf16 = start.startsWith('\xff\xfe');
  if (/^(\xef\xbb\xbf)?\s*</.test(start) || start.startsWith('%PDF') || (!isUtf16 && start.includes('\0'))) throw refuseSheet('SHEET_NOT_A_SHEET');
  return rowsOfCsv(bytes, limits);
}

function isHead(cells: string[], expects: string[] | undefined): boolean {
  if (expects === undefined) return cells.filter((cell) => cell !== '').length >= 2;
  const words = new Set(cells.map((cell) => cell.toLowerCase()));
  return expects.filter((word) => words.has(word.toLowerCase())).length >= Math.min(2, expects.length);
}

function checkedHead(cells: string[]): string[] {
  const words = cells.filter((cell) => cell !== '');
  const repeated = words.find((word, i) => words.indexOf(word) !== i);
  if (repeated !== undefined) throw refuseSheet('SHEET_REPEATED_COLUMN', repeated.slice(0, 60));
  return cells;
}

/** Composed letters, no edges. Plain ASCII is composed as it is. */
const clean = (cell: string): string => (beyondAscii.test(cell) ? cell.normalize('NFC').trim() : cell.trim());
const beyondAscii = /[^ -~]/;

function named(head: string[], cells: string[]): Record<string, string> {
  const row: Record<string, string> = {};
  for (let i = 0; i < head.length; i++) {
    const word = head[i];
    if (word) row[word] = cells[i] ?? '';
  }
  return row;
}
