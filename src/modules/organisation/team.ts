/** The industry team of a unit: its posts, who holds them and for how long, what they can do. */
import { z } from 'zod';
import { addDays, daysBetween } from '#kernel/calendar.ts';
import { day, shortText, whole } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

/** Plt fills an empty seat for a time; Plh stands in for a holder who is away (UU 30/2014, art. 14). */
export const appointmentKinds = {
  definitive: { id: 'Definitif', en: 'Appointed' },
  plt: { id: 'Plt (jabatan kosong)', en: 'Acting (empty post)' },
  plh: { id: 'Plh (pejabat berhalangan)', en: 'Standing in (holder away)' },
} as const satisfies Record<string, Phrase>;
export type AppointmentKind = keyof typeof appointmentKinds;

export const skillLevels: Record<number, Phrase> = {
  0: { id: 'Belum', en: 'Not yet' },
  1: { id: 'Dengan bimbingan', en: 'With guidance' },
  2: { id: 'Sendiri', en: 'Alone' },
  3: { id: 'Mahir', en: 'Skilled' },
  4: { id: 'Dapat mengajar', en: 'Can teach' },
};

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' || input === null ? undefined : input), of.optional());
const ordered = (row: { from: string; to?: string | undefined }) => row.to === undefined || row.to >= row.from;
const notBefore = { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' };

export const nip = z.string().trim().transform((text) => text.replace(/\s/g, '')).pipe(z.string().regex(/^\d{18}$/, 'NIP terdiri dari 18 angka | A NIP has 18 digits'));
export const newStaff = z.strictObject({ nip, name: shortText, rank: optional(shortText), person_id: optional(z.uuid()), is_sample: z.boolean().optional() });
export const newPost = z.strictObject({ code: z.string().trim().regex(/^[a-z_]{2,40}$/, 'Kode hanya huruf kecil dan garis bawah | A code has only small letters and underscores'), name_id: shortText, name_en: optional(shortText), supervises: z.boolean().default(false), workplace: optional(z.string().max(40)), from: day, legal_basis: shortText });
export const newAppointment = z.strictObject({ post_id: z.uuid(), staff_id: z.uuid(), kind: z.enum(['definitive', 'plt', 'plh']), decree: shortText, decree_on: day, from: day, to: optional(day) })
  .refine(ordered, notBefore)
  .refine((row) => row.kind === 'definitive' || row.to !== undefined, { path: ['to'], error: 'Plt dan Plh harus punya hari terakhir | An acting post needs a last day' });
export const newSkill = z.strictObject({
  staff_id: z.uuid(), skill: z.string().max(40), level: z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(4)), certificate_number: optional(shortText), issuer: optional(shortText), issued_on: day, valid_until: optional(day),
}).refine((row) => row.valid_until === undefined || row.valid_until >= row.issued_on, { path: ['valid_until'], error: 'Masa berlaku tidak boleh berakhir sebelum terbit | It cannot end before it was issued' });

export type ActingLimits = { most_days: number; most_in_a_row: number | undefined; legal_basis: string };
export type Term = { from: string; to: string };

/** How an acting term breaks its rule: too long by itself, or together with the terms that lead up to it without a gap. */
export function actingFault(term: Term, earlier: readonly Term[], limits: ActingLimits): 'too_long' | 'too_long_in_a_row' | undefined {
  if (daysBetween(term.from, term.to) + 1 > limits.most_days) return 'too_long';
  if (limits.most_in_a_row === undefined) return undefined;
  let start = term.from;
  for (const before of [...earlier].sort((a, b) => (a.to < b.to ? 1 : -1))) if (before.from < start && addDays(before.to, 1) >= start) start = before.from;
  return daysBetween(start, term.to) + 1 > limits.most_in_a_row ? 'too_long_in_a_row' : undefined;
}

export type Alarm = 'expired' | 'soon' | 'near' | 'none';
/** The nearer of the dated alarm days that a certificate's end has come within. */
export function alarmOf(valid_until: string | null, today: string, alarm_days: readonly number[]): Alarm {
  if (valid_until === null) return 'none';
  const left = daysBetween(today, valid_until);
  if (left < 0) return 'expired';
  const [first = 0, last = 0] = [...alarm_days].sort((a, b) => b - a);
  return left <= last ? 'soon' : left <= first ? 'near' : 'none';
}

