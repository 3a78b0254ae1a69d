import { transact, type Db, type Tx } from '#kernel/db.ts';
import { visitor } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { sha256 } from '../digest.ts';

/**
 * Guessing is slowed, nobody is locked out for ever: five failures for an account from one address, thirty for an account
 * from anywhere, in fifteen minutes. An attempt is written down before the password is looked at, so that many guesses at
 * once are counted one by one; success wipes the slate. Keys are hashes: what was typed as an email may be a password.
 */
const limits = { here: 5, anywhere: 30 };
const minutes = 15;

type Attempt = { email: string; address: string };

export async function beginAttempt(db: Db, attempt: Attempt): Promise<void> {
  const slowed = await transact(db, { actor: visitor }, async (tx) => {
    const [here, anywhere] = keysOf(attempt);
    await tx.all(sql`select pg_advisory_xact_lock(hashtext(${anywhere}))`);
    const failed = await tx.one<{ here: number; anywhere: number }>(sql`
      select count(*) filter (where key = ${here})::int as here, count(*) filter (where key = ${anywhere})::int as anywhere
      from identity.failed_sign_in where key in (${here}, ${anywhere}) and at > ${since(tx)}`);
    if (failed.here >= limits.here || failed.anywhere >= limits.anywhere) return true;
    await tx.run(sql`insert into identity.failed_sign_in (key, at) values (${here}, ${tx.now}), (${anywhere}, ${tx.now})`);
    if (failed.here + 1 === limits.here) tx.emit({ verb: 'sign_in.slowed', facility_id: null, subject_kind: 'sign_in', subject_id: here.slice(0, 16) });
    return false;
  });
  if (slowed) throw tooManyAttempts;
}

/** The password was right. */
export async function forgetAttempts(db: Db, attempt: Attempt): Promise<void> {
  await transact(db, { actor: visitor }, (tx) => tx.run(sql`
    delete from identity.failed_sign_in where key in (${keysOf(attempt)[0]}, ${keysOf(attempt)[1]}) or at < ${since(tx)}`));
}

export async function recordSignIn(db: Db, account_id: string): Promise<void> {
  await transact(db, { actor: { ...visitor, account_id } }, async (tx) => tx.emit({ verb: 'account.signed_in', facility_id: null, subject_kind: 'account', subject_id: account_id }));
}

function since(tx: Tx): Date {
  return new Date(tx.now.getTime() - minutes * 60_000);
}

function keysOf({ email, address }: Attempt): [here: string, anywhere: string] {
  return [`here:${sha256(`${email} ${address}`)}`, `any:${sha256(email)}`];
}

export const tooManyAttempts = new Refusal('sign_in.slowed', {
  id: 'Terlalu banyak percobaan masuk. Tunggu 15 menit, lalu coba lagi, atau atur ulang sandi.',
  en: 'Too many attempts. Wait 15 minutes and try again, or reset the password.',
}, { status: 422 });
export const notMatching = new Refusal('sign_in.refused', {
  id: 'Surel dan sandi tidak cocok, atau akun tidak aktif. Periksa lagi. Bila tetap gagal, hubungi administrator unit Anda.',
  en: 'Email and password do not match, or the account is not active. Check again. If it still fails, ask the administrator of your unit.',
}, { status: 422 });
