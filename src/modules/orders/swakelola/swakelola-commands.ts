// The other lawful channel: a swakelola file of type II, paper after paper, each prepared by one side and signed by both.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { unguessable } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { agencyById, facilityById } from '#organisation';
import { issueSwakelola } from '../commands/swakelola-paper.ts';
import { withinLimit } from '../limits/limit-commands.ts';
import { checkBody, lastStep, nextStep, paperBody, papers, swakelolaReason, swakelolaWish, type PaperBody, type SwakelolaWish } from './swakelola.ts';
import { swakelolaFile, swakelolaPapers, type SwakelolaFile, type SwakelolaPaper } from './swakelola-queries.ts';

export async function openSwakelola(tx: Tx, { facility_id, ...rest }: { facility_id: string } & SwakelolaWish): Promise<{ number: string }> {
  permit(tx.actor, 'swakelola.open');
  const wish = parse(swakelolaWish, rest, tx.actor.locale);
  const { agency_id } = tx.actor;
  if (!agency_id) throw new NotFound();
  const [facility, agency] = [await facilityById(tx, facility_id), await agencyById(tx, agency_id)];
  const today = dayIn(zoneOf(facility.timezone), tx.now);
  if (wish.ends_on < today) throw new Refusal('swakelola.past', { id: 'Masa pelaksanaan sudah lewat. Pilih hari terakhir yang belum lewat.', en: 'The term has passed. Choose a last day that has not.' }, { field: 'ends_on', status: 422 });
  const number = `SW${today.slice(2, 4)}-${unguessable(7)}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into orders.swakelola (facility_id, number, agency_id, agency_unit, subject, rup_code, value_idr, starts_on, ends_on, opened_by, opened_person, opened_at, is_sample)
    values (${facility.id}, ${number}, ${agency_id}, ${wish.unit}, ${wish.subject}, ${wish.rup_code ?? null}, ${wish.value_idr}, ${wish.starts_on}, ${wish.ends_on}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${facility.is_sample || agency.is_sample}) returning id`);
  tx.emit({ verb: 'swakelola.opened', facility_id: facility.id, subject_kind: 'swakelola', subject_id: id, particulars: { number, value_idr: wish.value_idr } });
  return { number };
}

const sideOf = (tx: Tx): 'buyer' | 'maker' => (tx.actor.agency_id ? 'buyer' : 'maker');
async function running(tx: Tx, number: string): Promise<SwakelolaFile> {
  await tx.one(sql`select 1 from orders.swakelola where number = ${number} for update`);
  const file = await swakelolaFile(tx, number);
  if (tx.actor.agency_id !== null && tx.actor.agency_id !== file.agency_id) throw new NotFound();
  if (file.state !== 'open') throw new Refusal('swakelola.over', { id: 'Berkas swakelola ini sudah selesai. Buka berkas baru bila masih perlu.', en: 'This swakelola file is over. Open a new one if it is still wanted.' });
  return file;
}
const told = (tx: Tx, file: SwakelolaFile, verb: string, particulars: Record<string, unknown> = {}): void => tx.emit({ verb: `swakelola.${verb}`, facility_id: file.facility_id, subject_kind: 'swakelola', subject_id: file.id, particulars: { number: file.number, ...particulars } });

