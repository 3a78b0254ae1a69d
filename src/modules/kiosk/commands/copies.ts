import type { z } from 'zod';
import { dayIn } from '#kernel/calendar.ts';
import type { Reader, Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { documentByCode, issueDocument } from '#kernel/issue.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { savingsOf } from '#ledger';
import { facilityById, signatoryOn, type FacilityRow } from '#organisation';
import { slipMonths, slipOf } from '#pay';
import { enrolmentStateNames } from '#training';
import { assessmentsOf, fitnessOf, openWorkerFile, placementsOf, qualificationsOf, remissionsOf, restrictionsOf } from '#workforce';
import { fileContent } from '../documents/berkas-peserta.ts';
import { copyRequest, requestUsed, subjects } from '../objection.ts';
import { ownCourses, ownMarks, ownOutput, type Whose } from '../own-queries.ts';
import { complaintsOf, copyById, objectionsOf } from '../queries.ts';

export type FileContent = z.input<typeof fileContent>;

/** Freezes what is held about a person on the day of a paper request, so that what was handed over can be shown again. */
export async function copyFile(tx: Tx, { facility_id, worker_id, ...input }: Whose & z.input<typeof copyRequest>): Promise<{ id: string }> {
  permit(tx.actor, 'file.copy');
  const request = parse(copyRequest, input, tx.actor.locale);
  if (await tx.maybe(sql`select 1 from kiosk.file_copy where facility_id = ${facility_id} and request_number = ${request.request_number}`)) throw requestUsed;
  const { content, facility } = await composeFile(tx, { facility_id, worker_id }, request);
  const { code } = await issueDocument(tx, { kind: 'berkas-peserta', number: content.number, facility_id, subject_kind: 'worker', subject_id: worker_id, issued_on: content.day, content, parties: [facility.name] });
  const made = await tx.one<{ id: string }>(sql`
    insert into kiosk.file_copy (facility_id, worker_id, request_number, requested_on, document_code, made_by, made_person, made_at)
    values (${facility_id}, ${worker_id}, ${request.request_number}, ${request.requested_on}, ${code}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'file.copied', facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { copy_id: made.id, request: request.request_number, document: code } });
  return made;
}

/** Each time a copy leaves the house it is written down. */
export async function takeCopy(tx: Tx, { id, as }: { id: string; as: 'pdf' | 'json' }): Promise<{ content: FileContent; code: string; facility: FacilityRow }> {
  permit(tx.actor, 'file.copy');
  const copy = await copyById(tx, id);
  const document = await documentByCode(tx, copy.document_code);
  tx.emit({ verb: 'file.downloaded', facility_id: copy.facility_id, subject_kind: 'worker', subject_id: copy.worker_id, particulars: { copy_id: id, as } });
  return { content: fileContent.parse(document.content), code: copy.document_code, facility: await facilityById(tx, copy.facility_id) };
}

async function composeFile(tx: Tx, whose: Whose, request: z.output<typeof copyRequest>): Promise<{ content: FileContent; facility: FacilityRow }> {
  const { facility_id, worker_id } = whose;
  // The file is opened as every file is: with its reason on record.
  const worker = await openWorkerFile(tx, { worker_id, reason: 'OWN_REQUEST' });
  const reader: Reader = tx;
  const facility = await facilityById(reader, facility_id);
  const day = dayIn(facility.timezone, reader.now);
  const officer = await signatoryOn(reader, { facility_id, duty: 'section_head', day });
  const pay: FileContent['pay'] = [];
  for (const { month } of await slipMonths(reader, worker_id)) pay.push(...(await slipOf(reader, { worker_id, month }, 'id')).map(({ day, why, amount_idr }) => ({ day, why, amount_idr })));
  const savings = await savingsOf(reader, { ...whose, limit: 2000 });
  const { facility_id: _, id: __, is_sample: ___, ...person } = worker;
  return {
    facility,
    content: {
      letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${facility.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name, address: facility.address ?? `${facility.regency}, ${facility.province}` },
      number: `SB-${worker.roster_code}-${request.request_number}`, day, place: facility.regency, officer: { name: officer?.name ?? '…………………………', position: officer?.position ?? 'Kepala Seksi Kegiatan Kerja', ...(officer?.nip ? { nip: officer.nip } : {}) },
      request: { number: request.request_number, on: request.requested_on },
      person: Object.fromEntries(Object.entries(person).map(([key, value]) => [key, value === null || ['string', 'number', 'boolean'].includes(typeof value) ? (value as string | number | boolean | null) : JSON.stringify(value)])),
      records: await recordsOf(reader, worker_id),
      placements: (await placementsOf(reader, worker_id)).filter((each) => each.approved_at !== null).map((each) => ({ from: each.from, to: each.to, workshop: each.workshop_name_id, job: each.job, decree: each.decree })),
      hours: (await ownMarks(reader, whose)).map((each) => ({ day: each.day, workshop: each.workshop_name_id, mark: each.reason_name_id, minutes: each.minutes, paid: each.paid })),
      output: (await ownOutput(reader, whose, 120)).map((each) => ({ month: each.month, product: each.name_id, good: each.good, rework: each.rework, scrap: each.scrap })),
      pay,
      savings: { balance_idr: savings.balance_idr, movements: savings.movements.map((each) => ({ day: each.on_day, memo: each.memo, amount_idr: each.amount_idr, after_idr: each.after_idr })) },
      training: (await ownCourses(reader, whose)).map((each) => ({ course: each.name_id, state: enrolmentStateNames[each.state].id, from: each.starts_on, to: each.ends_on })),
      objections: (await objectionsOf(reader, whose, day)).map((each) => ({ number: each.number, about: subjects[each.about].id, month: each.month, words: each.words, answer: each.answer })),
      complaints: (await complaintsOf(reader, whose, day)).map((each) => ({ number: each.number, raised_on: each.raised_on, state: each.state === 'open' ? 'Menunggu' : 'Dijawab' })),
    },
  };
}

/** What is on file about the person, each in a line. */
async function recordsOf(reader: Reader, worker_id: string): Promise<FileContent['records']> {
  const rows = [
    ...(await assessmentsOf(reader, worker_id)).map((each) => ({ kind: 'Asesmen', day: each.on_day, until: each.review_by, text: [each.kind, each.value, each.assessor, each.note].filter(Boolean).join(', ') })),
    ...(await fitnessOf(reader, worker_id)).map((each) => ({ kind: 'Kelayakan kerja', day: each.examined_on, until: each.valid_until, text: [each.result, each.limits.join(' '), each.examiner].filter(Boolean).join(', ') })),
    ...(await remissionsOf(reader, worker_id)).map((each) => ({ kind: 'Remisi', day: each.granted_on, until: null, text: `${each.days} hari, ${each.decree}` })),
    ...(await qualificationsOf(reader, worker_id)).map((each) => ({ kind: 'Kualifikasi', day: each.from, until: each.until, text: [each.name, each.level === null ? '' : `tingkat ${each.level}`, each.evidence].filter(Boolean).join(', ') })),
    ...(await restrictionsOf(reader, worker_id)).map((each) => ({ kind: 'Pembatasan', day: each.from, until: each.to, text: [each.code, each.source, each.reason].join(', ') })),
  ];
  return rows.sort((a, b) => (a.day < b.day ? 1 : -1));
}
