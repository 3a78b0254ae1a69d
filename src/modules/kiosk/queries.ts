import type { Reader } from '#kernel/db.ts';
import { NotFound } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import type { Addressee, Outcome, Subject } from './objection.ts';

/** An id from an address: what is not one is not there. */
export function uuid(id: string): string {
  if (!/^[0-9a-f-]{36}$/i.test(id)) throw new NotFound();
  return id;
}

export type HolderRow = { worker_id: string; roster_code: string; name: string; card_id: string | null; code: string | null; issued_at: Date | null; pin_set_at: Date | null; locked: boolean; workshop_name_id: string | null; workshop_name_en: string | null };
/** Everybody present, with what they have for the kiosk. */
export function holders(reader: Reader, { facility_id, q, without, after = '', limit = 200 }: { facility_id: string; q?: string; without?: 'card' | 'pin'; after?: string; limit?: number }): Promise<HolderRow[]> {
  const pattern = q ? `%${q.replace(/[\\%_]/g, '\\$&')}%` : null;
  return reader.all(sql`
    select w.id as worker_id, w.roster_code, w.name, c.id as card_id, c.code, c.issued_at, p.set_at as pin_set_at, coalesce(p.locked_until > ${reader.now}, false) as locked, k.name_id as workshop_name_id, k.name_en as workshop_name_en
    from workforce.worker_published w left join kiosk.card c on c.facility_id = w.facility_id and c.worker_id = w.id and c.revoked_at is null left join kiosk.pin p on p.facility_id = w.facility_id and p.worker_id = w.id
      left join lateral (select workshop_id from workforce.placement_published l where l.facility_id = w.facility_id and l.worker_id = w.id and l.valid @> (${reader.now}::timestamptz at time zone 'Asia/Jakarta')::date order by lower(l.valid) desc limit 1) l on true
      left join workshop.workshop_published k on k.facility_id = w.facility_id and k.id = l.workshop_id
    where w.facility_id = ${facility_id} and w.state = 'present' and w.roster_code > ${after} and (${pattern}::text is null or w.name ilike ${pattern} or w.roster_code ilike ${pattern})
      and (${without ?? null}::text is null or (${without ?? null} = 'card' and c.id is null) or (${without ?? null} = 'pin' and p.set_at is null))
    order by w.roster_code limit ${limit}`);
}
export function holderOf(reader: Reader, facility_id: string, worker_id: string): Promise<HolderRow> {
  return reader.one(sql`
    select w.id as worker_id, w.roster_code, w.name, c.id as card_id, c.code, c.issued_at, p.set_at as pin_set_at, coalesce(p.locked_until > ${reader.now}, false) as locked, null as workshop_name_id, null as workshop_name_en
    from workforce.worker_published w left join kiosk.card c on c.facility_id = w.facility_id and c.worker_id = w.id and c.revoked_at is null left join kiosk.pin p on p.facility_id = w.facility_id and p.worker_id = w.id
    where w.facility_id = ${facility_id} and w.id = ${uuid(worker_id)}`);
}

export type Visit = { facility_id: string; id: string; worker_id: string; roster_code: string; name: string; device_id: string };
/** The visit behind a token on a device, while it is neither ended nor locked and its person is still here. */
export function visitByToken(reader: Reader, { device_id, token_sha256 }: { device_id: string; token_sha256: string }): Promise<Visit | undefined> {
  return reader.maybe(sql`
    select v.facility_id, v.id, v.worker_id, w.roster_code, w.name, v.device_id from kiosk.visit v join workforce.worker_published w on w.facility_id = v.facility_id and w.id = v.worker_id
    where v.token_sha256 = ${token_sha256} and v.device_id = ${device_id} and v.ended_at is null and v.locks_at > ${reader.now} and w.state = 'present'`);
}

export type ObjectionRow = {
  facility_id: string; id: string; number: string; worker_id: string; roster_code: string; name: string; about: Subject; month: string; words: string; raised_on: string; due_on: string; legal_basis: string; working_days: number;
  state: 'open' | 'answered'; outcome: Outcome | null; answer: string | null; answered_at: Date | null; overdue: boolean; facility_name: string;
};
const objectionRows = (today: string) => sql`
  select o.facility_id, o.id, o.number, o.worker_id, w.roster_code, w.name, o.about, o.month, o.words, o.raised_on, o.due_on, o.legal_basis, o.working_days, o.state, o.outcome, o.answer, o.answered_at, (o.state = 'open' and o.due_on < ${today}::date) as overdue, f.name as facility_name
  from kiosk.objection o join workforce.worker_published w on w.facility_id = o.facility_id and w.id = o.worker_id join organisation.facility f on f.id = o.facility_id`;
