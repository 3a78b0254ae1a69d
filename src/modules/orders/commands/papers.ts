// The official papers of an order, issued as frozen content in the transaction of the act they prove.
import { addDays, dayIn, daysBetween, formatDay, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { money } from '#kernel/documents/index.ts';
import { issueDocument, type IssuedDocument } from '#kernel/issue.ts';
import { ruleOn } from '#kernel/rules.ts';
import { agencyById, facilityById, signatoryOn, type Duty } from '#organisation';
import { bast, faktur, kuitansi, pengembalian, suratJalan, suratPesanan } from '../documents/index.ts';
import { cancelNames, dueOf } from '../order.ts';
import { methodNames, type Correction, type Method } from '../order-input.ts';
import type { PlaceRow } from '../place.ts';
import type { LineRow, OrderRow, RefundRow } from '../queries.ts';
import { latenessOf, type LateRule } from '../remedies/late.ts';
import { refundCauses } from '../words.ts';

type Person = { name: string; nip?: string; position: string; decree?: string };
const head = { ministry: 'Kementerian Imigrasi dan Pemasyarakatan (data contoh)', directorate: 'Direktorat Jenderal Pemasyarakatan' };

/** In office on the day; where nobody is named, the line stays open for a hand to fill. */
async function inOffice(tx: Tx, of: { facility_id?: string; agency_id?: string }, duty: Duty, day: string, position: string): Promise<Person> {
  const found = await signatoryOn(tx, { ...of, duty, day });
  return found ? { name: found.name, position: found.position, ...(found.nip ? { nip: found.nip } : {}), ...(found.decree ? { decree: found.decree } : {}) } : { name: '…………………………', position };
}

export type Setting = { today: string; maker: { name: string; place: string; address: string; head: Person; letterhead: typeof head & { unit: string; address: string } }; buyer: { institution: string; address: string; officer: Person } };
export function settingOf(tx: Tx, order: OrderRow): Promise<Setting> {
  return partiesOf(tx, { ...order, address: order.deliver_to.address });
}
/** Who stands on either side today, and where. */
export async function partiesOf(tx: Tx, of: Pick<OrderRow, 'facility_id' | 'timezone' | 'agency_id' | 'agency_unit' | 'buyer_name'> & { address: string }): Promise<Setting> {
  const facility = await facilityById(tx, of.facility_id);
  const today = dayIn(zoneOf(of.timezone), tx.now);
  const address = facility.address ?? `${facility.regency}, ${facility.province}`;
  const agency = of.agency_id ? await agencyById(tx, of.agency_id) : undefined;
  return {
    today,
    maker: { name: facility.name, place: facility.regency.replace(/^(Kabupaten|Kota) /, ''), address, head: await inOffice(tx, { facility_id: of.facility_id }, 'facility_head', today, 'Kepala UPT'), letterhead: { ...head, unit: facility.name, address } },
    buyer: {
      institution: agency ? `${of.agency_unit ?? ''}, ${agency.name}` : of.buyer_name, address: of.address,
      officer: agency ? await inOffice(tx, { agency_id: agency.id }, 'commitment_officer', today, 'Pejabat Pembuat Komitmen') : { name: of.buyer_name, position: 'Pembeli' },
    },
  };
}

const institutions = (order: OrderRow, setting: Setting): string[] => [setting.maker.name, order.channel === 'agency' ? setting.buyer.institution : 'Pembeli umum'];

export function issue(tx: Tx, order: OrderRow, setting: Setting, paper: { kind: string; number: string; content: unknown; replaces?: string }): Promise<{ code: string }> {
  return issueDocument(tx, { ...paper, facility_id: order.facility_id, agency_id: order.agency_id, subject_kind: 'order', subject_id: order.id, issued_on: setting.today, parties: institutions(order, setting) });
}

export async function issueOrderLetter(tx: Tx, order: OrderRow, lines: LineRow[], places: PlaceRow[]): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  const ends_on = order.promised_on ?? addDays(setting.today, 30);
  const number = `SP-${order.number}`;
  const content = suratPesanan.content.parse({
    letterhead: { ...setting.maker.letterhead, ministry: 'Instansi pemesan', directorate: setting.buyer.institution, unit: order.agency_unit ?? setting.buyer.institution, address: order.deliver_to.address },
    number, day: setting.today, place: setting.buyer.institution,
    budget: { package: `Pembelian ${lines.map((line) => line.name).join(', ')}`.slice(0, 180), funding: 'APBN/APBD', fiscal_year: setting.today.slice(0, 4), ...(order.rup_code ? { rup_code: order.rup_code } : {}), ...(accountsOf(order, lines) ? { account: accountsOf(order, lines) } : {}) },
    buyer: { ...setting.buyer.officer, agency: setting.buyer.institution, address: order.deliver_to.address },
    supplier: { ...setting.maker.head, facility: setting.maker.name, address: setting.maker.address },
    basis: basisOf(order),
    // Delivery stands with the first line, as the model form has it.
    lines: lines.map((line, n) => ({ code: line.sku, name: line.name, specification: 'sesuai katalog', quantity: line.quantity, unit: line.unit, unit_price_idr: line.unit_price_idr, delivery_idr: n === 0 ? order.delivery_idr : 0, amount_idr: line.amount_idr + (n === 0 ? order.delivery_idr : 0) })),
    tax: { label: 'PPN menurut aturan yang berlaku', amount_idr: 0 }, total_idr: order.total_idr,
    deliveries: places.length === 0 ? [{ address: order.deliver_to.address, receiver: order.deliver_to.name, ...(order.deliver_to.phone ? { phone: order.deliver_to.phone } : {}) }]
      : places.map((place) => ({ address: [place.address, place.regency].filter(Boolean).join(', '), receiver: `${place.name} (${place.lines.filter(({ quantity }) => quantity > 0).map(({ line, quantity }) => `baris ${line}: ${quantity}`).join('; ')})`, ...(place.phone ? { phone: place.phone } : {}) })),
    starts_on: setting.today, ends_on, calendar_days: Math.max(1, daysBetween(setting.today, ends_on)), payment: { method: 'LS', terms: 'Dibayar sekaligus setelah berita acara serah terima.' },
    late_clause: 'Keterlambatan dikenai denda 1/1000 dari nilai bagian yang terlambat untuk setiap hari, kecuali diatur lain antarinstansi pemerintah.',
    clauses: ['Barang diperiksa bersama saat diterima; yang tidak sesuai ditolak dengan alasan, dikembalikan, dan tidak dibayar.', 'Keadaan kahar diberitahukan tertulis paling lambat 14 hari sejak terjadi.'],
  });
  return issue(tx, order, setting, { kind: suratPesanan.kind, number, content });
}

