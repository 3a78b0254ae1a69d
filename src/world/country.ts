// A synthetic country of any size, for load and benchmarks: invented facilities marked as sample, each with its months of work and trade.
// What stands (units, officers, products, prices, the window) is made by the commands that people call; the months are set-based SQL.
import { readFileSync } from 'node:fs';
import path from 'node:path';
import pg from 'pg';
import { publishListing } from '#catalogue';
import { openBooks } from '#ledger';
import { registerAgency, registerFacility } from '#organisation';
import { adoptSplitRule } from '#pay';
import { approvePrice, methodOf } from '#products';
import { defineSlots, defineWorkshop } from '#workshop';
import { dayIn } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system, type Actor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { chance } from './chance.ts';
import { appointStaff, defineOffers, offers, type Post } from './establishment.ts';
import { inventedFacilities } from './facilities.ts';
import { families, men, women } from './people.ts';

export type Size = { facilities: number; workers: number; months: number; sessions: number; seed: string };
export type Grown = { facilities: number; workers: number; months: number; sessions: number; attendance: number; orders: number; postings: number; seconds: number };

/** Facilities are added to those that are there; a second call goes on numbering. */
export async function growCountry({ db, adminUrl }: { db: Db; adminUrl: string }, size: Size, onProgress: (line: string) => void): Promise<Grown> {
  const started = performance.now();
  const now = db.clock();
  const { first, regencies } = await reading(db, { actor: system }, async (reader) => ({
    first: (await reader.one<{ n: number }>(sql`select count(*)::int as n from organisation.facility where code like 'contoh-negeri-%'`)).n + 1,
    regencies: (await reader.all<{ name: string }>(sql`select name from organisation.regency order by code`)).map((row) => row.name),
  }));
  const agency_id = await agencyOf(db, now);
  const total: Grown = { facilities: 0, workers: 0, months: size.months, sessions: 0, attendance: 0, orders: 0, postings: 0, seconds: 0 };
  const waiting = Array.from({ length: size.facilities }, (_, n) => first + n);
  const lane = async (): Promise<void> => {
    const admin = new pg.Client({ connectionString: adminUrl });
    await admin.connect();
    try {
      await admin.query(`set timezone = 'UTC'; set synchronous_commit = off; set work_mem = '64MB'; set jit = off; ${chances}`);
      for (let serial = waiting.shift(); serial !== undefined; serial = waiting.shift()) {
        const standing = await stand(db, { serial, regency: chance(`${size.seed}/${serial}`).pick(regencies), size, now });
        const grown = await live(admin, { ...standing, serial, size, agency_id, now });
        total.facilities++;
        total.workers += size.workers;
        for (const key of ['sessions', 'attendance', 'orders', 'postings'] as const) total[key] += grown[key];
        onProgress(`facility ${total.facilities} of ${size.facilities}: ${total.attendance} marks of attendance, ${total.orders} orders`);
      }
    } finally {
      await admin.end();
    }
  };
  await Promise.all([lane(), lane()]);
  onProgress('counting for the planner');
  const admin = new pg.Client({ connectionString: adminUrl });
  await admin.connect();
  await admin.query('analyze').finally(() => admin.end());
  return { ...total, seconds: Math.round((performance.now() - started) / 100) / 10 };
}

/** Every chance is drawn from a key; an id begins with its time, as all ids do; letters are different for every number below a thousand million. */
const chances = `
  create function pg_temp.draw(key text) returns int language sql immutable as $$ select ('x' || substr(md5(key), 1, 7))::bit(28)::int $$;
  create function pg_temp.at_id(at timestamptz, key text) returns uuid language sql stable as $$ select (lpad(to_hex((extract(epoch from at) * 1000)::bigint), 12, '0') || '7' || substr(md5(key), 1, 3) || '8' || substr(md5(key), 4, 15))::uuid $$;
  create function pg_temp.letters(n bigint, width int) returns text language sql immutable as $$
    select string_agg(substr('23456789ABCDEFGHJKLMNPQRSTUVWXYZ', 1 + (((n * 2654435761) >> (5 * i)) & 31)::int, 1), '' order by i) from generate_series(0, width - 1) i $$;`;

