import { randomBytes } from 'node:crypto';
import type { Tx } from '#kernel/db.ts';
import { Forbidden, Refusal } from '#kernel/refusal.ts';
import { may, permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { forgetActors } from '../actor.ts';
import { sha256 } from '../digest.ts';
import { accountByEmail } from '../queries.ts';

const defaultDays = 90;
const mostDays = 366;

/** A bearer token for a program that acts as this account. The token is shown once; only its hash is kept. */
export async function createToken(tx: Tx, input: { email: string; expires_at?: string | Date }): Promise<{ id: string; token: string; expires_at: string }> {
  permit(tx.actor, 'token.create');
  const account = await accountByEmail(tx, input.email);
  // Somebody else's account is an administrator's matter, and whether it exists is not said to others.
  if (account?.id !== tx.actor.account_id && !may(tx.actor, 'account.manage')) throw new Forbidden('account.manage');
  if (!account || account.disabled_at) throw noAccount;
  const expires_at = input.expires_at === undefined ? new Date(tx.now.getTime() + defaultDays * 86_400_000) : new Date(input.expires_at);
  if (!(expires_at > tx.now) || expires_at.getTime() > tx.now.getTime() + mostDays * 86_400_000) throw badTerm;
  const token = `kb_${randomBytes(32).toString('base64url')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into identity.api_token (token_sha256, account_id, expires_at, created_at) values (${sha256(token)}, ${account.id}, ${expires_at}, ${tx.now}) returning id`);
  tx.emit({ verb: 'token.created', facility_id: null, subject_kind: 'account', subject_id: account.id, particulars: { token_id: id, expires_at: expires_at.toISOString() } });
  return { id, token, expires_at: expires_at.toISOString() };
}

export async function revokeToken(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'token.create');
  const token = await tx.one<{ account_id: string }>(sql`select account_id from identity.api_token where id = ${id}::uuid for update`);
  if (token.account_id !== tx.actor.account_id) permit(tx.actor, 'account.manage');
  await tx.run(sql`update identity.api_token set revoked_at = coalesce(revoked_at, ${tx.now}) where id = ${id}::uuid`);
  tx.emit({ verb: 'token.revoked', facility_id: null, subject_kind: 'account', subject_id: token.account_id, particulars: { token_id: id } });
  forgetActors();
}

const noAccount = new Refusal('token.no_account', { id: 'Tidak ada akun aktif dengan surel ini. Periksa surelnya.', en: 'No active account has this email. Check the email.' }, { field: 'email', status: 422 });
const badTerm = new Refusal('token.term', { id: 'Masa berlaku token paling lama satu tahun dan harus di masa depan.', en: 'A token runs for at most a year and must end in the future.' }, { field: 'expires_at', status: 422 });
