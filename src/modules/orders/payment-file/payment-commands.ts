// The agency's payment file: the way is chosen, numbers of its papers are recorded, two papers are issued from the facts.
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { lockedOrder, told } from '../commands/order-row.ts';
import { issueContractSummary, issuePaymentRecord } from '../commands/payment-papers.ts';
import { orderFile, type OrderFile } from '../order-file.ts';
import { notCommitted } from '../refusals.ts';
import { channelChoice, paperEntry, paperIssue, type Channel, type issuedPapers } from './payment-file.ts';
import { papersOf, paymentFileOf } from './payment-queries.ts';

async function ownFile(tx: Tx, number: string): Promise<OrderFile> {
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id)) throw new NotFound();
  if (order.committed_at === null) throw notCommitted;
  return orderFile(tx, number);
}
const todayOf = (tx: Tx, file: OrderFile): string => dayIn(zoneOf(file.timezone), tx.now);

export async function chooseChannel(tx: Tx, { number, channel: said }: { number: string; channel: Channel }): Promise<{ number: string; channel: Channel }> {
  permit(tx.actor, 'payment.file');
  const { channel } = parse(channelChoice, { channel: said }, tx.actor.locale);
  const file = await ownFile(tx, number);
  const { value } = await ruleOn<number>(tx, 'orders.up_limit_idr', todayOf(tx, file), file.facility_id);
  if (channel === 'up' && file.total_idr > Number(value)) throw new Refusal('payment.above_up', { id: `UP dipakai sampai ${rupiah(Number(value))} untuk satu penerima. Pilih LS.`, en: `UP goes up to ${rupiah(Number(value))} for one payee. Choose LS.` }, { field: 'channel', status: 422 });
  await tx.run(sql`insert into orders.payment_channel (facility_id, order_id, agency_id, channel, chosen_by, at) values (${file.facility_id}, ${file.id}, ${file.agency_id}, ${channel}, ${tx.actor.account_id}, ${tx.now})`);
  told(tx, file, 'payment.channel_chosen', { channel });
  return { number, channel };
}

/** A paper that another system issued: its number and day. A later entry takes the place of an earlier one. */
export async function recordPaper(tx: Tx, { number, ...rest }: { number: string; paper: string; entry: string; on_day?: string | undefined }): Promise<{ number: string; paper: string; entry: string }> {
  permit(tx.actor, 'payment.paper');
  const { paper, number: entry, on_day } = parse(paperEntry, { paper: rest.paper, number: rest.entry, ...(rest.on_day ? { on_day: rest.on_day } : {}) }, tx.actor.locale);
  const file = await ownFile(tx, number);
  const today = todayOf(tx, file);
  const { channel } = await paymentFileOf(tx, file);
  const found = (await papersOf(tx, channel, today)).find((each) => each.paper === paper && each.side === (tx.actor.agency_id ? 'agency' : 'maker'));
  if (!found) throw new Refusal('payment.other_paper', { id: 'Dokumen itu tidak dicatat oleh pihak Anda untuk cara bayar ini. Pilih dari daftar.', en: 'That paper is not recorded by your side for this way of paying. Choose one of the list.' }, { field: 'paper', status: 422 });
  if ((on_day ?? today) > today) throw new Refusal('payment.paper_in_future', { id: 'Tanggal dokumen belum tiba. Isi hari ini atau sebelumnya.', en: 'The day of the paper has not come. Enter today or an earlier day.' }, { field: 'on_day', status: 422 });
  await tx.run(sql`insert into orders.payment_entry (facility_id, order_id, agency_id, paper, number, on_day, recorded_by, at) values (${file.facility_id}, ${file.id}, ${file.agency_id}, ${paper}, ${entry}, ${on_day ?? today}, ${tx.actor.account_id}, ${tx.now})`);
  told(tx, file, 'payment.paper_recorded', { paper, entry });
  return { number, paper, entry };
}

/** The contract summary once the letter is signed; the record of payment due once something was received. Issued anew when the facts moved on. */
export async function issuePaper(tx: Tx, { number, paper: said }: { number: string; paper: (typeof issuedPapers)[number] }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'payment.issue');
  const { paper } = parse(paperIssue, { paper: said }, tx.actor.locale);
  const file = await ownFile(tx, number);
  if (paper === 'berita-acara-pembayaran' && file.handovers.length === 0) throw new Refusal('payment.nothing_received', { id: 'Belum ada BAST. Periksa dan terima barangnya dahulu.', en: 'There is no handover record yet. Inspect and receive the goods first.' });
  if (paper === 'berita-acara-pembayaran' && file.left_idr === 0) throw new Refusal('payment.nothing_owed', { id: 'Pesanan ini tidak perlu dibayar lagi. Pakai kuitansi yang sudah terbit.', en: 'There is nothing left to pay for this order. Use the receipt that was issued.' });
  const earlier = file.documents.filter((each) => each.kind === paper && each.replaced_by === null).at(-1);
  const { channel } = await paymentFileOf(tx, file);
  const { code } = paper === 'ringkasan-kontrak' ? await issueContractSummary(tx, file, channel, earlier) : await issuePaymentRecord(tx, file, channel, earlier);
  told(tx, file, 'payment.paper_issued', { paper, document: code });
  return { number, document: code };
}
