import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const states = ['planned', 'released', 'in_progress', 'inspection', 'done', 'cancelled'] as const;
export type State = (typeof states)[number];

/** What may follow what. Output moves released to in progress; the first inspection to inspection; enough passed pieces to done. */
export const transitions: Record<State, readonly State[]> = {
  planned: ['released', 'cancelled'],
  released: ['in_progress', 'cancelled'],
  in_progress: ['inspection', 'done', 'cancelled'],
  inspection: ['in_progress', 'done'],
  done: [],
  cancelled: [],
};

export function checkMove(from: State, to: State): void {
  if (transitions[from].includes(to)) return;
  throw new Refusal('work_order.wrong_state', {
    id: `Perintah kerja berstatus "${stateNames[from].id}" tidak dapat menjadi "${stateNames[to].id}".`,
    en: `A work order that is "${stateNames[from].en}" cannot become "${stateNames[to].en}".`,
  });
}

export const stateNames: Record<State, { id: string; en: string }> = {
  planned: { id: 'Direncanakan', en: 'Planned' },
  released: { id: 'Siap dikerjakan', en: 'Released' },
  in_progress: { id: 'Dikerjakan', en: 'In progress' },
  inspection: { id: 'Diperiksa', en: 'In inspection' },
  done: { id: 'Selesai', en: 'Done' },
  cancelled: { id: 'Dibatalkan', en: 'Cancelled' },
};

refuseConstraint('output_reason', 'output.needs_reason', { id: 'Hasil cacat atau ulang perlu alasan. Pilih alasannya.', en: 'Scrap and rework need a reason. Choose one.' }, 'reason_code');
refuseConstraint('inspection.same_person', 'inspection.same_person', { id: 'Anda mencatat hasil perintah ini, jadi tidak boleh memeriksanya. Mintalah petugas lain.', en: 'You recorded output of this order, so you may not inspect it. Ask another officer.' });
