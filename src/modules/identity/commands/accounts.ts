import { hashPassword } from 'better-auth/crypto';
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { newAccount, newAssignment } from '../account.ts';
import { forgetActors } from '../actor.ts';

refuseConstraint('account_email_key', 'account.email_taken', { id: 'Surel ini sudah punya akun. Buka akun itu, lalu tambah peran di sana.', en: 'This email already has an account. Open it and add a role there.' }, 'email');
refuseConstraint('assignment_once', 'assignment.overlapping', { id: 'Orang ini sudah memegang peran itu pada masa yang sama. Akhiri masa yang lama dahulu.', en: 'This person already holds that role in that time. End the earlier term first.' }, 'from');
refuseConstraint('assignment_check', 'assignment.unit', { id: 'Unit tidak cocok dengan peran. Pilih unit yang benar.', en: 'The unit does not fit the role. Choose the right unit.' }, 'role');

export async function createAccount(tx: Tx, input: z.input<typeof newAccount>): Promise<{ id: string; person_id: string; email: string }> {
  permit(tx.actor, 'account.manage');
  const account = newAccount.parse(input);
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
  const term = newAssignment.parse(input);
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
