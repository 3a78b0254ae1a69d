/** Certificates: signed when they are issued, published without a name, revoked by two persons. */
import { randomInt, randomUUID } from 'node:crypto';
import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber, unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { composeCredential, composeStatusList, hashedName, statusLength, type CertificateWords } from '../credential.ts';
import { signCredential, signJwt } from '../proof.ts';
import { progressIn } from '../progress-queries.ts';
import { courseById, enrolmentById, uuid } from '../queries.ts';
import { issuerOn, notNeutral, saysWhere, signerFor } from './issuer.ts';

export async function issueCertificate(tx: Tx, { facility_id, enrolment_id }: { facility_id: string; enrolment_id: string }): Promise<{ id: string; credential_id: string }> {
  permit(tx.actor, 'certificate.issue');
  await tx.one(sql`select id from training.enrolment where facility_id = ${facility_id} and id = ${uuid(enrolment_id)} for update`);
  const enrolment = await enrolmentById(tx, enrolment_id);
  if (enrolment.state !== 'competent') throw new Refusal('certificate.not_competent', { id: 'Sertifikat hanya untuk peserta yang dinyatakan kompeten.', en: 'A certificate is only for somebody found competent.' });
  if (enrolment.certificate_id) throw new Refusal('certificate.already', { id: 'Sertifikat untuk pelatihan ini sudah diterbitkan. Buka sertifikatnya dari daftar.', en: 'The certificate for this training has already been issued. Open it from the list.' });
  const course = await courseById(tx, enrolment.course_id);
  const [progress] = await progressIn(tx, enrolment.intake_id, enrolment_id);
  const issued_on = await dayAt(tx, facility_id);
  const { list_id, position } = await freePlace(tx, issued_on);
  const name_salt = unguessable(16);
  const words: CertificateWords = {
    id: unguessable(24), number: `SKT-${issued_on.slice(0, 4)}-${String(await nextNumber(tx, 'certificate', null, Number(issued_on.slice(0, 4)))).padStart(6, '0')}`,
    title_id: course.name_id, title_en: course.name_en, units: course.units, lesson_hours: course.lesson_hours, practice_hours: Math.floor((progress?.practice_minutes ?? 0) / 60),
    issued_on, valid_until: course.valid_months ? monthsLater(issued_on, course.valid_months) : null, name_salt, name_hash: hashedName(enrolment.name, name_salt), subject: `urn:uuid:${randomUUID()}`, list_id, position, sample: course.is_sample,
  };
  const issuer = await issuerOn(tx, issued_on);
  const credential = composeCredential(issuer, words);
  // What is signed cannot be taken back: the words of the course and of the issuer are looked at before, not after.
  if (saysWhere(JSON.stringify(credential))) throw notNeutral;
  const signer = await signerFor(tx, issuer);
  await tx.run(sql`
    insert into training.credential (id, number, body, jwt, title_id, title_en, issuer_name, units, lesson_hours, practice_hours, name_salt, name_hash, list_id, position, issued_on, valid_until, is_sample)
    values (${words.id}, ${words.number}, ${JSON.stringify(signCredential(credential, signer, tx.now))}, ${await signJwt(credential, signer)}, ${words.title_id}, ${words.title_en}, ${issuer.name}, ${JSON.stringify(words.units)}::jsonb, ${words.lesson_hours}, ${words.practice_hours},
      ${name_salt}, ${words.name_hash}, ${list_id}, ${position}, ${issued_on}, ${words.valid_until}, ${words.sample})`);
  const made = await tx.one<{ id: string }>(sql`
    insert into training.certificate (facility_id, enrolment_id, worker_id, credential_id, holder_name, issued_on, valid_until, issued_by, issued_person)
    values (${facility_id}, ${enrolment_id}, ${enrolment.worker_id}, ${words.id}, ${enrolment.name}, ${issued_on}, ${words.valid_until}, ${tx.actor.account_id}, ${tx.actor.person_id}) returning id`);
  tx.emit({ verb: 'certificate.issued', facility_id, subject_kind: 'worker', subject_id: enrolment.worker_id, particulars: { certificate_id: made.id, number: words.number } });
  return { id: made.id, credential_id: words.id };
}

