import { z } from 'zod';
import { day, positive, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const states = ['placed', 'accepted', 'in_production', 'ready', 'shipped', 'handed_over', 'settled', 'cancelled'] as const;
export type State = (typeof states)[number];

/** What may follow what: a row per state. Part shipments and part handovers keep their state until all is done. */
export const transitions: Record<State, readonly State[]> = {
  placed: ['accepted', 'cancelled'],
  accepted: ['in_production', 'ready', 'shipped', 'cancelled'],
  in_production: ['ready', 'shipped', 'cancelled'],
  ready: ['shipped', 'cancelled'],
  shipped: ['handed_over'],
  handed_over: ['settled'],
  settled: [],
  cancelled: [],
};

export const stateNames: Record<State, { id: string; en: string; tone: 'hijau' | 'kuning' | 'merah' | 'biru' | 'abu' | 'ungu' }> = {
  placed: { id: 'Menunggu jawaban', en: 'Awaiting answer', tone: 'kuning' },
  accepted: { id: 'Diterima', en: 'Accepted', tone: 'biru' },
  in_production: { id: 'Dikerjakan', en: 'Being made', tone: 'biru' },
  ready: { id: 'Siap kirim', en: 'Ready', tone: 'ungu' },
  shipped: { id: 'Dikirim', en: 'Shipped', tone: 'ungu' },
  handed_over: { id: 'Diserahterimakan', en: 'Handed over', tone: 'hijau' },
  settled: { id: 'Selesai dibagi', en: 'Settled', tone: 'hijau' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled', tone: 'abu' },
};

export function checkMove(from: State, to: State): void {
  if (transitions[from].includes(to)) return;
  throw new Refusal('order.wrong_state', { id: `Pesanan berstatus "${stateNames[from].id}" tidak dapat menjadi "${stateNames[to].id}".`, en: `An order that is "${stateNames[from].en}" cannot become "${stateNames[to].en}".` });
}

const phone = z.string().trim().regex(/^(\+?62|0)\d{8,14}$|^0800[\d-]{6,14}$/, 'Isi nomor seperti 081234567890 | Enter a number like 081234567890');
export const newOrder = z.strictObject({
  channel: z.enum(['public', 'agency']),
  buyer: z.strictObject({ name: shortText, phone: phone.optional(), email: z.email().optional(), agency: shortText.optional(), unit: shortText.optional(), rup_code: z.string().max(40).optional(), budget_account: z.string().max(20).optional() }),
  lines: z.array(z.strictObject({ sku: z.string().min(3).max(40), quantity: positive.pipe(z.int().max(100_000)) })).min(1, 'Isi paling sedikit satu barang | At least one line').max(100),
  deliver_to: z.strictObject({ name: shortText, address: z.string().trim().min(5).max(400), regency: shortText.optional(), postcode: z.string().regex(/^\d{5}$/).optional(), phone: phone.optional() }),
  requested_on: day.optional(),
}).superRefine((order, check) => {
  if (order.channel === 'public' && !order.buyer.phone) check.addIssue({ code: 'custom', path: ['buyer', 'phone'], message: 'Isi nomor telepon, agar pesanan dapat dilacak | Enter a phone number, to follow the order with' });
  if (order.channel === 'agency' && !order.buyer.unit) check.addIssue({ code: 'custom', path: ['buyer', 'unit'], message: 'Isi satuan kerja | Enter the unit' });
});
export type NewOrder = z.infer<typeof newOrder>;

export const acceptance = z.strictObject({ promised_on: day.optional(), lines: z.array(z.strictObject({ line: positive, promised_on: day })).max(100).optional() });
export const shipment = z.strictObject({ carrier: shortText, tracking: z.string().max(80).default(''), packages: positive.default(1), note: z.string().max(400).default(''), lines: z.array(z.strictObject({ line: positive, quantity: positive })).max(100).optional() });
export const handover = z.strictObject({
  handover_number: shortText, on_day: day.optional(), received_by: shortText, fits_quantity: z.boolean().default(true), fits_function: z.boolean().default(true), fits_time: z.boolean().default(true), note: z.string().max(1000).default(''),
  lines: z.array(z.strictObject({ line: positive, accepted: z.int().min(0), rejected: z.int().min(0).default(0), reason: z.string().max(400).default('') })).max(100).optional(),
});
export const methods = ['qris', 'transfer', 'va', 'ls', 'up', 'cash'] as const;
export const payment = z.strictObject({ method: z.enum(methods), amount_idr: z.int().min(1).max(100_000_000_000), reference: shortText, paid_on: day.optional(), payer: shortText.optional() });

refuseConstraint('order_two_persons', 'order.same_person', { id: 'Penyusun pesanan tidak boleh menandatanganinya. Mintalah PPK lain.', en: 'Who prepared the order does not commit it. Ask another commitment officer.' });
refuseConstraint('agency_order_complete', 'order.agency_incomplete', { id: 'Isi instansi dan satuan kerja.', en: 'Enter the agency and its unit.' }, 'buyer.unit');
refuseConstraint('promise_change_reason', 'promise.needs_reason', { id: 'Perubahan tanggal perlu alasan, paling sedikit lima huruf.', en: 'A changed day needs a reason of at least five letters.' }, 'reason');
refuseConstraint('handover_facility_id_order_id_number_key', 'handover.number_taken', { id: 'Nomor BAST sudah dipakai untuk pesanan ini. Isi nomor lain.', en: 'This handover number is already used for this order. Enter another.' }, 'handover_number');
refuseConstraint('payment_once', 'payment.recorded_already', { id: 'Pembayaran dengan rujukan ini sudah dicatat.', en: 'A payment with this reference is already recorded.' }, 'reference');
refuseConstraint('rejection_reason', 'handover.needs_reason', { id: 'Barang yang ditolak perlu alasan.', en: 'Rejected goods need a reason.' }, 'reason');
