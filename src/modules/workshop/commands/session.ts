import { instantAt } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { Phrase } from '#kernel/words.ts';
import { facilityById } from '#organisation';
import { rosterFor, whyNot } from '#workforce';
import { breachWords, type Breach } from '../hours.ts';
import { maybeWorkshop, rosterOf, unmarked, type RosterRow } from '../queries.ts';
import { unreportedOut } from '../tool-queries.ts';
import { attendanceOpen, ended, noSlot, noWorkshop, toolOut, type Slot } from '../session.ts';
import { recordSupervisors, supervise } from './supervision.ts';

export async function defineWorkshop(tx: Tx, w: { facility_id: string; code: string; name_id: string; name_en: string; category: string; capacity: number; risk_level?: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'workshop.define');
  const made = await tx.one<{ id: string }>(sql`
    insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity, risk_level, is_sample) values (${w.facility_id}, ${w.code}, ${w.name_id}, ${w.name_en}, ${w.category}, ${w.capacity}, ${w.risk_level ?? 'medium'}, ${w.is_sample ?? false}) returning id`);
  tx.emit({ verb: 'workshop.defined', facility_id: w.facility_id, subject_kind: 'workshop', subject_id: made.id, particulars: { code: w.code } });
  return made;
}

/** The facility's clock: morning and afternoon, with the midday rest between. */
export async function defineSlots(tx: Tx, { facility_id }: { facility_id: string }): Promise<void> {
  permit(tx.actor, 'workshop.define');
  await tx.run(sql`insert into workshop.slot values (${facility_id}, 'AM', 'Pagi', 'Morning', '08:00', '11:30'), (${facility_id}, 'PM', 'Siang', 'Afternoon', '13:00', '15:30') on conflict do nothing`);
}

export type LeftOut = { worker_id: string; roster_code: string; code: 'not_suitable' | 'elsewhere' | 'hours' | 'full' | 'suspended' | 'excluded' | 'day_release' | 'ending'; why: Phrase };
export type OpenedSession = { id: string; day: string; slot: Slot; roster: RosterRow[]; left_out: LeftOut[] };

/**
 * Opens a session: everybody placed there that day, judged anew, who is nowhere else at that time and within the hours that
 * the dated rules allow, up to the workshop's capacity. Who is left out is named with the reason; who supervises, by `supervisors` or by post.
 */
