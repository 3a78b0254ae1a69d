/** What an attendance reason does to pay: a table of effects, walked over every reason by a test. No SQL. */
import { Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export type PayEffect = 'PAID_IF_ACTIVITY_PAID' | 'PAID_FULL' | 'PAID_PRO_RATA' | 'PAID_AUTO' | 'PAID_DEFAULT' | 'ASK' | 'UNPAID' | 'NEVER' | 'PAID_PIECE' | 'REDUCED_50' | 'BONUS' | 'HOLD' | 'REVERSED';
export type Reason = { code: string; name_id: string; name_en: string; attended: boolean; pay_effect: PayEffect; needs_note: boolean; incentive_warning: boolean; evidence: string };
export type Mark = { minutes: number; paid: boolean };
export type Given = { minutes?: number | undefined; paid?: boolean | undefined; note?: string | undefined };

/**
 * ASK wants a decision, NEVER and UNPAID allow none, PAID_DEFAULT may be turned down by an officer (its reasons want a note),
 * the rest decide for themselves. Minutes are time worked: the whole slot for who attended, the given part for a part of it.
 * A placement without pay stays without pay, whatever the reason. Source: data/attendance_reasons.csv, data/pay_effects.csv.
 */
export function markOf(reason: Reason, given: Given, { slot_minutes, placement_paid }: { slot_minutes: number; placement_paid: boolean }): Mark {
  if (reason.needs_note && !given.note?.trim()) throw needsNote(reason);
  const minutes = minutesOf(reason, given, slot_minutes);
  if (!placement_paid) {
    if (given.paid === true) throw unpaidPlacement;
    return { minutes, paid: false };
  }
  switch (decisionOf(reason.pay_effect)) {
    case 'asked':
      if (given.paid === undefined) throw needsDecision(reason);
      return { minutes, paid: given.paid };
    case 'unpaid':
      if (given.paid === true) throw neverPaid(reason);
      return { minutes, paid: false };
    case 'paid_unless':
      return { minutes, paid: given.paid ?? true };
    case 'paid':
      if (given.paid === false) throw alwaysPaid(reason);
      return { minutes, paid: true };
  }
}

/** What the screen says beside a reason, and what the command does with it. */
export type Decision = 'paid' | 'unpaid' | 'asked' | 'paid_unless';
export function decisionOf(effect: PayEffect): Decision {
  if (effect === 'ASK') return 'asked';
  if (effect === 'NEVER' || effect === 'UNPAID' || effect === 'HOLD' || effect === 'REVERSED') return 'unpaid';
  if (effect === 'PAID_DEFAULT') return 'paid_unless';
  return 'paid';
}

export const consequences: Record<Decision, Phrase> = {
  paid: { id: 'dibayar', en: 'paid' },
  unpaid: { id: 'tidak dibayar', en: 'not paid' },
  asked: { id: 'pilih dibayar atau tidak', en: 'choose paid or not' },
  paid_unless: { id: 'dibayar, kecuali Anda menolak', en: 'paid, unless you say no' },
};

function minutesOf(reason: Reason, given: Given, slot_minutes: number): number {
  if (!reason.attended) return 0;
  if (given.minutes === undefined) {
    if (reason.pay_effect === 'PAID_PRO_RATA') throw needsMinutes(reason);
    return slot_minutes;
  }
  if (given.minutes > slot_minutes) throw tooLong(slot_minutes);
  return given.minutes;
}

const needsNote = (reason: Reason) => new Refusal('attendance.needs_note', { id: `Alasan “${reason.name_id}” perlu catatan. Tulis catatannya.`, en: `“${reason.name_en}” needs a note. Write it.` }, { field: 'note', status: 422 });
const needsDecision = (reason: Reason) => new Refusal('attendance.needs_decision', { id: `Untuk “${reason.name_id}” pilih dibayar atau tidak.`, en: `For “${reason.name_en}” choose paid or unpaid.` }, { field: 'paid', status: 422 });
const neverPaid = (reason: Reason) => new Refusal('attendance.never_paid', { id: `“${reason.name_id}” tidak dapat dibayar. Pilih alasan lain bila keliru.`, en: `“${reason.name_en}” cannot be paid. Choose another reason if this is wrong.` }, { field: 'paid', status: 422 });
const alwaysPaid = (reason: Reason) => new Refusal('attendance.always_paid', { id: `“${reason.name_id}” selalu dibayar. Pilih alasan lain bila keliru.`, en: `“${reason.name_en}” is always paid. Choose another reason if this is wrong.` }, { field: 'paid', status: 422 });
const needsMinutes = (reason: Reason) => new Refusal('attendance.needs_minutes', { id: `Untuk “${reason.name_id}” isi menit kerja.`, en: `For “${reason.name_en}” enter the minutes worked.` }, { field: 'minutes', status: 422 });
const tooLong = (slot_minutes: number) => new Refusal('attendance.too_long', { id: `Menit kerja melebihi sesi (${slot_minutes} menit). Periksa angkanya.`, en: `More minutes than the session has (${slot_minutes}). Check the figure.` }, { field: 'minutes', status: 422 });
const unpaidPlacement = new Refusal('attendance.unpaid_placement', { id: 'Penempatan ini tanpa premi (latihan), jadi tidak dapat dibayar. Ubah penempatannya dahulu.', en: 'This placement is without pay (training), so it cannot be paid. Change the placement first.' }, { field: 'paid', status: 422 });
