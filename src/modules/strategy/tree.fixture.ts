// A small complete tree for tests: every area, one goal that measures itself and one that is told by hand.
import type { House } from '#tests/house.ts';
import type { Actor } from '#kernel/policy.ts';
import { adoptVersion, draftVersion, writeNode } from './tree-commands.ts';
import { areas, type NodeFields } from './tree.ts';

const owner = { owner_role: 'headquarters', owner_unit: 'Subdirektorat Contoh' } as const;
export const smallTree: NodeFields[] = [
  { code: 'V', kind: 'vision', position: 0, name_id: 'Visi contoh', name_en: 'Sample vision' },
  ...areas.flatMap((area, n): NodeFields[] => [
    { code: `P${n}`, kind: 'pillar', parent: 'V', position: n, name_id: `Pilar ${area}`, name_en: `Pillar ${area}`, area },
    { code: `G${n}`, kind: 'goal', parent: `P${n}`, position: n, name_id: `Tujuan ${n}`, name_en: `Goal ${n}`, today_id: 'Belum ideal', today_en: 'Not ideal', wanted_id: 'Tersedia', wanted_en: 'There', source: 'Contoh' },
    { code: `I${n}`, kind: 'indicator', parent: `G${n}`, position: n, name_id: `Indikator ${n}`, name_en: `Indicator ${n}`, ...owner, unit: 'percent', better: 'up', definition_id: 'Bagian', definition_en: 'Share', target: 80, target_on: '2028-12-31', ...(n === 0 ? { measure: 'charters' as const, baseline: 0, baseline_on: '2026-01-01' } : n === 3 ? { measure: 'places_filled' as const } : { formula: 'a ÷ b', source: 'Laporan' }) },
  ]),
  { code: 'R0', kind: 'programme', parent: 'G0', position: 1, name_id: 'Program tim efektif', name_en: 'Effective teams', ...owner },
  { code: 'M0', kind: 'milestone', parent: 'R0', position: 1, name_id: 'SK pertama', name_en: 'First charter', ...owner, due_on: '2026-12-31' },
];

export function node(code: string): NodeFields {
  const found = smallTree.find((one) => one.code === code);
  if (!found) throw new Error(`no node ${code}`);
  return found;
}

export async function drafted(house: House, drafter: Actor, nodes: readonly NodeFields[] = smallTree): Promise<string> {
  return house.act(drafter, async (tx) => {
    const { id } = await draftVersion(tx, { title: 'Grand design contoh', reason: 'Konsep pertama' });
    for (const node of nodes) await writeNode(tx, { version_id: id, ...node });
    return id;
  });
}
export async function adopted(house: House, { drafter = house.as('headquarters'), adopter = house.as('headquarters', 'facility', 2), from = '2026-11-01' } = {}): Promise<string> {
  const id = await drafted(house, drafter);
  await house.act(adopter, (tx) => adoptVersion(tx, { id, decree: 'KEP-CONTOH-1', from }));
  return id;
}
