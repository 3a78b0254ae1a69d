/**
 * Waiting for work: the states of an application, and the order in which people wait. The order is points by dated rules, each
 * said in words, so that anybody can be told why they stand where they stand; a lot with a published seed decides what points do not.
 */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { daysBetween, formatDay } from '#kernel/calendar.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const waitingStates = {
  pending: { id: 'Menunggu diperiksa', en: 'To be looked at' },
  approved: { id: 'Diterima', en: 'Accepted' },
  offered: { id: 'Ditawari tempat', en: 'Offered a place' },
  placed: { id: 'Ditempatkan', en: 'Placed' },
  declined: { id: 'Ditolak', en: 'Declined' },
  withdrawn: { id: 'Ditarik', en: 'Withdrawn' },
  removed: { id: 'Dihapus dari daftar', en: 'Removed' },
} as const satisfies Record<string, Phrase>;
export type WaitingState = keyof typeof waitingStates;
export const openStates = ['pending', 'approved', 'offered'] as const satisfies WaitingState[];
/** Who withdrew may come back; every other end is an end. An offer that fell through leads back to waiting, with nothing lost. */
export const waitingMoves: Record<WaitingState, readonly WaitingState[]> = {
  pending: ['approved', 'declined', 'withdrawn', 'removed'],
  approved: ['offered', 'declined', 'withdrawn', 'removed'],
  offered: ['placed', 'approved', 'declined', 'withdrawn', 'removed'],
  withdrawn: ['pending'], placed: [], declined: [], removed: [],
};

/** What a person decides about an application by itself; an offer and a placement have commands of their own. */
export const decisions = {
  approve: { from: ['pending'], to: 'approved', may: 'waiting.decide' },
  decline: { from: openStates, to: 'declined', may: 'waiting.decide' },
  remove: { from: openStates, to: 'removed', may: 'waiting.decide' },
  withdraw: { from: openStates, to: 'withdrawn', may: 'waiting.apply' },
  reopen: { from: ['withdrawn'], to: 'pending', may: 'waiting.apply' },
} as const satisfies Record<string, { from: readonly WaitingState[]; to: WaitingState; may: string }>;
export const mayFollow = (decision: Decision, state: WaitingState): boolean => decisions[decision].from.some((from: WaitingState) => from === state);
export type Decision = keyof typeof decisions;

export const requesterNames = {
  self: { id: 'Peserta sendiri', en: 'The person' },
  guardian: { id: 'Wali pemasyarakatan', en: 'Personal guardian' },
  instructor: { id: 'Instruktur', en: 'Instructor' },
  officer: { id: 'Petugas bengkel', en: 'Workshop officer' },
  counsellor: { id: 'Pembimbing kemasyarakatan', en: 'Probation counsellor' },
  board: { id: 'Sidang TPP', en: 'The board (TPP)' },
} as const satisfies Record<string, Phrase>;
export type Requester = keyof typeof requesterNames;
export const requesters = Object.keys(requesterNames) as [Requester, ...Requester[]];

export const newApplication = z.strictObject({
  facility_id: z.uuid(), worker_id: z.uuid(), workshop_id: z.uuid().nullish(), requested_by: z.enum(requesters).default('self'), applied_on: day.optional(), note: z.string().trim().max(500).default(''), restitution: shortText.nullish(),
});
export const decidedEntry = z.strictObject({ decision: z.enum(['approve', 'decline', 'remove', 'withdraw', 'reopen']), reason_code: z.string().max(40).optional(), note: z.string().trim().max(500).default('') });
export const newOffer = z.strictObject({
  workshop_id: z.uuid().optional(), job: shortText, from: day, to: day.nullish(), out_of_order_reason: longText.nullish(), override_reason: z.string().trim().min(5, 'Tulis alasannya | Write the reason').max(500).nullish(),
});

export type PriorityRow = { code: string; name_id: string; name_en: string; weight: number; parameters: Record<string, number | undefined>; legal_basis: string };
export type WaitingFacts = { id: string; applied_on: string; release_on: string | null; restitution: string | null; ever_placed: boolean };
export type Points = { code: string; name: Phrase; points: number; of: number; text: Phrase };
export type Standing = { points: number; parts: Points[] };

