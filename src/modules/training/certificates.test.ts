// Certificates from the outside: what is published, who can check it, and what it must never say.
import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { compactVerify, createLocalJWKSet, type JSONWebKeySet } from 'jose';
import { unseal } from '#kernel/seal.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { receiveWorker, sendWorker } from '#workforce';
import { defineSlots } from '#workshop';
import { pagesOf } from '#kernel/documents/pdf-reading.ts';
import { raiseExpiryAlarms, seeAlarm } from './commands/alarms.ts';
import { decideRevocation, issueCertificate, proposeRevocation } from './commands/certificates.ts';
import { recordOutsideCertificate } from './commands/enrolments.ts';
import { rotateKey, saysWhere, setIssuer } from './commands/issuer.ts';
import { alarms, certificateById, outsideCertificatesOf, waitingAlarms, type CertificateRow } from './certificate-queries.ts';
import { certificatePaper } from './documents/paper-of.ts';
import { routes } from './index.ts';
import { outsideVerdict } from './outside-verifier.fixture.ts';
import { privateKeyOf } from '#kernel/signing.ts';
import { type SignedCredential } from './proof.ts';
import { unitsHeld } from './progress-queries.ts';
import { reactions } from './reactions.ts';
import { at, monday, openSchool, pass, take, work, type School } from './school.fixture.ts';

const now = at(monday, '16:00');
type Certified = { house: House; school: School; certificate: CertificateRow };

async function certified(t: TestContext): Promise<Certified> {
  const house = await openHouse(t, { routes, now });
  const school = await openSchool(house);
  const enrolment_id = await take(house, school, 0);
  await work(house, school, '2026-11-18');
  await pass(house, school, enrolment_id);
  const section = house.as('section_head');
  const { id } = await house.act(section, (tx) => issueCertificate(tx, { facility_id: school.facility_id, enrolment_id }), now);
  await assert.rejects(house.act(section, (tx) => issueCertificate(tx, { facility_id: school.facility_id, enrolment_id }), now), refused('certificate.already'));
  return { house, school, certificate: await house.look(section, (reader) => certificateById(reader, id)) };
}

const read = async (house: House, path: string, accept = '*/*'): Promise<string> => (await house.request(path, { headers: { accept } })).text();
async function publishedOf(house: House, { credential_id }: CertificateRow) {
  const credential = JSON.parse(await read(house, `/sertifikat/${credential_id}.json`)) as SignedCredential;
  const { statusListCredential } = credential['credentialStatus'] as { statusListCredential: string };
  return { credential, did: JSON.parse(await read(house, '/sertifikat/did.json')) as object, list: JSON.parse(await read(house, new URL(statusListCredential).pathname)) as SignedCredential, now };
}
const revoke = async ({ house, school, certificate }: Certified): Promise<void> => {
  const which = { facility_id: school.facility_id, certificate_id: certificate.id };
  await house.act(house.as('section_head'), (tx) => proposeRevocation(tx, { ...which, reason: 'Penilaian keliru' }), now);
  await house.act(house.as('facility_head'), (tx) => decideRevocation(tx, { ...which, approved: true }), now);
};

test('what is published verifies with an independent library, by documents fetched from our own addresses', async (t) => {
  const { house, certificate } = await certified(t);
  const { credential, ...published } = await publishedOf(house, certificate);
  assert.deepEqual(await outsideVerdict(credential, published), { verified: true, revoked: false, problem: '' });
  assert.equal((await outsideVerdict({ ...credential, validFrom: '2020-01-01T00:00:00Z' }, published)).verified, false);
  const jwks = JSON.parse(await read(house, '/sertifikat/jwks.json')) as JSONWebKeySet;
  const jwt = await read(house, `/sertifikat/${certificate.credential_id}`, 'application/vc+jwt');
  assert.equal(jwt, await read(house, `/sertifikat/${certificate.credential_id}.jwt`));
  await compactVerify(jwt, createLocalJWKSet(jwks));
});

