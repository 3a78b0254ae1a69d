import type { z } from 'zod';
import { addWorkingDays } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { seal } from '#kernel/seal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, holidays } from '#organisation';
import { openCorrection } from '#pay';
import { answeredAlready, answerRule, complaintAnswer, newComplaint, newObjection, objectionAnswer, ownWork, regionOnly, type Addressee, type Subject } from '../objection.ts';
import { questioned, type Whose } from '../own-queries.ts';

type Raised = { id: string; number: string; due_on: string };

/** Written at the kiosk by the person of the visit (`device_id`), or heard by an officer at the counter. */
export async function raiseObjection(tx: Tx, { facility_id, worker_id, device_id, ...input }: Whose & { device_id: string | null } & z.input<typeof newObjection>): Promise<Raised> {
  // At the kiosk the proof is the visit, which names the person; at the counter it is the officer's role.
  if (device_id === null) permit(tx.actor, 'objection.hear');
  const { about, month, words } = parse(newObjection, input, tx.actor.locale);
  const term = await termOf(tx, facility_id, answerRule[about]);
  const number = await numbered(tx, facility_id, 'KB', term.today);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into kiosk.objection (facility_id, number, worker_id, about, month, words, raised_on, raised_at, device_id, heard_by, due_on, working_days, legal_basis)
    values (${facility_id}, ${number}, ${worker_id}, ${about}, ${month}, ${words}, ${term.today}, ${tx.now}, ${device_id}, ${tx.actor.account_id}, ${term.due_on}, ${term.days}, ${term.legal_basis}) returning id`);
  tx.emit({ verb: 'objection.raised', facility_id, subject_kind: 'objection', subject_id: id, particulars: { number, about, month, due_on: term.due_on } });
  return { id, number, due_on: term.due_on };
}

/** Answered once, with reasons, by somebody whose work it does not question. */
export async function answerObjection(tx: Tx, { facility_id, id, ...input }: { facility_id: string; id: string } & z.input<typeof objectionAnswer>): Promise<{ number: string }> {
  permit(tx.actor, 'objection.answer');
  const { outcome, answer } = parse(objectionAnswer, input, tx.actor.locale);
  const row = await tx.one<{ number: string; worker_id: string; about: Subject; month: string; state: string }>(sql`
    select number, worker_id, about, month, state from kiosk.objection where facility_id = ${facility_id} and id = ${id} for update`);
  if (row.state !== 'open') throw answeredAlready;
  const { prepared_persons, marked_by } = await questioned(tx, { facility_id, worker_id: row.worker_id }, row.month);
  const prepared = row.about === 'pay' ? prepared_persons : [];
  const marked = row.about === 'hours' ? marked_by : [];
  if (prepared.includes(tx.actor.person_id ?? '') || marked.includes(tx.actor.account_id ?? '')) throw ownWork;
  await tx.run(sql`
    update kiosk.objection set state = 'answered', outcome = ${outcome}, answer = ${answer}, answered_by = ${tx.actor.account_id}, answered_person = ${tx.actor.person_id}, answered_at = ${tx.now},
      prepared_persons = ${prepared}::uuid[], marked_by = ${marked}::uuid[] where facility_id = ${facility_id} and id = ${id}`);
  // Right is followed by money: a correction waits in pay until it was paid or a second person said why none is due.
  if (outcome !== 'rejected') await openCorrection(tx, { facility_id, objection: row.number, worker_id: row.worker_id, about: row.about, month: row.month, outcome, answered_person: tx.actor.person_id });
  tx.emit({ verb: 'objection.answered', facility_id, subject_kind: 'objection', subject_id: id, particulars: { number: row.number, outcome } });
  return { number: row.number };
}

/** At the kiosk alone, so that no officer hears it. Its words are sealed before they are stored; the log says only that there is one. */
export async function raiseComplaint(tx: Tx, { facility_id, worker_id, device_id, ...input }: Whose & { device_id: string } & z.input<typeof newComplaint>): Promise<Raised> {
  const { goes_to, words } = parse(newComplaint, input, tx.actor.locale);
  const term = await termOf(tx, facility_id, answerRule.complaint);
  const number = await numbered(tx, facility_id, 'PGD', term.today);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into kiosk.complaint (facility_id, number, worker_id, goes_to, sealed_words, raised_on, raised_at, device_id, due_on, working_days, legal_basis)
    values (${facility_id}, ${number}, ${worker_id}, ${goes_to}, ${seal(Buffer.from(words), `complaint ${facility_id} ${number}`)}, ${term.today}, ${tx.now}, ${device_id}, ${term.due_on}, ${term.days}, ${term.legal_basis}) returning id`);
  tx.emit({ verb: 'complaint.raised', facility_id, subject_kind: 'complaint', subject_id: id, particulars: { number, due_on: term.due_on } });
  return { id, number, due_on: term.due_on };
}

/** By the head or the region; what goes to the region alone is not the head's. */
export async function answerComplaint(tx: Tx, { id, ...input }: { id: string } & z.input<typeof complaintAnswer>): Promise<{ number: string }> {
  permit(tx.actor, 'complaint.answer');
  const { answer } = parse(complaintAnswer, input, tx.actor.locale);
  const row = await tx.one<{ facility_id: string; number: string; goes_to: Addressee; state: string }>(sql`select facility_id, number, goes_to, state from kiosk.complaint where id = ${id} for update`);
  if (row.goes_to === 'region' && tx.actor.role === 'facility_head') throw regionOnly;
  if (row.state !== 'open') throw answeredAlready;
  await tx.run(sql`
    update kiosk.complaint set state = 'answered', sealed_answer = ${seal(Buffer.from(answer), `answer ${row.facility_id} ${row.number}`)}, answered_by = ${tx.actor.account_id}, answered_person = ${tx.actor.person_id}, answered_at = ${tx.now}
    where facility_id = ${row.facility_id} and id = ${id}`);
  tx.emit({ verb: 'complaint.answered', facility_id: row.facility_id, subject_kind: 'complaint', subject_id: id, particulars: { number: row.number } });
  return { number: row.number };
}

async function termOf(tx: Tx, facility_id: string, rule: string): Promise<{ today: string; due_on: string; days: number; legal_basis: string }> {
  const today = await dayAt(tx, facility_id);
  const { value, legal_basis } = await ruleOn<number>(tx, rule, today, facility_id);
  return { today, due_on: addWorkingDays(today, value, await holidays(tx)), days: value, legal_basis };
}

async function numbered(tx: Tx, facility_id: string, series: 'KB' | 'PGD', today: string): Promise<string> {
  const year = Number(today.slice(0, 4));
  return `${series}-${year}-${String(await nextNumber(tx, series, facility_id, year)).padStart(4, '0')}`;
}
