import { createHash } from 'node:crypto';

/** Twelve characters that change with any change of the content; no 0/O, 1/I/L, so that they can be read out by phone. */
export function fingerprint(content: unknown): string {
  const digest = createHash('sha256').update(JSON.stringify(content, sorted)).digest();
  return Array.from(digest.subarray(0, 12), (byte) => alphabet[byte % alphabet.length]).join('');
}

const alphabet = '23456789ABCDEFGHJKMNPQRSTUVWXYZ';

/** Keys in one order, so that a content read back from the database has the same fingerprint. */
function sorted(_key: string, value: unknown): unknown {
  if (value === null || typeof value !== 'object' || Array.isArray(value)) return value;
  return Object.fromEntries(Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1)));
}
