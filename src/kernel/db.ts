import { createHmac, randomBytes } from 'node:crypto';
import pg from 'pg';
import { copyIn } from './copy.ts';
import { appendEvents, type NewEvent } from './events.ts';
import { visitor, type Actor } from './policy.ts';
import { asRefusal, NotFound } from './refusal.ts';
import { named, sql, type Sql } from './sql.ts';

// bigint arrives as a checked number: money and counts stay integers far below 2^53, and a value beyond it is a bug.
pg.types.setTypeParser(20, (text) => {
  const n = Number(text);
  if (!Number.isSafeInteger(n)) throw new RangeError(`bigint beyond a safe integer: ${text}`);
  return n;
});
// A day is a day, not an instant: keep 'YYYY-MM-DD'.
pg.types.setTypeParser(1082, (text) => text);

/** Reads rows. Row types are stated where the statement stands, in the row's own snake_case. */
export interface Reader {
  readonly actor: Actor;
  readonly now: Date;
  all<Row>(query: Sql): Promise<Row[]>;
  /** Exactly one row, or NotFound: a row that is not yours is not there. */
  one<Row>(query: Sql): Promise<Row>;
  maybe<Row>(query: Sql): Promise<Row | undefined>;
}

/** One transaction: reads, writes, and the events that are written with them at its end. */
export interface Tx extends Reader {
  /** Number of rows touched. */
  run(query: Sql): Promise<number>;
  /** Many rows at once into a table without row-level security (a temporary one): lines made by `copyLine`. */
  copy(table: string, columns: readonly string[], lines: AsyncIterable<string>): Promise<number>;
  emit(event: NewEvent): void;
}

export type Db = {
  readonly app: pg.Pool;
  /** The shop's own role: it has no grant on people, orders or money. */
  readonly shop: pg.Pool;
  readonly contextKey: Buffer;
  readonly clock: () => Date;
  close(): Promise<void>;
};

export type Reach = { facility_ids: readonly string[] | 'all'; agency_id?: string | null };
export type Act = { actor: Actor; now?: Date; reach?: Reach };

export type DbAddresses = { appUrl: string; shopUrl: string; contextKey: Buffer; clock?: () => Date; poolSize?: number };

export function openDb({ appUrl, shopUrl, contextKey, clock = () => new Date(), poolSize = 16 }: DbAddresses): Db {
  const app = pool(appUrl, poolSize);
  const shop = pool(shopUrl, poolSize);
  return { app, shop, contextKey, clock, close: async () => void (await Promise.all([app.end(), shop.end()])) };
}

function pool(connectionString: string, max: number): pg.Pool {
  const made = new pg.Pool({
    connectionString, max, connectionTimeoutMillis: 5_000, idleTimeoutMillis: 30_000,
    options: '-c statement_timeout=15000 -c lock_timeout=5000 -c idle_in_transaction_session_timeout=30000',
  });
  // Without a listener, a database that goes away takes the process with it.
  made.on('error', () => {});
  return made;
}

/**
 * The one way to write. Sets the signed context inside the transaction, so that row-level security knows who acts and
 * which facilities are in reach; appends the buffered events last, so that the audit chain is locked for the shortest time.
 */
export async function transact<T>(db: Db, act: Act, work: (tx: Tx) => Promise<T>): Promise<T> {
  return retried(() => held(db, act, 'begin', async (client) => {
    const events: NewEvent[] = [];
    const reader = readerOn(client, act.actor, act.now ?? db.clock());
    const tx: Tx = {
      ...reader,
      run: async (query) => (await client.query(named(query))).rowCount ?? 0,
      copy: (table, columns, lines) => copyIn(client, `copy ${pg.escapeIdentifier(table)} (${columns.map((column) => pg.escapeIdentifier(column)).join(', ')}) from stdin`, lines),
      emit: (event) => void events.push(event),
    };
    const answer = await work(tx);
    if (events.length > 0) await appendEvents(tx, events);
    return answer;
  }));
}

/** The one way to read what is not public: a read-only transaction under the actor's context. */
export async function reading<T>(db: Db, act: Act, work: (reader: Reader) => Promise<T>): Promise<T> {
  return held(db, act, 'begin read only', (client) => work(readerOn(client, act.actor, act.now ?? db.clock())));
}

/** Public reads, as the shop's role, one statement each. */
export function shopReader(db: Db, actor: Actor): Reader {
  return readerOn(db.shop, actor, db.clock());
}

async function held<T>(db: Db, act: Act, begin: string, work: (client: pg.PoolClient) => Promise<T>): Promise<T> {
  const client = await db.app.connect();
  let broken: Error | undefined;
  try {
    await client.query(`${begin}; select set_config('app.context', '${signedContext(db, act)}', true)`);
    const answer = await work(client);
    await client.query('commit');
    return answer;
  } catch (error) {
    await client.query('rollback').catch((lost: Error) => (broken = lost));
    throw asRefusal(error);
  } finally {
    client.release(broken);
  }
}

/** account|{facilities}|agency|expiry|mac — checked by kernel.context(), whose key the app's role cannot read. */
function signedContext(db: Db, { actor, reach }: Act): string {
  const { facility_ids, agency_id = null } = reach ?? actor;
  const facilities = facility_ids === 'all' ? '*' : facility_ids.map(uuid).join(',');
  const claim = [actor.account_id ? uuid(actor.account_id) : '', facilities, agency_id ? uuid(agency_id) : '', Math.floor(Date.now() / 1000) + 300].join('|');
  return `${claim}|${createHmac('sha256', db.contextKey).update(claim).digest('hex')}`;
}

function uuid(text: string): string {
  if (!/^[0-9a-f-]{36}$/.test(text)) throw new RangeError('not an id');
  return text;
}

function readerOn(client: pg.Pool | pg.PoolClient, actor: Actor, now: Date): Reader {
  const all = async <Row>(query: Sql) => (await client.query(named(query))).rows as Row[];
  return {
    actor,
    now,
    all,
    maybe: async <Row>(query: Sql) => (await all<Row>(query))[0],
    one: async <Row>(query: Sql) => {
      const [row] = await all<Row>(query);
      if (row === undefined) throw new NotFound();
      return row;
    },
  };
}

/** Deadlocks and serialization failures are the database asking for another try; three are granted. */
async function retried<T>(work: () => Promise<T>, attempts = 3): Promise<T> {
  for (let attempt = 1; ; attempt++) {
    try {
      return await work();
    } catch (error) {
      const code = (error as { code?: string }).code;
      if ((code !== '40001' && code !== '40P01') || attempt === attempts) throw error;
      await new Promise((resume) => setTimeout(resume, randomBytes(1).readUInt8() / 4));
    }
  }
}

export const healthy = async (db: Db): Promise<boolean> =>
  shopReader(db, visitor).all(sql`select 1`).then(() => true, () => false);
