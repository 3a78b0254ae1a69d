// What we sign is checked by a library that is not ours (Digital Bazaar's verifier, and jose for the JWT form).
import assert from 'node:assert/strict';
import test from 'node:test';
import { importJWK, compactVerify } from 'jose';
import { composeCredential, composeStatusList, didDocument, didOf, hashedName, type CertificateWords } from './credential.ts';
import { privateKeyOf } from '#kernel/signing.ts';
import { newKey, proofHolds, publicKeyOf, signCredential, signJwt, type SignedCredential } from './proof.ts';
import { outsideVerdict } from './outside-verifier.fixture.ts';

const issuer = { name: 'Lembaga Pelatihan Contoh', url: 'https://sertifikat.contoh.example' };
const at = new Date('2026-11-24T03:00:00Z');
const words: CertificateWords = {
  id: 'ABCDEFGH23456789ABCDEFGH', number: 'SKT-2026-000001', title_id: 'Menjahit Pakaian', title_en: 'Sewing garments', units: [{ code: '007A PRO', name_id: 'Menjahit pakaian 1', name_en: 'Sew garments 1', standard: 'SKKNI garmen' }],
  lesson_hours: 160, practice_hours: 80, issued_on: '2026-11-24', valid_until: '2029-11-24', name_salt: 'garam', name_hash: hashedName('Sari Contoh', 'garam'), subject: 'urn:uuid:0190c0de-0000-7000-8000-000000000001', list_id: 1, position: 4711, sample: true,
};
const key = newKey();
const signer = { verification_method: `${didOf(issuer.url)}#${key.kid}`, key: privateKeyOf(key.pkcs8) };
const signed = signCredential(composeCredential(issuer, words), signer, at);
const did = didDocument(issuer.url, [key]);
const list = (revoked: number[]) => signCredential(composeStatusList(issuer, 1, revoked, at), signer, at);

test('an independent library finds the certificate valid, and its status list says: not revoked', async () => {
  const verdict = await outsideVerdict(signed, { did, list: list([1, 2, 99_999]), now: at });
  assert.deepEqual(verdict, { verified: true, revoked: false, problem: '' });
});

test('one changed letter, and neither the library nor we call it valid', async () => {
  const forged: SignedCredential = { ...signed, name: 'Menjahit Pakaiam' };
  assert.equal((await outsideVerdict(forged, { did, list: list([]), now: at })).verified, false);
  const keys = new Map([[signer.verification_method, key.public_multibase]]);
  assert.equal(proofHolds(signed, keys), true);
  assert.equal(proofHolds(forged, keys), false);
});

test('a revoked place in the list is revoked for the library, its neighbours are not', async () => {
  assert.equal((await outsideVerdict(signed, { did, list: list([4711]), now: at })).revoked, true);
  assert.equal((await outsideVerdict(signed, { did, list: list([4710, 4712]), now: at })).revoked, false);
});

test('a certificate past its last day is refused by the library', async () => {
  assert.equal((await outsideVerdict(signed, { did, list: list([]), now: new Date('2029-11-25T01:00:00Z') })).verified, false);
});

test('the JWT form verifies with jose against the published key, and fails with another', async () => {
  const jwt = await signJwt(composeCredential(issuer, words), signer);
  const jwk = publicKeyOf(key.public_multibase).export({ format: 'jwk' });
  const { payload, protectedHeader } = await compactVerify(jwt, await importJWK({ ...jwk, alg: 'EdDSA' }));
  assert.equal(protectedHeader.typ, 'vc+jwt');
  const claims = JSON.parse(new TextDecoder().decode(payload)) as { iss: string; jti: string };
  assert.deepEqual([claims.iss, claims.jti], [didOf(issuer.url), `${issuer.url}/sertifikat/${words.id}`]);
  const other = publicKeyOf(newKey().public_multibase).export({ format: 'jwk' });
  await assert.rejects(compactVerify(jwt, await importJWK({ ...other, alg: 'EdDSA' })));
});
