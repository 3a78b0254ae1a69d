/** The grand design as one paper: the tree of a day, what was said, what is wanted, and how each indicator stands. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { letterhead, officialDocument, orDash, type Block } from '#kernel/documents/index.ts';

const voiced = { today: z.string().nullable(), wanted: z.string().nullable(), source: z.string().nullable() };
const indicator = z.strictObject({ code: z.string(), name: z.string(), value: z.string(), baseline: z.string(), target: z.string(), standing: z.string(), coverage: z.string(), owner: z.string(), formula: z.string(), share: z.number().min(0).max(100).nullable() });
const goal = z.strictObject({ code: z.string(), name: z.string(), ...voiced, indicators: z.array(indicator), programmes: z.array(z.strictObject({ code: z.string(), name: z.string(), owner: z.string(), milestones: z.array(z.strictObject({ name: z.string(), due: z.string(), state: z.string() })) })) });
const content = z.strictObject({
  letterhead, number: z.string(), title: z.string(), decree: z.string(), in_force: z.string(), day: z.iso.date(), coverage: z.string(), vision: z.string(), fingerprint: z.string(),
  pillars: z.array(z.strictObject({ code: z.string(), name: z.string(), ...voiced, goals: z.array(goal) })).min(1),
  risks: z.array(z.strictObject({ number: z.string(), what: z.string(), weight: z.string(), response: z.string(), owner: z.string() })), decisions: z.array(z.strictObject({ number: z.string(), day: z.string(), decision: z.string(), owner: z.string(), state: z.string() })), projects: z.array(z.strictObject({ number: z.string(), title: z.string(), gate: z.string(), owner: z.string() })),
});
export type GrandDesignPaper = z.output<typeof content>;
type Pillar = GrandDesignPaper['pillars'][number];
type Goal = Pillar['goals'][number];

export const grandDesign = officialDocument({
  kind: 'grand-design',
  content,
  compose: (paper) => ({
    title: 'Grand Design Industri Pemasyarakatan', number: paper.number, subtitle: `${paper.title}, keadaan ${formatDay(paper.day, 'id')}`, letterhead: paper.letterhead,
    blocks: [
      { kind: 'facts', facts: [{ label: 'Visi', value: paper.vision }, { label: 'Ditetapkan dengan', value: paper.decree }, { label: 'Berlaku', value: paper.in_force }, { label: 'Kelengkapan fakta', value: paper.coverage }] },
      ...paper.pillars.flatMap(pillarBlocks),
      { kind: 'section', title: 'Risiko' },
      listed(paper.risks.map((row) => [row.number, row.what, row.weight, row.response, row.owner]), ['Nomor', 'Risiko', 'Bobot', 'Tindakan', 'Penanggung jawab'], [1.2, 2.4, 1, 2, 1.6], 'Tidak ada risiko terbuka.'),
      { kind: 'section', title: 'Keputusan pengarah' },
      listed(paper.decisions.map((row) => [row.number, row.day, row.decision, row.owner, row.state]), ['Nomor', 'Tanggal', 'Keputusan', 'Penanggung jawab', 'Keadaan'], [1.2, 1.2, 2.6, 1.6, 1], 'Belum ada keputusan.'),
      { kind: 'section', title: 'Proyek perubahan' },
      listed(paper.projects.map((row) => [row.number, row.title, row.gate, row.owner]), ['Nomor', 'Proyek', 'Gerbang', 'Penanggung jawab'], [1.2, 2.6, 1.4, 1.8], 'Belum ada proyek perubahan.'),
      { kind: 'note', text: `Disusun dari pohon yang berlaku pada ${formatDay(paper.day, 'id')}; angka diukur sistem dari fakta. Jalan dari nilai awal ke target dianggap rata menurut waktu. Sidik isi versi: ${paper.fingerprint}.` },
    ],
  }),
});

function listed(rows: string[][], titles: string[], shares: number[], none: string): Block {
  return rows.length === 0 ? { kind: 'note', text: none } : { kind: 'table', columns: titles.map((title, n) => ({ title, share: shares[n] ?? 1 })), rows };
}

function pillarBlocks({ name, goals, ...said }: Pillar): Block[] {
  return [{ kind: 'section', title: `Pilar ${name}` }, ...voicedBlocks(said), ...goals.flatMap(goalBlocks)];
}

function voicedBlocks({ today, wanted, source }: Pick<Pillar, 'today' | 'wanted' | 'source'>): Block[] {
  if (today === null && wanted === null) return [];
  return [{ kind: 'parties', parties: [{ heading: 'Keadaan hari ini', facts: [{ label: 'Disebut', value: orDash(today ?? undefined) }] }, { heading: 'Keadaan yang diinginkan', facts: [{ label: 'Disebut', value: orDash(wanted ?? undefined) }] }] }, ...(source === null ? [] : [{ kind: 'note', text: `Sumber: ${source}` } satisfies Block])];
}

function goalBlocks({ code, name, indicators, programmes, ...said }: Goal): Block[] {
  const charted = indicators.filter(({ share }) => share !== null);
  return [
    { kind: 'text', text: `Tujuan ${code}: ${name}` }, ...voicedBlocks(said),
    ...(charted.length === 0 ? [] : [{ kind: 'bars', title: 'Jalan ke target (seluruh lebar = target)', bars: charted.map((row) => ({ label: row.name, share: row.share ?? 0, text: `${row.value} dari ${row.target}: ${row.standing}` })) } satisfies Block]),
    listed(indicators.map((row) => [`${row.name}\n${row.formula}`, row.value, row.baseline, row.target, row.standing, `${row.coverage}\n${row.owner}`]), ['Indikator', 'Nilai', 'Awal', 'Target', 'Keadaan', 'Kelengkapan, penanggung jawab'], [2.4, 1.1, 1.1, 1.2, 1.2, 2], 'Tujuan ini diukur pada programnya.'),
    ...(programmes.length === 0 ? [] : [{ kind: 'table', columns: [{ title: 'Program', share: 2.2 }, { title: 'Penanggung jawab', share: 1.6 }, { title: 'Tonggak', share: 2.6 }], rows: programmes.map((row) => [`${row.code} ${row.name}`, row.owner, row.milestones.map((one) => `${one.name}, ${one.due}: ${one.state}`).join('\n') || '–']) } satisfies Block]),
  ];
}
