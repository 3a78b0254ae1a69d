// Opening a savings book with ten years of postings: what the card's page asks the database for, against the bare list of movements.
import pg from 'pg';
import { openDb, reading } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { system } from '#kernel/policy.ts';
import { savingsOf } from '#ledger';
import { slipMonths, slipOf, standingOf } from '#pay';
import { alone, withDatabase } from '#tests/house.ts';
import { loadReference } from '../src/reference.ts';
import { migratedRooms } from '../src/rooms.ts';

const people = 458;
const opened = 60;
export type SavingsBookTime = { movements: number; postings: number; ours_ms: number; slow_ms: number; bare_ms: number };

export async function savingsBookTime(serverUrl: string): Promise<SavingsBookTime> {
  await alone(serverUrl, 'create database bench_savings');
  const adminUrl = withDatabase(serverUrl, 'bench_savings');
  const { addresses } = await migrate({ adminUrl, secret: 'bench', rooms: migratedRooms });
  await loadReference(adminUrl);
  const db = openDb({ ...addresses, poolSize: 1, clock: () => new Date('2026-11-24T05:00:00Z') });
  const admin = new pg.Pool({ connectionString: adminUrl, max: 1 });
  try {
    const { facility_id, workers } = await fill(admin);
    const postings = Number((await admin.query('select count(*) as n from ledger.posting')).rows[0].n);
    const movements = Number((await admin.query('select count(*) as n from ledger.posting_published where worker_id = $1', [workers[0]])).rows[0].n);
    const ours = await times(workers, (worker_id) => reading(db, { actor: system }, async (reader) => {
      const book = await savingsOf(reader, { facility_id, worker_id });
      const [newest] = await slipMonths(reader, worker_id);
      await slipOf(reader, { worker_id, month: newest?.month ?? '2026-10' }, 'id');
      await standingOf(reader, { facility_id, worker_id });
      if (book.movements.length === 0) throw new Error('an empty book');
    }));
    const bare = await times(workers, (worker_id) => admin.query(`select j.on_day, j.number, -p.amount_idr as amount_idr from ledger.account a join ledger.posting p on p.facility_id = a.facility_id and p.account_id = a.id join ledger.journal j on j.facility_id = p.facility_id and j.id = p.journal_id where a.facility_id = $1 and a.worker_id = $2 order by j.on_day desc, j.number desc limit 200`, [facility_id, worker_id]));
    return { movements, postings, ours_ms: at(ours, 0.5), slow_ms: at(ours, 0.95), bare_ms: at(bare, 0.5) };
  } finally {
    await db.close();
    await admin.end();
    await alone(serverUrl, 'drop database bench_savings');
  }
}

const at = (sorted: number[], share: number): number => sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0;
/** The first is opened twice: a house that has just started is not what is asked. */
async function times(workers: string[], work: (worker_id: string) => Promise<unknown>): Promise<number[]> {
  await work(workers[0] ?? '');
  const taken: number[] = [];
  for (const worker_id of workers.slice(0, opened)) {
    const began = performance.now();
    await work(worker_id);
    taken.push(performance.now() - began);
  }
  return taken.sort((a, b) => a - b);
}

