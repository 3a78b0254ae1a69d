import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from './queries.ts';
import { actingFault, endsLater, newAppointment, newPost, newSkill, newStaff, nip as nipField, nobodyAway, notYourEntry, notYourself, ownSeat, seatGone, tooLong, type ActingLimits, type Term } from './team.ts';
import { templateOn } from './team-queries.ts';

/** Gives a unit the seats that its kind and class should have from a day on. Seats it has already are left alone, so it may be done again. */
export async function establishTeam(tx: Tx, { facility_id, from }: { facility_id: string; from: string }): Promise<{ added: number }> {
  permit(tx.actor, 'team.establish');
  const unit = await facilityById(tx, facility_id);
  await tx.all(sql`select pg_advisory_xact_lock(hashtextextended(${facility_id}::text, 11))`);
  const seats = (await templateOn(tx, unit, from)).flatMap((row) => Array.from({ length: row.seats }, (_, n) => ({ ...row, seat: n + 1 })));
  const added = await tx.run(sql`
    insert into organisation.post (facility_id, code, seat, name_id, name_en, supervises, position, valid, legal_basis, evidence)
    select ${facility_id}, x.code, x.seat, x.name_id, x.name_en, x.supervises, x.position, daterange(${from}::date, null), x.legal_basis, x.evidence
    from jsonb_to_recordset(${JSON.stringify(seats)}::jsonb) x (code text, seat int, name_id text, name_en text, supervises boolean, position int, legal_basis text, evidence text)
    where not exists (select 1 from organisation.post p where p.facility_id = ${facility_id} and p.code = x.code and p.seat = x.seat and p.valid && daterange(${from}::date, null))`);
  tx.emit({ verb: 'team.established', facility_id, subject_kind: 'facility', subject_id: facility_id, particulars: { from, added } });
  return { added };
}

/** One more seat than the template has, by the unit's own decision. */
export async function addPost(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newPost>): Promise<{ id: string; seat: number }> {
  permit(tx.actor, 'team.establish');
  const post = parse(newPost, input, tx.actor.locale);
  await tx.all(sql`select pg_advisory_xact_lock(hashtextextended(${facility_id}::text, 11))`);
  const made = await tx.one<{ id: string; seat: number }>(sql`
    insert into organisation.post (facility_id, code, seat, name_id, name_en, supervises, position, workplace, valid, legal_basis, evidence)
    values (${facility_id}, ${post.code}, (select coalesce(max(seat), 0) + 1 from organisation.post where facility_id = ${facility_id} and code = ${post.code}), ${post.name_id}, ${post.name_en ?? post.name_id}, ${post.supervises},
      coalesce((select max(position) from organisation.post where facility_id = ${facility_id} and code = ${post.code}), 99), ${post.workplace ?? null}, daterange(${post.from}::date, null), ${post.legal_basis}, 'proposal') returning id, seat`);
  tx.emit({ verb: 'post.added', facility_id, subject_kind: 'post', subject_id: made.id, particulars: { code: post.code, seat: made.seat } });
  return made;
}

/** Which workshop a seat belongs to: its holder is the first to supervise there. */
export async function assignWorkplace(tx: Tx, { facility_id, post_id, workplace }: { facility_id: string; post_id: string; workplace: string | null }): Promise<void> {
  permit(tx.actor, 'team.establish');
  await tx.one(sql`update organisation.post set workplace = ${workplace} where facility_id = ${facility_id} and id = ${post_id} returning 1`);
  tx.emit({ verb: 'post.workplace', facility_id, subject_kind: 'post', subject_id: post_id, particulars: { workplace } });
}

