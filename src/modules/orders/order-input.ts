/** What is said to the room: one schema per act parses, answers and documents it, in forms and the API alike. */
import { z } from 'zod';
import { day, positive, rupiahAmount, shortText, ticked, whole } from '#kernel/form.ts';
import { cancelCodes } from './order.ts';

const phone = z.string().trim().regex(/^(\+?62|0)[\d -]{8,16}$/, 'Isi nomor seperti 081234567890 | Enter a number like 081234567890');
const amount = z.preprocess((input) => rupiahAmount.safeParse(input).data ?? input, z.int().min(1, 'Isi jumlah uang | Enter an amount').max(100_000_000_000));
const pieces = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(100_000));
const some = positive.pipe(z.int().max(100_000));
const lineNumber = some;
/** An account of the budget, as the plan writes it. */
export const account = z.string().trim().regex(/^\d{6}$/, 'Akun belanja enam angka, misalnya 521211 | A budget account has six digits, such as 521211');
const becauseOf = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(400);
const remark = z.string().trim().max(400);

export const newOrder = z.strictObject({
  channel: z.enum(['public', 'agency']),
  buyer: z.strictObject({
    name: shortText, phone: phone.optional(), email: z.email().optional(), agency: shortText.optional(), unit: shortText.optional(),
    rup_code: z.string().trim().max(40).optional(), budget_account: z.string().trim().max(20).optional(),
  }),
  lines: z.array(z.strictObject({ sku: z.string().trim().min(3).max(40), quantity: some, budget_account: account.optional() })).min(1, 'Isi paling sedikit satu barang | At least one line').max(100),
  deliver_to: z.strictObject({
    name: shortText, address: z.string().trim().min(5, 'Tulis alamat lengkap | Write the full address').max(400),
    /** A regency or city of the register: delivery is reckoned by it. */
    regency: shortText.optional(), /** Collected at the facility: nothing for delivery. */ collect: z.boolean().optional(),
    postcode: z.string().trim().regex(/^\d{5}$/, 'Kode pos lima angka | A postcode has five digits').optional(), phone: phone.optional(),
  }),
  requested_on: day.optional(),
  /** Several places: each line's quantity is the sum of what each place gets. */
  places: z.array(z.strictObject({ name: shortText, address: z.string().trim().min(5, 'Tulis alamat lengkap | Write the full address').max(400), regency: shortText.optional(), phone: phone.optional(), lines: z.array(z.strictObject({ sku: z.string().trim().min(3).max(40), quantity: pieces })).max(100) })).max(40).optional(),
}).superRefine((order, check) => {
  const shares = new Map<string, number>();
  for (const { lines } of order.places ?? []) for (const { sku, quantity } of lines) shares.set(sku, (shares.get(sku) ?? 0) + quantity);
  if (order.places) for (const sku of new Set([...order.lines.map((line) => line.sku), ...shares.keys()])) {
    const wanted = order.lines.reduce((sum, line) => sum + (line.sku === sku ? line.quantity : 0), 0);
    if (wanted !== (shares.get(sku) ?? 0)) check.addIssue({ code: 'custom', path: ['places'], message: `${sku}: jumlah semua tempat ${shares.get(sku) ?? 0}, dipesan ${wanted}. Samakan | ${sku}: the places add up to ${shares.get(sku) ?? 0}, ${wanted} are ordered. Make them agree` });
  }
  if (order.channel === 'public' && !order.buyer.phone) check.addIssue({ code: 'custom', path: ['buyer', 'phone'], message: 'Isi nomor telepon, agar pesanan dapat dilacak | Enter a phone number, to follow the order with' });
  if (order.channel === 'agency' && !order.buyer.unit) check.addIssue({ code: 'custom', path: ['buyer', 'unit'], message: 'Isi satuan kerja | Enter the unit' });
});
export type NewOrder = z.output<typeof newOrder>;
/** As callers in the house write it: the same, with what may be left out. */
export type OrderWish = {
  channel: 'public' | 'agency'; buyer: NewOrder['buyer']; lines: { sku: string; quantity: number; budget_account?: string | undefined }[]; deliver_to: NewOrder['deliver_to']; requested_on?: string | undefined; places?: NewOrder['places'];
};