/** Points by every rule in force; a rule that is not known here gives none, and says so nowhere. */
export function standingOf(facts: WaitingFacts, rows: readonly PriorityRow[], on: string, seed: string | undefined): Standing {
  const parts = rows.flatMap((row): Points[] => {
    const found = scales[row.code]?.(facts, row.parameters, on, seed);
    return found ? [{ code: row.code, name: { id: row.name_id, en: row.name_en }, points: Math.round(row.weight * found.share), of: row.weight, text: found.text }] : [];
  });
  return { points: parts.reduce((sum, part) => sum + part.points, 0), parts };
}

/** Most points first; then who asked first; then the lot. The same list every time it is asked for. */
export function inOrder<Row extends WaitingFacts>(entries: readonly Row[], rows: readonly PriorityRow[], on: string, seed: string | undefined): (Row & { rank: number; standing: Standing })[] {
  return entries
    .map((entry) => ({ ...entry, standing: standingOf(entry, rows, on, seed) }))
    .sort((a, b) => b.standing.points - a.standing.points || (a.applied_on < b.applied_on ? -1 : a.applied_on > b.applied_on ? 1 : 0) || lot(seed ?? '', b.id) - lot(seed ?? '', a.id) || (a.id < b.id ? -1 : 1))
    .map((entry, n) => ({ ...entry, rank: n + 1 }));
}

/** Between 0 and 1: the first eight digits of SHA-256 over seed and entry, as anybody can compute again. */
export function lot(seed: string, entry: string): number {
  return Number.parseInt(createHash('sha256').update(`${seed}|${entry}`).digest('hex').slice(0, 8), 16) / 0x1_0000_0000;
}

type Scale = (facts: WaitingFacts, parameters: PriorityRow['parameters'], on: string, seed: string | undefined) => { share: number; text: Phrase } | undefined;
const between = (n: number): number => Math.min(1, Math.max(0, n));

const scales: Record<string, Scale> = {
  NEAR_RELEASE: ({ release_on }, { days_full = 180, days_none = 730 }, on) => {
    if (release_on === null) return { share: 0, text: { id: 'Tanggal bebas belum dicatat', en: 'The day of release is not on file' } };
    const left = daysBetween(on, release_on);
    return { share: left < 0 ? 0 : between((days_none - left) / (days_none - days_full)), text: { id: `Bebas ${formatDay(release_on, 'id')}, ${Math.max(left, 0)} hari lagi`, en: `Released ${formatDay(release_on, 'en')}, in ${Math.max(left, 0)} days` } };
  },
  OWES_RESTITUTION: ({ restitution }) => restitution === null
    ? { share: 0, text: { id: 'Tidak ada restitusi yang dicatat', en: 'No restitution on file' } }
    : { share: 1, text: { id: `Restitusi menurut ${restitution}`, en: `Restitution by ${restitution}` } },
  NEVER_PLACED: ({ ever_placed }) => ever_placed
    ? { share: 0, text: { id: 'Pernah ditempatkan di UPT ini', en: 'Has been placed here before' } }
    : { share: 1, text: { id: 'Belum pernah ditempatkan di UPT ini', en: 'Has never been placed here' } },
  WAITING_TIME: ({ applied_on }, { days_full = 365 }, on) => {
    const days = Math.max(0, daysBetween(applied_on, on));
    return { share: between(days / days_full), text: { id: `Menunggu ${days} hari, sejak ${formatDay(applied_on, 'id')}`, en: `Has waited ${days} days, since ${formatDay(applied_on, 'en')}` } };
  },
  LOTTERY: ({ id }, _, __, seed) => seed === undefined
    ? { share: 0, text: { id: 'Undian bulan ini belum ditarik', en: 'The lot of this month is not drawn yet' } }
    : { share: lot(seed, id), text: { id: `Undian dengan benih ${seed}`, en: `Lot with the seed ${seed}` } },
};

refuseConstraint('waiting_once', 'waiting.already', { id: 'Peserta ini sudah menunggu untuk bengkel itu. Lihat permohonannya di daftar.', en: 'This person already waits for that workshop. See the application on the list.' });
refuseConstraint('waiting_lottery_pkey', 'lottery.drawn_already', { id: 'Undian bulan ini sudah ditarik dan diumumkan. Benihnya tidak berubah.', en: 'The lot of this month is drawn and published. Its seed does not change.' });
