import { Refusal } from '#kernel/refusal.ts';

export type Reason = { code: string; name_id: string; name_en: string; attended: boolean; pay_effect: string; needs_note: boolean; incentive_warning: boolean };
export type Mark = { minutes: number; paid: boolean };

/**
 * What a reason does to pay. ASK wants a decision, NEVER allows none, the rest decide for themselves; PAID_DEFAULT may be
 * turned down by an officer. Minutes are the time worked: the whole slot unless the reason says part of it.
 */
export function markOf(reason: Reason, given: { minutes?: number; paid?: boolean; note?: string }, slot_minutes: number): Mark {
  if (reason.needs_note && !given.note?.trim()) throw needsNote(reason);
  const minutes = reason.attended ? Math.min(given.minutes ?? slot_minutes, slot_minutes) : 0;
  switch (reason.pay_effect) {
    case 'ASK':
      if (given.paid === undefined) throw needsDecision(reason);
      return { minutes, paid: given.paid };
    case 'NEVER':
    case 'UNPAID':
      if (given.paid === true) throw neverPaid(reason);
      return { minutes, paid: false };
    case 'PAID_DEFAULT':
      return { minutes, paid: given.paid ?? true };
    default:
      if (reason.pay_effect === 'PAID_PRO_RATA' && given.minutes === undefined) throw needsMinutes(reason);
      return { minutes, paid: true };
  }
}

const needsNote = (reason: Reason) => new Refusal('attendance.needs_note', { id: `Alasan "${reason.name_id}" perlu catatan. Tulis catatannya.`, en: `"${reason.name_en}" needs a note. Write it.` }, { field: 'note', status: 422 });
const needsDecision = (reason: Reason) => new Refusal('attendance.needs_decision', { id: `Untuk "${reason.name_id}" pilih dibayar atau tidak.`, en: `For "${reason.name_en}" choose paid or unpaid.` }, { field: 'paid', status: 422 });
const neverPaid = (reason: Reason) => new Refusal('attendance.never_paid', { id: `"${reason.name_id}" tidak dapat dibayar. Pilih alasan lain bila keliru.`, en: `"${reason.name_en}" cannot be paid. Choose another reason if this is wrong.` }, { field: 'paid', status: 422 });
const needsMinutes = (reason: Reason) => new Refusal('attendance.needs_minutes', { id: `Untuk "${reason.name_id}" isi menit kerja.`, en: `For "${reason.name_en}" enter the minutes worked.` }, { field: 'minutes', status: 422 });
