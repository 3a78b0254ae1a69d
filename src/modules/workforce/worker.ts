/** Who works, under which regime, and the words in which the database refuses. */
import { z } from 'zod';
import { day, longText, shortText, ticked } from '#kernel/form.ts';
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
  merged: { id: 'Digabungkan', en: 'Merged' },
} as const satisfies Record<string, Phrase>;
export type WorkerState = keyof typeof stateNames;

/** Tools a person may hold: AA needs the strictest clearance, C the lightest. */
export const clearances = ['AA', 'A', 'B', 'C'] as const;

export const educationNames = {
  none: { id: 'Tidak sekolah', en: 'No schooling' },
  primary: { id: 'SD / Paket A', en: 'Primary school' },
  junior: { id: 'SMP / Paket B', en: 'Junior secondary' },
  senior: { id: 'SMA / Paket C', en: 'Senior secondary' },
  vocational: { id: 'SMK', en: 'Vocational secondary' },
  diploma: { id: 'Diploma', en: 'Diploma' },
  degree: { id: 'Sarjana', en: 'Degree' },
} as const satisfies Record<string, Phrase>;
export type Education = keyof typeof educationNames;
export const educations = Object.keys(educationNames) as [Education, ...Education[]];
/** Senior and vocational school open the same doors. */
export const educationRank: Record<Education, number> = { none: 0, primary: 1, junior: 2, senior: 3, vocational: 3, diploma: 4, degree: 5 };

/** Yes, no, or not on file. */
const yesOrNo = z.preprocess((input) => (['yes', 'ya', 'true', '1'].includes(String(input).toLowerCase()) ? true : ['no', 'tidak', 'false', '0'].includes(String(input).toLowerCase()) ? false : input), z.boolean());
/** What may be changed on a file by hand or by PATCH; facts with a day of their own (fitness, risk, remission) have their own doors. */
const standing = {
  name: shortText, kind: z.enum(kinds), sex: z.enum(['L', 'P']), born_on: day.nullish(), custody_from: day, sentence_from: day.nullish(), sentence_end_on: day.nullish(), release_on: day.nullish(),
  tool_clearance: z.enum(clearances), skill_level: z.coerce.number().int().min(1).max(5), education: z.enum(educations).nullish(), can_read: yesOrNo.nullish(), origin_province: z.string().regex(/^\d{2}$/).nullish(),
  disability: longText.nullish(), disability_purpose: shortText.nullish(),
};
export const newWorker = z.strictObject({
  facility_id: z.uuid(), register_number: shortText, ...standing, tool_clearance: standing.tool_clearance.default('B'), skill_level: standing.skill_level.default(1),
  risk: z.enum(risks).default('unknown'), fit_until: day.nullish(), is_sample: z.boolean().default(false),
});
export const workerChange = z.strictObject(standing).partial();
export type WorkerChange = z.infer<typeof workerChange>;
export const changeable = Object.keys(standing) as (keyof WorkerChange)[];

export const newPlacement = z.strictObject({
  facility_id: z.uuid(), worker_id: z.uuid(), workshop_id: z.uuid(), job: shortText, from: day, to: day.nullish(), decree: shortText,
  paid: z.boolean().default(true), regime: z.enum(regimes).default('facility'), override_reason: z.string().trim().min(5, 'Tulis alasannya | Write the reason').max(500).nullish(), contract_ref: shortText.nullish(),
});
export const placementForm = z.strictObject({ workshop: z.uuid(), job: shortText, from: day, to: day.nullish(), decree: shortText, unpaid: ticked, regime: z.enum(regimes).default('facility'), override_reason: newPlacement.shape.override_reason, contract_ref: newPlacement.shape.contract_ref });

refuseConstraint('placement_one_at_a_time', 'placement.overlap', { id: 'Peserta ini sudah ditempatkan atau diusulkan pada masa itu. Akhiri penempatan lama dahulu.', en: 'This person is already placed or proposed in that time. End the earlier placement first.' });
refuseConstraint('placement_two_persons', 'placement.same_person', { id: 'Pengusul tidak boleh menyetujui usulannya sendiri. Mintalah orang lain yang berwenang.', en: 'Who proposes does not approve. Ask another person with that authority.' });
refuseConstraint('worker_facility_id_register_number_key', 'worker.register_number_taken', { id: 'Nomor register ini sudah ada di UPT Anda. Cari berkasnya di daftar peserta.', en: 'This register number exists in your facility. Look for its file in the list.' }, 'register_number');
refuseConstraint('consent_one_at_a_time', 'consent.given_already', { id: 'Persetujuan ini sudah berlaku. Tidak perlu dicatat lagi.', en: 'This consent is already in force. It need not be recorded again.' });
refuseConstraint('consent_paper_witnessed', 'consent.two_witnesses', { id: 'Surat persetujuan di kertas perlu nama dua saksi yang berbeda.', en: 'A consent on paper needs the names of two different witnesses.' }, 'witness_b');
refuseConstraint('placement.must_be_paid', 'placement.must_be_paid', { id: 'Tahanan dan anak binaan selalu dibayar. Hapus tanda latihan tanpa premi.', en: 'People on remand and children are always paid. Take away the mark for training without pay.' }, 'unpaid');
refuseConstraint('disability_has_purpose', 'worker.disability_purpose', { id: 'Tulis untuk apa keterangan disabilitas ini disimpan, atau kosongkan keduanya.', en: 'Say what this note on disability is kept for, or leave both empty.' }, 'disability_purpose');
refuseConstraint('sentence_ends_after_it_begins', 'worker.sentence_backwards', { id: 'Akhir pidana tidak boleh sebelum mulainya. Periksa tanggalnya.', en: 'A sentence does not end before it begins. Check the days.' }, 'sentence_end_on');
refuseConstraint('worker_origin_province_fkey', 'worker.province_unknown', { id: 'Provinsi asal tidak dikenal. Pilih dari daftar.', en: 'The province of origin is unknown. Choose one from the list.' }, 'origin_province');