/** One account for the order, or those of its lines with what each carries. */
export function accountsOf(order: OrderRow, lines: LineRow[]): string | undefined {
  const named = new Map<string, number>();
  for (const line of lines) if (line.budget_account) named.set(line.budget_account, (named.get(line.budget_account) ?? 0) + line.amount_idr);
  return named.size > 1 ? [...named].map(([account, amount]) => `${account} (${money(amount)})`).join(', ') : ([...named.keys()][0] ?? order.budget_account ?? undefined);
}

function basisOf({ basis, number }: OrderRow): string {
  if (basis?.kind === 'quote') return `hasil negosiasi Nomor ${basis.number} versi ${basis.version ?? 1}`;
  return basis ? `kontrak payung Nomor ${basis.number}` : `penawaran dan jawaban UPT atas pesanan ${number}`;
}

export type Packed = { line: LineRow; quantity: number; lots: string[] };
export async function issueShippingNote(tx: Tx, order: OrderRow, { number, carrier, packages, packed, place }: { number: string; carrier: string; packages: number; packed: Packed[]; place?: PlaceRow }): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  const to = place ?? order.deliver_to;
  const content = suratJalan.content.parse({
    letterhead: setting.maker.letterhead, number, order_number: order.number, day: setting.today, place: setting.maker.place,
    recipient: { name: to.name, address: to.address, ...(to.phone ? { phone: to.phone } : {}) }, carrier: { name: carrier },
    // Packages are counted for the whole shipment, on its first line.
    lines: packed.map(({ line, quantity, lots }, n) => ({ code: line.sku, name: line.name, quantity, unit: line.unit, packages: n === 0 ? packages : 0, ...(lots.length > 0 ? { lot: lots.join(', ') } : {}) })),
    sender: setting.maker.head,
  });
  return issue(tx, order, setting, { kind: suratJalan.kind, number, content });
}

