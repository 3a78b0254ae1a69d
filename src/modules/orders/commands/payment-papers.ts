// Papers of the agency's payment file, from the facts of the order as they stand.
import { addDays, dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { Refusal } from '#kernel/refusal.ts';
import { beritaAcaraPembayaran, ringkasanKontrak } from '../documents/index.ts';
import type { OrderFile } from '../order-file.ts';
import { channelNames, type Channel } from '../payment-file/payment-file.ts';
import { accountsOf, issue, settingOf, type Setting } from './papers.ts';

type Earlier = { code: string; number: string } | undefined;
const receivingAccount = 'Rekening penampungan UPT, menurut surat pesanan';
const headOf = (file: OrderFile, setting: Setting) => ({ ...setting.maker.letterhead, ministry: 'Instansi pemesan', directorate: setting.buyer.institution, unit: file.agency_unit ?? setting.buyer.institution, address: file.deliver_to.address });
/** A paper that is issued anew says so in its number. */
function numberOf(prefix: string, file: OrderFile, earlier: Earlier): string {
  const [, times = '1'] = earlier?.number.split('/R') ?? [];
  return `${prefix}-${file.number}${earlier ? `/R${Number(times) + 1}` : ''}`;
}

export async function issueContractSummary(tx: Tx, file: OrderFile, channel: Channel, earlier: Earlier): Promise<{ code: string }> {
  const setting = await settingOf(tx, file);
  const signed = file.committed_at ? dayIn(zoneOf(file.timezone), file.committed_at) : setting.today;
  const number = numberOf('RK', file, earlier);
  const content = ringkasanKontrak.content.parse({
    letterhead: headOf(file, setting), number, place: setting.buyer.institution, day: setting.today, order_letter: `SP-${file.number}`, order_day: signed, addenda: file.addenda.filter(({ state }) => state === 'agreed').map(({ sequence }) => `AD-${sequence}/SP-${file.number}`), rup_code: file.rup_code ?? '–', accounts: accountsOf(file, file.lines) ?? '–',
    work: file.lines.map((line) => `${line.name} (${line.quantity} ${line.unit})`).join(', '), supplier: setting.maker.name, supplier_address: setting.maker.address, receiving_account: receivingAccount, starts_on: signed, ends_on: file.promised_on ?? addDays(signed, 30), payment: channelNames[channel].id, late_clause: 'Denda keterlambatan menurut surat pesanan.', total_idr: file.total_idr, officer: setting.buyer.officer,
  });
  return issue(tx, file, setting, { kind: ringkasanKontrak.kind, number, content, ...(earlier ? { replaces: earlier.code } : {}) });
}

export async function issuePaymentRecord(tx: Tx, file: OrderFile, channel: Channel, earlier: Earlier): Promise<{ code: string }> {
  const setting = await settingOf(tx, file);
  const number = numberOf('BAP', file, earlier);
  // Only what was received is paid: the rest of the order counts as not delivered here.
  const received_idr = file.lines.reduce((sum, line) => sum + line.accepted * line.unit_price_idr, 0) + (file.lines.some((line) => line.accepted > 0) ? file.delivery_idr : 0);
  const due_now_idr = Math.max(0, received_idr - file.credit_idr - (file.paid_idr - file.refunded_idr));
  if (due_now_idr === 0) throw new Refusal('payment.received_is_paid', { id: 'Yang sudah diterima sudah dibayar. Tunggu serah terima berikutnya.', en: 'What was received is paid already. Wait for the next handover.' });
  const content = beritaAcaraPembayaran.content.parse({
    letterhead: headOf(file, setting), number, place: setting.buyer.institution, day: setting.today, order_letter: `SP-${file.number}`, handovers: file.handovers.map((handover) => ({ number: handover.number, day: handover.on_day })), accounts: accountsOf(file, file.lines) ?? '–', payment: channelNames[channel].id, receiving_account: receivingAccount,
    ordered_idr: file.total_idr, rejected_idr: file.total_idr - received_idr, credit_idr: file.credit_idr, paid_idr: received_idr - file.credit_idr - due_now_idr, due_now_idr, officer: setting.buyer.officer, supplier: setting.maker.head,
  });
  return issue(tx, file, setting, { kind: beritaAcaraPembayaran.kind, number, content, ...(earlier ? { replaces: earlier.code } : {}) });
}
