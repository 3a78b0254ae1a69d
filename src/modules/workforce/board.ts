/** The board (sidang TPP): what comes before it, how it decides, and what its letter carries. */
import { z } from 'zod';
import { day, longText, many, shortText, ticked } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const boardStates = {
  called: { id: 'Dijadwalkan', en: 'Called' },
  held: { id: 'Selesai, menunggu SK', en: 'Held, waits for the letter' },
  signed: { id: 'SK ditandatangani', en: 'Letter signed' },
  cancelled: { id: 'Dibatalkan', en: 'Called off' },
} as const satisfies Record<string, Phrase>;
export type BoardState = keyof typeof boardStates;
export const boardMoves: Record<BoardState, readonly BoardState[]> = { called: ['held', 'cancelled'], held: ['signed'], signed: [], cancelled: [] };

export const caseKinds = {
  placement: { id: 'Usulan penempatan', en: 'Placement proposal' },
  waiting: { id: 'Permohonan kerja', en: 'Application for work' },
  suspension: { id: 'Penangguhan', en: 'Suspension' },
} as const satisfies Record<string, Phrase>;
export type CaseKind = keyof typeof caseKinds;

export const caseDecisions = {
  approve: { id: 'Disetujui', en: 'Approved' },
  refuse: { id: 'Ditolak', en: 'Refused' },
  postpone: { id: 'Ditunda', en: 'Postponed' },
} as const satisfies Record<string, Phrase>;
export type CaseDecision = keyof typeof caseDecisions;

export const memberPosts = { chair: { id: 'Ketua', en: 'Chair' }, secretary: { id: 'Sekretaris', en: 'Secretary' }, member: { id: 'Anggota', en: 'Member' } } as const satisfies Record<string, Phrase>;
export type MemberPost = keyof typeof memberPosts;
const posts = Object.keys(memberPosts) as [MemberPost, ...MemberPost[]];

const member = z.strictObject({ name: shortText, position: shortText, post: z.enum(posts), present: ticked.default(true) });
export const newBoard = z.strictObject({ held_on: day, place: shortText, members: z.array(member).min(3, 'Isi paling sedikit tiga anggota | Name at least three members').max(15), cases: many(z.string().regex(/^(placement|waiting|suspension):[0-9a-f-]{36}$/)).default([]) });
export const decidedCase = z.strictObject({ id: z.uuid(), decision: z.enum(['approve', 'refuse', 'postpone']), votes_for: z.coerce.number().int().min(0).max(15), votes_against: z.coerce.number().int().min(0).max(15), votes_abstained: z.coerce.number().int().min(0).max(15).default(0), reason: longText });
export const heldBoard = z.strictObject({ minutes: longText, present: many(z.coerce.number().int().min(1)), cases: z.array(decidedCase).max(200).default([]) });

refuseConstraint('board_two_persons', 'board.same_person', { id: 'Pencatat sidang tidak menandatangani SK-nya. Mintalah kepala UPT.', en: 'Who recorded the session does not sign its letter. Ask the head of facility.' });
refuseConstraint('board_one_chair', 'board.one_chair', { id: 'Sidang punya satu ketua. Periksa daftar anggota.', en: 'A session has one chair. Check the members.' }, 'members');
refuseConstraint('board_case_once', 'board.case_twice', { id: 'Perkara ini sudah ada di agenda sidang ini. Pilih perkara lain.', en: 'This case is already on the agenda of this session. Choose another case.' });
