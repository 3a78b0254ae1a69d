import { dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import { laporanBulanan } from './documents/index.ts';
import { reportOf } from './queries.ts';
import { draftReport, gapNames } from './report.ts';

/** The section head sends the month as the facts stand now; every gap carries its explanation. */
export async function submitReport(tx: Tx, { facility_id, month, explanations = {} }: { facility_id: string; month: string; explanations?: Record<string, string> }): Promise<void> {
  permit(tx.actor, 'report.submit');
  const day = await dayAt(tx, facility_id);
  if (month > day.slice(0, 7)) throw new Refusal('report.future', { id: 'Bulan itu belum terjadi. Pilih bulan berjalan atau sebelumnya.', en: 'That month has not happened. Choose this month or an earlier one.' }, { field: 'month', status: 422 });
  const earlier = await reportOf(tx, facility_id, month);
  if (earlier?.state === 'signed') throw signed;
  const { content, gaps } = await draftReport(tx, { facility_id, month, day, explanations });
  const silent = gaps.filter((gap) => (explanations[gap] ?? '').trim().length < 5);
  if (silent.length > 0) throw new Invalid(Object.fromEntries(silent.map((gap) => [`explanations.${gap}`, tx.actor.locale === 'en' ? `Explain: ${gapNames[gap]?.en}` : `Jelaskan: ${gapNames[gap]?.id}`])));
  await tx.run(sql`
    insert into insight.monthly_report (facility_id, month, state, content, explanations, prepared_by, prepared_person, prepared_at) values (${facility_id}, ${`${month}-01`}, 'submitted', ${JSON.stringify(content)}::jsonb, ${JSON.stringify(explanations)}::jsonb, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})
    on conflict (facility_id, month) do update set state = 'submitted', content = excluded.content, explanations = excluded.explanations, prepared_by = excluded.prepared_by, prepared_person = excluded.prepared_person, prepared_at = excluded.prepared_at, version = monthly_report.version + 1`);
  tx.emit({ verb: 'report.submitted', facility_id, subject_kind: 'monthly_report', subject_id: `${facility_id}/${month}`, particulars: { month } });
}

/** The head of facility signs what was sent: another person; from then on it is a document. */
export async function signReport(tx: Tx, { facility_id, month }: { facility_id: string; month: string }): Promise<{ document: string }> {
  permit(tx.actor, 'report.sign');
  await tx.one(sql`select 1 from insight.monthly_report where facility_id = ${facility_id} and month = ${`${month}-01`} for update`);
  const report = await reportOf(tx, facility_id, month);
  if (report?.state === 'signed') throw signed;
  if (report?.state !== 'submitted') throw new Refusal('report.not_submitted', { id: 'Laporan belum dikirim kepala seksi. Mintalah kepala seksi mengirimkannya dahulu.', en: 'The section head has not sent the report. Ask the section head to send it first.' });
  const facility = await facilityById(tx, facility_id);
  const content = laporanBulanan.content.parse(report.content);
  const { code } = await issueDocument(tx, { kind: laporanBulanan.kind, number: content.number, facility_id, subject_kind: 'monthly_report', subject_id: `${facility_id}/${month}`, issued_on: dayIn(facility.timezone, tx.now), content, parties: [facility.name] });
  await tx.run(sql`update insight.monthly_report set state = 'signed', signed_by = ${tx.actor.account_id}, signed_person = ${tx.actor.person_id}, signed_at = ${tx.now}, document_code = ${code}, version = version + 1 where facility_id = ${facility_id} and month = ${`${month}-01`}`);
  tx.emit({ verb: 'report.signed', facility_id, subject_kind: 'monthly_report', subject_id: `${facility_id}/${month}`, particulars: { month, document: code } });
  return { document: code };
}

const signed = new Refusal('report.signed_already', { id: 'Laporan bulan ini sudah ditandatangani. Perbaikan lewat laporan bulan berikutnya.', en: 'This month’s report is signed. Corrections go into the next month.' });
refuseConstraint('report_two_persons', 'report.same_person', { id: 'Penyusun laporan tidak menandatanganinya. Mintalah kepala UPT.', en: 'Who prepared the report does not sign it. Ask the head of facility.' });
