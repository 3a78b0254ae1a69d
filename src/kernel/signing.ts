// Words under a signature that anybody can check without us: Ed25519 (RFC 8032), as a compact JWS (RFC 7515, RFC 8037).
import { createPrivateKey, generateKeyPairSync, type KeyObject } from 'node:crypto';
import { CompactSign } from 'jose';

/** A new pair: the public half to be published, the private half as PKCS #8, to be sealed before it is kept. */
export function newPair(): { publicKey: KeyObject; pkcs8: Buffer } {
  const { publicKey, privateKey } = generateKeyPairSync('ed25519');
  return { publicKey, pkcs8: privateKey.export({ type: 'pkcs8', format: 'der' }) };
}

export const privateKeyOf = (pkcs8: Buffer): KeyObject => createPrivateKey({ key: pkcs8, format: 'der', type: 'pkcs8' });

/** `typ` says what is signed, `kid` by which of the published keys. */
export function signWords(words: object, { typ, kid, key }: { typ: string; kid: string; key: KeyObject }): Promise<string> {
  return new CompactSign(new TextEncoder().encode(JSON.stringify(words))).setProtectedHeader({ alg: 'EdDSA', typ, kid }).sign(key);
}
