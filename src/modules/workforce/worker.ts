/** Who works, under which regime, and the words in which the database refuses. */
import { z } from 'zod';
import { day, shortText, ticked } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const kindNames = {
  convict: { id: 'Narapidana', en: 'Convicted' },
  remand: { id: 'Tahanan', en: 'On remand' },
  child: { id: 'Anak binaan', en: 'Child in guidance' },
  client: { id: 'Klien', en: 'Probation client' },
} as const satisfies Record<string, Phrase>;
export type Kind = keyof typeof kindNames;
export const kinds = Object.keys(kindNames) as [Kind, ...Kind[]];

export const regimeNames = {
  facility: { id: 'Pekerjaan UPT sendiri', en: "The facility's own work" },
  private_partner: { id: 'Pekerjaan mitra swasta', en: 'Work with a private partner' },
  export: { id: 'Pekerjaan untuk ekspor', en: 'Work for export' },
  outside: { id: 'Pekerjaan di luar UPT', en: 'Work outside the facility' },
} as const satisfies Record<string, Phrase>;
export type Regime = keyof typeof regimeNames;
export const regimes = Object.keys(regimeNames) as [Regime, ...Regime[]];

export const riskNames = {
  low: { id: 'rendah', en: 'low' },
  medium: { id: 'sedang', en: 'medium' },
  high: { id: 'tinggi', en: 'high' },
  unknown: { id: 'belum dinilai', en: 'not assessed' },
} as const satisfies Record<string, Phrase>;
export type Risk = keyof typeof riskNames;
export const risks = Object.keys(riskNames) as [Risk, ...Risk[]];

export const stateNames = {
  present: { id: 'Ada', en: 'Present' },
  away: { id: 'Keluar sementara', en: 'Away' },
  transferred: { id: 'Pindah', en: 'Transferred' },
  released: { id: 'Bebas', en: 'Released' },
  died: { id: 'Meninggal', en: 'Died' },
} as const satisfies Record<string, Phrase>;
export type WorkerState = keyof typeof stateNames;

/** Tools a person may hold: AA needs the strictest clearance, C the lightest. */
export const clearances = ['AA', 'A', 'B', 'C'] as const;

export const newWorker = z.strictObject({
  facility_id: z.uuid(), register_number: shortText, name: shortText, kind: z.enum(kinds), sex: z.enum(['L', 'P']), born_on: day.nullish(), custody_from: day, sentence_from: day.nullish(), release_on: day.nullish(),
  risk: z.enum(risks).default('unknown'), fit_until: day.nullish(), tool_clearance: z.enum(clearances).default('B'), skill_level: z.coerce.number().int().min(1).max(5).default(1), is_sample: z.boolean().default(false),
});

export const newPlacement = z.strictObject({
  facility_id: z.uuid(), worker_id: z.uuid(), workshop_id: z.uuid(), job: shortText, from: day, to: day.nullish(), decree: shortText,
  paid: z.boolean().default(true), regime: z.enum(regimes).default('facility'), override_reason: z.string().trim().min(5, 'Tulis alasannya | Write the reason').max(500).nullish(),
});
export const placementForm = z.strictObject({ workshop: z.uuid(), job: shortText, from: day, to: day.nullish(), decree: shortText, unpaid: ticked, regime: z.enum(regimes).default('facility'), override_reason: newPlacement.shape.override_reason });

refuseConstraint('placement_one_at_a_time', 'placement.overlap', { id: 'Peserta ini sudah ditempatkan atau diusulkan pada masa itu. Akhiri penempatan lama dahulu.', en: 'This person is already placed or proposed in that time. End the earlier placement first.' });
refuseConstraint('placement_two_persons', 'placement.same_person', { id: 'Pengusul tidak boleh menyetujui usulannya sendiri. Mintalah orang lain yang berwenang.', en: 'Who proposes does not approve. Ask another person with that authority.' });
refuseConstraint('worker_facility_id_register_number_key', 'worker.register_number_taken', { id: 'Nomor register ini sudah ada di UPT Anda. Cari berkasnya di daftar peserta.', en: 'This register number exists in your facility. Look for its file in the list.' }, 'register_number');
refuseConstraint('consent_one_at_a_time', 'consent.given_already', { id: 'Persetujuan ini sudah berlaku. Tidak perlu dicatat lagi.', en: 'This consent is already in force. It need not be recorded again.' });
