import { Readable } from 'node:stream';
import { parse } from 'csv-parse';
import { refuseSheet, type Limits } from './sheet.ts';
import type { RawRow } from './xlsx-reading.ts';

/** Rows of a CSV file with `;`, `,` or tabs; UTF-8, or the Windows code page that older Excel writes. */
export async function* rowsOfCsv(bytes: Uint8Array, limits: Limits): AsyncGenerator<RawRow> {
  const text = decoded(bytes);
  const parser = Readable.from([text]).pipe(
    parse({ delimiter: delimiterOf(text), bom: true, relax_column_count: true, relax_quotes: true, skip_empty_lines: false, max_record_size: 1_000_000 }),
  );
  let row = 0;
  try {
    for await (const record of parser) {
      // Without columns and casts the parser gives arrays of strings; a schema for each row would cost more than the reading.
      const cells: string[] = record;
      row++;
      if (row > limits.maxRows) throw refuseSheet('SHEET_TOO_MANY_ROWS', `> ${limits.maxRows}`);
      if (cells.length > limits.maxColumns) throw refuseSheet('SHEET_TOO_MANY_COLUMNS', `> ${limits.maxColumns}`);
      yield { row, cells: cells.map(unguarded) };
    }
  } catch (error) {
    throw error instanceof Error && 'code' in error && String(error.code).startsWith('CSV_') ? refuseSheet('SHEET_BROKEN', `baris ${row + 1}`) : error;
  }
}

function decoded(bytes: Uint8Array): string {
  const encoding = bytes[0] === 0xff && bytes[1] === 0xfe ? 'utf-16le' : 'utf-8';
  try {
    return new TextDecoder(encoding, { fatal: true, ignoreBOM: false }).decode(bytes);
  } catch {
    return new TextDecoder('windows-1252').decode(bytes);
  }
}

/** The separator that the first lines agree on, not counting what stands in quotes. */
function delimiterOf(text: string): string {
  const head = text.slice(0, 20_000).replace(/"(?:[^"]|"")*"/g, '').split('\n', 10).join('\n');
  const counted = [';', ',', '\t'].map((mark) => ({ mark, times: head.split(mark).length }));
  return counted.reduce((best, next) => (next.times > best.times ? next : best)).mark;
}

/** Takes off the apostrophe that our own CSV puts before what a spreadsheet would run. */
function unguarded(cell: string): string {
  return cell.charCodeAt(0) === 39 && /^'[=+\-@\t\r]/.test(cell) ? cell.slice(1) : cell;
}
