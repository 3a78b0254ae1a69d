/** Whether a permit holds today: by its signature, its days, what is left, and whether it was taken back. */
import type { JWK } from 'jose';
import type { Phrase } from '#kernel/words.ts';
import { verifiedPermit } from './permit.ts';
import type { CheckedPermit } from './permit-queries.ts';

export const standings = {
  valid: { id: 'Izin ini berlaku', en: 'This permit holds', tone: 'success' }, revoked: { id: 'Izin ini sudah dicabut', en: 'This permit is revoked', tone: 'danger' }, exhausted: { id: 'Izin ini sudah habis dipakai', en: 'This permit is used up', tone: 'warning' },
  early: { id: 'Izin ini belum berlaku', en: 'This permit does not hold yet', tone: 'warning' }, expired: { id: 'Masa izin ini sudah lewat', en: 'The period of this permit is over', tone: 'warning' }, forged: { id: 'Tanda tangan izin ini tidak cocok', en: 'The signature of this permit does not fit', tone: 'danger' },
} as const satisfies Record<string, Phrase & { tone: string }>;
export type Standing = keyof typeof standings;

export async function standingOf(permit: CheckedPermit, keys: readonly JWK[], today: string): Promise<Standing> {
  const signed = await verifiedPermit(permit.jws, keys);
  const fits = signed?.jti === permit.code && signed.number === permit.number && permit.lines.every((line) => signed.lines.some((each) => each.line === line.line && each.quantity === line.quantity && each.item === line.item.slice(0, 80)));
  if (!fits) return 'forged';
  if (permit.revoked_at) return 'revoked';
  if (today < permit.valid_from) return 'early';
  if (today > permit.valid_to) return 'expired';
  return permit.lines.every((line) => line.used >= line.quantity) ? 'exhausted' : 'valid';
}
