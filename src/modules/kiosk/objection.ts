/** Objections to pay and hours, and sealed complaints: what they are, who may answer, by when. */
import { z } from 'zod';
import { longText, month, shortText, day } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const subjects = { pay: { id: 'Premi', en: 'Pay' }, hours: { id: 'Jam kerja', en: 'Hours' } } as const satisfies Record<string, Phrase>;
export type Subject = keyof typeof subjects;
export const outcomes = { upheld: { id: 'Dikabulkan', en: 'Upheld' }, partly: { id: 'Dikabulkan sebagian', en: 'Partly upheld' }, rejected: { id: 'Ditolak', en: 'Rejected' } } as const satisfies Record<string, Phrase>;
export type Outcome = keyof typeof outcomes;
export const addressees = { head: { id: 'Kepala dan kantor wilayah', en: 'The head and the regional office' }, region: { id: 'Kantor wilayah saja', en: 'The regional office alone' } } as const satisfies Record<string, Phrase>;
export type Addressee = keyof typeof addressees;

export const newObjection = z.strictObject({ about: z.enum(['pay', 'hours']), month, words: longText });
export const newComplaint = z.strictObject({ goes_to: z.enum(['head', 'region']), words: longText });
export const objectionAnswer = z.strictObject({ outcome: z.enum(['upheld', 'partly', 'rejected']), answer: longText });
export const complaintAnswer = z.strictObject({ answer: longText });
export const copyRequest = z.strictObject({ request_number: shortText, requested_on: day });

/** Working days in which each is answered: dated rows. */
export const answerRule = { pay: 'objection.answer_days.pay', hours: 'objection.answer_days.hours', complaint: 'complaint.answer_days' } as const;

export const answeredAlready = new Refusal('objection.answered', { id: 'Ini sudah dijawab. Bila keberatan belum selesai, ajukan yang baru.', en: 'This was answered already. If it is not settled, raise a new one.' });
export const ownWork = new Refusal('objection.own_work', { id: 'Anda yang menyiapkan premi atau mencatat kehadiran yang dipersoalkan. Minta orang lain menjawab.', en: 'You prepared the pay or marked the attendance in question. Ask somebody else to answer.' });
export const regionOnly = new Refusal('complaint.region_only', { id: 'Pengaduan ini ditujukan kepada kantor wilayah saja. Serahkan kepada kantor wilayah.', en: 'This complaint goes to the regional office alone. Leave it to the regional office.' });

refuseConstraint('objection_other_person', 'objection.own_work', ownWork.text);
refuseConstraint('objection_other_account', 'objection.own_work', ownWork.text);
export const requestUsed = new Refusal('file.request_used', { id: 'Surat permintaan dengan nomor ini sudah dilayani. Periksa nomor suratnya, atau lihat salinan yang sudah diberikan.', en: 'The request with this number was already served. Check the number, or see the copy that was given.' }, { field: 'request_number' });
refuseConstraint('file_copy_request', 'file.request_used', requestUsed.text, 'request_number');
