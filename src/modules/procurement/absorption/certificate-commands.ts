import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import { shortagePaper } from './certificate-paper.ts';
import { suratKekurangan } from './documents/surat-kekurangan.ts';
import { certificatesOf, contractById, type CertificateRow, type MeteredContract } from './queries.ts';
import { shortageDaysRule } from './reference.ts';

/** Near the end of a contract the facility says how much it could not offer. The figures are the meter's, not typed. */
export async function prepareCertificate(tx: Tx, { id, cause }: { id: string; cause: string }): Promise<{ id: string; shortage_idr: number }> {
  permit(tx.actor, 'absorption.prepare_certificate');
  await tx.one(sql`select 1 from procurement.supply_contract where id = ${id}::uuid for update`);
  const { contract, today } = await measured(tx, id);
  const { facility_id, rule, meter, offered_idr, accepted_idr } = contract;
  const { value: days } = await ruleOn<number>(tx, shortageDaysRule, today, facility_id);
  if (meter.days_left > days) throw new Refusal('absorption.too_early', { id: `Kontrak masih berjalan ${meter.days_left} hari. Tawarkan hasil lebih dahulu; surat ini disusun paling cepat ${days} hari sebelum berakhir.`, en: `The contract runs ${meter.days_left} more days. Offer produce first; this certificate is prepared at the earliest ${days} days before the end.` });
  if (!rule || meter.required_idr <= offered_idr) throw nothingShort;
  const made = await tx.one<{ id: string; shortage_idr: number }>(sql`
    insert into procurement.shortage_certificate (facility_id, contract_id, required_idr, offered_idr, accepted_idr, rule, cause, as_of, prepared_by, prepared_person, prepared_at, is_sample)
    values (${facility_id}, ${id}, ${meter.required_idr}, ${offered_idr}, ${accepted_idr}, ${rule.code}, ${cause}, ${today}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${contract.is_sample}) returning id, shortage_idr`);
  tx.emit({ verb: 'shortage.prepared', facility_id, subject_kind: 'supply_contract', subject_id: id, particulars: { shortage_idr: made.shortage_idr } });
  return made;
}

/** The head signs the figures as they were prepared; if they moved since, it is prepared anew. */
export async function signCertificate(tx: Tx, { id }: { id: string }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'absorption.sign_certificate');
  const { certificate, contract, today } = await inHand(tx, id);
  const { facility_id } = contract;
  if (certificate.required_idr !== contract.meter.required_idr || certificate.offered_idr !== contract.offered_idr || certificate.accepted_idr !== contract.accepted_idr) throw moved;
  const year = Number(today.slice(0, 4));
  const number = `SK-${year}-${String(await nextNumber(tx, 'shortage_certificate', facility_id, year)).padStart(4, '0')}`;
  const content = await shortagePaper(tx, contract, certificate, number);
  suratKekurangan.content.parse(content);
  const { code } = await issueDocument(tx, { kind: suratKekurangan.kind, number, facility_id, subject_kind: 'shortage_certificate', subject_id: certificate.id, issued_on: content.day, content, parties: [contract.facility_name, contract.supplier] });
  await tx.run(sql`update procurement.shortage_certificate set state = 'signed', number = ${number}, document_code = ${code}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${certificate.id}`);
  tx.emit({ verb: 'shortage.signed', facility_id, subject_kind: 'supply_contract', subject_id: contract.id, particulars: { number, document: code, shortage_idr: certificate.shortage_idr } });
  return { number, document: code };
}

export async function returnCertificate(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'absorption.sign_certificate');
  const { certificate, contract } = await inHand(tx, id);
  await tx.run(sql`update procurement.shortage_certificate set state = 'returned', returned_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${contract.facility_id} and id = ${certificate.id}`);
  tx.emit({ verb: 'shortage.returned', facility_id: contract.facility_id, subject_kind: 'supply_contract', subject_id: contract.id, particulars: { reason } });
  return { id: certificate.id };
}

async function measured(tx: Tx, contract_id: string): Promise<{ contract: MeteredContract; today: string }> {
  const { facility_id } = await tx.one<{ facility_id: string }>(sql`select facility_id from procurement.supply_contract where id = ${contract_id}::uuid`);
  const today = await dayAt(tx, facility_id);
  return { contract: await contractById(tx, contract_id, today), today };
}

/** The certificate that waits for this contract, the contract locked; whoever prepared it does not decide. */
async function inHand(tx: Tx, contract_id: string): Promise<{ certificate: CertificateRow; contract: MeteredContract; today: string }> {
  await tx.one(sql`select 1 from procurement.supply_contract where id = ${contract_id}::uuid for update`);
  const found = await measured(tx, contract_id);
  const certificate = (await certificatesOf(tx, found.contract)).find(({ state }) => state === 'prepared');
  if (!certificate) throw nothingWaits;
  if (tx.actor.person_id !== null && tx.actor.person_id === certificate.prepared_person) throw new Refusal('shortage.same_person', samePerson);
  return { certificate, ...found };
}

const nothingShort = new Refusal('absorption.nothing_short', { id: 'Yang ditawarkan sudah mencapai yang wajib diserap, jadi tidak ada kekurangan dari UPT. Lihat meter kontrak ini.', en: 'What was offered reaches what is required, so nothing is short on the facility’s side. See the meter of this contract.' });
const moved = new Refusal('shortage.figures_moved', { id: 'Angka kontrak berubah sejak surat disusun. Kembalikan, lalu susun lagi.', en: 'The figures of the contract moved since this was prepared. Return it, then prepare it again.' });
const nothingWaits = new Refusal('shortage.not_waiting', { id: 'Tidak ada surat yang menunggu tanda tangan. Muat ulang halaman.', en: 'No certificate waits to be signed. Reload the page.' });
const samePerson = { id: 'Penyusun surat tidak memutuskannya. Mintalah kepala UPT.', en: 'Who prepared the certificate does not decide on it. Ask the head of facility.' };
refuseConstraint('shortage_two_persons', 'shortage.same_person', samePerson);
refuseConstraint('shortage_one_in_hand', 'shortage.in_hand', { id: 'Surat kekurangan kontrak ini sudah disusun. Kepala UPT memutuskannya dahulu.', en: 'A certificate for this contract is already prepared. The head of facility decides first.' });
