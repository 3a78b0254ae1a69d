import { hashPassword } from 'better-auth/crypto';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { newAccount, newAssignment } from '../account.ts';
import { forgetActors } from '../actor.ts';

refuseConstraint('account_email_key', 'account.email_taken', { id: 'Surel ini sudah punya akun. Buka akun itu, lalu tambah peran di sana.', en: 'This email already has an account. Open it and add a role there.' }, 'email');
refuseConstraint('assignment_once', 'assignment.overlapping', { id: 'Orang ini sudah memegang peran itu pada masa yang sama. Akhiri masa yang lama dahulu.', en: 'This person already holds that role in that time. End the earlier term first.' }, 'from');
refuseConstraint('assignment_check', 'assignment.unit', { id: 'Unit tidak cocok dengan peran. Pilih unit yang benar.', en: 'The unit does not fit the role. Choose the right unit.' }, 'role');

export async function createAccount(tx: Tx, input: z.input<typeof newAccount>): Promise<{ id: string; person_id: string; email: string }> {
  permit(tx.actor, 'account.manage');
  const account = parse(newAccount, input, tx.actor.locale);
  const hash = await (account.is_sample ? sampleHash(account.password) : hashPassword(account.password));
  const made = await tx.one<{ id: string; person_id: string; email: string }>(sql`
    insert into identity.account (email, name, locale, is_sample, person_id, created_at, updated_at)
    values (${account.email}, ${account.name}, ${account.locale ?? 'id'}, ${account.is_sample ?? false}, coalesce(${account.person_id ?? null}::uuid, kernel.new_id()), ${tx.now}, ${tx.now})
    returning id, person_id, email`);
  await tx.run(sql`
    insert into identity.credential (account_id, external_id, provider_id, password) values (${made.id}, ${made.id}, 'credential', ${hash})`);
  tx.emit({ verb: 'account.created', facility_id: null, subject_kind: 'account', subject_id: made.id });
  return made;
}

/** Sample accounts share one printed password, so its hash may be shared too: a demo of sixty people starts in seconds. */
const sampleHashes = new Map<string, Promise<string>>();
function sampleHash(password: string): Promise<string> {
  const hash = sampleHashes.get(password) ?? hashPassword(password);
  sampleHashes.set(password, hash);
  return hash;
}

/** A role in one unit from a day on, by a letter. `to` is its last day. */
export async function assignRole(tx: Tx, input: z.input<typeof newAssignment>): Promise<{ id: string }> {
  permit(tx.actor, 'account.manage');
  const term = parse(newAssignment, input, tx.actor.locale);
  if (term.account_id === tx.actor.account_id) throw notYourself;
  const made = await tx.one<{ id: string }>(sql`
    insert into identity.assignment (account_id, role, facility_id, regional_office_code, agency_id, partner_name, valid, decree)
    values (${term.account_id}, ${term.role}, ${term.facility_id ?? null}, ${term.regional_office_code ?? null}, ${term.agency_id ?? null}, ${term.partner_name ?? null},
      daterange(${term.from}::date, ${term.to ?? null}::date, '[]'), ${term.decree}) returning id`);
  tx.emit({
    verb: 'assignment.made', facility_id: term.facility_id ?? null, subject_kind: 'account', subject_id: term.account_id,
    particulars: { assignment_id: made.id, role: term.role, from: term.from, to: term.to ?? null, decree: term.decree },
  });
  forgetActors();
  return made;
}

/** Ends a term with `last_day` as its last; a term that would never have run ends as a single day. */
export async function endAssignment(tx: Tx, { assignment_id, last_day }: { assignment_id: string; last_day: string }): Promise<void> {
  permit(tx.actor, 'account.manage');
  const term = await tx.one<{ account_id: string; facility_id: string | null; from: string; to: string | null }>(sql`
    select account_id, facility_id, lower(valid) as "from", upper(valid) - 1 as "to" from identity.assignment where id = ${assignment_id}::uuid for update`);
  if (last_day < term.from) throw endsBeforeStart;
  if (term.to !== null && term.to < last_day) throw alreadyEnded;
  await tx.run(sql`update identity.assignment set valid = daterange(lower(valid), ${last_day}::date, '[]') where id = ${assignment_id}::uuid`);
  tx.emit({ verb: 'assignment.ended', facility_id: term.facility_id, subject_kind: 'account', subject_id: term.account_id, particulars: { assignment_id, last_day } });
  forgetActors();
}

/** Closes the account at once: its sessions end and its tokens are void. Nothing is deleted, so that its deeds keep their author. */
export async function disableAccount(tx: Tx, { account_id, reason }: { account_id: string; reason: string }): Promise<void> {
  permit(tx.actor, 'account.manage');
  if (account_id === tx.actor.account_id) throw notYourself;
  await tx.one(sql`select 1 from identity.account where id = ${account_id}::uuid for update`);
  await tx.run(sql`update identity.account set disabled_at = coalesce(disabled_at, ${tx.now}), updated_at = ${tx.now} where id = ${account_id}::uuid`);
  await tx.run(sql`delete from identity.session where account_id = ${account_id}::uuid`);
  await tx.run(sql`update identity.api_token set revoked_at = coalesce(revoked_at, ${tx.now}) where account_id = ${account_id}::uuid`);
  tx.emit({ verb: 'account.disabled', facility_id: null, subject_kind: 'account', subject_id: account_id, particulars: { reason } });
  forgetActors();
}

export async function enableAccount(tx: Tx, { account_id }: { account_id: string }): Promise<void> {
  permit(tx.actor, 'account.manage');
  await tx.one(sql`select 1 from identity.account where id = ${account_id}::uuid for update`);
  await tx.run(sql`update identity.account set disabled_at = null, updated_at = ${tx.now} where id = ${account_id}::uuid`);
  tx.emit({ verb: 'account.enabled', facility_id: null, subject_kind: 'account', subject_id: account_id });
  forgetActors();
}

const notYourself = new Refusal('account.not_yourself', { id: 'Anda tidak dapat mengubah akun atau peran Anda sendiri. Minta administrator lain.', en: 'You cannot change your own account or roles. Ask another administrator.' });
const endsBeforeStart = new Refusal('assignment.ends_before_start', { id: 'Hari terakhir tidak boleh sebelum hari pertama masa ini.', en: 'The last day cannot come before the first day of this term.' }, { field: 'last_day', status: 422 });
const alreadyEnded = new Refusal('assignment.already_ended', { id: 'Masa ini sudah berakhir lebih awal. Buat masa baru bila perlu.', en: 'This term already ends earlier. Make a new term if needed.' }, { field: 'last_day' });
