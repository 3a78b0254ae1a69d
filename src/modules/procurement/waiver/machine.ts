/** What a request to be let off the duty is, and what may follow what. No SQL, no HTTP. */
import { z } from 'zod';
import { day, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';

export const waiverStates = ['draft', 'prepared', 'sent', 'escalated', 'settled', 'granted', 'refused', 'appealed', 'upheld', 'withdrawn'] as const;
export type WaiverState = (typeof waiverStates)[number];
export const waiverVerbs = ['prepare', 'approve', 'return', 'change', 'settle', 'grant', 'refuse', 'lapse', 'escalate', 'appeal', 'overturn', 'uphold', 'withdraw'] as const;
export type WaiverVerb = (typeof waiverVerbs)[number];

/** From a state, by a verb, to a state; what is not here is refused. The database holds the same table. */
export const waiverMoves: readonly { from: WaiverState; verb: WaiverVerb; to: WaiverState }[] = [
  { from: 'draft', verb: 'prepare', to: 'prepared' }, { from: 'prepared', verb: 'approve', to: 'sent' }, { from: 'prepared', verb: 'return', to: 'draft' },
  ...(['prepared', 'sent', 'escalated'] as const).map((from) => ({ from, verb: 'change', to: 'draft' }) as const),
  ...(['sent', 'escalated'] as const).flatMap((from) => [{ from, verb: 'settle', to: 'settled' }, { from, verb: 'grant', to: 'granted' }, { from, verb: 'refuse', to: 'refused' }] as const),
  { from: 'sent', verb: 'lapse', to: 'granted' }, { from: 'sent', verb: 'escalate', to: 'escalated' },
  { from: 'refused', verb: 'appeal', to: 'appealed' }, { from: 'appealed', verb: 'overturn', to: 'granted' }, { from: 'appealed', verb: 'uphold', to: 'upheld' },
  ...(['draft', 'prepared', 'sent', 'escalated', 'appealed'] as const).map((from) => ({ from, verb: 'withdraw', to: 'withdrawn' }) as const),
];
export const after = (from: WaiverState, verb: WaiverVerb): WaiverState | undefined => waiverMoves.find((move) => move.from === from && move.verb === verb)?.to;

type Tone = 'hijau' | 'kuning' | 'merah' | 'biru' | 'abu' | 'ungu';
export const stateNames: Record<WaiverState, Phrase & { tone: Tone }> = {
  draft: { id: 'Konsep', en: 'Draft', tone: 'abu' }, prepared: { id: 'Menunggu persetujuan KPA/PPK', en: 'Waiting for the commitment officer', tone: 'kuning' }, sent: { id: 'Menunggu keputusan', en: 'Waiting for a decision', tone: 'biru' },
  escalated: { id: 'Lewat batas, dinaikkan', en: 'Past its day, escalated', tone: 'merah' }, settled: { id: 'Tawaran UPT diterima', en: 'Facility’s offer taken', tone: 'hijau' }, granted: { id: 'Izin terbit', en: 'Permit issued', tone: 'hijau' },
  refused: { id: 'Ditolak', en: 'Refused', tone: 'merah' }, appealed: { id: 'Keberatan diperiksa', en: 'Appeal under way', tone: 'ungu' }, upheld: { id: 'Keberatan ditolak', en: 'Appeal refused', tone: 'merah' }, withdrawn: { id: 'Ditarik', en: 'Withdrawn', tone: 'abu' },
};
export const stepNames: Record<WaiverVerb, Phrase> = {
  prepare: { id: 'Disiapkan', en: 'Prepared' }, approve: { id: 'Disetujui dan dikirim', en: 'Approved and sent' }, return: { id: 'Dikembalikan kepada penyusun', en: 'Returned to who prepared it' }, change: { id: 'Diubah; persetujuan gugur', en: 'Changed; approvals fall away' },
  settle: { id: 'Tawaran UPT diterima', en: 'The facility’s offer is taken' }, grant: { id: 'Diizinkan', en: 'Granted' }, refuse: { id: 'Ditolak', en: 'Refused' }, lapse: { id: 'Izin terbit karena diam', en: 'Granted by silence' }, escalate: { id: 'Lewat batas, dinaikkan', en: 'Past its day, escalated' },
  appeal: { id: 'Keberatan diajukan', en: 'Appeal made' }, overturn: { id: 'Keberatan dikabulkan', en: 'Appeal granted' }, uphold: { id: 'Keberatan ditolak', en: 'Appeal refused' }, withdraw: { id: 'Ditarik', en: 'Withdrawn' },
};

export type Reason = { code: string; name_id: string; name_en: string; evidence_id: string; evidence_en: string; default_outcome: 'matchable' | 'negotiable' | 'refuse_if_met' | 'approve' | 'auto' | 'partial'; sla_working_days: number; deemed_working_days: number; legal_basis: string };

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' || input === null ? undefined : input), of.optional());
const pieces = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(1).max(1_000_000_000));
const money = z.preprocess((input) => rupiahAmount.safeParse(input).data ?? input, z.int().min(1).max(100_000_000_000));
export const because = z.string().trim().min(5, 'Tulis alasannya, paling sedikit lima huruf | Give the reason, at least five letters').max(2000);