/** Open ones first, the most overdue at the top. */
export function objections(reader: Reader, { today, facility_id, state, about }: { today: string; facility_id?: string; state?: string; about?: string }): Promise<ObjectionRow[]> {
  return reader.all(sql`
    ${objectionRows(today)} where (${facility_id ?? null}::uuid is null or o.facility_id = ${facility_id ?? null}::uuid) and (${about ?? null}::text is null or o.about = ${about ?? null})
      and (${state ?? null}::text is null or (${state ?? null} = 'overdue' and o.state = 'open' and o.due_on < ${today}::date) or o.state = ${state ?? null})
    order by o.state = 'open' desc, o.due_on, o.number limit 500`);
}
export function objectionById(reader: Reader, id: string, today: string): Promise<ObjectionRow> {
  return reader.one(sql`${objectionRows(today)} where o.id = ${uuid(id)}`);
}
/** One person's own. */
export function objectionsOf(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }, today: string): Promise<ObjectionRow[]> {
  return reader.all(sql`${objectionRows(today)} where o.facility_id = ${facility_id} and o.worker_id = ${worker_id} order by o.raised_on desc, o.number desc limit 20`);
}

export type ComplaintRow = { facility_id: string; id: string; number: string; roster_code: string; name: string; goes_to: Addressee; sealed_words: Buffer; sealed_answer: Buffer | null; raised_on: string; due_on: string; legal_basis: string; state: 'open' | 'answered'; answered_at: Date | null; overdue: boolean; facility_name: string };
const complaintRows = (today: string) => sql`
  select c.facility_id, c.id, c.number, w.roster_code, w.name, c.goes_to, c.sealed_words, c.sealed_answer, c.raised_on, c.due_on, c.legal_basis, c.state, c.answered_at, (c.state = 'open' and c.due_on < ${today}::date) as overdue, f.name as facility_name
  from kiosk.complaint c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id join organisation.facility f on f.id = c.facility_id`;
/** What may be opened: a head never sees what goes to the region alone. */
export function complaints(reader: Reader, { today, region }: { today: string; region: boolean }): Promise<ComplaintRow[]> {
  return reader.all(sql`${complaintRows(today)} where ${region} or c.goes_to = 'head' order by c.state = 'open' desc, c.due_on, c.number limit 500`);
}
export function complaintById(reader: Reader, { id, today, region }: { id: string; today: string; region: boolean }): Promise<ComplaintRow> {
  return reader.one(sql`${complaintRows(today)} where c.id = ${uuid(id)} and (${region} or c.goes_to = 'head')`);
}
export function complaintsOf(reader: Reader, { facility_id, worker_id }: { facility_id: string; worker_id: string }, today: string): Promise<ComplaintRow[]> {
  return reader.all(sql`${complaintRows(today)} where c.facility_id = ${facility_id} and c.worker_id = ${worker_id} order by c.raised_on desc, c.number desc limit 20`);
}

export type OverdueRow = { facility_id: string; facility_name: string; kind: 'objection' | 'complaint'; number: string; about: string; raised_on: string; due_on: string };
/** Everything late in reach, oldest first: numbers and days, no words and no names. */
export function overdue(reader: Reader): Promise<OverdueRow[]> {
  return reader.all(sql`select v.facility_id, f.name as facility_name, v.kind, v.number, v.about, v.raised_on, v.due_on from kiosk.overdue_published v join organisation.facility f on f.id = v.facility_id order by v.due_on, f.name, v.number limit 1000`);
}

export type CopyRow = { id: string; worker_id: string; roster_code: string; request_number: string; requested_on: string; document_code: string; made_at: Date };
export function copies(reader: Reader, facility_id: string): Promise<CopyRow[]> {
  return reader.all(sql`
    select c.id, c.worker_id, w.roster_code, c.request_number, c.requested_on, c.document_code, c.made_at from kiosk.file_copy c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id
    where c.facility_id = ${facility_id} order by c.made_at desc limit 200`);
}
export function copyById(reader: Reader, id: string): Promise<CopyRow & { facility_id: string }> {
  return reader.one(sql`
    select c.facility_id, c.id, c.worker_id, w.roster_code, c.request_number, c.requested_on, c.document_code, c.made_at from kiosk.file_copy c join workforce.worker_published w on w.facility_id = c.facility_id and w.id = c.worker_id where c.id = ${uuid(id)}`);
}