test('revoked by two persons: the library hears it from the list, the page says it, and one person alone cannot', async (t) => {
  const all = await certified(t);
  const { house, school, certificate } = all;
  const which = { facility_id: school.facility_id, certificate_id: certificate.id };
  await assert.rejects(house.act(house.as('facility_head'), (tx) => decideRevocation(tx, { ...which, approved: true }), now), refused('revocation.none'));
  await house.act(house.as('section_head'), (tx) => proposeRevocation(tx, { ...which, reason: 'Keliru' }), now);
  await assert.rejects(house.act(house.as('facility_head'), (tx) => proposeRevocation(tx, { ...which, reason: 'Lagi' }), now), refused('revocation.already'));
  await assert.rejects(house.act(house.as('section_head'), (tx) => decideRevocation(tx, { ...which, approved: true }), now), refused('revocation.second_person'));
  await house.act(house.as('facility_head'), (tx) => decideRevocation(tx, { ...which, approved: false }), now);
  assert.match(await read(house, `/sertifikat/${certificate.credential_id}`, 'text/html'), /sah dan berlaku/);
  await revoke(all);
  const { credential, ...published } = await publishedOf(house, certificate);
  assert.equal((await outsideVerdict(credential, published)).revoked, true);
  assert.match(await read(house, `/sertifikat/${certificate.credential_id}`, 'text/html'), /sudah dicabut/);
  assert.match(await read(house, `/en/sertifikat/${certificate.credential_id}`, 'text/html'), /has been revoked/);
});

test('nothing that leaves the house with a certificate says where it was earned, and only the holder’s paper names the holder', async (t) => {
  const { house, certificate } = await certified(t);
  const paper = await certificatePaper(certificate);
  const pdf = new Uint8Array(await paper.arrayBuffer());
  const words = pagesOf(pdf).join(' ');
  const { credential, did, list } = await publishedOf(house, certificate);
  const page = await read(house, `/sertifikat/${certificate.credential_id}`, 'text/html');
  const english = await read(house, `/en/sertifikat/${certificate.credential_id}`, 'text/html');
  const out: Record<string, string> = {
    credential: JSON.stringify(credential), address: credential.id, list: JSON.stringify(list), did: JSON.stringify(did), 'words of the PDF': words, 'bytes of the PDF': Buffer.from(pdf).toString('latin1'), 'name of the file': paper.headers.get('content-disposition') ?? '',
    page, 'page in English': english, 'headers of the page': JSON.stringify([...(await house.request(`/sertifikat/${certificate.credential_id}`)).headers]),
  };
  for (const [what, text] of Object.entries(out)) {
    assert.equal(saysWhere(text), false, `${what}: ${/lapas.{20}/i.exec(text)?.[0] ?? text.slice(0, 300)}`);
    for (const told of [house.facility.code, 'Lapas Contoh Uji', 'Karya Binaan', 'Sukamara', 'A01']) assert.equal(text.toLowerCase().includes(told.toLowerCase()), false, `${what} says ${told}`);
    assert.equal(text.includes('Sari Contoh'), what === 'words of the PDF', `${what} and the holder's name`);
  }
  assert.ok(words.replace(/\s/g, '').includes(credential.id.replace(/\s/g, '')), 'the paper carries the address to check');
  assert.match(out['bytes of the PDF'] ?? '', /pdfaid:part>2</);
});

test('the check page compares a typed name and shows none', async (t) => {
  const { house, certificate } = await certified(t);
  const ask = async (nama: string) => (await house.request(`/sertifikat/${certificate.credential_id}`, { form: { nama } })).text();
  assert.match(await ask('sari  CONTOH 1'), /Nama cocok/);
  assert.match(await ask('Sari Contoh 2'), /Nama tidak cocok/);
});

