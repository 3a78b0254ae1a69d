import type { z } from 'zod';
import { dayIn, daysBetween, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { may, permit, roles } from '#kernel/policy.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { forgetActors } from '../actor.ts';
import { delegationRule, lendableBy, newDelegation, noOwnTerm, notColleague, notLendable, tooLong, withdrawnAlready } from '../delegation.ts';
import { colleagues, ownTerm } from '../delegation-queries.ts';

/** Lends the own role, or some verbs of it, to a colleague for a time, by letter. It ends with its days, with its withdrawal, or with the lender's own term. */
export async function delegateAuthority(tx: Tx, input: z.input<typeof newDelegation>): Promise<{ id: string }> {
  permit(tx.actor, 'authority.delegate');
  const { delegate_id, from, to, decree, verbs } = parse(newDelegation, input, tx.actor.locale);
  const { account_id, facility_id, agency_id, on_behalf_of } = tx.actor;
  const unit_id = facility_id ?? agency_id;
  const role = roles.find((name) => name === tx.actor.role);
  if (!account_id || !unit_id || !role) throw new Forbidden('authority.delegate');
  const own = on_behalf_of ? undefined : await ownTerm(tx, { account_id, role, unit_id, from, to });
  if (!own) throw noOwnTerm;
  const { value: most, legal_basis } = await ruleOn<number>(tx, delegationRule, from, facility_id);
  if (daysBetween(from, to) + 1 > most) throw tooLong(most, legal_basis);
  const delegate = (await colleagues(tx, { unit_id, from, to })).find((row) => row.id === delegate_id);
  if (!delegate || delegate.person_id === tx.actor.person_id) throw notColleague;
  const allowed = lendableBy(role);
  if (verbs && verbs.some((verb) => !allowed.includes(verb))) throw notLendable;
  const only = verbs && verbs.length > 0 ? verbs : null;
  const made = await tx.one<{ id: string }>(sql`
    insert into identity.assignment (account_id, role, facility_id, agency_id, valid, decree, on_behalf_of, only_verbs)
    values (${delegate_id}, ${role}, ${facility_id}, ${facility_id ? null : agency_id}, daterange(${from}::date, ${to}::date, '[]'), ${decree}, ${own.id}, ${only}::text[]) returning id`);
  tx.emit({ verb: 'authority.delegated', facility_id, subject_kind: 'account', subject_id: delegate_id, particulars: { assignment_id: made.id, role, from, to, decree, verbs: only } });
  forgetActors();
  return made;
}

/** Takes lent authority back, at once. */
export async function withdrawDelegation(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'authority.withdraw');
  const lent = await tx.one<{ account_id: string; facility_id: string | null; lender_id: string; from: string; ended: boolean }>(sql`
    select s.account_id, s.facility_id, o.account_id as lender_id, lower(s.valid) as "from", s.withdrawn_at is not null as ended
    from identity.assignment s join identity.assignment o on o.id = s.on_behalf_of where s.id = ${id}::uuid and coalesce(s.facility_id, s.agency_id) = ${tx.actor.facility_id ?? tx.actor.agency_id ?? null}::uuid for update of s`);
  // The lender, the head of the unit, nobody else.
  if (lent.lender_id !== tx.actor.account_id && !may(tx.actor, 'authority.withdraw_any')) throw new Forbidden('authority.withdraw');
  const today = dayIn(lent.facility_id ? zoneOf((await facilityById(tx, lent.facility_id)).timezone) : 'Asia/Jakarta', tx.now);
  if (lent.ended) throw withdrawnAlready;
  const last_day = today > lent.from ? today : lent.from;
  await tx.run(sql`update identity.assignment set withdrawn_at = ${tx.now}, valid = valid * daterange(lower(valid), ${last_day}::date, '[]') where id = ${id}::uuid`);
  tx.emit({ verb: 'authority.withdrawn', facility_id: lent.facility_id, subject_kind: 'account', subject_id: lent.account_id, particulars: { assignment_id: id } });
  forgetActors();
}
