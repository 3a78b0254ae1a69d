// A month's wages for many people, against the bare aggregate and insert of the same rows over the same connections.
import pg from 'pg';
import { openDb, transact, type Db } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { system } from '#kernel/policy.ts';
import { approveRun, prepareRun } from '#pay';
import { alone, withDatabase } from '#tests/house.ts';
import { loadReference } from '../src/reference.ts';
import { migratedRooms } from '../src/rooms.ts';

const together = 2;
export type PayRunRate = { people: number; marks: number; ours_s: number; bare_s: number; peak_mb: number };

/** `people` in facilities of about 458, as 275,000 over 600 would be; each with 22 sessions in October 2026. */
export async function payRunRate(serverUrl: string, people: number): Promise<PayRunRate> {
  const name = `bench_pay_${people}`;
  await alone(serverUrl, `create database ${name}`);
  const adminUrl = withDatabase(serverUrl, name);
  const { addresses } = await migrate({ adminUrl, secret: 'bench', rooms: migratedRooms });
  await loadReference(adminUrl);
  const db = openDb({ ...addresses, poolSize: together, clock: () => new Date('2026-11-24T05:00:00Z') });
  const admin = new pg.Pool({ connectionString: adminUrl, max: together });
  try {
    const facilities = await fillMonth(admin, people);
    const marks = Number((await admin.query('select count(*) as n from workshop.attendance')).rows[0].n);
    const bare_s = await seconds(() => inTurns(facilities, (id) => bareRun(admin, id)));
    let peak_mb = 0;
    const watch = setInterval(() => (peak_mb = Math.max(peak_mb, Math.round(process.memoryUsage.rss() / 1e6))), 100);
    const ours_s = await seconds(() => inTurns(facilities, (id) => wholeRun(db, id)));
    clearInterval(watch);
    return { people, marks, ours_s, bare_s, peak_mb };
  } finally {
    await db.close();
    await admin.end();
    await alone(serverUrl, `drop database ${name}`);
  }
}

/** Computed by one, recomputed and posted by another: two transactions, as two officers would. */
async function wholeRun(db: Db, facility_id: string): Promise<void> {
  const run = await transact(db, { actor: system }, (tx) => prepareRun(tx, { facility_id, month: '2026-10' }));
  await transact(db, { actor: system }, (tx) => approveRun(tx, { id: run.id }));
}

/**
 * One plain aggregate of the same marks, and the same rows inserted into tables of the same keys: a run, its lines and parts, a journal and its
 * postings. Nothing is read twice, nobody's claim is asked for, no balance follows, no event is written, and no row-level security looks on.
 */
async function bareRun(pool: pg.Pool, facility_id: string): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query('begin');
    for (const name of ['run', 'journal', 'part', 'line', 'posting'] as const) await client.query({ name, text: bare[name], values: [facility_id] });
    await client.query('commit');
  } finally {
    client.release();
  }
}

const bare = {
  run: 'insert into bare.run (facility_id) values ($1)',
  journal: 'insert into bare.journal (facility_id) values ($1)',
  part: `insert into bare.part select m.facility_id, (select id from bare.run where facility_id = $1), m.worker_id, r.id, m.reason_code, w.skill_level, count(*), sum(m.minutes), r.amount_idr, r.per_minutes, sum(m.minutes) * r.amount_idr / r.per_minutes
    from workshop.attendance m join workshop.session s on s.facility_id = m.facility_id and s.id = m.session_id join workforce.worker w on w.facility_id = m.facility_id and w.id = m.worker_id join pay.wage_rate r on r.facility_id = m.facility_id and r.basis = 'time' and r.skill_level = w.skill_level and r.valid @> s.day
    where m.facility_id = $1 and m.paid and s.day >= '2026-10-01' and s.day < '2026-11-01' group by 1, 3, 4, 5, 6, 9, 10`,
  line: 'insert into bare.line select facility_id, run_id, worker_id, sum(sessions), sum(minutes), sum(amount_idr), 0, sum(amount_idr), 0, sum(amount_idr) from bare.part where facility_id = $1 group by 1, 2, 3',
  posting: `insert into bare.posting select l.facility_id, (select id from bare.journal where facility_id = $1), row_number() over (), a.id, -l.net_idr, null from bare.line l join ledger.account a on a.facility_id = l.facility_id and a.worker_id = l.worker_id where l.facility_id = $1
    union all select $1, (select id from bare.journal where facility_id = $1), 0, a.id, (select sum(net_idr) from bare.line where facility_id = $1), null from ledger.account a where a.facility_id = $1 and a.code = '3100'`,
};