test('the page knows valid, expired, changed and unknown, needs no program, and answers machines with JSON', async (t) => {
  const { house, certificate } = await certified(t);
  const path = `/sertifikat/${certificate.credential_id}`;
  const valid = await read(house, path, 'text/html');
  assert.match(valid, /sah dan berlaku/);
  assert.doesNotMatch(valid, /<script/);
  assert.match(await read(house, '/sertifikat/ABCDEFGH23456789ABCDEFGH', 'text/html'), /tidak kami kenal/);
  assert.match(await read(house, '/en/sertifikat/ABCDEFGH23456789ABCDEFGH', 'text/html'), /do not know this code/);
  const asJson = await house.request(path, { headers: { accept: 'application/vc' } });
  assert.equal(asJson.headers.get('content-type'), 'application/vc');
  await house.admin.query("update training.credential set valid_until = '2026-11-01'");
  assert.match(await read(house, path, 'text/html'), /sudah habis/);
  await house.admin.query("update training.credential set body = replace(body, 'Menjahit', 'Memahat')");
  assert.match(await read(house, path, 'text/html'), /tidak cocok/);
  assert.equal((await house.request('/sertifikat?kode=abcd efgh')).headers.get('location'), '/sertifikat/ABCDEFGH');
  assert.match(await read(house, '/sertifikat/unit/KB-GAR-01', 'text/html'), /belum diperiksa/);
  for (const missing of ['/sertifikat/status/99', '/sertifikat/unit/TIDAK', '/sertifikat/ZZZZ.json', '/sertifikat/ZZZZ.jwt']) assert.equal((await house.request(missing)).status, 404, missing);
});

test('a changed key signs from now on, and what the old one signed still verifies', async (t) => {
  const { house, school, certificate } = await certified(t);
  await house.act(house.as('headquarters'), (tx) => rotateKey(tx), now);
  const second = await take(house, school, 1);
  await pass(house, school, second);
  const { id } = await house.act(house.as('section_head'), (tx) => issueCertificate(tx, { facility_id: school.facility_id, enrolment_id: second }), now);
  const newer = await house.look(house.as('section_head'), (reader) => certificateById(reader, id));
  const methods = new Set<string>();
  for (const each of [certificate, newer]) {
    const { credential, ...published } = await publishedOf(house, each);
    methods.add(credential.proof.verificationMethod);
    assert.equal((await outsideVerdict(credential, published)).verified, true);
  }
  assert.equal(methods.size, 2);
});

test('the private key lies sealed: neither a copy of the row nor the shop’s role signs anything with it', async (t) => {
  const { house } = await certified(t);
  const { rows: [key] } = await house.admin.query<{ kid: string; sealed: Buffer }>('select kid, sealed from training.signing_key');
  if (!key) throw new Error('no key');
  assert.throws(() => privateKeyOf(key.sealed));
  assert.throws(() => unseal(key.sealed, 'training.signing_key/another'));
  assert.equal(privateKeyOf(unseal(key.sealed, `training.signing_key/${key.kid}`)).asymmetricKeyType, 'ed25519');
  await assert.rejects(house.db.shop.query('select sealed from training.signing_key'), /permission denied/);
  for (const table of ['certificate', 'enrolment', 'course', 'status_entry']) await assert.rejects(house.db.shop.query(`select 1 from training.${table}`), /permission denied/);
});

test('an issuer or a course that tells where is refused before anything is signed', async (t) => {
  const { house, school } = await certified(t);
  const set = (name: string, url: string, from = '2026-12-01') => house.act(house.as('headquarters'), (tx) => setIssuer(tx, { name, url, from }), now);
  await assert.rejects(set('Lapas Kelas IIA Contoh', 'https://sertifikat.example'), refused('certificate.not_neutral'));
  await assert.rejects(set('Lembaga Pelatihan', 'https://karyabinaan.example'), refused('certificate.not_neutral'));
  await assert.rejects(house.act(house.as('section_head'), (tx) => setIssuer(tx, { name: 'X', url: 'https://x.example', from: '2027-01-01' })), /not allowed/);
  await set('Lembaga Pelatihan Lain', 'https://sertifikat.example');
  await assert.rejects(set('Lebih awal', 'https://lain.example', '2026-11-01'), refused('issuer.overlap'));
  const second = await take(house, school, 1);
  await pass(house, school, second);
  await house.admin.query("update training.course set name_id = 'Menjahit di Lapas'");
  await assert.rejects(house.act(house.as('section_head'), (tx) => issueCertificate(tx, { facility_id: school.facility_id, enrolment_id: second }), now), refused('certificate.not_neutral'));
});

