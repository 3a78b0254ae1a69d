import { z } from 'zod';
import { day, shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';
import { refuseConstraint } from '#kernel/refusal.ts';

export const kinds = ['convict', 'remand', 'child', 'client'] as const;
export const regimes = ['facility', 'private_partner', 'export', 'outside'] as const;
export type Regime = (typeof regimes)[number];

export const newWorker = z.strictObject({
  facility_id: z.uuid(), register_number: shortText, name: shortText, kind: z.enum(kinds), sex: z.enum(['L', 'P']), born_on: day.nullish(), custody_from: day, sentence_from: day.nullish(), release_on: day.nullish(),
  risk: z.enum(['low', 'medium', 'high', 'unknown']).default('unknown'), fit_until: day.nullish(), tool_clearance: z.string().max(4).default('B'), skill_level: z.int().min(1).max(5).default(1), is_sample: z.boolean().default(false),
});

export const newPlacement = z.strictObject({ facility_id: z.uuid(), worker_id: z.uuid(), workshop_id: z.uuid(), job: shortText, from: day, to: day.nullish(), decree: shortText, paid: z.boolean().default(true), override_reason: z.string().trim().min(5).max(500).nullish() });

export type Person = { kind: (typeof kinds)[number]; risk: string; fit_until: string | null; release_on: string | null; state: string; born_on: string | null; sentence_from: string | null };
export type CheckRow = { code: string; effect: 'block' | 'override_with_reason' | 'inform' };
export type Verdict = { allowed: boolean; needs_reason: boolean; checks: { code: string; effect: CheckRow['effect']; passed: boolean; text: Phrase }[] };
export type Facts = { person: Person; workshop_risk: 'low' | 'medium' | 'high'; consents: Regime[]; conflicts: number; regime: Regime; day: string };

/** Each check explains itself in words. What is not known is not suitable. */
export function judge(facts: Facts, rows: CheckRow[]): Verdict {
  const checks = rows.flatMap((row) => {
    const found = tests[row.code]?.(facts);
    return found ? [{ code: row.code, effect: row.effect, ...found }] : [];
  });
  const failed = checks.filter((check) => !check.passed);
  return { allowed: !failed.some((check) => check.effect === 'block'), needs_reason: failed.some((check) => check.effect === 'override_with_reason'), checks };
}

type Found = { passed: boolean; text: Phrase };
const ranks: Record<string, number> = { low: 1, medium: 2, high: 3 };
const tests: Record<string, (facts: Facts) => Found> = {
  WORKPLACE_RISK: ({ person, workshop_risk }) => person.risk === 'unknown'
    ? { passed: false, text: { id: 'Penilaian risiko belum ada', en: 'No risk assessment yet' } }
    : { passed: (ranks[person.risk] ?? 9) <= (ranks[workshop_risk] ?? 0), text: { id: `Risiko ${person.risk}, bengkel menerima sampai ${workshop_risk}`, en: `Risk ${person.risk}, the workshop takes up to ${workshop_risk}` } },
  MEDICAL_FITNESS: ({ person, day: on }) => ({ passed: person.fit_until !== null && person.fit_until >= on, text: person.fit_until ? { id: `Surat sehat berlaku sampai ${person.fit_until}`, en: `Fit for work until ${person.fit_until}` } : { id: 'Surat sehat belum ada', en: 'No fitness certificate' } }),
  CUSTODY_STATUS: ({ person, consents, regime }) => ({ passed: person.kind === 'convict' || person.kind === 'client' || consents.includes(regime), text: person.kind === 'convict' ? { id: 'Narapidana', en: 'Convicted' } : { id: 'Tahanan dan anak bekerja hanya atas permintaan sendiri', en: 'Remand and children work only by their own wish' } }),
  CONSENT_PRIVATE_PARTNER: ({ consents, regime }) => ({ passed: regime === 'facility' || consents.includes(regime), text: regime === 'facility' ? { id: 'Pekerjaan UPT sendiri', en: 'The facility’s own work' } : consents.includes(regime) ? { id: 'Persetujuan tertulis ada', en: 'Written consent given' } : { id: 'Persetujuan tertulis belum ada (ILO C29)', en: 'No written consent (ILO C29)' } }),
  NON_ASSOCIATION: ({ conflicts }) => ({ passed: conflicts === 0, text: conflicts === 0 ? { id: 'Tidak ada larangan satu ruang', en: 'No conflict in this workshop' } : { id: 'Ada larangan satu ruang di bengkel ini', en: 'Must not share this workshop with somebody placed there' } }),
  RELEASE_DATE: ({ person, day: on }) => ({ passed: person.release_on === null || person.release_on > on, text: person.release_on ? { id: `Bebas ${person.release_on}`, en: `Release on ${person.release_on}` } : { id: 'Tanggal bebas belum diketahui', en: 'Release day unknown' } }),
  AGE: ({ person, day: on }) => ({ passed: person.kind === 'child' || person.born_on === null || Number(on.slice(0, 4)) - Number(person.born_on.slice(0, 4)) >= 18, text: { id: 'Umur sesuai bengkel', en: 'Of age for the workshop' } }),
};

refuseConstraint('placement_one_at_a_time', 'placement.overlap', { id: 'Orang ini sudah ditempatkan pada masa itu. Akhiri penempatan lama dahulu.', en: 'This person is already placed in that time. End the earlier placement first.' });
refuseConstraint('placement_two_persons', 'placement.same_person', { id: 'Pengusul tidak boleh menyetujui usulannya. Mintalah kepala UPT.', en: 'Who proposes does not approve. Ask the head of facility.' });
refuseConstraint('worker_facility_id_register_number_key', 'worker.register_number_taken', { id: 'Nomor register ini sudah ada di UPT Anda. Buka berkasnya.', en: 'This register number exists in your facility. Open its file.' }, 'register_number');
