// The loop of the year: what its parts are, what may follow what, and what is said to them. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, positive, rupiahAmount, shortText, whole } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';
import type { Group, OtherReason, ShortReason } from './allocation/problem.ts';

type Step<State extends string> = { from: State; verb: string; to: State };
export type SurveyState = 'open' | 'closed';
export const surveyTransitions = [{ from: 'open', verb: 'close', to: 'closed' }] as const satisfies Step<SurveyState>[];
export type PlanState = 'draft' | 'submitted' | 'approved' | 'returned';
/** An approved plan is what is announced: it stays as it is. */
export const planTransitions = [
  { from: 'draft', verb: 'write', to: 'draft' }, { from: 'returned', verb: 'write', to: 'draft' }, { from: 'draft', verb: 'submit', to: 'submitted' }, { from: 'submitted', verb: 'approve', to: 'approved' }, { from: 'submitted', verb: 'return', to: 'returned' },
] as const satisfies Step<PlanState>[];
export type AnnouncementState = 'draft' | 'announced' | 'discarded';
export const announcementTransitions = [
  { from: 'draft', verb: 'change', to: 'draft' }, { from: 'draft', verb: 'announce', to: 'announced' }, { from: 'draft', verb: 'discard', to: 'discarded' },
] as const satisfies Step<AnnouncementState>[];
export type AllocationState = 'asked' | 'solving' | 'draft' | 'adopted' | 'replaced' | 'cancelled' | 'failed';
export const allocationTransitions = [
  { from: 'asked', verb: 'start', to: 'solving' }, { from: 'solving', verb: 'start', to: 'solving' }, { from: 'asked', verb: 'cancel', to: 'cancelled' }, { from: 'solving', verb: 'cancel', to: 'cancelled' }, { from: 'solving', verb: 'fail', to: 'failed' },
  { from: 'solving', verb: 'solve', to: 'draft' }, { from: 'draft', verb: 'adopt', to: 'adopted' }, { from: 'adopted', verb: 'replace', to: 'replaced' },
] as const satisfies Step<AllocationState>[];
export const follows = <State extends string>(steps: readonly Step<State>[], from: State, verb: string): boolean => steps.some((step) => step.from === from && step.verb === verb);

export const surveyDaysRule = 'procurement.survey_days';
export const leadDaysRule = 'procurement.announcement_lead_days';
export const allocationRule = 'procurement.allocation';
export const surveyDays = z.strictObject({ least: z.int(), most: z.int() });
export const allocationRules = z.strictObject({
  nearest: z.int().min(1).max(50), idr_per_ton_km: z.int().min(0), cap_bp: z.int().min(1).max(10_000), premium_bp: z.int().min(0).max(10_000), floors_bp: z.strictObject({ remote: z.int().min(0).max(10_000), women: z.int().min(0).max(10_000), small: z.int().min(0).max(10_000) }),
  /** Whose work is far from everything, who is small, and how many minutes of a working day are work. */
  remote_islands: z.array(z.string()), small_people: z.int().min(0), minutes_per_day: z.int().min(1).max(1440), productive_bp: z.int().min(1).max(10_000),
});
export type AllocationRules = z.infer<typeof allocationRules>;

const bare = (of: z.ZodType<number>) => z.preprocess((input) => whole.safeParse(input).data ?? input, of);
export const year = bare(z.int().min(2020).max(2100));
export const newKind = z.strictObject({ code: z.string().trim().regex(/^[A-Z0-9-]{2,30}$/, 'Huruf besar, angka dan tanda hubung | Capitals, digits and hyphens'), name_id: shortText, name_en: shortText, unit: shortText, category: shortText, unspsc: z.string().trim().max(8).optional(), kbki: z.string().trim().max(20).optional(), weight_gram: positive });
export type NewKind = z.infer<typeof newKind>;
export const newSurvey = z.strictObject({ year, opens_on: day, closes_on: day, kinds: z.array(newKind).min(1, 'Tulis paling sedikit satu jenis barang | Write at least one kind of goods').max(200) });
export type NewSurvey = z.infer<typeof newSurvey>;