test('moved to another facility, a person keeps what they can do, and the new one hears no word of the old', async (t) => {
  const { house, school, certificate } = await certified(t);
  const there = house.as('section_head', 'other', 2);
  await house.act(there, (tx) => defineSlots(tx, { facility_id: house.other.id }), now);
  const { id: transfer_id } = await house.act(house.as('section_head'), (tx) => sendWorker(tx, { facility_id: school.facility_id, worker_id: school.workers[0]?.id ?? '', to: house.other.code, on_day: monday, decree: 'SK-PINDAH/1' }), now);
  const { worker_id } = await house.act({ ...there, facility_ids: [house.facility.id, house.other.id] }, (tx) => receiveWorker(tx, { transfer_id }), now);
  await outboxOf(house.db, [reactions]).drain();
  const held = () => house.look(there, (reader) => unitsHeld(reader, { facility_id: house.other.id, worker_id, day: '2026-11-25' }));
  assert.deepEqual([...(await held())].sort(), ['007A PRO', 'KB-GAR-01']);
  const papers = await house.look(there, (reader) => outsideCertificatesOf(reader, worker_id));
  assert.deepEqual([...new Set(papers.map((paper) => `${paper.body} ${paper.number}`))], [`Lembaga Pelatihan Karya ${certificate.number}`]);
  assert.equal(saysWhere(JSON.stringify(papers)), false);
  await revoke({ house, school, certificate });
  assert.equal((await held()).size, 0, 'what is revoked counts nowhere');
});

test('what runs out is said at ninety and at thirty days, once each, until somebody has seen it', async (t) => {
  const { house, school } = await certified(t);
  const { facility_id } = school;
  const outside = { facility_id, worker: school.workers[0]?.id ?? '', body_kind: 'BNSP', body: 'LSP Contoh', number: 'B-1', title: 'Operator jahit', issued_on: '2024-01-05', evidence: 'Salinan' } as const;
  const officer = house.as('officer');
  await house.act(officer, (tx) => recordOutsideCertificate(tx, { ...outside, valid_until: '2027-02-15' }), now);
  await assert.rejects(house.act(officer, (tx) => recordOutsideCertificate(tx, { ...outside, valid_until: '2027-02-15' }), now), refused('outside_certificate.taken'));
  await assert.rejects(house.act(officer, (tx) => recordOutsideCertificate(tx, { ...outside, number: 'B-2', valid_until: '2023-01-01' }), now), refused('outside_certificate.days'));
  const { system } = await import('#kernel/policy.ts');
  const raise = (day: string) => house.act(system, raiseExpiryAlarms, at(day));
  assert.equal((await raise('2026-11-24')).raised, 2, 'the instructor (31 December) and the outside certificate');
  assert.equal((await raise('2026-11-25')).raised, 0);
  assert.equal((await raise('2026-12-05')).raised, 1, 'thirty days before the instructor’s last');
  const waiting = await house.look(officer, (reader) => alarms(reader, facility_id, { seen: false }));
  assert.deepEqual(waiting.map((row) => [row.kind, row.days_before]), [['instructor', 30], ['instructor', 90], ['outside', 90]]);
  await house.act(officer, (tx) => seeAlarm(tx, { facility_id, alarm_id: waiting[0]?.id ?? '' }), now);
  assert.equal(await house.look(officer, (reader) => waitingAlarms(reader, facility_id)), 2);
  await assert.rejects(house.act(house.as('officer'), raiseExpiryAlarms), /not allowed/);
});
