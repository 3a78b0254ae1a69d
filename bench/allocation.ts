// Announced demand over the whole country, from rows to rows: read, built, solved, read back and written, beside the time in the solver alone.
// Alone: `node --import tsx bench/allocation.ts SERVER_URL`, a PostgreSQL superuser's address.
import { pathToFileURL } from 'node:url';
import pg from 'pg';
import { openDb, reading, transact } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { system } from '#kernel/policy.ts';
import { askAllocation, solveNext } from '#procurement';
import { alone, withDatabase } from '#tests/house.ts';
import { loadReference } from '../src/reference.ts';
import { migratedRooms } from '../src/rooms.ts';
import { sql } from '#kernel/sql.ts';

export type AllocationRate = { variables: number; rows: number; cells: number; ours_s: number; solver_s: number; build_s: number; read_s: number; peak_mb: number };

/** 627 facilities, 300 places that each ask for 40 products, in four quarters; each facility plans a third of the products, up to about its hours. */
export async function allocationRate(serverUrl: string, { facilities = 627, places = 300, products = 40 } = {}): Promise<AllocationRate> {
  const name = 'bench_allocation';
  await alone(serverUrl, `drop database if exists ${name}`);
  await alone(serverUrl, `create database ${name}`);
  const adminUrl = withDatabase(serverUrl, name);
  const { addresses } = await migrate({ adminUrl, secret: 'bench', rooms: migratedRooms });
  await loadReference(adminUrl);
  const now = new Date('2026-11-24T05:00:00Z');
  const db = openDb({ ...addresses, poolSize: 4, clock: () => now });
  try {
    await fill(adminUrl, { facilities, places, products });
    await transact(db, { actor: system }, (tx) => askAllocation(tx, { year: 2027 }));
    let peak_mb = 0;
    const watch = setInterval(() => (peak_mb = Math.max(peak_mb, Math.round(process.memoryUsage.rss() / 1e6))), 50);
    const began = performance.now();
    await solveNext(db);
    const ours_s = (performance.now() - began) / 1000;
    clearInterval(watch);
    const { figures, cells, failed_reason } = await reading(db, { actor: system }, (reader) => reader.one<{ figures: { variables: number; rows: number; seconds: { solver: number; build: number; read: number } } | null; cells: number; failed_reason: string | null }>(sql`
      select figures, failed_reason, (select count(*)::int from procurement.allocation_cell) as cells from procurement.allocation`));
    if (!figures) throw new Error(`not solved: ${failed_reason}`);
    return { variables: figures.variables, rows: figures.rows, cells, ours_s, solver_s: figures.seconds.solver, build_s: figures.seconds.build, read_s: figures.seconds.read, peak_mb };
  } finally {
    await db.close();
    await alone(serverUrl, `drop database ${name}`);
  }
}

