/** What is planned for a placement: time off, an end, slots left free, days outside the walls. Reasons and states as tables. */
import { z } from 'zod';
import { day, many, shortText, ticked } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const suspensionReasons = {
  away: { id: 'Keluar sementara', en: 'Temporarily away' },
  discipline: { id: 'Tindakan disiplin', en: 'Disciplinary measure' },
  health: { id: 'Kesehatan', en: 'Health' },
  security: { id: 'Keamanan', en: 'Security' },
  consent: { id: 'Persetujuan ditarik', en: 'Consent withdrawn' },
  training: { id: 'Pelatihan atau belajar', en: 'Training or education' },
  request: { id: 'Permintaan sendiri', en: 'Own request' },
  other: { id: 'Alasan lain', en: 'Another reason' },
} as const satisfies Record<string, Phrase>;
export type SuspensionReason = keyof typeof suspensionReasons;
const suspensionCodes = Object.keys(suspensionReasons) as [SuspensionReason, ...SuspensionReason[]];

export const suspensionStates = { planned: { id: 'Direncanakan', en: 'Planned' }, running: { id: 'Berjalan', en: 'Running' }, over: { id: 'Selesai', en: 'Over' }, lifted: { id: 'Dicabut', en: 'Lifted' } } as const satisfies Record<string, Phrase>;
export type SuspensionState = keyof typeof suspensionStates;
export const suspensionMoves: Record<SuspensionState, readonly SuspensionState[]> = { planned: ['running', 'lifted'], running: ['over', 'lifted'], over: [], lifted: [] };

export const endingReasons = {
  completed: { id: 'Selesai masa kerja', en: 'Term completed' },
  own_wish: { id: 'Keinginan sendiri', en: 'Own wish' },
  staff: { id: 'Keputusan petugas', en: 'Decision of staff' },
  dismissed: { id: 'Diberhentikan', en: 'Dismissed' },
  health: { id: 'Kesehatan', en: 'Health' },
  security: { id: 'Keamanan', en: 'Security' },
  transferred: { id: 'Pindah UPT', en: 'Transferred' },
  released: { id: 'Bebas', en: 'Released' },
  died: { id: 'Meninggal dunia', en: 'Died' },
  other: { id: 'Alasan lain', en: 'Another reason' },
} as const satisfies Record<string, Phrase>;
export type EndingReason = keyof typeof endingReasons;
const endingCodes = Object.keys(endingReasons) as [EndingReason, ...EndingReason[]];

export const releaseStates = { requested: { id: 'Menunggu keputusan kepala', en: 'Waits for the head' }, permitted: { id: 'Diizinkan', en: 'Permitted' }, refused: { id: 'Ditolak', en: 'Refused' }, revoked: { id: 'Dicabut', en: 'Revoked' } } as const satisfies Record<string, Phrase>;
export type ReleaseState = keyof typeof releaseStates;
export const releaseMoves: Record<ReleaseState, readonly ReleaseState[]> = { requested: ['permitted', 'refused'], permitted: ['revoked'], refused: [], revoked: [] };

export const weekdayNames: Phrase[] = [{ id: 'Senin', en: 'Monday' }, { id: 'Selasa', en: 'Tuesday' }, { id: 'Rabu', en: 'Wednesday' }, { id: 'Kamis', en: 'Thursday' }, { id: 'Jumat', en: 'Friday' }, { id: 'Sabtu', en: 'Saturday' }, { id: 'Minggu', en: 'Sunday' }];
export const slotCodes = ['AM', 'PM', 'ED'] as const;

const weekdays = many(z.coerce.number().int().min(1).max(7)).refine((days) => days.length > 0, 'Pilih paling sedikit satu hari | Choose at least one day');
const clock = z.string().regex(/^([01]\d|2[0-3])[:.][0-5]\d$/, 'Isi jam seperti 08.00 | Enter a time like 08.00').transform((text) => text.replace('.', ':'));
export const newSuspension = z.strictObject({ from: day, to: day.nullish(), paid: ticked.default(false), reason_code: z.enum(suspensionCodes), note: z.string().trim().max(500).default('') });
export const newEnding = z.strictObject({ on_day: day, reason_code: z.enum(endingCodes), note: z.string().trim().max(500).default('') });
export const newExclusion = z.strictObject({ weekdays, slot: z.enum(slotCodes).nullish(), from: day, to: day.nullish(), reason: shortText });
export const newRelease = z.strictObject({ permit_number: shortText, place: shortText, escort: shortText, from: day, to: day, weekdays, leaves: clock, returns: clock });

/** What the night, or somebody's leaving, changed. Words are made from kind and particulars, so that both languages stay true. */
export const changeKinds = {
  placement_started: { id: 'Penempatan mulai berjalan', en: 'Placement began' },
  placement_ended: { id: 'Penempatan diakhiri', en: 'Placement ended' },
  suspension_started: { id: 'Penangguhan mulai', en: 'Suspension began' },
  suspension_over: { id: 'Penangguhan selesai', en: 'Suspension over' },
  release_over: { id: 'Izin kerja luar habis', en: 'Day release permit ran out' },
  fitness_expired: { id: 'Surat sehat habis, kerja ditangguhkan', en: 'Certificate of fitness ran out, work suspended' },
  proposal_refused: { id: 'Usulan penempatan dibatalkan', en: 'Placement proposal called off' },
  waiting_removed: { id: 'Permohonan kerja dihapus', en: 'Application removed' },
} as const satisfies Record<string, Phrase>;
export type ChangeKind = keyof typeof changeKinds;

refuseConstraint('suspension_one_at_a_time', 'suspension.overlap', { id: 'Sudah ada penangguhan pada masa itu. Cabut yang lama dahulu.', en: 'There is a suspension in that time already. Lift it first.' }, 'from');
refuseConstraint('ending_planned_once', 'ending.planned_already', { id: 'Akhir penempatan ini sudah direncanakan. Batalkan rencana lama dahulu.', en: 'An end is already planned for this placement. Cancel that plan first.' }, 'on_day');
refuseConstraint('day_release_one_at_a_time', 'day_release.overlap', { id: 'Peserta ini sudah punya izin kerja luar pada masa itu. Batalkan izin itu dahulu, atau pilih masa lain.', en: 'This person already has a day release permit in that time. Cancel that permit first, or choose another time.' }, 'from');
refuseConstraint('day_release_two_persons', 'day_release.same_person', { id: 'Pemohon izin tidak memutuskannya sendiri. Mintalah kepala UPT.', en: 'Who asks for the permit does not decide it. Ask the head of facility.' });
refuseConstraint('day_release_facility_id_permit_number_key', 'day_release.number_taken', { id: 'Nomor izin ini sudah dipakai. Periksa nomornya.', en: 'This permit number is taken. Check the number.' }, 'permit_number');
