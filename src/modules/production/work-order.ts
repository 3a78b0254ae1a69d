import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export const states = ['planned', 'released', 'in_progress', 'inspection', 'done', 'cancelled'] as const;
export type State = (typeof states)[number];

/**
 * What may follow what. Output moves released to in progress, the first inspection to inspection, more output after that
 * back to in progress, enough passed pieces to done. What was inspected is in stock: such an order is no longer cancelled.
 */
export const transitions: Record<State, readonly State[]> = {
  planned: ['released', 'cancelled'],
  released: ['in_progress', 'cancelled'],
  in_progress: ['inspection', 'cancelled'],
  inspection: ['in_progress', 'done'],
  done: [],
  cancelled: [],
};

export function mayFollow(from: State, to: State): boolean {
  return transitions[from].includes(to);
}

export const isRunning = (state: State): boolean => transitions[state].length > 0;

export function checkMove(from: State, to: State): void {
  if (mayFollow(from, to)) return;
  throw new Refusal('work_order.wrong_state', {
    id: `Perintah kerja berstatus "${stateNames[from].id}" tidak dapat menjadi "${stateNames[to].id}". Muat ulang halaman untuk melihat keadaannya.`,
    en: `A work order that is "${stateNames[from].en}" cannot become "${stateNames[to].en}". Reload the page to see how it stands.`,
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

export const tones = { planned: 'abu', released: 'biru', in_progress: 'kuning', inspection: 'ungu', done: 'hijau', cancelled: 'merah' } as const satisfies Record<State, string>;

/** Ordered pieces and a tenth: more than that in the last step is recorded, and said. */
export function aboveOrder(quantity: number, good_in_last_step: number): boolean {
  return good_in_last_step > Math.floor(quantity * 1.1);
}

/** What the bill asks for so many pieces, waste included, rounded up to whole units. */
export function needed(line: { quantity: number; waste_bp: number }, pieces: number): number {
  return Math.ceil((line.quantity * pieces * (10_000 + line.waste_bp)) / 10_000);
}

export function lastStep(routing: readonly { step: number }[]): number {
  return Math.max(0, ...routing.map((each) => each.step));
}

refuseConstraint('output_by_rostered', 'output.not_on_roster', { id: 'Orang ini tidak ada di daftar sesi. Pilih dari daftar, atau catat sebagai hasil regu.', en: 'This person is not on the session\'s roster. Choose from the list, or record it for the team.' }, 'worker_id');
refuseConstraint('output_reason_code_fkey', 'output.unknown_reason', { id: 'Alasan tidak dikenal. Pilih dari daftar.', en: 'Unknown reason. Choose from the list.' }, 'reason_code');
refuseConstraint('inspection_reason_code_fkey', 'inspection.unknown_reason', { id: 'Alasan tidak dikenal. Pilih dari daftar.', en: 'Unknown reason. Choose from the list.' }, 'reason_code');
refuseConstraint('output.same_person', 'output.same_person', { id: 'Anda memeriksa perintah ini, jadi tidak boleh mencatat hasilnya. Mintalah petugas lain.', en: 'You inspected this order, so you may not record its output. Ask another officer.' });
refuseConstraint('output_reason', 'output.needs_reason', { id: 'Hasil cacat atau ulang perlu alasan. Pilih alasannya.', en: 'Scrap and rework need a reason. Choose one.' }, 'reason_code');
refuseConstraint('inspection.same_person', 'inspection.same_person', { id: 'Anda mencatat hasil perintah ini, jadi tidak boleh memeriksanya. Mintalah petugas lain.', en: 'You recorded output of this order, so you may not inspect it. Ask another officer.' });
