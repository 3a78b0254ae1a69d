/** Piagam tim efektif: what a team is for, who is in it, what each does by when, and what was decided. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { letterhead, officialDocument, signatory } from '#kernel/documents/index.ts';

const content = z.strictObject({
  letterhead, number: z.string(), title: z.string(), purpose: z.string(), decree_on: z.iso.date(), from: z.iso.date(), to: z.iso.date(),
  members: z.array(z.strictObject({ name: z.string(), nip: z.string(), part: z.string() })).min(1),
  tasks: z.array(z.strictObject({ title: z.string(), owner: z.string(), due_on: z.iso.date(), state: z.string() })),
  decisions: z.array(z.strictObject({ number: z.string(), decided_on: z.iso.date(), decision: z.string() })),
  head: signatory, place: z.string(),
});

export const piagamTim = officialDocument({
  kind: 'piagam-tim',
  content,
  compose: (charter) => ({
    title: 'Piagam Tim',
    number: charter.number,
    subtitle: charter.title,
    letterhead: charter.letterhead,
    blocks: [
      { kind: 'facts', facts: [{ label: 'Tujuan', value: charter.purpose }, { label: 'Masa kerja', value: `${formatDay(charter.from, 'id')} sampai ${formatDay(charter.to, 'id')}` }] },
      { kind: 'table', title: 'Susunan tim', columns: [{ title: 'Nama', share: 1 }, { title: 'NIP' }, { title: 'Kedudukan' }], rows: charter.members.map((member) => [member.name, member.nip, member.part]) },
      {
        kind: 'table', title: 'Tugas', columns: [{ title: 'Tugas', share: 1 }, { title: 'Penanggung jawab' }, { title: 'Tenggat' }, { title: 'Keadaan' }],
        rows: charter.tasks.length === 0 ? [['Belum ada tugas.', '', '', '']] : charter.tasks.map((task) => [task.title, task.owner, formatDay(task.due_on, 'id'), task.state]),
      },
      ...(charter.decisions.length === 0 ? [] : [{ kind: 'table' as const, title: 'Keputusan', columns: [{ title: 'Nomor' }, { title: 'Hari' }, { title: 'Keputusan', share: 1 }], rows: charter.decisions.map((row) => [row.number, formatDay(row.decided_on, 'id'), row.decision]) }]),
      { kind: 'signatures', place_and_day: `${charter.place}, ${formatDay(charter.decree_on, 'id')}`, signatures: [{ above: charter.head.position, person: charter.head, stamp: true }] },
    ],
  }),
});
