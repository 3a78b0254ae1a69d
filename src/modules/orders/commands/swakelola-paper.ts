import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { dokumenSwakelola } from '../documents/index.ts';
import { papers, swakelolaBasis } from '../swakelola/swakelola.ts';
import type { SwakelolaFile, SwakelolaPaper } from '../swakelola/swakelola-queries.ts';
import { partiesOf } from './papers.ts';

export async function issueSwakelola(tx: Tx, file: SwakelolaFile, paper: SwakelolaPaper): Promise<{ code: string }> {
  const { today, maker, buyer } = await partiesOf(tx, { ...file, buyer_name: file.agency_name, address: file.agency_name });
  const number = `${file.number}/${paper.step}`;
  const content = dokumenSwakelola.content.parse({
    letterhead: paper.side === 'maker' ? maker.letterhead : { ...maker.letterhead, ministry: 'Instansi penanggung jawab anggaran', directorate: buyer.institution, unit: file.agency_unit, address: buyer.institution }, title: papers.find(({ step }) => step === paper.step)?.id ?? 'Dokumen swakelola', number, file_number: file.number,
    place: paper.side === 'maker' ? maker.place : buyer.institution, day: today, basis: swakelolaBasis, subject: file.subject, starts_on: file.starts_on, ends_on: file.ends_on, value_idr: file.value_idr, text: paper.body.text, costs: paper.body.costs ?? [], ...(paper.body.progress_percent === undefined ? {} : { progress_percent: paper.body.progress_percent }),
    buyer: { ...buyer.officer, institution: buyer.institution }, maker: { ...maker.head, institution: maker.name },
  });
  return issueDocument(tx, { kind: dokumenSwakelola.kind, number, content, facility_id: file.facility_id, agency_id: file.agency_id, subject_kind: 'swakelola', subject_id: file.id, issued_on: today, parties: [maker.name, buyer.institution] });
}
