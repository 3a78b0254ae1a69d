/**
 * SQL is written as SQL, in tagged templates that keep values apart from text (`sql-template-tag`): what is
 * interpolated becomes a parameter, or a nested fragment, never text.
 */
import tag, { type Sql } from 'sql-template-tag';
import { createHash } from 'node:crypto';

export const sql = tag;
export type { Sql };
export { join, empty } from 'sql-template-tag';

const names = new Map<string, string>();

/** A statement is prepared once per connection under a name made from its text: named statements serve twice as many. */
export function named(query: Sql): { name: string; text: string; values: unknown[] } {
  const { text, values } = query;
  let name = names.get(text);
  if (name === undefined) {
    name = createHash('sha256').update(text).digest('base64url').slice(0, 24);
    if (names.size > 5000) names.clear();
    names.set(text, name);
  }
  return { name, text, values };
}
