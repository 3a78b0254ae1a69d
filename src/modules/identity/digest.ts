import { createHash } from 'node:crypto';

/** What is kept of a secret that was drawn at random. Passwords and PINs are chosen by people and want a slow hash. */
export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex');