/** The next paper, by the side whose it is. */
export async function prepareSwakelola(tx: Tx, { number, ...rest }: { number: string; text: string; costs?: PaperBody['costs']; progress_percent?: number | undefined }): Promise<{ number: string; step: number; draft: number }> {
  permit(tx.actor, 'swakelola.prepare');
  const body = parse(paperBody, rest, tx.actor.locale);
  const file = await running(tx, number);
  const step = nextStep(file.papers);
  const side = papers.find((paper) => paper.step === step)?.side;
  if (side !== sideOf(tx)) throw new Refusal('swakelola.other_side', { id: 'Dokumen berikutnya disusun pihak yang lain. Tunggu dokumennya.', en: 'The next paper is prepared by the other side. Wait for it.' });
  checkBody(step, body, file.value_idr);
  const draft = file.papers.filter((paper) => paper.step === step).length + 1;
  await tx.run(sql`insert into orders.swakelola_paper (facility_id, swakelola_id, agency_id, step, draft, side, body, prepared_by, prepared_person, prepared_at) values (${file.facility_id}, ${file.id}, ${file.agency_id}, ${step}, ${draft}, ${side}, ${JSON.stringify(body)}::jsonb, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  told(tx, file, 'prepared', { step, draft });
  return { number, step, draft };
}

function living(file: SwakelolaFile): SwakelolaPaper {
  const paper = file.papers.find((each) => each.step === nextStep(file.papers) && each.returned_at === null);
  if (!paper) throw new Refusal('swakelola.nothing_to_sign', { id: 'Belum ada dokumen yang menunggu tanda tangan. Susun dokumen berikutnya dahulu.', en: 'No paper waits for a signature. Prepare the next paper first.' });
  return paper;
}

/** Each side signs once; with the second signature the paper is issued, and with the last paper the file is complete. */
export async function signSwakelola(tx: Tx, { number }: { number: string }): Promise<{ number: string; step: number; document: string | null }> {
  permit(tx.actor, 'swakelola.sign');
  const file = await running(tx, number);
  const paper = living(file);
  const side = sideOf(tx);
  if ((side === 'buyer' ? paper.buyer_at : paper.maker_at) !== null) throw new Refusal('swakelola.signed_already', { id: 'Pihak Anda sudah menandatangani dokumen ini. Tunggu tanda tangan pihak lain.', en: 'Your side has signed this paper. Wait for the other.' });
  if (side === 'buyer' && paper.step === 4) await withinLimit(tx, { agency_id: file.agency_id, amount_idr: file.value_idr });
  const where = sql`where facility_id = ${file.facility_id} and id = ${paper.id}`;
  await tx.run(side === 'buyer' ? sql`update orders.swakelola_paper set buyer_by = ${tx.actor.account_id}, buyer_person = ${tx.actor.person_id}, buyer_at = ${tx.now} ${where}` : sql`update orders.swakelola_paper set maker_by = ${tx.actor.account_id}, maker_person = ${tx.actor.person_id}, maker_at = ${tx.now} ${where}`);
  told(tx, file, 'signed', { step: paper.step, side });
  const signed = (await swakelolaPapers(tx, file.id)).find(({ id }) => id === paper.id);
  if (!signed?.buyer_at || !signed.maker_at) return { number, step: paper.step, document: null };
  const { code } = await issueSwakelola(tx, file, signed);
  await tx.run(sql`update orders.swakelola_paper set document = ${code} ${where}`);
  if (paper.step === lastStep) await tx.run(sql`update orders.swakelola set state = 'completed', ended_at = ${tx.now} where facility_id = ${file.facility_id} and id = ${file.id}`);
  told(tx, file, paper.step === lastStep ? 'completed' : 'issued', { step: paper.step, document: code });
  return { number, step: paper.step, document: code };
}

/** A signatory sends the paper back; it stays on record, and another is prepared. */
export async function returnSwakelola(tx: Tx, { number, reason: said }: { number: string; reason: string }): Promise<{ number: string; step: number }> {
  permit(tx.actor, 'swakelola.sign');
  const { reason } = parse(swakelolaReason, { reason: said }, tx.actor.locale);
  const file = await running(tx, number);
  const paper = living(file);
  await tx.run(sql`update orders.swakelola_paper set returned_at = ${tx.now}, return_reason = ${reason} where facility_id = ${file.facility_id} and id = ${paper.id}`);
  told(tx, file, 'returned', { step: paper.step, reason });
  return { number, step: paper.step };
}

/** Either side's signatory ends the file, with a reason; what was signed stays. */
export async function endSwakelola(tx: Tx, { number, reason: said }: { number: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'swakelola.sign');
  const { reason } = parse(swakelolaReason, { reason: said }, tx.actor.locale);
  const file = await running(tx, number);
  await tx.run(sql`update orders.swakelola set state = 'ended', ended_at = ${tx.now}, end_reason = ${reason} where facility_id = ${file.facility_id} and id = ${file.id}`);
  told(tx, file, 'ended', { reason });
  return { number };
}