const perWorkshop = 50;
type Bench = { bench: number; workshop_id: string; job: string; product_id: string; sku: string; name_id: string; unit: string; price_idr: number; cash_cost_idr: number; last_step: number; method: unknown };
type Standing = { facility_id: string; code: string; zone: string; staff: Record<Post, Actor>; plan: Bench[]; first_month: string; opened: Date };

async function stand(db: Db, { serial, regency, size, now }: { serial: number; regency: string; size: Size; now: Date }): Promise<Standing> {
  const first_month = monthsBefore(dayIn('Asia/Jakarta', now), size.months);
  const opened = new Date(`${first_month}T00:00:00Z`);
  const facility = { code: `contoh-negeri-${String(serial).padStart(4, '0')}`, name: `Lapas Contoh Negeri ${serial}` };
  const act = { actor: system, now: opened };
  const workshops = Math.ceil(size.workers / perWorkshop);
  const made = await transact(db, act, async (tx) => {
    const { id: facility_id, timezone } = await registerFacility(tx, { ...facility, kind: 'lapas', class: 'IIA', regency_name: regency, is_sample: true, intro_id: 'Data contoh untuk uji beban.', intro_en: 'Sample records for load tests.', source: 'invented for load tests' });
    await openBooks(tx, facility_id);
    await defineSlots(tx, { facility_id });
    await adoptSplitRule(tx, { facility_id, basis: 'gross_sales', team: 'equal', from: first_month, legal_basis: 'Keputusan kepala UPT (data contoh)', shares: [{ to: 'worker', percent: 50 }, { to: 'capital', percent: 40 }, { to: 'state', percent: 10 }] });
    return { facility_id, timezone };
  });
  const { facility_id } = made;
  const staff = await appointStaff(db, facility, facility_id, 1000 + serial, first_month, opened);
  const offered = offeredBy(serial, workshops);
  const products = await transact(db, { actor: staff.section_head, now: opened }, async (tx) => {
    const benches = [];
    for (const { workplace } of offered) benches.push({ ...(await defineWorkshop(tx, { ...workplace, facility_id, capacity: perWorkshop, is_sample: true })), code: workplace.code });
    return { benches, made: await defineOffers(tx, { facility_id, offered: offered.map(({ offer }) => offer), workshops: benches, from: first_month }) };
  });
  await transact(db, { actor: staff.facility_head, now: opened }, async (tx) => {
    for (const { price_id } of products.made) await approvePrice(tx, { facility_id, price_id });
  });
  const plan = await transact(db, { actor: staff.section_head, now: opened }, async (tx) => {
    const benches: Bench[] = [];
    for (const [n, product] of products.made.entries()) {
      await publishListing(tx, { facility_id, product_id: product.id });
      const method = await methodOf(tx, { facility_id, product_id: product.id, day: first_month });
      benches.push({
        bench: n + 1, workshop_id: products.benches[n]?.id ?? '', job: product.offer.steps[0]?.name_id ?? 'Kerja', product_id: product.id, sku: product.sku, name_id: product.offer.name_id, unit: product.offer.unit, price_idr: product.offer.price_idr,
        cash_cost_idr: method.cost.cash_cost_idr, last_step: product.offer.steps.length, method,
      });
    }
    return benches;
  });
  return { facility_id, code: facility.code, zone: made.timezone, staff, plan, first_month, opened };
}

/** One product for each workshop, from what the demo world offers, under a number of its own. */
function offeredBy(serial: number, workshops: number) {
  const workplaces = new Map(inventedFacilities.flatMap((facility) => facility.workshops).map((workplace) => [workplace.code, workplace]));
  const kinds = offers.filter((offer, n) => offers.findIndex((other) => other.workshop === offer.workshop) === n && workplaces.has(offer.workshop));
  return Array.from({ length: workshops }, (_, n) => {
    const offer = kinds[(serial * 7 + n) % kinds.length];
    const workplace = offer && workplaces.get(offer.workshop);
    if (!workplace) throw new RangeError('nothing to offer');
    const code = `${workplace.code}-${n + 1}`;
    return { workplace: { ...workplace, code, name_id: `${workplace.name_id} ${n + 1}`, name_en: `${workplace.name_en} ${n + 1}` }, offer: { ...offer, workshop: code, sku: `CN-${String(serial).padStart(4, '0')}-${n + 1}`, supply: 'stock' as const } };
  });
}

