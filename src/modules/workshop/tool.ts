/** Tools by class: who may hold them, and how long they may stay out. */
import { Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

const ranks: Record<string, number> = { C: 1, B: 2, A: 3, AA: 4 };
/** Kitchen knives ask for the clearance of sharp tools, vehicles for the highest; machines, chemicals and devices for that of hand tools. */
const asked: Record<string, string> = { AA: 'AA', A: 'A', B: 'B', C: 'C', K: 'A', M: 'B', H: 'B', D: 'B', V: 'AA' };

export function mayHold(clearance: string, tool_class: string): boolean {
  return (ranks[clearance] ?? 0) >= (ranks[asked[tool_class] ?? 'AA'] ?? 4);
}

export type ToolState = 'kept' | 'out' | 'missing' | 'broken' | 'retired';
export const toolStates: Record<ToolState, Phrase> = {
  kept: { id: 'Di papan', en: 'On the board' },
  out: { id: 'Keluar', en: 'Out' },
  missing: { id: 'Hilang', en: 'Missing' },
  broken: { id: 'Rusak', en: 'Broken' },
  retired: { id: 'Dihapus', en: 'Retired' },
};

export const notKept = (code: string) => new Refusal('tool.not_kept', { id: `Alat ${code} tidak ada di papan. Selesaikan catatan sebelumnya dahulu.`, en: `Tool ${code} is not on its board. Settle its earlier record first.` });
export const twoOfficers = (code: string) => new Refusal('tool.two_officers', { id: `Alat ${code} perlu dua petugas. Pilih petugas kedua, selain Anda.`, en: `Tool ${code} wants two officers. Choose the second, other than yourself.` }, { field: 'second_officer', status: 422 });
export const notCleared = (code: string, tool_class: string, clearance: string) => new Refusal('tool.not_cleared', { id: `Peserta berizin alat kelas ${clearance}, sedangkan ${code} kelas ${tool_class}. Beri alat kepada peserta lain.`, en: `The person is cleared for class ${clearance}; ${code} is class ${tool_class}. Give the tool to somebody else.` }, { field: 'worker_id' });
export const notPresent = new Refusal('tool.holder_not_present', { id: 'Alat hanya untuk peserta yang tercatat hadir di sesi ini. Catat kehadirannya dahulu.', en: 'Tools go only to people marked present in this session. Mark attendance first.' }, { field: 'worker_id' });
export const notOut = new Refusal('tool.not_out', { id: 'Alat ini tidak tercatat keluar. Periksa kode alatnya.', en: 'This tool is not recorded as out. Check its code.' });
export const wrongWorkshop = (code: string) => new Refusal('tool.other_workshop', { id: `Alat ${code} milik bengkel lain. Pakai alat bengkel ini.`, en: `Tool ${code} belongs to another workshop. Use this workshop’s tools.` }, { field: 'tool_id' });