/** Facts straight into the tables, with triggers and foreign keys at rest; one seed, so that every run solves much the same (ids differ, and with them the order of chance). */
async function fill(adminUrl: string, size: { facilities: number; places: number; products: number }): Promise<void> {
  const client = new pg.Client({ connectionString: adminUrl });
  await client.connect();
  try {
    await client.query('set session_replication_role = replica');
    await client.query('select setseed(0.42)');
    await client.query(`
      insert into organisation.facility (code, name, kind, class, province_code, regency_code, regional_office_code, timezone, latitude, longitude, is_sample, source)
      select 'ukur-' || n, 'Unit Ukur ' || n, case when n % 17 = 0 then 'lpp' else 'lapas' end, 'IIB', r.province_code, r.code, (select code from organisation.regional_office o where r.province_code = any (o.province_codes) limit 1), 'Asia/Jakarta', r.latitude + random() / 5, r.longitude + random() / 5, true, 'bench'
      from (select *, row_number() over (order by code) as n from organisation.regency, generate_series(1, 2)) r where n <= $1`, [size.facilities]);
    await client.query(`
      insert into workforce.worker (facility_id, roster_code, register_number, name, kind, sex, custody_from, skill_level, is_sample) select f.id, 'U' || g, 'UKUR/' || g, 'Peserta Ukur', 'convict', 'L', '2024-01-01', 1, true from (select id, 15 + floor(random() * 60)::int as people from organisation.facility where source = 'bench') f, generate_series(1, f.people) g;
      insert into workforce.placement (facility_id, worker_id, workshop_id, job, valid, proposed_at, approved_at, paid, decree) select facility_id, id, kernel.new_id(), 'Ukur', '[2026-01-01,)', now(), now(), true, 'SK-UKUR' from workforce.worker;
      insert into procurement.survey (year, opens_on, closes_on, legal_basis, state, opened_at, closed_at, is_sample) values (2027, '2026-08-01', '2026-09-30', 'ukur', 'closed', now(), now(), true)`);
    await client.query(`insert into procurement.survey_kind (survey_id, code, name_id, name_en, unit, category, weight_gram) select id, 'K' || lpad(g::text, 2, '0'), 'Barang ' || g, 'Goods ' || g, 'buah', 'furniture', 500 + g * 400 from procurement.survey, generate_series(1, $1::int) g`, [size.products]);
    await client.query(`
      insert into procurement.supply_plan (facility_id, survey_id, state, prepared_at, decided_at) select f.id, s.id, 'approved', now(), now() from organisation.facility f, procurement.survey s where f.source = 'bench';
      insert into procurement.supply_line (facility_id, plan_id, line, kind_id, price_idr, minutes, machine_minutes, monthly)
        select facility_id, plan_id, row_number() over (partition by plan_id order by code), kind_id, price, minutes, 0, array_fill(greatest(1, round(people * 4500 * (0.8 + 0.4 * random()) / count(*) over (partition by plan_id) / minutes))::int, array[12])
        from (select p.facility_id, p.id as plan_id, k.id as kind_id, k.code, (30000 + 8000 * substr(k.code, 2)::int) * (0.8 + 0.4 * random()) as price, 20 + 8 * substr(k.code, 2)::int as minutes, (select count(*) from workforce.worker w where w.facility_id = p.facility_id) as people, random() as chance
          from procurement.supply_plan p join procurement.survey_kind k on k.survey_id = p.survey_id) x where chance < 0.3;
      insert into procurement.announcement (survey_id, year, number, state, prepared_at, decided_at, announced_on, lead_days, document_code) select id, 2027, 'UKUR', 'announced', now(), now(), '2026-11-01', 30, 'UKUR' from procurement.survey;
      insert into procurement.announcement_line (announcement_id, kind_id, demanded, planned, quantity, low_idr, high_idr) select a.id, l.kind_id, 0, sum(l.quantity), sum(l.quantity), min(l.price_idr), max(l.price_idr) from procurement.announcement a, procurement.supply_line l group by 1, 2;
      insert into organisation.agency (code, name, kind, is_sample, source) values ('ukur', 'Instansi Ukur', 'agency', true, 'bench')`);
    await client.query(`
      insert into procurement.demand_line (survey_id, agency_id, kind_id, item_text, quantity, unit, regency_code, needed_by, recorded_at)
      select a.survey_id, g.id, l.kind_id, 'Ukur', greatest(1, floor(l.quantity::float / $1 * 1.3 * random()))::int, 'buah', r.code, make_date(2027, (array[3, 6, 9, 12])[1 + floor(random() * 4)::int], 20), now()
      from procurement.announcement a join procurement.announcement_line l on l.announcement_id = a.id, organisation.agency g, (select code from organisation.regency order by md5(code) limit $1) r where g.code = 'ukur'`, [size.places]);
    await client.query('set session_replication_role = origin');
    await client.query('analyze');
  } finally {
    await client.end();
  }
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) console.table(await allocationRate(process.argv[2] ?? ''));
