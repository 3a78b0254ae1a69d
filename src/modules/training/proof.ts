/**
 * Signatures that anybody can check without us: a Data Integrity proof (`eddsa-jcs-2022`, W3C Recommendation 2025) inside the
 * credential, and the same credential as a JWT (`vc+jwt`, VC-JOSE-COSE). Both with Ed25519 from Node's own crypto.
 */
import { createHash, createPublicKey, sign, verify, type KeyObject } from 'node:crypto';
import { newPair, signWords } from '#kernel/signing.ts';

export type Credential = { '@context': string[]; id: string; type: string[]; issuer: { id: string } & Record<string, unknown>; validFrom: string; validUntil?: string; credentialSubject: { id?: string } & Record<string, unknown> } & Record<string, unknown>;
export type Proof = { '@context': string[]; type: 'DataIntegrityProof'; cryptosuite: 'eddsa-jcs-2022'; created: string; verificationMethod: string; proofPurpose: 'assertionMethod'; proofValue: string };
export type SignedCredential = Credential & { proof: Proof };

/** A key as it is kept: the public half in multibase for did.json, the private half as PKCS #8, to be sealed. */
export type NewKey = { kid: string; public_multibase: string; pkcs8: Buffer };

export function newKey(): NewKey {
  const { publicKey, pkcs8 } = newPair();
  const raw = publicKey.export({ type: 'spki', format: 'der' }).subarray(-32);
  // 0xed01 says "Ed25519 public key" (multicodec).
  const public_multibase = `z${base58(Buffer.concat([Buffer.from([0xed, 0x01]), raw]))}`;
  return { kid: `k-${createHash('sha256').update(raw).digest('hex').slice(0, 12)}`, public_multibase, pkcs8 };
}

export type Signer = { verification_method: string; key: KeyObject };

export function signCredential(credential: Credential, { verification_method, key }: Signer, at: Date): SignedCredential {
  const options = { '@context': credential['@context'], type: 'DataIntegrityProof', cryptosuite: 'eddsa-jcs-2022', created: seconds(at), verificationMethod: verification_method, proofPurpose: 'assertionMethod' } as const;
  return { ...credential, proof: { ...options, proofValue: `z${base58(sign(null, hashOf(credential, options), key))}` } };
}

export function signJwt(credential: Credential, { verification_method, key }: Signer): Promise<string> {
  const { id, issuer, validFrom, validUntil, credentialSubject } = credential;
  const claims = { ...credential, iss: issuer.id, jti: id, nbf: epoch(validFrom), ...(credentialSubject.id ? { sub: credentialSubject.id } : {}), ...(validUntil ? { exp: epoch(validUntil) } : {}) };
  return signWords(claims, { typ: 'vc+jwt', kid: verification_method, key });
}

/** Whether the proof fits the words, by one of the published keys. */
export function proofHolds({ proof, ...credential }: SignedCredential, publicKeys: ReadonlyMap<string, string>): boolean {
  const known = publicKeys.get(proof.verificationMethod);
  if (known === undefined || !proof.proofValue.startsWith('z')) return false;
  const { proofValue, ...options } = proof;
  return verify(null, hashOf(credential, options), publicKeyOf(known), unbase58(proofValue.slice(1)));
}

export function publicKeyOf(multibase: string): KeyObject {
  const raw = Buffer.from(unbase58(multibase.slice(1)).subarray(2));
  return createPublicKey({ key: { kty: 'OKP', crv: 'Ed25519', x: raw.toString('base64url') }, format: 'jwk' });
}

function hashOf(credential: object, options: object): Buffer {
  const sha = (value: unknown) => createHash('sha256').update(canonical(value)).digest();
  return Buffer.concat([sha(options), sha(credential)]);
}

/** JSON Canonicalization Scheme (RFC 8785), for JSON made of text, whole numbers, lists and objects. */
function canonical(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonical).join(',')}]`;
  if (typeof value !== 'object' || value === null) return JSON.stringify(value);
  const entries = Object.entries(value).filter(([, inner]) => inner !== undefined).sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, inner]) => `${JSON.stringify(key)}:${canonical(inner)}`).join(',')}}`;
}

const letters = '123456789ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz';
export function base58(bytes: Uint8Array): string {
  let [number, text] = [BigInt(`0x0${Buffer.from(bytes).toString('hex')}`), ''];
  for (; number > 0n; number /= 58n) text = letters.charAt(Number(number % 58n)) + text;
  return '1'.repeat(bytes.findIndex((byte) => byte !== 0) < 0 ? bytes.length : bytes.findIndex((byte) => byte !== 0)) + text;
}

function unbase58(text: string): Uint8Array {
  const number = [...text].reduce((sum, letter) => sum * 58n + BigInt(letters.indexOf(letter)), 0n);
  const hex = number === 0n ? '' : number.toString(16);
  const zeros = text.length - text.replace(/^1+/, '').length;
  return Buffer.concat([Buffer.alloc(zeros), Buffer.from(hex.length % 2 ? `0${hex}` : hex, 'hex')]);
}

const seconds = (at: Date): string => `${at.toISOString().slice(0, 19)}Z`;
const epoch = (instant: string): number => Math.floor(Date.parse(instant) / 1000);
