// COPY over an open connection, one row after another: neither way holds more than a few megabytes of a table.
import { once } from 'node:events';
import type pg from 'pg';

/** The part of the driver's connection that COPY needs; its published types leave it out. */
type CopyConnection = pg.Connection & { sendCopyFromChunk(chunk: Buffer): void; endCopyFrom(): void; sendCopyFail(message: string): void };

const enough = 1 << 20;

/** Every row of `copy … to stdout`, as PostgreSQL's text format writes it. Reading slower makes the server wait. */
export async function* copyOut(client: pg.Client, statement: string): AsyncGenerator<Buffer> {
  const waiting: Buffer[] = [];
  let held = 0;
  let ended = false;
  let failed: Error | undefined;
  let left = false;
  let wake = (): void => {};
  let socket: pg.Connection['stream'] | undefined;
  client.query(listening({
    submit: (connection) => {
      socket = connection.stream;
      connection.query(statement);
    },
    handleCopyData: ({ chunk }) => {
      if (left) return;
      // The driver reuses the memory behind a chunk.
      waiting.push(Buffer.from(chunk));
      held += chunk.length;
      if (held > enough) socket?.pause();
      wake();
    },
    handleError: (error) => {
      failed = error;
      wake();
    },
    handleReadyForQuery: () => {
      ended = true;
      wake();
    },
  }));
  try {
    for (;;) {
      const row = waiting.shift();
      if (row) {
        held -= row.length;
        if (held < enough / 2) socket?.resume();
        yield row;
      } else if (failed) throw failed;
      else if (ended) return;
      else await new Promise<void>((resume) => (wake = resume));
    }
  } finally {
    left = true;
    socket?.resume();
  }
}

/** Sends `parts` to `copy … from stdin`; answers how many rows PostgreSQL took. A fault of the parts takes the statement back. */
export async function copyIn(client: pg.Client, statement: string, parts: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((taken, refused) => {
    let rows = 0;
    let failed: Error | undefined;
    const send = async (connection: CopyConnection): Promise<void> => {
      try {
        for await (const part of parts) {
          if (failed) return;
          connection.sendCopyFromChunk(part);
          if (connection.stream.writableNeedDrain) await once(connection.stream, 'drain');
        }
        connection.endCopyFrom();
      } catch (error) {
        failed ??= error instanceof Error ? error : new Error(String(error));
        connection.sendCopyFail('the backup could not be read');
      }
    };
    client.query(listening({
      submit: (connection) => connection.query(statement),
      handleCopyInResponse: (connection) => void send(connection as CopyConnection),
      handleCommandComplete: ({ text }) => (rows = Number(text.split(' ').at(-1))),
      handleError: (error) => refused(failed ??= error),
      handleReadyForQuery: () => (failed ? refused(failed) : taken(rows)),
    }));
  });
}

/** What the driver calls while a statement runs. */
type Listening = {
  submit(connection: pg.Connection): void;
  handleCopyData(message: { chunk: Buffer }): void;
  handleCopyInResponse(connection: pg.Connection): void;
  handleCommandComplete(message: { text: string }): void;
  /** After it the driver says no more. */
  handleError(error: Error): void;
  handleReadyForQuery(): void;
};

function listening(heard: Partial<Listening>): Listening & pg.Submittable {
  const nothing = (): void => {};
  return { handleCopyData: nothing, handleCopyInResponse: nothing, handleCommandComplete: nothing, handleError: nothing, handleReadyForQuery: nothing, submit: nothing, ...heard };
}