export async function openSession(tx: Tx, { facility_id, workshop, day, slot, supervisors = [] }: { facility_id: string; workshop: string; day: string; slot: Slot; supervisors?: readonly string[] | undefined }): Promise<OpenedSession> {
  permit(tx.actor, 'session.open');
  const place = await maybeWorkshop(tx, facility_id, workshop);
  if (!place) throw noWorkshop;
  const { timezone } = await facilityById(tx, facility_id);
  const hours = await tx.maybe<{ starts: string; ends: string }>(sql`select starts::text, ends::text from workshop.slot where facility_id = ${facility_id} and code = ${slot}`);
  if (!hours) throw noSlot;
  const during = { from: instantAt(timezone, day, hours.starts.slice(0, 5)), to: instantAt(timezone, day, hours.ends.slice(0, 5)) };
  // Two sessions opened at once must not each count the hours without the other.
  await tx.all(sql`select pg_advisory_xact_lock(hashtextextended(${facility_id}::text, 2))`);
  const { listed, left_out } = await choose(tx, facility_id, place, { day, slot, hours, during });
  const { officers, supervision } = await supervise(tx, { facility_id, place, day, slot, during, people: listed.filter((person) => !person.away).length, chosen: supervisors });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.session (facility_id, workshop_id, day, slot, during, opened_by, opened_at, left_out, supervision)
    values (${facility_id}, ${place.id}, ${day}, ${slot}, tstzrange(${during.from}, ${during.to}), ${tx.actor.account_id}, ${tx.now}, ${JSON.stringify(left_out)}::jsonb, ${JSON.stringify(supervision)}::jsonb) returning id`);
  await recordSupervisors(tx, { facility_id, session_id: id, officers, during });
  await tx.run(sql`
    insert into workshop.roster (facility_id, session_id, worker_id, placement_id, during, verdict)
    select ${facility_id}, ${id}, x.worker_id, x.placement_id, tstzrange(${during.from}, ${during.to}), x.verdict
    from jsonb_to_recordset(${JSON.stringify(listed.map((person) => ({ worker_id: person.worker_id, placement_id: person.placement_id, verdict: person.verdict.checks })))}::jsonb) x (worker_id uuid, placement_id uuid, verdict jsonb) order by x.worker_id`);
  await markSuspended(tx, facility_id, id, listed);
  tx.emit({ verb: 'session.opened', facility_id, subject_kind: 'session', subject_id: id, particulars: { workshop, day, slot, people: listed.length, left_out: left_out.length, officers: officers.length } });
  return { id, day, slot, roster: await rosterOf(tx, id), left_out };
}

/** Who is suspended with pay stays on the roster, marked from the start as the reason says: paid, and no minute worked. */
async function markSuspended(tx: Tx, facility_id: string, session_id: string, listed: Candidate[]): Promise<void> {
  for (const { worker_id, away } of listed) {
    if (away) await tx.run(sql`
      insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, recorded_by, occurred_at, recorded_at) values (${facility_id}, ${session_id}, ${worker_id}, 'SUSPENDED_WITH_PAY', 0, true, ${away.why.id}, ${tx.actor.account_id}, ${tx.now}, clock_timestamp())`);
  }
}

type Candidate = Awaited<ReturnType<typeof rosterFor>>[number];
type Span = { from: Date; to: Date };
type Sitting = { day: string; slot: Slot; hours: { starts: string; ends: string }; during: Span };
async function choose(tx: Tx, facility_id: string, place: { id: string; capacity: number }, { day, slot, hours, during }: Sitting): Promise<{ listed: Candidate[]; left_out: LeftOut[] }> {
  const people = await rosterFor(tx, { facility_id, workshop_id: place.id, day, slot, hours });
  const ids = people.map((person) => person.worker_id);
  const busy = await elsewhere(tx, facility_id, ids, during);
  const over = await overHours(tx, facility_id, ids, day, during);
  const listed: Candidate[] = [];
  const left_out: LeftOut[] = [];
  for (const person of people) {
    const breach = over.get(person.worker_id);
    const reason: Pick<LeftOut, 'code' | 'why'> | undefined = !person.verdict.allowed ? { code: 'not_suitable', why: whyNot(person.verdict) }
      : busy.has(person.worker_id) ? { code: 'elsewhere', why: { id: 'Pada jam itu tercatat di sesi lain', en: 'On the roster of another session at that time' } }
      : person.away && !(person.away.paid && !breach) ? { code: person.away.code, why: person.away.why }
      : breach ? { code: 'hours', why: breach }
      : !person.away && listed.filter((each) => !each.away).length >= place.capacity ? { code: 'full', why: { id: `Bengkel penuh (${place.capacity} tempat)`, en: `The workshop is full (${place.capacity} places)` } } : undefined;
    if (reason) left_out.push({ worker_id: person.worker_id, roster_code: person.roster_code, ...reason });
    else listed.push(person);
  }
  return { listed, left_out };
}

async function elsewhere(tx: Tx, facility_id: string, workers: string[], { from, to }: Span): Promise<Set<string>> {
  const rows = await tx.all<{ worker_id: string }>(sql`select distinct worker_id from workshop.roster where facility_id = ${facility_id} and worker_id = any (${workers}::uuid[]) and during && tstzrange(${from}, ${to})`);
  return new Set(rows.map((row) => row.worker_id));
}

/** Who would work longer than the dated rules allow, without the weekly rest, or in time kept for learning: by the database's own measure, which holds it again at the write. */
async function overHours(tx: Tx, facility_id: string, workers: string[], day: string, { from, to }: Span): Promise<Map<string, Phrase>> {
  const rows = await tx.all<Breach & { worker_id: string }>(sql`
    select w.id as worker_id, b.code, b.allowed, b.found, b.legal_basis, b.what from unnest(${workers}::uuid[]) w (id)
      cross join lateral workshop.hours_breach(${facility_id}, w.id, ${day}::date, (extract(epoch from ${to}::timestamptz - ${from}::timestamptz) / 60)::int, tstzrange(${from}, ${to})) b`);
  return new Map(rows.map((row) => [row.worker_id, breachWords[row.code](row)]));
}

/** Closes when everybody is marked and every tool is back, or its loss is reported. */
export async function closeSession(tx: Tx, { facility_id, session_id }: { facility_id: string; session_id: string }): Promise<void> {
  permit(tx.actor, 'session.close');
  await lockToEnd(tx, facility_id, session_id);
  const out = await unreportedOut(tx, facility_id, session_id);
  if (out.length > 0) throw toolOut(out.map((tool) => `${tool.code} ${tool.name}`).join(', '));
  const open = await unmarked(tx, facility_id, session_id);
  if (open.length > 0) throw attendanceOpen(open.map((person) => person.roster_code).join(', '));
  await tx.run(sql`update workshop.session set state = 'closed', closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where facility_id = ${facility_id} and id = ${session_id}`);
  tx.emit({ verb: 'session.closed', facility_id, subject_kind: 'session', subject_id: session_id });
}

/** Called off by the facility: everybody not yet marked gets the reason, paid unless refused, and is free to be elsewhere. */
export async function cancelSession(tx: Tx, { facility_id, session_id, reason, paid = true }: { facility_id: string; session_id: string; reason: string; paid?: boolean }): Promise<void> {
  permit(tx.actor, 'session.cancel');
  await lockToEnd(tx, facility_id, session_id);
  const out = await unreportedOut(tx, facility_id, session_id);
  if (out.length > 0) throw toolOut(out.map((tool) => `${tool.code} ${tool.name}`).join(', '));
  await tx.run(sql`
    insert into workshop.attendance (facility_id, session_id, worker_id, reason_code, minutes, paid, note, recorded_by, occurred_at, recorded_at)
    select r.facility_id, r.session_id, r.worker_id, 'CANCELLED_BY_UPT', 0, ${paid} and p.paid, ${reason}, ${tx.actor.account_id}, ${tx.now}, clock_timestamp()
    from workshop.roster r join workforce.placement_published p on p.facility_id = r.facility_id and p.id = r.placement_id
    where r.facility_id = ${facility_id} and r.session_id = ${session_id} and not exists (select 1 from workshop.attendance a where a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id)`);
  await tx.run(sql`update workshop.roster set during = 'empty' where facility_id = ${facility_id} and session_id = ${session_id}`);
  await tx.run(sql`update workshop.session set state = 'cancelled', cancel_reason = ${reason}, closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where facility_id = ${facility_id} and id = ${session_id}`);
  tx.emit({ verb: 'session.cancelled', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { reason, paid } });
}

async function lockToEnd(tx: Tx, facility_id: string, session_id: string): Promise<void> {
  const session = await tx.one<{ state: string }>(sql`select state from workshop.session where facility_id = ${facility_id} and id = ${session_id} for update`);
  if (session.state !== 'open') throw ended;
}
