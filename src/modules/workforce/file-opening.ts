/** Opening a person's file: for a reason out of a list, on record, asked once for each person and hour. */
import { z } from 'zod';
import { shortText } from '#kernel/form.ts';
import { Refusal } from '#kernel/refusal.ts';

export const openingWords = z.strictObject({ reason: shortText, note: z.string().trim().max(500).default('') });
export type ReadingReason = { code: string; name_id: string; name_en: string; needs_note: boolean };
/** How long a reason holds before it is asked again. */
export const reasonHolds_minutes = 60;

export const reasonNeeded = new Refusal('file.reason_needed', { id: 'Pilih alasan membuka berkas ini. Alasan Anda tercatat.', en: 'Choose a reason for opening this file. It goes on record.' }, { field: 'reason', status: 422 });
export const noteNeeded = new Refusal('file.note_needed', { id: 'Alasan ini perlu penjelasan singkat. Tulis di kolom penjelasan.', en: 'This reason needs a few words. Write them in the note.' }, { field: 'note', status: 422 });
