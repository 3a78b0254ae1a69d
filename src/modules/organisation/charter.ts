/** A team's charter (SK tim efektif): its purpose and people, tasks with an owner and a day, and what was decided. */
import { z } from 'zod';
import { day, longText, many, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const parts = { chair: { id: 'Ketua', en: 'Chair' }, secretary: { id: 'Sekretaris', en: 'Secretary' }, member: { id: 'Anggota', en: 'Member' } } as const satisfies Record<string, Phrase>;
export type Part = keyof typeof parts;

export const taskStates = { planned: { id: 'Direncanakan', en: 'Planned' }, doing: { id: 'Dikerjakan', en: 'Being done' }, done: { id: 'Selesai', en: 'Done' }, dropped: { id: 'Dihentikan', en: 'Dropped' } } as const satisfies Record<string, Phrase>;
export type TaskState = keyof typeof taskStates;
/** Both ends are final: work that comes back is another task. */
export const taskMoves: Record<TaskState, readonly TaskState[]> = { planned: ['doing', 'done', 'dropped'], doing: ['planned', 'done', 'dropped'], done: [], dropped: [] };

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' || input === null ? undefined : input), of.optional());

export const newCharter = z.strictObject({ number: shortText, title: shortText, purpose: longText, decree_on: day, from: day, to: day, chair: z.uuid(), secretary: optional(z.uuid()), members: many(z.uuid()) })
  .refine((row) => row.to >= row.from, { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });
export const newTask = z.strictObject({ charter_id: z.uuid(), title: shortText, owner_id: z.uuid(), due_on: day });
export const taskMove = z.strictObject({ state: z.enum(['planned', 'doing', 'done', 'dropped']), evidence: optional(longText) })
  .refine((row) => (row.state !== 'done' && row.state !== 'dropped') || row.evidence !== undefined, { path: ['evidence'], error: 'Tulis buktinya, atau alasan menghentikan | Write the evidence, or why it is dropped' });
export const newDue = z.strictObject({ due_on: day, reason: longText });
export const newDecision = z.strictObject({ decided_on: day, topic: shortText, decision: longText, reason: longText, decided_by: shortText, charter_id: optional(z.uuid()), replaces: optional(z.uuid()), tasks: many(z.uuid()) });

/** Chair, secretary and members as rows; who has two parts keeps the higher. */
export function peopleOf({ chair, secretary, members }: Pick<z.output<typeof newCharter>, 'chair' | 'secretary' | 'members'>): { staff_id: string; part: Part }[] {
  const rows = new Map<string, Part>(members.map((id) => [id, 'member']));
  if (secretary) rows.set(secretary, 'secretary');
  rows.set(chair, 'chair');
  return [...rows].map(([staff_id, part]) => ({ staff_id, part }));
}

export const taskEnded = (from: TaskState, to: TaskState) => new Refusal('task.transition', {
  id: `Tugas ini ${taskStates[from].id.toLowerCase()}; tidak dapat menjadi ${taskStates[to].id.toLowerCase()}. Buat tugas baru bila perlu.`,
  en: `This task is ${taskStates[from].en.toLowerCase()}; it cannot become ${taskStates[to].en.toLowerCase()}. Make a new task if needed.`,
}, { field: 'state' });
export const notYourTask = new Refusal('task.not_yours', { id: 'Ini tugas orang lain. Penanggung jawabnya, kepala seksi atau kepala yang mengubahnya.', en: 'This is somebody else’s task. Its owner, the section head or the head changes it.' });
export const notInTeam = new Refusal('task.owner_outside', { id: 'Penanggung jawab harus anggota tim ini. Tambahkan dahulu ke tim, atau pilih anggota lain.', en: 'The owner must be a member of this team. Add them to the team first, or choose a member.' }, { field: 'owner_id', status: 422 });
export const otherCharter = new Refusal('decision.task_elsewhere', { id: 'Tugas itu bukan dari tim yang dipilih. Pilih tugas dari tim itu.', en: 'That task is not of the chosen team. Choose a task of that team.' }, { field: 'tasks', status: 422 });

refuseConstraint('charter_number', 'charter.number_taken', { id: 'Nomor SK ini sudah dipakai. Periksa nomornya, atau isi nomor lain.', en: 'This decree number is already used. Check the number, or enter another.' }, 'number');
refuseConstraint('decision_replaced_once', 'decision.replaced_already', { id: 'Keputusan itu sudah diganti oleh keputusan lain. Ganti keputusan yang berlaku sekarang.', en: 'That decision was already replaced by another. Replace the one that now holds.' }, 'replaces');