export type Handed = { number: string; on_day: string; note: string; fits: { quantity: boolean; function: boolean; time: boolean }; lines: { line: LineRow; accepted: number; rejected: number; reason: string }[]; place?: PlaceRow };
export async function issueBast(tx: Tx, order: OrderRow, handed: Handed): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  const value_idr = handed.lines.reduce((sum, { line, accepted }) => sum + accepted * line.unit_price_idr, 0);
  const { value: rule } = await ruleOn<LateRule>(tx, 'orders.late_penalty', handed.on_day, order.facility_id);
  // What the rule says; two persons of the agency apply or waive it. An order of the public has none.
  const lateness = latenessOf({ on_day: handed.on_day, lines: handed.lines.map(({ line, accepted }) => ({ ...line, accepted })), goods_idr: order.goods_idr, before_idr: 0, rule });
  const complete = handed.lines.every(({ line, accepted }) => accepted === line.quantity);
  const content = bast.content.parse({
    letterhead: setting.maker.letterhead, number: handed.number, day: handed.on_day, place: handed.place?.address ?? setting.buyer.address, extent: complete ? 'whole' : 'part',
    giver: { ...setting.maker.head, institution: setting.maker.name, address: setting.maker.address },
    receiver: { ...setting.buyer.officer, institution: setting.buyer.institution, address: setting.buyer.address },
    basis: [order.channel === 'agency' ? `Surat Pesanan Nomor SP-${order.number}` : `Pesanan ${order.number}`],
    inspection: { finished_on: handed.on_day, quantity_fits: handed.fits.quantity, function_fits: handed.fits.function, time_fits: handed.fits.time, ...(handed.note ? { notes: handed.note } : {}) },
    lines: handed.lines.map(({ line, accepted, rejected, reason }) => ({ code: line.sku, name: line.name, unit: line.unit, ordered: line.quantity, received: accepted, rejected, condition: rejected > 0 ? reason : 'baik', ...(handed.place ? { location: handed.place.name } : {}), amount_idr: accepted * line.unit_price_idr })),
    value_idr, days_late: lateness.days, penalty_idr: order.agency_id === null ? 0 : lateness.amount_idr, guarantee: 'sesuai uraian produk dalam katalog',
  });
  // The buyer's own number may be another buyer's as well: in the register it stands with the order.
  return issue(tx, order, setting, { kind: bast.kind, number: `${handed.number} (${order.number})`, content });
}