/** One line: from the plan of needs, or told in full. A blanket permit speaks of a class of goods: its words, its code or category, and how much at most. */
export const waiverLine = z.strictObject({
  need_id: optional(z.uuid()), item_text: optional(z.string().trim().min(3).max(300)), unspsc: optional(z.string().regex(/^\d{8}$/)), category: optional(z.string().regex(/^[a-z_]{2,40}$/)), quantity: optional(pieces), unit: optional(z.string().trim().min(1).max(40)),
  value_idr: optional(money), needed_by: optional(day), regency: optional(z.string().trim().max(100)), sku: optional(z.string().trim().max(40)), market_price_idr: optional(money), market_days: optional(z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(3650))), market_quality: optional(z.string().trim().max(1000)),
}).refine((line) => line.need_id !== undefined || (line.item_text !== undefined && line.quantity !== undefined && line.unit !== undefined && line.value_idr !== undefined), { path: ['item_text'], message: 'Sebutkan barang, jumlah, satuan dan nilainya | Name the goods, quantity, unit and value' });
export const newWaiver = z.strictObject({ kind: z.enum(['single', 'blanket']).default('single'), unit: shortText, lines: z.array(waiverLine).min(1, 'Isi paling sedikit satu baris | At least one line').max(5000) });

/** What the steps of the wizard add; each may come again while the file is a draft. */
export const waiverReasonPart = z.strictObject({ reason_code: z.string().regex(/^[A-Z_]{3,40}$/, 'Pilih alasannya | Choose the reason'), reason_text: because });
export const comparison = z.strictObject({ evidence: because, lines: z.array(z.strictObject({ line: pieces, market_price_idr: optional(money), market_days: optional(z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(3650))), market_quality: optional(z.string().trim().max(1000)) })).max(5000).default([]) });
export const scope = z.strictObject({ valid_from: day, valid_to: day });
export const approverPart = z.strictObject({ approver: shortText });
/** Everything at once, as another system sends it. */
export const wholeWaiver = newWaiver.extend({ ...waiverReasonPart.shape, evidence: because, ...scope.shape, ...approverPart.shape });

export const wordsOf = z.strictObject({ words: because });
const piecesOrNone = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(1_000_000_000));
/** Granted in whole, or for fewer of some lines (none of a line leaves it out). */
export const decision = z.strictObject({ decision: z.enum(['grant', 'refuse']), words: because, lines: z.array(z.strictObject({ line: pieces, quantity: piecesOrNone })).max(5000).optional() });
export const appealDecision = z.strictObject({ decision: z.enum(['overturn', 'uphold']), words: because });

export const offerKinds = ['match_price', 'split_delivery', 'substitute', 'earlier_day', 'cannot'] as const;
type OfferKind = (typeof offerKinds)[number];
export const offerNames: Record<OfferKind, Phrase> = {
  match_price: { id: 'Menyamai harga', en: 'Match the price' }, split_delivery: { id: 'Kirim bertahap', en: 'Deliver in parts' }, substitute: { id: 'Barang pengganti', en: 'Another of our goods' }, earlier_day: { id: 'Hari lebih awal', en: 'An earlier day' }, cannot: { id: 'Tidak dapat memenuhi', en: 'Cannot meet it' },
};
export const newOffer = z.strictObject({
  line: pieces, kind: z.enum(offerKinds), price_idr: optional(money), sku: optional(z.string().trim().max(40)), day: optional(day), deliveries: z.array(z.strictObject({ day: optional(day), quantity: optional(pieces) })).max(24).default([]), words: optional(z.string().trim().max(2000)),
});
export type NewOffer = z.output<typeof newOffer>;
