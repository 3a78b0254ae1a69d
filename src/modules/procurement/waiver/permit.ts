/**
 * The permit as words under a signature: a compact JWS (RFC 7515) by Ed25519 (RFC 8037). Whoever holds it and the published
 * keys can check it without us; whether it was revoked or used up since is asked at its address. No price, no person.
 */
import { createHash } from 'node:crypto';
import { compactVerify, importJWK, type JWK } from 'jose';
import { z } from 'zod';
import { positive, shortText, day } from '#kernel/form.ts';
import { newPair, privateKeyOf, signWords } from '#kernel/signing.ts';

export type PermitWords = {
  iss: string; jti: string; iat: number; nbf: number; exp: number; number: string; waiver: string; agency: string; unit: string; kind: 'single' | 'blanket'; reason: string; decided: 'person' | 'rule' | 'silence' | 'appeal'; trial: boolean; sample: boolean;
  lines: { line: number; item: string; unspsc: string | null; quantity: number; unit: string }[];
};
export type NewKey = { kid: string; public_jwk: JWK; pkcs8: Buffer };

export function newKey(): NewKey {
  const { publicKey, pkcs8 } = newPair();
  const public_jwk = publicKey.export({ format: 'jwk' }) as JWK;
  const kid = `i-${createHash('sha256').update(public_jwk.x ?? '').digest('hex').slice(0, 12)}`;
  return { kid, public_jwk: { ...public_jwk, kid, alg: 'EdDSA', use: 'sig' }, pkcs8 };
}

export function signPermit(words: PermitWords, { kid, pkcs8 }: { kid: string; pkcs8: Buffer }): Promise<string> {
  return signWords(words, { typ: 'permit+jws', kid, key: privateKeyOf(pkcs8) });
}

/** The words, if one of these keys signed them; undefined otherwise. */
export async function verifiedPermit(jws: string, keys: readonly JWK[]): Promise<PermitWords | undefined> {
  try {
    const { payload } = await compactVerify(jws, (header) => {
      const key = keys.find(({ kid }) => kid === header.kid);
      if (!key || header.alg !== 'EdDSA') throw new Error('unknown key');
      return importJWK(key, 'EdDSA');
    });
    return JSON.parse(new TextDecoder().decode(payload)) as PermitWords;
  } catch {
    return undefined;
  }
}

/** A QR code holds the whole signature as long as a phone can still read it; beyond that, the address alone. */
const mostInCode = 1_600;
export const qrOf = (address: string, jws: string): string => (jws.length <= mostInCode ? `${address}#${jws}` : address);

export const newUse = z.strictObject({ line: positive, quantity: positive, reference: shortText.pipe(z.string().min(3)), used_on: day });
export const revocation = z.strictObject({ words: z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(2000) });
