import { addDays, dayIn } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { pengumumanPengadaan } from './documents/pengumuman-pengadaan.ts';
import { announcementTransitions, follows, leadDaysRule } from './loop.ts';
import { announcedLines, announcementById, announcementOf, type AnnouncementRow } from './announcement-queries.ts';
import { askedByKind, kindsOf, surveyOf } from './survey-queries.ts';

/** After the survey: what facilities have planned, kind by kind, is put forward to be announced. */
export async function prepareAnnouncement(tx: Tx, { year }: { year: number }): Promise<{ id: string; kinds: number }> {
  permit(tx.actor, 'announcement.prepare');
  const survey = await surveyOf(tx, year);
  if (survey.state !== 'closed') throw new Refusal('announcement.survey_open', { id: 'Survei masih dibuka. Tutup dahulu, agar jumlah yang diminta tidak berubah lagi.', en: 'The survey is still open. Close it first, so that what is asked for stands.' });
  const asked = (await askedByKind(tx, survey.id)).filter(({ planned }) => planned > 0);
  if (asked.length === 0) throw new Refusal('announcement.nothing_planned', { id: 'Belum ada rencana pasok UPT yang disetujui. Mintalah kepala UPT menyetujuinya.', en: 'No supply plan of a facility is approved yet. Ask the heads of facility to approve theirs.' });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into procurement.announcement (survey_id, year, prepared_by, prepared_person, prepared_at, is_sample) values (${survey.id}, ${year}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${survey.is_sample}) returning id`);
  await tx.run(sql`
    insert into procurement.announcement_line (announcement_id, kind_id, demanded, planned, quantity, low_idr, high_idr)
    select ${id}, id, quantity, planned, planned, low_idr, high_idr from json_to_recordset(${JSON.stringify(asked)}::json) as a(id uuid, quantity int, planned int, low_idr bigint, high_idr bigint)`);
  tx.emit({ verb: 'announcement.prepared', facility_id: null, subject_kind: 'announcement', subject_id: id, particulars: { year, kinds: asked.length } });
  return { id, kinds: asked.length };
}

/** Headquarters may announce less than is planned, or leave a kind out with nought; never more. Whoever changed it last prepared it. */
export async function changeAnnouncement(tx: Tx, { year, lines }: { year: number; lines: { kind: string; quantity: number }[] }): Promise<{ id: string }> {
  permit(tx.actor, 'announcement.prepare');
  const { id, survey_id } = await locked(tx, year, 'change');
  const kinds = new Map((await kindsOf(tx, survey_id)).map((kind) => [kind.code, kind.id]));
  for (const [n, { kind, quantity }] of lines.entries()) {
    const kind_id = kinds.get(kind);
    if (kind_id === undefined) throw new Refusal('announcement.kind_unknown', { id: `Jenis ${kind} tidak ada dalam survei. Hapus baris itu.`, en: `Kind ${kind} is not in the survey. Remove that line.` }, { field: `lines.${n}.kind`, status: 422 });
    if (quantity === 0) await tx.run(sql`delete from procurement.announcement_line where announcement_id = ${id} and kind_id = ${kind_id}`);
    else await tx.run(sql`update procurement.announcement_line set quantity = ${quantity} where announcement_id = ${id} and kind_id = ${kind_id}`);
  }
  await tx.run(sql`update procurement.announcement set prepared_by = ${tx.actor.account_id}, prepared_person = ${tx.actor.person_id}, prepared_at = ${tx.now} where id = ${id}`);
  tx.emit({ verb: 'announcement.changed', facility_id: null, subject_kind: 'announcement', subject_id: id, particulars: { year, lines } });
  return { id };
}

/** Another person announces, in time before the year begins; from then on kinds and quantities are fixed, in a paper that anybody can check. */
export async function announce(tx: Tx, { year }: { year: number }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'announcement.announce');
  const announcement = await locked(tx, year, 'announce');
  if (tx.actor.person_id !== null && tx.actor.person_id === announcement.prepared_person) throw new Refusal('announcement.same_person', samePerson);
  const today = dayIn('Asia/Jakarta', tx.now);
  const { value: lead_days, legal_basis } = await ruleOn<number>(tx, leadDaysRule, today);
  const latest = addDays(`${year}-01-01`, -lead_days);
  if (today > latest) throw new Refusal('announcement.late', { id: `Pengumuman untuk ${year} paling lambat ${latest} (${lead_days} hari sebelum tahun anggaran). Umumkan untuk tahun berikutnya.`, en: `The announcement for ${year} was due by ${latest} (${lead_days} days before the year). Announce for the next year.` });
  const lines = await announcedLines(tx, announcement.id);
  if (lines.length === 0) throw new Refusal('announcement.empty', { id: 'Tidak ada jenis barang dalam pengumuman ini. Buang, lalu susun lagi.', en: 'There is no kind of goods in this announcement. Discard it and prepare another.' });
  const number = `PB-${year}-${String(await nextNumber(tx, 'announcement', null, year)).padStart(3, '0')}`;
  const content = pengumumanPengadaan.content.parse({
    letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${announcement.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: 'Kantor Pusat', address: 'Jakarta' },
    number, year, day: today, lead_days, legal_basis, announced_by: { name: tx.actor.name || 'Kantor Pusat', position: 'Atas nama Direktur Jenderal Pemasyarakatan' },
    lines: lines.map(({ code, name_id, unit, quantity, demanded, makers, low_idr, high_idr }) => ({ code, name: name_id, unit, quantity, demanded, makers, low_idr, high_idr })),
  });
  const { code } = await issueDocument(tx, { kind: pengumumanPengadaan.kind, number, facility_id: null, subject_kind: 'announcement', subject_id: announcement.id, issued_on: today, content, parties: ['Direktorat Jenderal Pemasyarakatan'] });
  await tx.run(sql`
    update procurement.announcement set state = 'announced', number = ${number}, document_code = ${code}, announced_on = ${today}, lead_days = ${lead_days}, legal_basis = ${legal_basis}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where id = ${announcement.id}`);
  tx.emit({ verb: 'announcement.announced', facility_id: null, subject_kind: 'announcement', subject_id: announcement.id, particulars: { year, number, document: code, kinds: lines.length } });
  return { number, document: code };
}

export async function discardAnnouncement(tx: Tx, { year, reason }: { year: number; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'announcement.prepare');
  const { id } = await locked(tx, year, 'discard');
  await tx.run(sql`update procurement.announcement set state = 'discarded', discarded_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where id = ${id}`);
  tx.emit({ verb: 'announcement.discarded', facility_id: null, subject_kind: 'announcement', subject_id: id, particulars: { year, reason } });
  return { id };
}

async function locked(tx: Tx, year: number, verb: string): Promise<AnnouncementRow> {
  const found = await announcementOf(tx, year);
  if (!found) throw new Refusal('announcement.none', { id: 'Belum ada rancangan pengumuman untuk tahun ini. Susun dahulu.', en: 'There is no draft announcement for this year. Prepare one first.' });
  await tx.one(sql`select 1 from procurement.announcement where id = ${found.id} for update`);
  const announcement = await announcementById(tx, found.id);
  if (!follows(announcementTransitions, announcement.state, verb)) throw new Refusal('announcement.fixed', { id: 'Pengumuman ini sudah diputus, jadi tidak berubah lagi. Muat ulang halaman.', en: 'This announcement is decided, so it does not change any more. Reload the page.' });
  return announcement;
}

const samePerson = { id: 'Penyusun pengumuman tidak mengumumkannya. Mintalah pejabat lain di kantor pusat.', en: 'Who prepared the announcement does not announce it. Ask another officer at headquarters.' };
refuseConstraint('announcement_two_persons', 'announcement.same_person', samePerson);
refuseConstraint('announcement_one', 'announcement.one', { id: 'Pengumuman untuk tahun ini sudah ada. Ubah rancangannya.', en: 'There is already an announcement for this year. Change its draft.' });
refuseConstraint('announced_within_planned', 'announcement.beyond_planned', { id: 'Jumlah yang diumumkan melebihi rencana UPT. Isi paling banyak sebesar rencana.', en: 'More is announced than facilities plan. Enter at most what is planned.' }, 'lines.0.quantity');
