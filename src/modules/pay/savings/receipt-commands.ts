/** The receipt of money that leaves for good: to the person on release, to the heirs after a death. Frozen when it is given. */
import { dayIn } from '#kernel/calendar.ts';
import type { Reader, Tx } from '#kernel/db.ts';
import { documentByCode, issueDocument, type IssuedDocument } from '#kernel/issue.ts';
import { NotFound } from '#kernel/refusal.ts';
import { facilityById, signatoryOn, type Duty, type FacilityRow } from '#organisation';
import { workerById } from '#workforce';
import { letterheadOf } from '../card-paper.ts';
import { kuitansiTabungan, type ReceiptContent } from '../documents/kuitansi-tabungan.ts';
import { payoutById } from './keeping-queries.ts';

const leaving = ['RELEASE_PAYOUT', 'DEATH_HEIRS'];
export async function issueReceipt(tx: Tx, { facility_id, id }: { facility_id: string; id: string }): Promise<string | null> {
  const payout = await payoutById(tx, id);
  if (!leaving.includes(payout.kind)) return null;
  const facility = await facilityById(tx, facility_id);
  const worker = await workerById(tx, payout.worker_id);
  const day = dayIn(facility.timezone, tx.now);
  const signed = async (duty: Duty, position: string) => {
    const found = await signatoryOn(tx, { facility_id, duty, day });
    return found ? { name: found.name, position: found.position, ...(found.nip ? { nip: found.nip } : {}) } : { name: `(${position})`, position };
  };
  const content: ReceiptContent = {
    letterhead: letterheadOf(facility), number: payout.number, place: facility.regency, day, person: { name: worker.name, register_number: worker.register_number, roster_code: worker.roster_code }, kind: payout.kind === 'DEATH_HEIRS' ? 'heirs' : 'release',
    purpose: payout.purpose, amount_idr: payout.amount_idr, papers: Object.values(payout.papers), heirs: payout.heirs, treasurer: await signed('treasurer', 'Bendahara'), head: await signed('facility_head', 'Kepala UPT'),
  };
  const { code } = await issueDocument(tx, { kind: 'kuitansi-tabungan', number: payout.number, facility_id, subject_kind: 'withdrawal', subject_id: id, issued_on: day, content, parties: [facility.name] });
  return code;
}

export async function receiptOf(reader: Reader, id: string): Promise<{ content: ReceiptContent; paper: IssuedDocument; facility: FacilityRow }> {
  const { receipt_code, facility_id } = await payoutById(reader, id);
  if (receipt_code === null) throw new NotFound();
  const paper = await documentByCode(reader, receipt_code);
  return { content: kuitansiTabungan.content.parse(paper.content), paper, facility: await facilityById(reader, facility_id) };
}
