import type { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { savingsOf } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { ask, type Asked } from '../commands/savings.ts';
import { spendableOf } from '../queries.ts';
import { apportion } from '../split.ts';
import { custodyApproved, custodyWish, heirsWish, holdReleased, holdWish, holderReleases, needsAccount, notDead, sameKeeper } from './keeping.ts';
import { holdById, ownAccount, type HoldRow } from './keeping-queries.ts';

/** Stops a withdrawal for a time, for a reason on paper. The money stays in the book and is shown there; the hold ends by itself on its last day. */
export async function placeHold(tx: Tx, input: z.input<typeof holdWish>): Promise<HoldRow> {
  permit(tx.actor, 'hold.place');
  const wish = parse(holdWish, input, tx.actor.locale);
  const { facility_id } = await workerById(tx, wish.worker_id);
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('withdrawal'), hashtext(${wish.worker_id}))`);
  const today = await dayAt(tx, facility_id);
  const { value: days, legal_basis } = await ruleOn<number>(tx, 'savings.hold_max_days', today, facility_id);
  const last = addDays(today, days);
  if (wish.until < today || wish.until > last) throw new Refusal('hold.too_long', { id: `Tahan paling lama sampai ${last} (${legal_basis}). Pilih hari lain; sesudahnya dapat ditahan lagi dengan alasan baru.`, en: `Hold until ${last} at most (${legal_basis}). Choose another day; afterwards it can be held anew with a new reason.` }, { field: 'until', status: 422 });
  const { balance_idr } = await savingsOf(tx, { facility_id, worker_id: wish.worker_id, limit: 1 });
  const { held_idr } = await spendableOf(tx, facility_id, wish.worker_id, today);
  if (wish.amount_idr > balance_idr - held_idr) throw new Refusal('hold.beyond_book', { id: `Yang belum ditahan tinggal ${rupiah(balance_idr - held_idr)}. Kurangi jumlahnya.`, en: `Only ${rupiah(balance_idr - held_idr)} is not held yet. Lower the amount.` }, { field: 'amount_idr', status: 422 });
  const year = Number(today.slice(0, 4));
  const number = `TH-${year}-${String(await nextNumber(tx, 'hold', facility_id, year)).padStart(4, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.hold (facility_id, number, worker_id, amount_idr, cause, reason, basis, valid, placed_by, placed_person, placed_at)
    values (${facility_id}, ${number}, ${wish.worker_id}, ${wish.amount_idr}, ${wish.cause}, ${wish.reason}, ${wish.basis}, daterange(${today}, ${addDays(wish.until, 1)}), ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'hold.placed', facility_id, subject_kind: 'hold', subject_id: id, particulars: { number, cause: wish.cause, amount_idr: wish.amount_idr, until: wish.until } });
  return holdById(tx, id, today);
}

export async function releaseHold(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'hold.release');
  const hold = await tx.one<{ facility_id: string; number: string; placed_person: string | null; released_at: Date | null }>(sql`select facility_id, number, placed_person, released_at from pay.hold where id = ${id}::uuid for update`);
  if (hold.released_at) throw holdReleased;
  if (tx.actor.person_id !== null && tx.actor.person_id === hold.placed_person) throw holderReleases;
  await tx.run(sql`update pay.hold set released_by = ${tx.actor.account_id}, released_person = ${tx.actor.person_id}, released_at = ${tx.now}, release_reason = ${reason} where facility_id = ${hold.facility_id} and id = ${id}`);
  tx.emit({ verb: 'hold.released', facility_id: hold.facility_id, subject_kind: 'hold', subject_id: id, particulars: { number: hold.number, reason } });
  return { number: hold.number };
}

/** In whose custody somebody's savings lie from a day on, by the person's own consent; it counts once a second person approves. */
export async function recordCustody(tx: Tx, input: z.input<typeof custodyWish>): Promise<{ id: string }> {
  permit(tx.actor, 'custody.record');
  const wish = parse(custodyWish, input, tx.actor.locale);
  const { facility_id } = await workerById(tx, wish.worker_id);
  const account = wish.variant === 'bank' ? await ownAccount(tx, { facility_id, worker_id: wish.worker_id }) : undefined;
  if (wish.variant === 'bank' && !account) throw needsAccount;
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.custody (facility_id, worker_id, variant, payee_id, card_digits, consent_on, consent_paper, valid, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${wish.worker_id}, ${wish.variant}, ${account?.id ?? null}, ${wish.card_digits ?? null}, ${wish.consent_on}, ${wish.consent_paper}, daterange(${wish.from}, null), ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'custody.recorded', facility_id, subject_kind: 'custody', subject_id: made.id, particulars: { variant: wish.variant, from: wish.from } });
  return made;
}
export async function approveCustody(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'custody.approve');
  const found = await tx.one<{ facility_id: string; worker_id: string; from: string; recorded_person: string | null; approved_at: Date | null }>(sql`select facility_id, worker_id, lower(valid) as "from", recorded_person, approved_at from pay.custody where id = ${id}::uuid for update`);
  if (found.approved_at) throw custodyApproved;
  if (tx.actor.person_id !== null && tx.actor.person_id === found.recorded_person) throw sameKeeper;
  await tx.run(sql`update pay.custody set valid = daterange(lower(valid), ${found.from}) where facility_id = ${found.facility_id} and worker_id = ${found.worker_id} and approved_at is not null and valid @> ${found.from}::date and lower(valid) < ${found.from}::date`);
  await tx.run(sql`update pay.custody set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${found.facility_id} and id = ${id}`);
  tx.emit({ verb: 'custody.approved', facility_id: found.facility_id, subject_kind: 'custody', subject_id: id });
}

/** A dead person's whole book to the heirs, by their papers and in their parts; the head approves it as any withdrawal, and a receipt is made. */
export async function payHeirs(tx: Tx, { worker_id, ...input }: { worker_id: string } & z.input<typeof heirsWish>): Promise<Asked> {
  permit(tx.actor, 'withdrawal.prepare');
  const wish = parse(heirsWish, input, tx.actor.locale);
  const { facility_id, state } = await workerById(tx, worker_id);
  if (state !== 'died') throw notDead;
  const asked = await ask(tx, { facility_id, worker_id, kind: 'DEATH_HEIRS', amount_idr: 0, purpose: wish.purpose }, { death_paper: wish.death_paper, heirs_paper: wish.heirs_paper });
  const heirs = wish.heirs.filter(({ name }) => name !== undefined);
  const parts = apportion(asked.amount_idr, heirs.map(({ parts = 1 }) => parts));
  for (const [n, { name, relation }] of heirs.entries()) {
    await tx.run(sql`insert into pay.heir (facility_id, withdrawal_id, position, name, relation, amount_idr) values (${facility_id}, ${asked.id}, ${n + 1}, ${name ?? ''}, ${relation ?? ''}, ${parts[n] ?? 0})`);
  }
  return asked;
}
