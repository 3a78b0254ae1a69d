/** A session: one workshop, one day, one slot. Its states, and the words in which the database refuses. */
import { z } from 'zod';
import { day, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const slotCodes = ['AM', 'PM', 'ED'] as const;
export type Slot = (typeof slotCodes)[number];
export const newSession = z.strictObject({ facility: shortText.optional(), workshop: shortText, day, slot: z.enum(slotCodes), supervisors: z.array(z.uuid()).max(50).optional() });

export type SessionState = 'open' | 'closed' | 'cancelled';
export const sessionStates: Record<SessionState, Phrase> = {
  open: { id: 'Berjalan', en: 'Open' },
  closed: { id: 'Ditutup', en: 'Closed' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled' },
};
/** Both ends are final: late facts are refused, and corrected by the section head in words. */
export const sessionMoves: Record<SessionState, readonly SessionState[]> = { open: ['closed', 'cancelled'], closed: [], cancelled: [] };

export const ended = new Refusal('session.closed', { id: 'Sesi ini sudah selesai. Catatan susulan lewat kepala seksi.', en: 'This session has ended. Late records go through the section head.' });
export const noSlot = new Refusal('session.no_slot', { id: 'Jam kerja itu belum ditetapkan di UPT ini. Pilih yang lain.', en: 'That slot is not set in this facility. Choose another.' }, { field: 'slot', status: 422 });
export const noWorkshop = new Refusal('session.no_workshop', { id: 'Bengkel tidak dikenal. Pilih dari daftar.', en: 'Unknown workshop. Choose from the list.' }, { field: 'workshop', status: 422 });
export const toolOut = (which: string) => new Refusal('session.tool_out', { id: `Alat belum kembali: ${which}. Terima kembali, atau laporkan hilang.`, en: `Tools still out: ${which}. Take them back, or report them missing.` });
export const attendanceOpen = (who: string) => new Refusal('session.attendance_open', { id: `Kehadiran belum dicatat: ${who}. Catat dahulu, lalu tutup sesi.`, en: `Attendance not marked: ${who}. Mark it, then close the session.` });

refuseConstraint('session.attendance_open', 'session.attendance_open', { id: 'Kehadiran belum lengkap. Catat semua peserta dahulu.', en: 'Attendance is not complete. Mark everybody first.' });
refuseConstraint('session.tool_out', 'session.tool_out', { id: 'Masih ada alat di luar. Terima kembali, atau laporkan hilang.', en: 'A tool is still out. Take it back, or report it missing.' });
refuseConstraint('session_once', 'session.opened_already', { id: 'Sesi bengkel ini untuk jam itu sudah dibuka. Buka sesinya di halaman Hari ini.', en: 'This workshop’s session for that slot is already open. Go to it from Today.' });
refuseConstraint('worker_in_one_place', 'roster.two_places', { id: 'Ada peserta yang pada jam itu sudah tercatat di sesi lain. Tutup sesi itu dahulu, atau tandai orangnya di sana.', en: 'Somebody is already on another session’s roster at that time. Close that session first, or mark the person there.' });
refuseConstraint('workshop_facility_id_code_key', 'workshop.code_taken', { id: 'Kode bengkel ini sudah dipakai. Pilih kode lain.', en: 'This workshop code is taken. Choose another.' }, 'code');
