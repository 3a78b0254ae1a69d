/** How a person leaves and comes back: causes, states that follow, refusals. */
import { z } from 'zod';
import { day, longText, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';
import type { WorkerState } from './worker.ts';

export const moveNames = {
  sent: { id: 'Dikirim ke UPT lain', en: 'Sent to another facility' },
  call_back: { id: 'Pengiriman dibatalkan', en: 'Transfer called back' },
  received: { id: 'Diterima dari UPT lain', en: 'Received from another facility' },
  release: { id: 'Bebas', en: 'Released' },
  away: { id: 'Keluar sementara', en: 'Away for a time' },
  return: { id: 'Kembali', en: 'Returned' },
  death: { id: 'Meninggal', en: 'Died' },
} as const satisfies Record<string, Phrase>;
export type Move = keyof typeof moveNames;

/** From which states a move is possible, and to which it leads. */
export const moves: Record<Move, { from: readonly WorkerState[]; to: WorkerState }> = {
  sent: { from: ['present', 'away'], to: 'transferred' },
  call_back: { from: ['transferred'], to: 'present' },
  received: { from: ['transferred'], to: 'present' },
  release: { from: ['present', 'away'], to: 'released' },
  away: { from: ['present'], to: 'away' },
  return: { from: ['away'], to: 'present' },
  death: { from: ['present', 'away'], to: 'died' },
};

export const releaseCauses = {
  sentence_ended: { id: 'Masa pidana habis', en: 'Sentence ended' },
  conditional: { id: 'Pembebasan bersyarat', en: 'Conditional release' },
  pre_release_leave: { id: 'Cuti menjelang bebas', en: 'Leave before release' },
  conditional_leave: { id: 'Cuti bersyarat', en: 'Conditional leave' },
  acquitted: { id: 'Bebas demi hukum', en: 'Free by law' },
  other: { id: 'Lainnya', en: 'Other' },
} as const satisfies Record<string, Phrase>;
export const absenceCauses = {
  court: { id: 'Sidang', en: 'Court' },
  hospital: { id: 'Rumah sakit', en: 'Hospital' },
  family_leave: { id: 'Cuti mengunjungi keluarga', en: 'Family leave' },
  other: { id: 'Lainnya', en: 'Other' },
} as const satisfies Record<string, Phrase>;
const oneOf = <K extends string>(of: Record<K, Phrase>) => z.enum(Object.keys(of) as [K, ...K[]]);

export const newTransfer = z.strictObject({ to: shortText, on_day: day, decree: shortText });
export const newRelease = z.strictObject({ on_day: day, cause: oneOf(releaseCauses), decree: shortText });
export const newAbsence = z.strictObject({ on_day: day, cause: oneOf(absenceCauses), back_by: day.nullish(), decree: z.string().trim().max(200).default('') });
export const newReturn = z.strictObject({ on_day: day });
export const newDeath = z.strictObject({ on_day: day, decree: shortText, note: z.string().trim().max(500).default('') });
export const newMerge = z.strictObject({ duplicate_register_number: shortText, reason: longText });

export const wrongState = (move: Move, state: { id: string; en: string }): Refusal => new Refusal('movement.wrong_state', {
  id: `${moveNames[move].id} tidak dapat dicatat: keadaannya sekarang "${state.id}". Periksa bagian Pindah dan bebas.`, en: `“${moveNames[move].en}” cannot be recorded: the person is now “${state.en}”. Look at the part Moves.`,
});
export const notYet = new Refusal('movement.in_the_future', { id: 'Hari ini belum tiba. Catat pada harinya.', en: 'That day has not come yet. Record it on its day.' }, { field: 'on_day', status: 422 });
export const beforeLastMove = new Refusal('movement.before_last', { id: 'Ada kejadian lain sesudah hari itu. Periksa urutannya.', en: 'Something else happened after that day. Check the order.' }, { field: 'on_day', status: 422 });
export const unknownFacility = new Refusal('transfer.facility_unknown', { id: 'UPT tujuan tidak dikenal. Pilih dari daftar.', en: 'The facility is unknown. Choose one from the list.' }, { field: 'to', status: 422 });
export const transferDone = new Refusal('transfer.done', { id: 'Perpindahan ini sudah selesai atau dibatalkan. Muat ulang halaman untuk melihat keadaannya.', en: 'This transfer is already received or called back. Reload the page to see how it stands.' });
export const transferOfOthers = new Refusal('transfer.not_yours', { id: 'Hanya UPT tujuan yang menerima, dan hanya UPT asal yang membatalkan.', en: 'Only the facility it goes to receives, and only the one it comes from calls back.' });
export const stillBusy = new Refusal('movement.in_session', { id: 'Peserta masih tercatat di sesi yang terbuka. Tutup sesinya dahulu.', en: 'The person is still on the roster of an open session. Close it first.' });
export const noDuplicate = new Refusal('merge.no_duplicate', { id: 'Nomor register kedua tidak ditemukan di UPT Anda. Periksa nomornya.', en: 'The second register number is not found in your facility. Check the number.' }, { field: 'duplicate_register_number', status: 422 });
export const mergeDecided = new Refusal('merge.decided', { id: 'Usulan penggabungan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This merge is already decided. Reload the page to see the decision.' });
export const mergeNotRunning = new Refusal('merge.not_running', { id: 'Penggabungan ini tidak sedang berlaku. Muat ulang halaman untuk melihat keadaannya.', en: 'This merge is not in force. Reload the page to see how it stands.' });
refuseConstraint('transfer_elsewhere', 'transfer.to_itself', { id: 'UPT tujuan harus berbeda dari UPT asal.', en: 'The person must go to another facility.' }, 'to');
refuseConstraint('transfer_two_persons', 'transfer.same_person', { id: 'Yang mengirim tidak boleh menerima. Mintalah petugas UPT tujuan.', en: 'Who sends does not receive. Ask an official of the other facility.' });
refuseConstraint('transfer_under_way', 'transfer.under_way', { id: 'Orang ini sudah dalam perpindahan. Tunggu UPT tujuan menerimanya, atau batalkan dahulu.', en: 'This person is already being transferred. Wait until it is received, or call it back first.' });
refuseConstraint('merge_of_two', 'merge.of_itself', { id: 'Pilih dua nomor register yang berbeda.', en: 'Choose two different register numbers.' }, 'duplicate_register_number');
refuseConstraint('merge_two_persons', 'merge.same_person', { id: 'Pengusul tidak boleh memutus. Mintalah kepala UPT.', en: 'Who proposes does not decide. Ask the head of facility.' });
refuseConstraint('merge_undone_by_another', 'merge.same_person_undoes', { id: 'Yang memutus tidak boleh membatalkan sendiri. Mintalah orang lain.', en: 'Who decided does not undo it alone. Ask another person.' });
refuseConstraint('merge_once', 'merge.proposed_already', { id: 'Nomor register ini sudah diusulkan atau sudah digabungkan. Muat ulang halaman untuk melihat keadaannya.', en: 'This register number is already proposed or merged. Reload the page to see how it stands.' }, 'duplicate_register_number');
