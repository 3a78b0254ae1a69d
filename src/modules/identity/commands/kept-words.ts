import { transact, type Db } from '#kernel/db.ts';
import { visitor } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';

/** Longer forms than this are rare, and a table of words is no store for files. */
const mostLetters = 200_000;

/**
 * A form was sent while the session slept. Its words are kept for the account that slept, and for nobody else, until it
 * has signed in again; after a working day they are gone.
 */
export async function keepWords(db: Db, { account_id, path, entries }: { account_id: string; path: string; entries: [string, string][] }): Promise<string | undefined> {
  const text = JSON.stringify(entries);
  if (text.length > mostLetters) return undefined;
  return transact(db, { actor: { ...visitor, account_id } }, async (tx) => {
    await tx.run(sql`delete from identity.kept_words where kept_at < ${tx.now}::timestamptz - interval '8 hours'`);
    const { id } = await tx.one<{ id: string }>(sql`insert into identity.kept_words (account_id, path, entries, kept_at) values (${account_id}, ${path}, ${text}::jsonb, ${tx.now}) returning id`);
    return id;
  });
}