export type Paid = { number: string; method: Method; amount_idr: number; paid_on: string; reference: string; lines: LineRow[] };
export async function issueReceipt(tx: Tx, order: OrderRow, paid: Paid): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  if (order.channel === 'public') {
    // An invoice shows the whole order; the payment that is recorded stands under it.
    const content = faktur.content.parse({
      letterhead: setting.maker.letterhead, number: paid.number, order_number: order.number, day: setting.today, buyer: { name: order.buyer_name, address: order.deliver_to.address, ...(order.buyer_phone ? { phone: order.buyer_phone } : {}) },
      lines: paid.lines.map((line) => ({ code: line.sku, name: line.name, quantity: line.quantity, unit: line.unit, unit_price_idr: line.unit_price_idr, amount_idr: line.amount_idr })),
      discount_idr: 0, delivery_idr: order.delivery_idr, total_idr: order.total_idr, payment: { method: methodNames[paid.method].id, reference: paid.reference, paid_at: `${formatDay(paid.paid_on, 'id')} (${money(paid.amount_idr)})` },
    });
    return issue(tx, order, setting, { kind: faktur.kind, number: paid.number, content });
  }
  const form = paid.method === 'up' ? 'UP' : 'LS';
  const content = kuitansi.content.parse({
    letterhead: setting.maker.letterhead, form, fiscal_year: setting.today.slice(0, 4), number: paid.number, budget_line: accountsOf(order, paid.lines) ?? '–', received_from: setting.buyer.institution, amount_idr: paid.amount_idr,
    purpose: `Pembayaran pesanan ${order.number}`, goods: paid.lines.map((line) => ({ name: line.name, quantity: line.quantity, unit: line.unit })), place: setting.maker.place, day: setting.today,
    payee: await inOffice(tx, { facility_id: order.facility_id }, 'treasurer', setting.today, 'Bendahara Penerimaan'), commitment_officer: setting.buyer.officer, goods_officer: setting.buyer.officer,
    ...(form === 'UP' ? { treasurer: setting.buyer.officer, paid_on: paid.paid_on } : {}), withheld: [], net_idr: paid.amount_idr,
  });
  return issue(tx, order, setting, { kind: kuitansi.kind, number: paid.number, content });
}

/** Proof that money went back: what was paid, what was kept, and the difference. */
export async function issueRefundReceipt(tx: Tx, order: OrderRow, refund: RefundRow): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  const content = pengembalian.content.parse({
    letterhead: setting.maker.letterhead, number: refund.number, order_number: order.number, place: setting.maker.place, day: setting.today, payee: refund.payee, method: methodNames[refund.method].id, reference: refund.reference,
    cause: refund.cause === 'cancelled' && order.cancel_code ? `${refundCauses.cancelled.id}: ${cancelNames[order.cancel_code].id}` : refundCauses[refund.cause].id, reason: refund.reason,
    paid_idr: order.paid_idr, accepted_idr: dueOf(order), refunded_before_idr: order.refunded_idr, amount_idr: refund.amount_idr,
    treasurer: await inOffice(tx, { facility_id: order.facility_id }, 'treasurer', setting.today, 'Bendahara Penerimaan'), head: setting.maker.head,
  });
  return issue(tx, order, setting, { kind: pengembalian.kind, number: refund.number, content });
}

/** A receipt that named its payer wrongly is issued anew: money and goods as they were frozen, the names corrected, the first one pointing to it. */
export async function reissueReceipt(tx: Tx, order: OrderRow, wrong: IssuedDocument, { payer, address, budget_account }: Correction): Promise<{ code: string; number: string }> {
  const setting = await settingOf(tx, order);
  const [first = wrong.number, times = '0'] = wrong.number.split('/P');
  const number = `${first}/P${Number(times) + 1}`;
  if (wrong.kind === faktur.kind) {
    const frozen = faktur.content.parse(wrong.content);
    const content = faktur.content.parse({ ...frozen, number, buyer: { ...frozen.buyer, name: payer, ...(address ? { address } : {}) } });
    return { ...(await issue(tx, order, setting, { kind: faktur.kind, number, content, replaces: wrong.code })), number };
  }
  const frozen = kuitansi.content.parse(wrong.content);
  const content = kuitansi.content.parse({ ...frozen, number, received_from: payer, ...(budget_account ? { budget_line: budget_account } : {}) });
  return { ...(await issue(tx, order, setting, { kind: kuitansi.kind, number, content, replaces: wrong.code })), number };
}