/** Facts straight into the tables, with triggers and foreign keys at rest: what is measured is the run, not the filling. */
export async function fillMonth(admin: pg.Pool, people: number): Promise<string[]> {
  const client = await admin.connect();
  const units = Math.max(1, Math.round(people / 458));
  try {
    await client.query('set session_replication_role = replica');
    const { rows: [regency] } = await client.query('select r.code, r.province_code, o.code as office from organisation.regency r join organisation.regional_office o on r.province_code = any (o.province_codes) limit 1');
    await client.query(`insert into organisation.facility (code, name, kind, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_sample, source) select 'ukur-' || g, 'Unit Ukur ' || g, 'lapas', $2, $3, $4, 'Asia/Jakarta', 0, 110, true, 'bench' from generate_series(1, $1::int) g`, [units, regency.province_code, regency.code, regency.office]);
    await client.query(`
      create schema bare; create table bare.run (facility_id uuid primary key, id uuid not null default kernel.new_id(), unique (facility_id, id)); create table bare.journal (facility_id uuid primary key, id uuid not null default kernel.new_id(), unique (facility_id, id));
      create table bare.line (facility_id uuid, run_id uuid, worker_id uuid, sessions int, minutes int, earned_idr bigint, earlier_idr bigint, gross_idr bigint, deducted_idr bigint, net_idr bigint,
        primary key (facility_id, run_id, worker_id), foreign key (facility_id, run_id) references bare.run (facility_id, id), foreign key (facility_id, worker_id) references workforce.worker); create index on bare.line (facility_id, worker_id);
      create table bare.part (facility_id uuid, run_id uuid, worker_id uuid, rate_id uuid, reason_code text, skill_level int, sessions int, minutes int, rate_idr bigint, per_minutes int, amount_idr bigint,
        primary key (facility_id, run_id, worker_id, rate_id, reason_code), foreign key (facility_id, run_id, worker_id) references bare.line deferrable initially deferred, foreign key (facility_id, rate_id) references pay.wage_rate);
      create table bare.posting (facility_id uuid, journal_id uuid, line smallint, account_id uuid, amount_idr bigint, note text, primary key (facility_id, journal_id, line), foreign key (facility_id, journal_id) references bare.journal (facility_id, id), foreign key (facility_id, account_id) references ledger.account);
      create index on bare.posting (facility_id, account_id, journal_id);
      insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity) select id, 'ukur', 'Ukur', 'Bench', 'furniture', 5000 from organisation.facility where source = 'bench';
      insert into workshop.session (facility_id, workshop_id, day, slot, during, state, opened_at, closed_at) select w.facility_id, w.id, d::date, 'AM', tstzrange(d + interval '1 hour', d + interval '4 hours 30 minutes'), 'closed', d, d
        from workshop.workshop w, generate_series('2026-10-01'::timestamptz, '2026-10-22'::timestamptz, '1 day') d;`);
    await client.query(`
      insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, custody_from, skill_level, is_sample) select f.id, 'U' || g, 'UKUR/' || g, 'Peserta Ukur ' || g, 'convict', 'L', '2024-01-01', 1 + g % 5, true
      from (select id, row_number() over (order by id) as n from organisation.facility where source = 'bench') f, generate_series(1, 458) g where (f.n - 1) * 458 + g <= $1`, [people]);
    const { rows } = await client.query<{ id: string }>("select id from organisation.facility where source = 'bench' order by id");
    for (const { id } of rows) {
      await client.query(`
        insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, occurred_at, recorded_at)
        select w.facility_id, s.id, w.id, case when random() < 0.9 then 'ATTENDED' else 'SICK' end, 210, true, s.opened_at, s.opened_at from workforce.worker w join workshop.session s on s.facility_id = w.facility_id where w.facility_id = $1`, [id]);
    }
    await client.query('set session_replication_role = origin');
    await client.query(`
      insert into ledger.account (facility_id, code, name_id, name_en, kind) select f.id, a.code, a.code, a.code, a.kind from organisation.facility f, (values ('1100', 'asset'), ('3100', 'equity'), ('2600', 'liability')) a (code, kind) where f.source = 'bench';
      insert into pay.wage_rate (facility_id, basis, skill_level, amount_idr, valid, legal_basis, adopted_at) select f.id, 'time', l, 2500 + 500 * l, '[2026-01-01,)', 'Tarif ukur', now() from organisation.facility f, generate_series(1, 5) l where f.source = 'bench';
      with r as (insert into pay.split_rule (code, facility_id, basis, valid, legal_basis, source) select 'ukur-' || id, id, 'gross_sales', '[2026-01-01,)', 'Aturan ukur', 'bench' from organisation.facility where source = 'bench' returning id) insert into pay.split_share select id, 'capital', 10000 from r;
      insert into ledger.account (facility_id, code, name_id, name_en, kind, worker_id) select w.facility_id, '2100-' || w.roster_code, w.roster_code, w.roster_code, 'liability', w.id from workforce.worker w join organisation.facility f on f.id = w.facility_id where f.source = 'bench';
      update ledger.balance b set balance_idr = -100000000000 from ledger.account a where a.facility_id = b.facility_id and a.id = b.account_id and a.code = '3100'`);
    // Only what was filled: a table that was seen empty would be planned as empty for the rest of the run, by us and by the bare side.
    await client.query('vacuum analyze workshop.attendance, workshop.session, workforce.worker, ledger.account, ledger.balance, pay.wage_rate, organisation.facility');
    return rows.map(({ id }) => id);
  } finally {
    client.release();
  }
}

async function inTurns(ids: string[], work: (id: string) => Promise<void>): Promise<void> {
  const waiting = [...ids];
  await Promise.all(Array.from({ length: together }, async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await work(next);
  }));
}

async function seconds(work: () => Promise<void>): Promise<number> {
  const began = performance.now();
  await work();
  return (performance.now() - began) / 1000;
}
