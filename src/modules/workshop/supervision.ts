/** How many officers a session needs, by a dated rule per level of risk. */
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { slotCodes } from './session.ts';

type Risk = 'low' | 'medium' | 'high';
export const ratioRule = 'session.people_per_officer';
/** People per officer by risk, and what happens when there are too few: refused, let through by the head's reasoned decision, or only shown. */
export type Ratio = Record<Risk, number> & { effect: 'block' | 'override_with_reason' | 'inform' };
/** What the session was opened under, kept with it. */
export type Supervision = { people: number; officers: number; needed: number; per_officer: number; legal_basis: string; waived: string | null };

export const newWaiver = z.strictObject({ workshop: shortText, day, slot: z.enum(slotCodes), reason: longText });

/** One officer at least, and one for every full or begun number of people. */
export function officersNeeded(people: number, per_officer: number): number {
  return Math.max(1, Math.ceil(people / per_officer));
}

export const tooFew = (have: number, supervision: { people: number; needed: number; per_officer: number; legal_basis: string }, effect: Ratio['effect']) => new Refusal('session.too_few_supervisors', {
  id: `${supervision.people} peserta perlu ${supervision.needed} petugas (satu petugas untuk ${supervision.per_officer} orang; ${supervision.legal_basis}), yang ada ${have}. Pilih petugas lain yang bebas pada jam itu, angkat petugas bengkel di halaman Tim${effect === 'override_with_reason' ? ', atau minta kepala mengizinkan sesi ini dengan alasan' : ''}.`,
  en: `${supervision.people} people need ${supervision.needed} officers (one officer for ${supervision.per_officer} people; ${supervision.legal_basis}), there are ${have}. Choose others who are free at that time, appoint workshop officers on the Team page${effect === 'override_with_reason' ? ', or ask the head to allow this session with a reason' : ''}.`,
}, { field: 'supervisors' });
export const notASupervisor = new Refusal('session.not_a_supervisor', { id: 'Orang itu tidak bertugas mengawasi bengkel pada hari itu. Pilih dari daftar.', en: 'That person has no post that supervises workshops on that day. Choose from the list.' }, { field: 'supervisors', status: 422 });

refuseConstraint('supervisor_in_one_place', 'session.supervisor_elsewhere', { id: 'Petugas itu pada jam yang sama mengawasi sesi lain. Pilih petugas lain.', en: 'That officer looks after another session at the same time. Choose another.' }, 'supervisors');
refuseConstraint('ratio_waiver_once', 'ratio.waived_already', { id: 'Sesi ini sudah diizinkan. Buka sesinya.', en: 'This session was already allowed. Open the session.' });