export async function recordStaff(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newStaff>): Promise<{ id: string }> {
  permit(tx.actor, 'staff.record');
  const staff = parse(newStaff, input, tx.actor.locale);
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.staff (facility_id, nip, name, rank, person_id, is_sample, recorded_at)
    values (${facility_id}, ${staff.nip}, ${staff.name}, ${staff.rank ?? null}, ${staff.person_id ?? null}, ${staff.is_sample ?? false}, ${tx.now}) returning id`);
  tx.emit({ verb: 'staff.recorded', facility_id, subject_kind: 'staff', subject_id: made.id });
  return made;
}

/** An officer ties the own account to the own entry: the NIP and the name of the account must both be those of the entry. */
export async function claimStaff(tx: Tx, { facility_id, nip }: { facility_id: string; nip: string }): Promise<{ id: string }> {
  permit(tx.actor, 'staff.claim');
  const number = parse(nipField, nip, tx.actor.locale);
  const claimed = await tx.maybe<{ id: string }>(sql`
    update organisation.staff set person_id = ${tx.actor.person_id}::uuid where facility_id = ${facility_id} and nip = ${number} and lower(name) = lower(${tx.actor.name}) and (person_id is null or person_id = ${tx.actor.person_id}::uuid) returning id`);
  if (!claimed) throw notYourEntry;
  tx.emit({ verb: 'staff.claimed', facility_id, subject_kind: 'staff', subject_id: claimed.id });
  return claimed;
}

/** Puts an officer on a seat by a letter: for good, acting in an empty seat (Plt), or standing in for a holder who is away (Plh). */
export async function appointStaff(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newAppointment>): Promise<{ id: string }> {
  permit(tx.actor, 'staff.appoint');
  const term = parse(newAppointment, input, tx.actor.locale);
  const post = await tx.one<{ covered: boolean }>(sql`
    select valid @> daterange(${term.from}::date, ${term.to ?? null}::date, '[]') as covered from organisation.post where facility_id = ${facility_id} and id = ${term.post_id} for update`);
  if (!post.covered) throw seatGone;
  const staff = await tx.one<{ person_id: string | null }>(sql`select person_id from organisation.staff where facility_id = ${facility_id} and id = ${term.staff_id}`);
  if (staff.person_id !== null && staff.person_id === tx.actor.person_id) throw notYourself;
  if (term.kind !== 'definitive' && term.to !== undefined) await checkActing(tx, facility_id, { ...term, to: term.to });
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.appointment (facility_id, post_id, staff_id, kind, decree, decree_on, valid, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${term.post_id}, ${term.staff_id}, ${term.kind}, ${term.decree}, ${term.decree_on}, daterange(${term.from}::date, ${term.to ?? null}::date, '[]'), ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'staff.appointed', facility_id, subject_kind: 'staff', subject_id: term.staff_id, particulars: { appointment_id: made.id, post_id: term.post_id, kind: term.kind, from: term.from, to: term.to ?? null, decree: term.decree } });
  return made;
}

type Acting = { post_id: string; staff_id: string; kind: 'definitive' | 'plt' | 'plh'; from: string; to: string };
async function checkActing(tx: Tx, facility_id: string, term: Acting): Promise<void> {
  if (term.kind === 'plh') {
    const held = await tx.all<{ staff_id: string; whole: boolean }>(sql`
      select staff_id, valid @> daterange(${term.from}::date, ${term.to}::date, '[]') as whole from organisation.appointment
      where facility_id = ${facility_id} and post_id = ${term.post_id} and kind <> 'plh' and valid && daterange(${term.from}::date, ${term.to}::date, '[]')`);
    if (held.length !== 1 || !held[0]?.whole) throw nobodyAway;
    if (held[0].staff_id === term.staff_id) throw ownSeat;
  }
  const limits = await actingLimits(tx, facility_id, term.kind === 'plh' ? 'plh' : 'plt', term.from);
  const earlier = await tx.all<Term>(sql`
    select lower(valid) as "from", upper(valid) - 1 as "to" from organisation.appointment where facility_id = ${facility_id} and post_id = ${term.post_id} and staff_id = ${term.staff_id} and kind = ${term.kind} and upper(valid) - 1 < ${term.from}::date`);
  const fault = actingFault(term, earlier, limits);
  if (fault) throw tooLong(limits, fault);
}

async function actingLimits(tx: Tx, facility_id: string, kind: 'plt' | 'plh', day: string): Promise<ActingLimits> {
  const { value, legal_basis } = await ruleOn<{ days: number; in_a_row?: number }>(tx, `team.${kind}_days`, day, facility_id);
  return { most_days: value.days, most_in_a_row: value.in_a_row, legal_basis };
}

/** Ends a term with `last_day` as its last; never lengthens one. */
export async function endAppointment(tx: Tx, { facility_id, appointment_id, last_day, reason }: { facility_id: string; appointment_id: string; last_day: string; reason: string }): Promise<void> {
  permit(tx.actor, 'staff.appoint');
  const term = await tx.one<{ staff_id: string; from: string; to: string | null }>(sql`
    select staff_id, lower(valid) as "from", upper(valid) - 1 as "to" from organisation.appointment where facility_id = ${facility_id} and id = ${appointment_id} for update`);
  if (last_day < term.from || (term.to !== null && last_day >= term.to)) throw endsLater;
  await tx.run(sql`update organisation.appointment set valid = daterange(lower(valid), ${last_day}::date, '[]'), ended_reason = ${reason} where facility_id = ${facility_id} and id = ${appointment_id}`);
  tx.emit({ verb: 'appointment.ended', facility_id, subject_kind: 'staff', subject_id: term.staff_id, particulars: { appointment_id, last_day, reason } });
}

/** What an officer can do, by certificate. A correction is another record; the newest counts. */
export async function recordSkill(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newSkill>): Promise<{ id: string }> {
  permit(tx.actor, 'skill.record');
  const skill = parse(newSkill, input, tx.actor.locale);
  await tx.one(sql`select 1 from organisation.staff where facility_id = ${facility_id} and id = ${skill.staff_id}`);
  const made = await tx.one<{ id: string }>(sql`
    insert into organisation.staff_skill (facility_id, staff_id, skill, level, certificate_number, issuer, issued_on, valid_until, recorded_by, recorded_at)
    values (${facility_id}, ${skill.staff_id}, ${skill.skill}, ${skill.level}, ${skill.certificate_number ?? null}, ${skill.issuer ?? null}, ${skill.issued_on}, ${skill.valid_until ?? null}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'skill.recorded', facility_id, subject_kind: 'staff', subject_id: skill.staff_id, particulars: { skill: skill.skill, level: skill.level, valid_until: skill.valid_until ?? null } });
  return made;
}

