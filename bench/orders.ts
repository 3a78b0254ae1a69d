// Placing an order through the house, against the very statements of one order replayed by bare pg over as many connections.
import pg from 'pg';
import { openDb, transact, type Db } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { visitor } from '#kernel/policy.ts';
import { placeOrder, reachOfLines } from '#orders';
import { migratedRooms } from '../src/rooms.ts';

const connections = 8;
const seconds = 5;
type Step = { name?: string; text: string; values: unknown[]; rows: Record<string, unknown>[] };

export async function orderRates(adminUrl: string): Promise<{ ours: number; bare: number }> {
  const secret = 'bench';
  const { addresses } = await migrate({ adminUrl, secret, rooms: migratedRooms });
  const db = openDb({ ...addresses, poolSize: connections });
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  // Enough stock that every order is a held one.
  const { rows: pairs } = await admin.query<{ skus: string[] }>("select (array_agg(p.sku order by p.sku))[1:2] as skus from products.product p join catalogue.listing l on l.product_id = p.id join inventory.item i on i.facility_id = p.facility_id and i.product_id = p.id where l.supply = 'stock' and l.withdrawn_at is null and l.sku = p.sku group by p.facility_id having count(*) >= 2");
  await admin.query("update inventory.item set on_hand = on_hand + 1000000 where kind = 'product'");
  await admin.end();
  const skus = (n: number): string[] => pairs[n % pairs.length]?.skus ?? [];
  // Both sides order over all facilities, so that neither waits more than the other for one facility's chain.
  const tapes: Step[][] = [];
  for (let n = 0; n < pairs.length; n++) tapes.push(await record(db, skus(n)));
  const ours = await perSecond((n) => order(db, skus(n)));
  await db.close();
  const pool = new pg.Pool({ connectionString: addresses.appUrl, max: connections });
  const bare = await perSecond((n) => replay(pool, tapes[n % tapes.length] ?? []));
  await pool.end();
  return { ours, bare };
}

async function order(db: Db, skus: string[]): Promise<void> {
  const lines = [...new Set(skus)].map((sku) => ({ sku, quantity: 1 }));
  const reach = await reachOfLines(db, lines);
  await transact(db, { actor: visitor, reach }, (tx) => placeOrder(tx, { channel: 'public', buyer: { name: 'Pembeli Contoh', phone: '081234567890' }, lines, deliver_to: { name: 'Pembeli Contoh', address: 'Jalan Contoh 1' }, requested_on: '2027-01-04' }));
}

/** Listens to one order: every statement of its transaction, with what it answered. A client is heard once and let go. */
async function record(db: Db, skus: string[]): Promise<Step[]> {
  const steps: Step[] = [];
  const connect = db.app.connect.bind(db.app);
  const heard = new Map<pg.PoolClient, unknown>();
  Object.assign(db.app, {
    connect: async () => {
      const client = await connect();
      if (heard.has(client)) return client;
      const query = client.query.bind(client) as (...args: unknown[]) => Promise<pg.QueryResult>;
      heard.set(client, client.query);
      Object.assign(client, {
        query: async (asked: string | { name?: string; text: string; values: unknown[] }) => {
          const result = await query(asked);
          steps.push(typeof asked === 'string' ? { text: asked, values: [], rows: [] } : { ...asked, rows: result.rows });
          return result;
        },
      });
      return client;
    },
  });
  await order(db, skus);
  Object.assign(db.app, { connect });
  for (const [client, query] of heard) Object.assign(client, { query });
  return steps.slice(steps.findLastIndex((step) => step.text.startsWith('begin;')));
}

/** The same statements again, in one transaction: ids that were answered are carried on, numbers are made new. */
async function replay(pool: pg.Pool, tape: Step[]): Promise<void> {
  const client = await pool.connect();
  const ids = new Map<unknown, unknown>();
  const fresh = new Map<string, string>();
  const renumber = (old: string): string => {
    const made = fresh.get(old) ?? `${old.slice(0, 5)}${Math.random().toString(36).slice(2, 9).toUpperCase()}`;
    fresh.set(old, made);
    return made;
  };
  const renewed = (value: unknown): unknown => (typeof value === 'string' ? [...ids].reduce((text, [old, now]) => text.replaceAll(String(old), String(now)), value).replace(/\b(?:KB|BL)\d\d-\w{4,}/g, renumber) : value);
  try {
    for (const step of tape) {
      const { rows } = step.values.length > 0 ? await client.query({ name: step.name, text: step.text, values: step.values.map(renewed) }) : await client.query(step.text);
      step.rows.forEach((row, n) => Object.entries(row).forEach(([key, old]) => {
        const now = (rows[n] as Record<string, unknown> | undefined)?.[key];
        if (typeof old === 'string' && /^[0-9a-f-]{36}$/.test(old) && now !== undefined && now !== old) ids.set(old, now);
      }));
    }
  } finally {
    client.release();
  }
}

async function perSecond(work: (n: number) => Promise<void>): Promise<number> {
  let done = 0;
  let next = 0;
  const warm = performance.now() + 1000;
  const until = warm + seconds * 1000;
  await Promise.all(Array.from({ length: connections }, async () => {
    while (performance.now() < until) {
      await work(next++);
      if (performance.now() > warm) done++;
    }
  }));
  return done / seconds;
}
