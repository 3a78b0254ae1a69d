/**
 * The certificate as Open Badges 3.0, which is a W3C Verifiable Credential 2.0. The issuer is a neutral name under a neutral
 * address: no word of it says where the holder learned. The holder's name stands in it only as a salted hash, so that the
 * published credential names nobody, and whoever holds the paper can prove that the name on it belongs to it.
 */
import { createHash } from 'node:crypto';
import { gzipSync } from 'node:zlib';
import type { Credential } from './proof.ts';

const vc2 = 'https://www.w3.org/ns/credentials/v2';
const openBadges3 = 'https://purl.imsglobal.org/spec/ob/v3p0/context-3.0.3.json';

export type Issuer = { name: string; url: string };
export type Unit = { code: string; name_id: string; name_en: string; standard: string };
export type CertificateWords = {
  id: string; number: string; title_id: string; title_en: string; units: Unit[]; lesson_hours: number; practice_hours: number;
  issued_on: string; valid_until: string | null; name_salt: string; name_hash: string; subject: string; list_id: number; position: number; sample: boolean;
};

export const addressOf = {
  certificate: (url: string, id: string) => `${url}/sertifikat/${id}`,
  statusList: (url: string, list: number) => `${url}/sertifikat/status/${list}`,
  unit: (url: string, code: string) => `${url}/sertifikat/unit/${encodeURIComponent(code)}`,
};

/** did:web of the path /sertifikat on the issuer's host: its document lies at /sertifikat/did.json. */
export function didOf(url: string): string {
  return `did:web:${encodeURIComponent(new URL(url).host)}:sertifikat`;
}

export function composeCredential(issuer: Issuer, words: CertificateWords): Credential {
  const { url, name } = issuer;
  const status = addressOf.statusList(url, words.list_id);
  return {
    '@context': [vc2, openBadges3],
    id: addressOf.certificate(url, words.id),
    type: ['VerifiableCredential', 'OpenBadgeCredential'],
    issuer: { id: didOf(url), type: ['Profile'], name, url },
    validFrom: startOf(words.issued_on),
    ...(words.valid_until ? { validUntil: `${words.valid_until}T23:59:59Z` } : {}),
    name: words.title_id,
    credentialSubject: {
      id: words.subject,
      type: ['AchievementSubject'],
      identifier: [{ type: 'IdentityObject', hashed: true, identityHash: words.name_hash, identityType: 'name', salt: words.name_salt }],
      achievement: {
        id: achievementId(words),
        type: ['Achievement'],
        achievementType: 'Certification',
        name: words.title_id,
        description: `${words.title_en}${words.sample ? ' (sample data)' : ''}`,
        criteria: { narrative: `Kompeten pada setiap unit, dinilai oleh penilai yang bukan pengajarnya. ${words.lesson_hours} jam pelajaran${words.practice_hours > 0 ? ` dan ${words.practice_hours} jam praktik` : ''}.` },
        alignment: words.units.map((unit) => ({ type: ['Alignment'], targetCode: unit.code, targetName: unit.name_id, targetFramework: unit.standard, targetType: 'CFItem', targetUrl: addressOf.unit(url, unit.code) })),
      },
    },
    credentialStatus: { id: `${status}#${words.position}`, type: 'BitstringStatusListEntry', statusPurpose: 'revocation', statusListIndex: String(words.position), statusListCredential: status },
  };
}

/** Bitstring Status List v1.0: 131,072 places, so that one certificate's place says nothing; the first bit is the leftmost. */
export const statusLength = 131_072;
export function composeStatusList(issuer: Issuer, list: number, revoked: number[], at: Date): Credential {
  const bits = new Uint8Array(statusLength / 8);
  for (const position of revoked) bits[position >> 3] = (bits[position >> 3] ?? 0) | (0x80 >> (position & 7));
  const id = addressOf.statusList(issuer.url, list);
  return {
    '@context': [vc2], id, type: ['VerifiableCredential', 'BitstringStatusListCredential'],
    issuer: { id: didOf(issuer.url), name: issuer.name }, validFrom: `${at.toISOString().slice(0, 19)}Z`,
    credentialSubject: { id: `${id}#list`, type: 'BitstringStatusList', statusPurpose: 'revocation', encodedList: `u${gzipSync(bits).toString('base64url')}` },
  };
}

/** did:web document and JWKS from the same keys: retired ones stay, because what they signed stays signed. */
export function didDocument(url: string, keys: { kid: string; public_multibase: string }[]): object {
  const id = didOf(url);
  const methods = keys.map((key) => ({ id: `${id}#${key.kid}`, type: 'Multikey', controller: id, publicKeyMultibase: key.public_multibase }));
  return { '@context': ['https://www.w3.org/ns/did/v1', 'https://w3id.org/security/multikey/v1'], id, verificationMethod: methods, assertionMethod: methods.map((method) => method.id) };
}

/** OB 3.0 §IdentityObject: sha256 over the name as typed in one manner, then the salt. */
export function hashedName(name: string, salt: string): string {
  return `sha256$${createHash('sha256').update(name.normalize('NFC').trim().replace(/\s+/g, ' ').toLowerCase() + salt).digest('hex')}`;
}

/** The same achievement everywhere has the same id, whoever teaches it. */
function achievementId({ title_id, units }: CertificateWords): string {
  const hex = createHash('sha256').update(JSON.stringify([title_id, units.map((unit) => unit.code)])).digest('hex');
  return `urn:uuid:${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

const startOf = (day: string): string => `${day}T00:00:00Z`;
