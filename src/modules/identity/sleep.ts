/** A session that nobody used sleeps; a form sent from it is not lost. */
import type { Req } from '#kernel/web.ts';
import { sleeperOf } from './actor.ts';
import { keepWords } from './commands/kept-words.ts';
import { urls } from './urls.ts';

/** Where signing in again leads: to the words, if the sender's session sleeps; undefined for everybody else. */
export async function keepTyped(req: Req, entries: [string, string][]): Promise<string | undefined> {
  const account_id = await sleeperOf(req.db, req.raw);
  if (!account_id) return undefined;
  const id = await keepWords(req.db, { account_id, path: req.path, entries });
  return id && `${urls.keptWords}/${id}`;
}
