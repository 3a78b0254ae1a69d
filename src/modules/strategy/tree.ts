// What the grand design is made of: a tree of nodes under one vision, drafted, adopted and compared as whole versions. No SQL, no HTTP.
import { z } from 'zod';
import { daysBetween } from '#kernel/calendar.ts';
import { day, longText, shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';
import { measureNames } from './measure.ts';

export const kinds = ['vision', 'pillar', 'goal', 'programme', 'milestone', 'indicator'] as const;
export type Kind = (typeof kinds)[number];
/** Under what a node may stand. */
export const parentsOf: Record<Kind, readonly Kind[]> = { vision: [], pillar: ['vision'], goal: ['pillar'], programme: ['goal'], milestone: ['programme'], indicator: ['goal', 'programme'] };
export const areas = ['organisation', 'people', 'budget', 'production', 'marketing', 'cooperation', 'regulation', 'reintegration'] as const;
export type Area = (typeof areas)[number];
export const ownerRoles = ['headquarters', 'regional', 'facility_head', 'section_head', 'treasurer'] as const;
export const units = { percent: { id: 'persen', en: 'per cent' }, people: { id: 'orang', en: 'people' }, count: { id: 'buah', en: 'count' }, idr: { id: 'rupiah', en: 'rupiah' }, days: { id: 'hari', en: 'days' } } as const satisfies Record<string, Phrase>;
export type Unit = keyof typeof units;

export const versionStates = ['draft', 'adopted', 'dropped'] as const;
export type VersionState = (typeof versionStates)[number];
/** From a state, by a verb, to a state; what is not here is refused. */
export const versionTransitions = [{ from: 'draft', verb: 'adopt', to: 'adopted' }, { from: 'draft', verb: 'drop', to: 'dropped' }] as const satisfies { from: VersionState; verb: string; to: VersionState }[];
export const mayFollow = (from: VersionState, verb: (typeof versionTransitions)[number]['verb']): boolean => versionTransitions.some((row) => row.from === from && row.verb === verb);

const decimal = z.preprocess((input) => (typeof input === 'string' ? Number(/,\d+$/.test(input) ? input.replaceAll('.', '').replace(',', '.') : /^\d{1,3}(\.\d{3})+$/.test(input) ? input.replaceAll('.', '') : input) : input), z.number().min(-1e15).max(1e15));
export const amount = decimal;
export const nodeFields = z.strictObject({
  code: z.string().trim().toUpperCase().max(30).regex(/^[A-Z0-9]+([.-][A-Z0-9]+)*$/, 'Kode hanya huruf besar, angka, titik dan tanda hubung | A code has only capital letters, digits, dots and hyphens'),
  kind: z.enum(kinds), parent: z.string().max(30).optional(), position: z.coerce.number().int().min(0).max(9999).default(0), name_id: shortText, name_en: shortText, area: z.enum(areas).optional(),
  today_id: longText.optional(), today_en: longText.optional(), wanted_id: longText.optional(), wanted_en: longText.optional(), source: longText.optional(),
  owner_role: z.enum(ownerRoles).optional(), owner_unit: shortText.optional(), due_on: day.optional(),
  measure: z.enum(measureNames).optional(), unit: z.enum(Object.keys(units) as [Unit, ...Unit[]]).optional(), better: z.enum(['up', 'down']).optional(), definition_id: longText.optional(), definition_en: longText.optional(), formula: longText.optional(),
  baseline: decimal.optional(), baseline_on: day.optional(), target: decimal.optional(), target_on: day.optional(),
});
export type NodeFields = z.infer<typeof nodeFields>;
/** A node as it is kept: what does not apply is null. */
export type Node = { [Field in keyof Required<NodeFields>]: undefined extends NodeFields[Field] ? Exclude<NodeFields[Field], undefined> | null : NodeFields[Field] } & { parent_kind: Kind | null };

/** What a version still lacks before it can be adopted; each with the node that lacks it. */
export type Gap = { code: string; lacks: 'vision' | 'pillar' | 'indicator' | 'owner' | 'definition' | 'source' | 'formula' };
export function gapsOf(nodes: readonly Node[]): Gap[] {
  const under = (code: string): Node[] => nodes.filter((node) => node.parent === code);
  const measured = (code: string): boolean => under(code).some((node) => node.kind === 'indicator' || measured(node.code));
  const gaps: Gap[] = nodes.some(({ kind }) => kind === 'vision') ? [] : [{ code: '–', lacks: 'vision' }];
  for (const area of areas) if (!nodes.some((node) => node.area === area)) gaps.push({ code: area, lacks: 'pillar' });
  for (const node of nodes) {
    if (node.kind === 'goal' && !measured(node.code)) gaps.push({ code: node.code, lacks: 'indicator' });
    if (['programme', 'milestone', 'indicator'].includes(node.kind) && (!node.owner_role || !node.owner_unit)) gaps.push({ code: node.code, lacks: 'owner' });
    if (node.kind === 'indicator' && (!node.definition_id || !node.definition_en)) gaps.push({ code: node.code, lacks: 'definition' });
    if (node.kind === 'indicator' && !node.measure && !node.source) gaps.push({ code: node.code, lacks: 'source' });
    if (node.kind === 'indicator' && !node.measure && !node.formula) gaps.push({ code: node.code, lacks: 'formula' });
  }
  return gaps;
}

/** Two versions beside each other: what came, what went, and which words or figures changed. */
export type Change = { code: string; kind: Kind; how: 'added' | 'removed' | 'changed'; fields: { field: string; was: string; is: string }[]; name_id: string; name_en: string };
export function compare(before: readonly Node[], after: readonly Node[]): Change[] {
  const was = new Map(before.map((node) => [node.code, node]));
  const is = new Map(after.map((node) => [node.code, node]));
  const named = ({ code, kind, name_id, name_en }: Node) => ({ code, kind, name_id, name_en });
  const said = (value: unknown): string => (value === null || value === undefined ? '–' : String(value));
  return [...new Set([...was.keys(), ...is.keys()])].sort().flatMap((code): Change[] => {
    const [old, now] = [was.get(code), is.get(code)];
    if (!old) return now ? [{ ...named(now), how: 'added', fields: [] }] : [];
    if (!now) return [{ ...named(old), how: 'removed', fields: [] }];
    const fields = (Object.keys(nodeFields.shape) as (keyof NodeFields)[]).filter((field) => said(old[field]) !== said(now[field])).map((field) => ({ field, was: said(old[field]), is: said(now[field]) }));
    return fields.length > 0 ? [{ ...named(now), how: 'changed', fields }] : [];
  });
}

/** How an indicator stands on a day. The way from baseline to target is taken as even in time. */
export const standings = ['reached', 'on_course', 'slow', 'behind', 'no_baseline', 'no_facts'] as const;
export type Standing = (typeof standings)[number];
export type Aim = Pick<Node, 'better' | 'baseline' | 'baseline_on' | 'target' | 'target_on'>;
export function standingOf({ better, baseline, baseline_on, target, target_on }: Aim, value: number | null, on: string): Standing {
  if (value === null || target === null || target_on === null) return 'no_facts';
  if (better === 'down' ? value <= target : value >= target) return 'reached';
  if (baseline === null || baseline_on === null || baseline === target) return 'no_baseline';
  const gone = (value - baseline) / (target - baseline);
  const time = Math.min(1, Math.max(0, daysBetween(baseline_on, on) / Math.max(1, daysBetween(baseline_on, target_on))));
  return gone >= time ? 'on_course' : gone >= time / 2 ? 'slow' : 'behind';
}

/** Worst first: a branch stands where its worst measured leaf stands; what is not known never hides what is bad. */
const order: readonly Standing[] = ['behind', 'slow', 'no_facts', 'no_baseline', 'on_course', 'reached'];
export function worst(all: readonly Standing[]): Standing | undefined {
  return order.find((standing) => all.includes(standing));
}
/** Everything below a node, itself included. */
export function branch<One extends Pick<Node, 'code' | 'parent'>>(nodes: readonly One[], code: string): One[] {
  const own = nodes.filter((node) => node.code === code);
  return [...own, ...nodes.filter((node) => node.parent === code).flatMap((node) => branch(nodes, node.code))];
}