const months = readFileSync(path.join(import.meta.dirname, 'country.sql'), 'utf8');

async function live(admin: pg.Client, place: Standing & { serial: number; size: Size; agency_id: string; now: Date }): Promise<Pick<Grown, 'sessions' | 'attendance' | 'orders' | 'postings'>> {
  const { facility_id, size, staff } = place;
  await admin.query('begin');
  try {
    await admin.query(`create temp table place on commit drop as select * from jsonb_to_record($1::jsonb) as p (facility_id uuid, code text, serial bigint, seed text, zone text, opened timestamptz, first_month date, months int, sessions int, workers int, workshops int, today date, agency_id uuid,
      officer uuid, officer_person uuid, inspector uuid, inspector_person uuid, section_head uuid, section_head_person uuid, facility_head uuid, facility_head_person uuid, treasurer uuid, treasurer_person uuid, worker_bp int, state_bp int, rule jsonb)`, [JSON.stringify({
      facility_id, code: place.code, serial: place.serial, seed: size.seed, zone: place.zone, opened: place.opened, first_month: place.first_month, months: size.months, sessions: size.sessions, workers: size.workers, workshops: place.plan.length,
      today: dayIn('Asia/Jakarta', place.now), agency_id: place.agency_id, worker_bp: 5000, state_bp: 1000, ...Object.fromEntries(Object.entries(staff).flatMap(([post, actor]) => [[post, actor.account_id], [`${post}_person`, actor.person_id]])),
    })]);
    await admin.query(`update place set rule = (select jsonb_build_object('id', r.id, 'code', r.code, 'basis', r.basis, 'team', r.team, 'legal_basis', r.legal_basis, 'valid_from', lower(r.valid)::text,
      'shares', (select jsonb_agg(jsonb_build_object('to', s.recipient, 'share_bp', s.share_bp) order by array_position(array['worker','capital','state'], s.recipient)) from pay.split_share s where s.rule_id = r.id)) from pay.split_rule r where r.facility_id = place.facility_id)`);
    await admin.query(`create temp table plan on commit drop as select * from jsonb_to_recordset($1::jsonb) as l (bench int, workshop_id uuid, job text, product_id uuid, sku text, name_id text, unit text, price_idr bigint, cash_cost_idr bigint, last_step int, method jsonb)`, [JSON.stringify(place.plan)]);
    await admin.query('create temp table crew_names on commit drop as select $1::text[] as men, $2::text[] as women, $3::text[] as families', [men, women, families]);
    await admin.query(months);
    const { rows: [grown] } = await admin.query<Record<'sessions' | 'attendance' | 'orders' | 'postings', number>>(`
      select (select count(*)::int from morning) as sessions, (select count(*)::int from mark) as attendance, (select count(*)::int from sale) as orders, (select count(*)::int from line) as postings`);
    if (!grown) throw new Error('nothing grew');
    // One event stands for all that was made, in the chain of the facility like any other.
    await admin.query('select kernel.append_events($1::jsonb, null, $2)', [JSON.stringify([{ verb: 'world.grown', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { ...grown, workers: size.workers, months: size.months, seed: size.seed } }]), place.now]);
    await admin.query('commit');
    return grown;
  } catch (error) {
    await admin.query('rollback');
    throw error;
  }
}

async function agencyOf(db: Db, now: Date): Promise<string> {
  return transact(db, { actor: system, now }, async (tx) => {
    const there = await tx.maybe<{ id: string }>(sql`select id from organisation.agency where code = 'contoh-instansi-negeri'`);
    return (there ?? await registerAgency(tx, { code: 'contoh-instansi-negeri', name: 'Instansi Contoh Negeri', short_name: 'ICN', kind: 'agency', is_sample: true, source: 'invented for load tests' })).id;
  });
}

/** The first day of the month that lies so many months back: the running month is the last of them. */
function monthsBefore(today: string, n: number): string {
  const month = Number(today.slice(0, 4)) * 12 + Number(today.slice(5, 7)) - 1 - (n - 1);
  return `${Math.floor(month / 12)}-${String((month % 12) + 1).padStart(2, '0')}-01`;
}
