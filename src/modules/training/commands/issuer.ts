/** Who issues certificates, and with which key. The private half leaves the database only sealed. */
import { z } from 'zod';
import type { Reader, Tx } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { seal, unseal } from '#kernel/seal.ts';
import { sql } from '#kernel/sql.ts';
import { didOf, type Issuer } from '../credential.ts';
import { privateKeyOf } from '#kernel/signing.ts';
import { newKey, type Signer } from '../proof.ts';

export const newIssuer = z.strictObject({
  name: shortText, url: z.string().trim().regex(/^https?:\/\/[^/\s]+$/, 'Isi alamat seperti https://sertifikat.contoh.go.id | Enter an address like https://certificates.example.org'), from: day,
});

/** Words that would say where the holder learned. A certificate that carries one would follow its holder for life. */
const tellingWords = /lapas|rutan|lpka|bapas|penjara|pemasyarakatan|narapidana|tahanan|binaan|warga\s*bina|ditjenpas|imipas|prison|jail|inmate|correction/i;

export async function setIssuer(tx: Tx, input: z.input<typeof newIssuer>): Promise<void> {
  permit(tx.actor, 'issuer.set');
  const issuer = newIssuer.parse(input);
  if (tellingWords.test(`${issuer.name} ${issuer.url}`)) throw notNeutral;
  await tx.run(sql`update training.issuer set valid = daterange(lower(valid), ${issuer.from}::date) where valid @> ${issuer.from}::date and lower(valid) < ${issuer.from}::date`);
  await tx.run(sql`insert into training.issuer (name, url, valid, set_by) values (${issuer.name}, ${issuer.url}, daterange(${issuer.from}::date, null), ${tx.actor.account_id})`);
  tx.emit({ verb: 'issuer.set', facility_id: null, subject_kind: 'issuer', subject_id: issuer.url, particulars: { from: issuer.from } });
}

export const notNeutral = new Refusal('certificate.not_neutral', {
  id: 'Nama, alamat penerbit atau judul kursus menunjukkan tempat pembinaan. Pakai kata yang netral: sertifikat ini mengikuti pemegangnya seumur hidup.',
  en: 'The issuer, its address or the title of the course shows where the holder was held. Use neutral words: this certificate follows its holder for life.',
}, { status: 422 });

export function saysWhere(text: string): boolean {
  return tellingWords.test(text);
}

export function issuerOn(reader: Reader, on: string): Promise<Issuer> {
  return reader.one(sql`select name, url from training.issuer where valid @> ${on}::date`);
}

/** The key in use; the first one is made when it is first needed. */
export async function signerFor(tx: Tx, issuer: Issuer): Promise<Signer> {
  const { kid, sealed } = (await inUse(tx)) ?? (await makeKey(tx));
  return { verification_method: `${didOf(issuer.url)}#${kid}`, key: privateKeyOf(unseal(sealed, `training.signing_key/${kid}`)) };
}

/** A new key signs from now on. The old one stays published: what it signed stays signed. */
export async function rotateKey(tx: Tx): Promise<{ kid: string }> {
  permit(tx.actor, 'issuer.set');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('training signing key'))`);
  await tx.run(sql`update training.signing_key set retired_at = ${tx.now} where retired_at is null`);
  const { kid } = await makeKey(tx);
  tx.emit({ verb: 'signing_key.rotated', facility_id: null, subject_kind: 'signing_key', subject_id: kid });
  return { kid };
}

type Kept = { kid: string; sealed: Buffer };
function inUse(tx: Tx): Promise<Kept | undefined> {
  return tx.maybe<Kept>(sql`select kid, sealed from training.signing_key where retired_at is null`);
}

async function makeKey(tx: Tx): Promise<Kept> {
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('training signing key'))`);
  const there = await inUse(tx);
  if (there) return there;
  const { kid, public_multibase, pkcs8 } = newKey();
  const sealed = seal(pkcs8, `training.signing_key/${kid}`);
  await tx.run(sql`insert into training.signing_key (kid, public_multibase, sealed, made_at, made_by) values (${kid}, ${public_multibase}, ${sealed}, ${tx.now}, ${tx.actor.account_id})`);
  return { kid, sealed };
}