export const acceptance = z.strictObject({ promised_on: day.optional(), lines: z.array(z.strictObject({ line: lineNumber, promised_on: day.optional() })).max(100).optional() });
export const commitment = z.strictObject({});
export const promiseChange = z.strictObject({ line: lineNumber, day, reason: becauseOf });
export const cancellation = z.strictObject({ code: z.enum(cancelCodes).optional(), reason: becauseOf });
/** What is left is not delivered any more. */
export const shortClosing = z.strictObject({ reason: becauseOf });
export const shipment = z.strictObject({
  carrier: shortText, tracking: z.string().trim().max(80).optional(), packages: some.optional(), note: remark.optional(), place: some.optional(),
  lines: z.array(z.strictObject({ line: lineNumber, quantity: pieces })).max(100).optional(),
});
/** A form leaves a field out when it is empty: nothing to send of that line. */
export const shipmentForm = shipment.extend({ lines: z.array(z.strictObject({ line: lineNumber, quantity: pieces.default(0) })).max(100).optional() });
export const handover = z.strictObject({
  handover_number: shortText, on_day: day.optional(), received_by: shortText, fits_quantity: z.boolean().optional(), fits_function: z.boolean().optional(), fits_time: z.boolean().optional(), note: z.string().trim().max(1000).optional(), place: some.optional(),
  lines: z.array(z.strictObject({ line: lineNumber, accepted: pieces, rejected: pieces.optional(), reason: remark.optional() })).max(100).optional(),
});
/** The same as a form sends it: a box that is not ticked is not sent. */
export const handoverForm = handover.extend({ lines: z.array(z.strictObject({ line: lineNumber, accepted: pieces.default(0), rejected: pieces.default(0), reason: remark.optional() })).max(100).optional(), fits_quantity: ticked.default(false), fits_function: ticked.default(false), fits_time: ticked.default(false) });

export const methods = ['qris', 'transfer', 'va', 'ls', 'up', 'cash'] as const;
export type Method = (typeof methods)[number];
export const methodNames: Record<Method, { id: string; en: string }> = {
  qris: { id: 'QRIS', en: 'QRIS' }, transfer: { id: 'Transfer bank', en: 'Bank transfer' }, va: { id: 'Virtual account', en: 'Virtual account' },
  ls: { id: 'LS (langsung dari kas negara)', en: 'LS (straight from the treasury)' }, up: { id: 'UP (uang persediaan)', en: 'UP (agency petty funds)' }, cash: { id: 'Tunai di loket', en: 'Cash at the counter' },
};
export const payment = z.strictObject({ method: z.enum(methods), amount_idr: amount, reference: shortText, paid_on: day.optional(), payer: shortText.optional() });

export const refundMethods = ['transfer', 'cash', 'qris', 'va'] as const;
export type RefundMethod = (typeof refundMethods)[number];
export type RefundCause = 'cancelled' | 'rejected' | 'short' | 'other';
/** Where the money goes back to: `payee` is the name on the account, `reference` the account or the slip. */
export const refundWish = z.strictObject({ amount_idr: amount.optional(), method: z.enum(refundMethods), payee: shortText, reference: shortText, reason: becauseOf });
export const refundRefusal = z.strictObject({ reason: becauseOf });
export type RefundWish = { amount_idr?: number | undefined; method: RefundMethod; payee: string; reference: string; reason: string };

/** What a receipt may have named wrongly; its money and goods are corrected by acts, never on paper. */
export const correction = z.strictObject({ payer: shortText, address: remark.optional(), budget_account: z.string().trim().max(20).optional(), reason: becauseOf });
export type Correction = z.output<typeof correction>;

export type Acceptance = { promised_on?: string | undefined; lines?: { line: number; promised_on?: string | undefined }[] | undefined };
export type Shipment = { carrier: string; tracking?: string | undefined; packages?: number | undefined; note?: string | undefined; place?: number | undefined; lines?: { line: number; quantity: number }[] | undefined };
export type Handover = {
  handover_number: string; on_day?: string | undefined; received_by: string; fits_quantity?: boolean | undefined; fits_function?: boolean | undefined; fits_time?: boolean | undefined; note?: string | undefined; place?: number | undefined;
  lines?: { line: number; accepted: number; rejected?: number | undefined; reason?: string | undefined }[] | undefined;
};
export type Payment = { method: Method; amount_idr: number; reference: string; paid_on?: string | undefined; payer?: string | undefined };

/** After the handover: pieces that come back, or another price for what was accepted (below zero: cheaper). One line of the order at a time, on a paper of both sides. */
const signedAmount = z.preprocess((input) => (typeof input === 'string' ? Number(input.replace(/[.\s]|Rp/g, '').replace('−', '-')) : input), z.int().min(-100_000_000_000).max(100_000_000_000));
export const adjustmentKinds = ['return', 'price'] as const;
export type AdjustmentKind = (typeof adjustmentKinds)[number];
export const adjustmentWish = z.strictObject({ line: lineNumber, kind: z.enum(adjustmentKinds), quantity: pieces.optional(), amount_idr: signedAmount.optional(), paper: shortText.pipe(z.string().min(3)), reason: becauseOf });
export type AdjustmentWish = { line: number; kind: AdjustmentKind; quantity?: number | undefined; amount_idr?: number | undefined; paper: string; reason: string };