/** Ten years of one facility: two divisions a month among everyone, and a withdrawal a month of each person's own. */
async function fill(admin: pg.Pool): Promise<{ facility_id: string; workers: string[] }> {
  const client = await admin.connect();
  try {
    await client.query('set session_replication_role = replica');
    const { rows: [regency] } = await client.query('select r.code, r.province_code, o.code as office from organisation.regency r join organisation.regional_office o on r.province_code = any (o.province_codes) limit 1');
    const { rows: [unit] } = await client.query(`insert into organisation.facility (code, name, kind, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_sample, source) values ('ukur', 'Unit Ukur', 'lapas', $1, $2, $3, 'Asia/Jakarta', 0, 110, true, 'bench') returning id`, [regency.province_code, regency.code, regency.office]);
    const facility_id: string = unit.id;
    const workers = await client.query<{ id: string }>(`insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, custody_from, skill_level, is_sample) select $1::uuid, 'U' || g, 'UKUR/' || g, 'Peserta Ukur ' || g, 'convict', 'L', '2014-01-01', 1, true from generate_series(1, $2::int) g returning id`, [facility_id, people]);
    await client.query(`insert into ledger.account (facility_id, code, name_id, name_en, kind) values ($1, '1100', 'x', 'x', 'asset'), ($1, '2900', 'x', 'x', 'liability')`, [facility_id]);
    await client.query(`insert into ledger.account (facility_id, code, name_id, name_en, kind, worker_id) select facility_id, '2100-' || roster_code, 'x', 'x', 'liability', id from workforce.worker where facility_id = $1`, [facility_id]);
    await client.query(`insert into ledger.balance (facility_id, account_id, balance_idr, credit_only) select facility_id, id, case when worker_id is null then 0 else -120 * (2 * 5000 - 2000) end, worker_id is not null from ledger.account where facility_id = $1`, [facility_id]);
    await client.query(`create temp table division as select kernel.new_id() as id, kernel.new_id() as journal_id, d::date as on_day, row_number() over (order by d, k) as n from generate_series('2016-11-01'::date, '2026-10-01'::date, '1 month') m, lateral (values (m + interval '9 days', 1), (m + interval '19 days', 2)) v (d, k)`);
    const rule = JSON.stringify({ id: 'x', code: 'x', basis: 'gross_sales', team: 'hours', legal_basis: 'x', valid_from: '2016-01-01', shares: [{ to: 'worker', share_bp: 5000 }] });
    await client.query(`insert into pay.settlement (facility_id, id, number, order_id, order_number, state, rule, gross_idr, costs_idr, basis_idr, on_day, prepared_at, content_sha256, journal_id) select $1::uuid, id, 'BH-' || n, kernel.new_id(), 'KB-' || n, 'approved', $2::jsonb, 4580000, 0, 4580000, on_day, on_day, 'x', journal_id from division`, [facility_id, rule]);
    await client.query(`insert into pay.settlement_share (facility_id, settlement_id, recipient, amount_idr) select $1::uuid, id, 'worker', 2290000 from division`, [facility_id]);
    await client.query(`insert into pay.settlement_worker (facility_id, settlement_id, worker_id, minutes, weight, amount_idr, why) select $1::uuid, d.id, w.id, 210, 210000, 5000, '[]' from division d cross join workforce.worker w where w.facility_id = $1`, [facility_id]);
    await client.query(`insert into ledger.journal (facility_id, id, number, month, on_day, kind, ref_type, ref_id, memo, posted_at) select $1::uuid, journal_id, 'JU-' || to_char(on_day, 'YYYY') || '-' || lpad(n::text, 6, '0'), date_trunc('month', on_day), on_day, 'settlement', 'settlement', id::text, 'Bagi hasil', on_day from division`, [facility_id]);
    await client.query(`insert into ledger.posting (facility_id, journal_id, line, account_id, amount_idr) select $1::uuid, d.journal_id, row_number() over (partition by d.id), a.id, -5000 from division d cross join ledger.account a where a.facility_id = $1 and a.worker_id is not null`, [facility_id]);
    await client.query(`create temp table taken as select kernel.new_id() as journal_id, a.id as account_id, a.worker_id, (m + interval '24 days')::date as on_day, row_number() over () + 1000 as n from ledger.account a, generate_series('2016-11-01'::date, '2026-10-01'::date, '1 month') m where a.worker_id is not null`);
    await client.query(`insert into ledger.journal (facility_id, id, number, month, on_day, kind, ref_type, ref_id, memo, posted_at) select $1::uuid, journal_id, 'JU-' || to_char(on_day, 'YYYY') || '-' || lpad(n::text, 6, '0'), date_trunc('month', on_day), on_day, 'withdrawal', 'withdrawal', journal_id::text, 'Pengambilan', on_day from taken`, [facility_id]);
    await client.query(`insert into ledger.posting (facility_id, journal_id, line, account_id, amount_idr) select $1::uuid, t.journal_id, 1, t.account_id, 2000 from taken t union all select $1::uuid, t.journal_id, 2, (select id from ledger.account where facility_id = $1::uuid and code = '1100'), -2000 from taken t`, [facility_id]);
    await client.query(`insert into pay.withdrawal (facility_id, number, worker_id, kind, amount_idr, purpose, state, on_day, journal_id) select $1::uuid, 'AT-' || n, worker_id, 'BASIC_NEEDS', 2000, 'x', 'approved', on_day, journal_id from taken`, [facility_id]);
    await client.query('set session_replication_role = origin');
    await client.query('vacuum analyze');
    return { facility_id, workers: workers.rows.map((row) => row.id) };
  } finally {
    client.release();
  }
}