/** A place in the status list that says nothing about order or origin: drawn, and drawn again if taken. */
async function freePlace(tx: Tx, day: string): Promise<{ list_id: number; position: number }> {
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('training status list'))`);
  const current = await tx.maybe<{ id: number; n: number }>(sql`
    select l.id, (select count(*)::int from training.status_entry e where e.list_id = l.id) as n from training.status_list l order by l.id desc limit 1`);
  // Half full is full: a drawn place is then free within a few tries.
  const list_id = current && current.n < statusLength / 2 ? current.id : await openList(tx, (current?.id ?? 0) + 1, day);
  for (;;) {
    const position = randomInt(statusLength);
    const taken = await tx.run(sql`insert into training.status_entry (list_id, position) values (${list_id}, ${position}) on conflict do nothing`);
    if (taken === 1) return { list_id, position };
  }
}

async function openList(tx: Tx, id: number, day: string): Promise<number> {
  const { body, jwt } = await signedList(tx, id, day);
  await tx.run(sql`insert into training.status_list (id, body, jwt, signed_at) values (${id}, ${body}, ${jwt}, ${tx.now})`);
  return id;
}

async function signedList(tx: Tx, id: number, day: string): Promise<{ body: string; jwt: string }> {
  const issuer = await issuerOn(tx, day);
  const signer = await signerFor(tx, issuer);
  const revoked = await tx.all<{ position: number }>(sql`select position from training.status_entry where list_id = ${id} and revoked_at is not null`);
  const list = composeStatusList(issuer, id, revoked.map((entry) => entry.position), tx.now);
  return { body: JSON.stringify(signCredential(list, signer, tx.now)), jwt: await signJwt(list, signer) };
}

export async function proposeRevocation(tx: Tx, { facility_id, certificate_id, reason }: { facility_id: string; certificate_id: string; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'certificate.revoke');
  const { worker_id } = await tx.one<{ worker_id: string }>(sql`select worker_id from training.certificate where facility_id = ${facility_id} and id = ${uuid(certificate_id)}`);
  const made = await tx.one<{ id: string }>(sql`
    insert into training.revocation (facility_id, certificate_id, reason, proposed_by, proposed_person, proposed_at) values (${facility_id}, ${certificate_id}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'revocation.proposed', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { certificate_id, reason } });
  return made;
}

/** Another person decides. Approved: the bit is set and the list signed anew in the same transaction, so that no reader hears otherwise. */
export async function decideRevocation(tx: Tx, { facility_id, certificate_id, approved }: { facility_id: string; certificate_id: string; approved: boolean }): Promise<void> {
  permit(tx.actor, 'certificate.revoke');
  const { worker_id, credential_id } = await tx.one<{ worker_id: string; credential_id: string }>(sql`select worker_id, credential_id from training.certificate where facility_id = ${facility_id} and id = ${uuid(certificate_id)}`);
  const open = await tx.maybe<{ id: string; proposed_person: string | null }>(sql`select id, proposed_person from training.revocation where facility_id = ${facility_id} and certificate_id = ${certificate_id} and decided_at is null for update`);
  if (!open) throw new Refusal('revocation.none', { id: 'Tidak ada usulan pencabutan yang menunggu. Muat ulang halaman untuk melihat keadaannya.', en: 'No revocation is waiting for a decision. Reload the page to see how it stands.' });
  if (open.proposed_person && open.proposed_person === tx.actor.person_id) throw new Refusal('revocation.second_person', { id: 'Pencabutan harus disetujui oleh orang lain daripada pengusulnya.', en: 'Another person than the one who proposed it must approve the revocation.' });
  await tx.run(sql`update training.revocation set approved = ${approved}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${open.id}`);
  if (approved) {
    await tx.all(sql`select pg_advisory_xact_lock(hashtext('training status list'))`);
    const { list_id, position } = await tx.one<{ list_id: number; position: number }>(sql`update training.credential set revoked_at = ${tx.now} where id = ${credential_id} returning list_id, position`);
    await tx.run(sql`update training.status_entry set revoked_at = ${tx.now} where list_id = ${list_id} and position = ${position}`);
    const { body, jwt } = await signedList(tx, list_id, dayIn('Asia/Jakarta', tx.now));
    await tx.run(sql`update training.status_list set body = ${body}, jwt = ${jwt}, signed_at = ${tx.now} where id = ${list_id}`);
  }
  tx.emit({ verb: approved ? 'certificate.revoked' : 'revocation.refused', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { certificate_id } });
}

/** The last day of validity so many months later; the 31st becomes the last day of a shorter month. */
export function monthsLater(day: string, months: number): string {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  const first = new Date(Date.UTC(year, month - 1 + months, 1)).toISOString().slice(0, 10);
  const last = addDays(new Date(Date.UTC(year, month + months, 1)).toISOString().slice(0, 10), -1);
  const wanted = `${first.slice(0, 8)}${String(date).padStart(2, '0')}`;
  return wanted > last ? last : wanted;
}
