/** Six digits that change the officer on an enrolled device. They open the floor and nothing else. */
import { createHmac } from 'node:crypto';
import { hashPassword, verifyPassword } from 'better-auth/crypto';
import { z } from 'zod';
import type { Db } from '#kernel/db.ts';
import type { Role } from '#kernel/policy.ts';

/** Whom a PIN lets in. On the floor a section head signed in by PIN acts as an officer: what needs the head's word needs the head's password. */
export const pinRoles: readonly Role[] = ['officer', 'section_head'];

export const pinDigits = z.string().regex(/^\d{6}$/, 'PIN terdiri dari 6 angka | A PIN has 6 digits');
export const newPin = pinDigits.refine((pin) => !tooSimple(pin), 'PIN ini mudah ditebak. Hindari angka berurutan, berulang, atau tanggal lahir. | This PIN is easy to guess. Avoid runs, repeats and birthdays.');

/** 111111, 121212, 123123, 123456, 987654. */
export function tooSimple(pin: string): boolean {
  const steps = [...pin].slice(1).map((digit, n) => (Number(digit) - Number(pin[n]) + 10) % 10);
  const run = new Set(steps).size === 1 && [0, 1, 9].includes(steps[0] ?? 0);
  return run || /^(\d{1,3})\1+$/.test(pin);
}

/** A million possible PINs: the hash is slow, and useless without the key of this installation. */
export const hashPin = (db: Db, pin: string): Promise<string> => hashPassword(keyed(db, pin));
export const pinMatches = (db: Db, pin: string, hash: string): Promise<boolean> => verifyPassword({ hash, password: keyed(db, pin) });
const keyed = (db: Db, pin: string): string => createHmac('sha256', db.contextKey).update(`pin ${pin}`).digest('hex');

/** Five tries, then a wait that doubles with each further failure, up to an hour. */
export const freeTries = 5;
export const waitMinutes = (failures: number): number => (failures < freeTries ? 0 : Math.min(60, 2 ** (failures - freeTries)));
