import { instantAt } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { rosterFor } from '#workforce';
import { rosterOf, workshopByCode, type RosterRow } from '../queries.ts';

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

export type OpenedSession = { id: string; day: string; slot: string; roster: RosterRow[]; left_out: { roster_code: string; why: { id: string; en: string } }[] };

/**
 * Opens a session: everybody placed there that day, judged again now, within the hours that the dated rules allow.
 * Who is left out is named with the reason; a person is never in two places (constraint worker_in_one_place).
 */
export async function openSession(tx: Tx, { facility_id, workshop, day, slot }: { facility_id: string; workshop: string; day: string; slot: 'AM' | 'PM' | 'ED' }): Promise<OpenedSession> {
  permit(tx.actor, 'session.open');
  const place = await workshopByCode(tx, facility_id, workshop);
  const { timezone } = await facilityById(tx, facility_id);
  const hours = await tx.maybe<{ starts: string; ends: string }>(sql`select starts::text, ends::text from workshop.slot where facility_id = ${facility_id} and code = ${slot}`);
  if (!hours) throw new Refusal('session.no_slot', { id: 'Jam kerja itu belum ditetapkan. Pilih pagi atau siang.', en: 'That slot is not defined. Choose morning or afternoon.' }, { field: 'slot', status: 422 });
  const starts = instantAt(timezone, day, hours.starts.slice(0, 5));
  const ends = instantAt(timezone, day, hours.ends.slice(0, 5));
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workshop.session (facility_id, workshop_id, day, slot, during, opened_by, opened_at) values (${facility_id}, ${place.id}, ${day}, ${slot}, tstzrange(${starts}, ${ends}), ${tx.actor.account_id}, ${tx.now}) returning id`);
  const people = await rosterFor(tx, { facility_id, workshop_id: place.id, workshop_risk: place.risk_level, day });
  const minutes = Math.round((ends.getTime() - starts.getTime()) / 60_000);
  const over = await overHours(tx, facility_id, people.map((person) => person.worker_id), day, minutes);
  const left_out: OpenedSession['left_out'] = [];
  let places = place.capacity;
  for (const person of people) {
    const why = !person.verdict.allowed ? firstReason(person.verdict) : over.get(person.worker_id) ?? (places === 0 ? { id: 'Bengkel penuh', en: 'The workshop is full' } : undefined);
    if (why) {
      left_out.push({ roster_code: person.roster_code, why });
      continue;
    }
    places--;
    await tx.run(sql`insert into workshop.roster (facility_id, session_id, worker_id, placement_id, during, verdict) values (${facility_id}, ${id}, ${person.worker_id}, ${person.placement_id}, tstzrange(${starts}, ${ends}), ${JSON.stringify(person.verdict.checks)}::jsonb)`);
  }
  tx.emit({ verb: 'session.opened', facility_id, subject_kind: 'session', subject_id: id, particulars: { workshop, day, slot, people: people.length - left_out.length } });
  return { id, day, slot, roster: await rosterOf(tx, id), left_out };
}

function firstReason(verdict: { checks: { effect: string; passed: boolean; text: { id: string; en: string } }[] }): { id: string; en: string } {
  return verdict.checks.find((check) => !check.passed && check.effect === 'block')?.text ?? { id: 'Tidak memenuhi syarat', en: 'Not eligible' };
}

/** Who would work longer than the dated daily, weekly or days-a-week maximum (Mandela 102), with the rule's citation. */
async function overHours(tx: Tx, facility_id: string, workers: string[], day: string, minutes: number): Promise<Map<string, { id: string; en: string }>> {
  const [daily, weekly, days] = [
    await ruleOn<number>(tx, 'work.max_minutes_per_day', day, facility_id), await ruleOn<number>(tx, 'work.max_minutes_per_week', day, facility_id), await ruleOn<number>(tx, 'work.max_days_per_week', day, facility_id),
  ];
  const rows = await tx.all<{ worker_id: string; today: number; week: number; days: number }>(sql`
    select r.worker_id, (sum(extract(epoch from upper(r.during) - lower(r.during)) / 60) filter (where s.day = ${day}))::int as today, sum(extract(epoch from upper(r.during) - lower(r.during)) / 60)::int as week, count(distinct s.day) filter (where s.day <> ${day}) as days
    from workshop.roster r join workshop.session s on s.facility_id = r.facility_id and s.id = r.session_id
    where r.facility_id = ${facility_id} and r.worker_id = any (${workers}::uuid[]) and s.state <> 'cancelled' and date_trunc('week', s.day) = date_trunc('week', ${day}::date) group by r.worker_id`);
  const over = new Map<string, { id: string; en: string }>();
  for (const row of rows) {
    const broken = (row.today ?? 0) + minutes > daily.value ? daily : row.week + minutes > weekly.value ? weekly : row.days >= days.value ? days : undefined;
    if (broken) over.set(row.worker_id, { id: `Melampaui batas jam kerja (${broken.legal_basis})`, en: `Beyond the limit of working time (${broken.legal_basis})` });
  }
  return over;
}

/** Closes when everybody is marked and every tool is back, or its loss is reported. */
export async function closeSession(tx: Tx, { facility_id, session_id }: { facility_id: string; session_id: string }): Promise<void> {
  permit(tx.actor, 'session.close');
  const session = await tx.one<{ state: string }>(sql`select state from workshop.session where facility_id = ${facility_id} and id = ${session_id} for update`);
  if (session.state !== 'open') throw ended;
  const out = await tx.all<{ code: string; name: string }>(sql`
    select t.code, t.name from workshop.tool_loan l join workshop.tool t on t.facility_id = l.facility_id and t.id = l.tool_id where l.facility_id = ${facility_id} and l.session_id = ${session_id} and l.in_at is null
      and not exists (select 1 from workshop.incident i where i.facility_id = l.facility_id and i.session_id = l.session_id and i.tool_id = l.tool_id and i.kind = 'tool_missing')`);
  if (out.length > 0) throw toolOut(out.map((tool) => `${tool.code} ${tool.name}`).join(', '));
  await tx.run(sql`update workshop.session set state = 'closed', closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where facility_id = ${facility_id} and id = ${session_id}`);
  tx.emit({ verb: 'session.closed', facility_id, subject_kind: 'session', subject_id: session_id });
}

export async function cancelSession(tx: Tx, { facility_id, session_id, reason }: { facility_id: string; session_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'session.close');
  const n = await tx.run(sql`update workshop.session set state = 'cancelled', cancel_reason = ${reason}, closed_by = ${tx.actor.account_id}, closed_at = ${tx.now} where facility_id = ${facility_id} and id = ${session_id} and state = 'open'`);
  if (n === 0) throw ended;
  tx.emit({ verb: 'session.cancelled', facility_id, subject_kind: 'session', subject_id: session_id, particulars: { reason } });
}

export const ended = new Refusal('session.closed', { id: 'Sesi ini sudah ditutup. Catat susulan lewat kepala seksi.', en: 'This session is closed. Late records go through the section head.' });
const toolOut = (which: string) => new Refusal('session.tool_out', { id: `Alat belum kembali: ${which}. Terima kembali, atau laporkan hilang.`, en: `Tools still out: ${which}. Take them back, or report them missing.` });
refuseConstraint('session.attendance_open', 'session.attendance_open', { id: 'Kehadiran belum lengkap. Tandai semua peserta dahulu.', en: 'Attendance is not complete. Mark everybody first.' });
refuseConstraint('session.tool_out', 'session.tool_out', { id: 'Masih ada alat di luar. Terima kembali, atau laporkan hilang.', en: 'A tool is still out. Take it back, or report it missing.' });
refuseConstraint('session_once', 'session.opened_already', { id: 'Sesi bengkel ini untuk jam itu sudah dibuka. Buka sesinya.', en: 'This workshop’s session for that slot is already open. Go to it.' });
refuseConstraint('worker_in_one_place', 'roster.two_places', { id: 'Ada peserta yang pada jam itu sudah tercatat di sesi lain.', en: 'Somebody is already on another session’s roster at that time.' });
