/** COPY … FROM STDIN over the pool's own connection: many rows in one statement, as fast as PostgreSQL takes them. */
import { once } from 'node:events';
import type { Writable } from 'node:stream';
import type pg from 'pg';

type Cell = string | number | null | undefined;
/** One line of COPY's text format; nothing becomes `\N`. */
export function copyLine(cells: readonly Cell[]): string {
  let line = '';
  for (let n = 0; n < cells.length; n++) {
    const cell = cells[n];
    if (n > 0) line += '\t';
    line += cell === null || cell === undefined ? '\\N' : typeof cell === 'number' ? cell : needsEscape.test(cell) ? cell.replace(/[\\\t\n\r]/g, (sign) => escapes[sign] ?? sign) : cell;
  }
  return `${line}\n`;
}
const needsEscape = /[\\\t\n\r]/;
const escapes: Record<string, string> = { '\\': '\\\\', '\t': '\\t', '\n': '\\n', '\r': '\\r' };

/** The part of pg's connection that COPY speaks with. */
type Wire = { query(text: string): void; sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void; sendCopyFail(why: string): void; stream: Writable };

/** Sends the chunks of `source` as the data of `statement`; answers with the number of rows. The source must not use this connection. */
export function copyIn(client: pg.ClientBase, statement: string, source: AsyncIterable<string | Uint8Array>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0;
    let failure: unknown;
    client.query({
      submit: (connection: pg.Connection): void => (connection as unknown as Wire).query(statement),
      handleCopyInResponse: (wire: Wire): void => {
        send(wire, source).then(() => wire.endCopyFrom(), (error: unknown) => {
          failure = error;
          wire.sendCopyFail('the source failed');
        });
      },
      handleCommandComplete: ({ text }: { text: string }): void => void (rows = Number(text.split(' ')[1] ?? 0)),
      handleReadyForQuery: (): void => resolve(rows),
      // pg lets go of a query at its error: this is the last it hears. What the source said comes before what the server made of it.
      handleError: (error: Error): void => reject(failure instanceof Error ? failure : error),
    } as pg.Submittable);
  });
}

async function send(wire: Wire, source: AsyncIterable<string | Uint8Array>): Promise<void> {
  let gathered = '';
  const flush = async (bytes: Buffer): Promise<void> => {
    wire.sendCopyFromChunk(bytes);
    if (wire.stream.writableNeedDrain) await once(wire.stream, 'drain');
  };
  for await (const part of source) {
    if (typeof part !== 'string') await flush(Buffer.from(part));
    else if ((gathered += part).length > 65_536) {
      await flush(Buffer.from(gathered));
      gathered = '';
    }
  }
  if (gathered !== '') await flush(Buffer.from(gathered));
}
