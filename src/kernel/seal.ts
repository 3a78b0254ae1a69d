/**
 * What must not be read from a copy of the database (private keys) is stored sealed: AES-256-GCM under a key that comes
 * from the installation's secret, which lies in the data folder and never in the database. Opened once, when the database is.
 */
import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from 'node:crypto';

let sealKey: Buffer | undefined;

export function openSeal(secret: string): void {
  sealKey = Buffer.from(hkdfSync('sha256', secret, 'karya', 'seal v1', 32));
}

/** nonce (12) · tag (16) · ciphertext. `about` binds the box to what it is for: moved to another row, it does not open. */
export function seal(plain: Uint8Array, about: string): Buffer {
  const nonce = randomBytes(12);
  const cipher = createCipheriv('aes-256-gcm', opened(), nonce).setAAD(Buffer.from(about));
  const box = Buffer.concat([cipher.update(plain), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), box]);
}

export function unseal(box: Uint8Array, about: string): Buffer {
  const decipher = createDecipheriv('aes-256-gcm', opened(), box.subarray(0, 12)).setAAD(Buffer.from(about)).setAuthTag(box.subarray(12, 28));
  return Buffer.concat([decipher.update(box.subarray(28)), decipher.final()]);
}

function opened(): Buffer {
  if (!sealKey) throw new Error('the seal is not open: the database was not opened by migrate()');
  return sealKey;
}