export const newDemand = z.strictObject({ kind: z.string().trim().max(30).optional(), item_text: shortText, quantity: positive, unit: shortText.optional(), value_idr: rupiahAmount.optional(), regency: shortText, needed_by: day, unspsc: z.string().trim().max(8).optional(), kbki: z.string().trim().max(20).optional(), category: shortText.optional() });
export type NewDemand = z.infer<typeof newDemand>;

const zero = (of: z.ZodType<number>) => z.preprocess((input) => (input === undefined || input === '' ? 0 : whole.safeParse(input).data ?? input), of);
export const supplyLine = z.strictObject({
  kind: z.string().trim().max(30), sku: z.string().trim().max(40).optional(), price_idr: rupiahAmount.refine((n) => n > 0, 'Isi harga satuan | Enter the price of one'), minutes: zero(z.int().min(0).max(100_000)), machine_minutes: zero(z.int().min(0).max(100_000)),
  monthly: z.array(zero(z.int().min(0).max(1_000_000))).length(12, 'Isi dua belas bulan | Enter twelve months').refine((all) => all.some((n) => n > 0), 'Isi jumlah untuk paling sedikit satu bulan | Enter a quantity for at least one month'),
});
export const newSupplyPlan = z.strictObject({ year, note: z.string().trim().max(1000).default(''), lines: z.array(supplyLine).min(1, 'Isi paling sedikit satu jenis barang | Enter at least one kind of goods').max(100) });
export type NewSupplyPlan = z.infer<typeof newSupplyPlan>;

export const announcedQuantity = z.strictObject({ kind: z.string().trim().max(30), quantity: bare(z.int().min(0).max(1_000_000_000)) });
export const newReservation = z.strictObject({ year, kind: z.string().trim().max(30), quantity: positive });
export type NewReservation = z.infer<typeof newReservation>;
export const newRelease = z.strictObject({ quantity: positive.optional(), reason: longText });
export const newCallOff = z.strictObject({
  sku: z.string().trim().min(3).max(40), quantity: positive, unit: shortText, receiver: shortText, address: z.string().trim().min(5, 'Tulis alamat lengkap | Write the full address').max(400), regency: shortText.optional(), phone: z.string().trim().max(20).optional(), requested_on: day,
  rup_code: z.string().trim().max(40).optional(), budget_account: z.string().trim().max(20).optional(),
});
export type NewCallOff = z.infer<typeof newCallOff>;
export const newFix = z.strictObject({ facility: z.string().trim().max(100), quantity: zero(z.int().min(0).max(1_000_000_000)), reason: longText });

export const groupNames: Record<Group, Phrase> = { remote: { id: 'Terpencil', en: 'Remote' }, women: { id: 'Perempuan', en: "Women's" }, small: { id: 'Kecil', en: 'Small' } };
/** Why a demand stays short, and what is to be done about it. */
export const shortReasons: Record<ShortReason, Phrase> = {
  no_maker: { id: 'Tidak ada UPT yang merencanakan jenis ini', en: 'No facility plans this kind' },
  deadline: { id: 'Belum ada yang selesai pada bulan yang diminta', en: 'Nothing is made by the month it is needed' },
  plan: { id: 'Rencana pasok UPT terdekat habis', en: 'The plans of the nearest facilities are used up' },
  people: { id: 'Jam kerja peserta habis', en: "People's hours are used up" },
  machines: { id: 'Jam mesin habis', en: "Machines' hours are used up" },
  cap: { id: 'Batas pemusatan tercapai', en: 'The cap on one facility is reached' },
  announced: { id: 'Melebihi jumlah yang diumumkan', en: 'More than was announced' },
};
export const otherReasons: Record<OtherReason, Phrase> = {
  dearer: { id: 'lebih mahal', en: 'dearer' }, share: { id: 'bagian kelompok didahulukan', en: "a group's share goes first" }, plan: { id: 'rencananya habis', en: 'its plan is used up' }, people: { id: 'jam pesertanya habis', en: "its people's hours are used up" },
  machines: { id: 'jam mesinnya habis', en: "its machines' hours are used up" }, cap: { id: 'batas pemusatannya tercapai', en: 'its cap is reached' }, announced: { id: 'jumlah yang diumumkan habis', en: 'the announced quantity is used up' },
};