export const notYourself = new Refusal('appointment.not_yourself', { id: 'Anda tidak dapat mengangkat diri sendiri. Minta kepala, kantor wilayah atau pusat.', en: 'You cannot appoint yourself. Ask the head, the regional office or headquarters.' }, { field: 'staff_id' });
export const nobodyAway = new Refusal('appointment.nobody_to_stand_in_for', { id: 'Plh menggantikan pejabat yang berhalangan, tetapi jabatan ini tidak dipegang siapa pun sepanjang masa itu. Pakai Plt.', en: 'A stand-in replaces a holder who is away, but nobody holds this post for all of that time. Appoint an acting holder (Plt) instead.' }, { field: 'kind' });
export const ownSeat = new Refusal('appointment.own_seat', { id: 'Orang ini sendiri pemegang jabatan itu. Pilih orang lain.', en: 'This person holds that post already. Choose somebody else.' }, { field: 'staff_id' });
export const seatGone = new Refusal('appointment.no_seat', { id: 'Jabatan ini tidak ada sepanjang masa itu. Periksa tanggalnya.', en: 'This post does not exist for all of that time. Check the dates.' }, { field: 'from' });
export const endsLater = new Refusal('appointment.ends_earlier_only', { id: 'Masa jabatan hanya dapat diakhiri lebih awal. Untuk memperpanjang, catat pengangkatan baru dengan suratnya.', en: 'A term can only be ended earlier. To extend it, record a new appointment with its letter.' }, { field: 'last_day' });
export const notYourEntry = new Refusal('staff.not_your_entry', { id: 'Tidak ada pegawai dengan NIP itu dan nama seperti di akun Anda. Minta kepala seksi memeriksa nama dan NIP.', en: 'No officer has this NIP and the name of your account. Ask the section head to check both.' }, { field: 'nip', status: 422 });
export const tooLong = (limits: ActingLimits, fault: 'too_long' | 'too_long_in_a_row') => {
  const days = fault === 'too_long' ? limits.most_days : limits.most_in_a_row ?? limits.most_days;
  return new Refusal(`appointment.${fault}`, {
    id: `${fault === 'too_long' ? 'Paling lama' : 'Berturut-turut paling lama'} ${days} hari (${limits.legal_basis}). Perpendek masanya, atau angkat pejabat definitif.`,
    en: `${fault === 'too_long' ? 'At most' : 'At most in a row'} ${days} days (${limits.legal_basis}). Shorten the term, or appoint somebody for good.`,
  }, { field: 'to' });
};

refuseConstraint('post_one_holder', 'appointment.seat_taken', { id: 'Jabatan ini sudah dipegang orang lain pada masa itu. Akhiri masa sebelumnya dahulu, atau pakai Plh bila pejabatnya berhalangan.', en: 'Somebody else holds this post in that time. End the earlier term first, or appoint a stand-in (Plh) if the holder is away.' }, 'from');
refuseConstraint('post_one_substitute', 'appointment.substitute_taken', { id: 'Sudah ada Plh untuk jabatan ini pada masa itu. Akhiri masa sebelumnya dahulu.', en: 'A stand-in is already named for this post in that time. End the earlier term first.' }, 'from');
refuseConstraint('staff_one_post', 'appointment.second_post', { id: 'Orang ini sudah punya jabatan definitif pada masa itu. Akhiri dahulu, atau angkat sebagai Plt.', en: 'This person has a post of their own in that time. End it first, or make this an acting term.' }, 'staff_id');
refuseConstraint('staff_nip', 'staff.nip_taken', { id: 'NIP ini sudah terdaftar di unit ini. Cari pegawainya di daftar, atau periksa NIP-nya.', en: 'This NIP is already on this unit’s register. Look for the officer on the list, or check the NIP.' }, 'nip');
refuseConstraint('staff_person', 'staff.person_taken', { id: 'Akun ini sudah terhubung dengan pegawai lain di unit ini. Mintalah kepala seksi memeriksa daftar pegawai.', en: 'This account already belongs to another officer of this unit. Ask the section head to check the list of officers.' }, 'nip');
refuseConstraint('staff_skill_skill_fkey', 'skill.unknown', { id: 'Keterampilan itu tidak ada dalam daftar. Pilih dari daftar.', en: 'That skill is not on the list. Choose from the list.' }, 'skill');
refuseConstraint('post_seat_once', 'post.seat_taken', { id: 'Kursi jabatan ini sudah ada pada masa itu. Pilih nomor kursi atau masa lain.', en: 'This seat already exists in that time. Choose another seat or time.' }, 'code');
