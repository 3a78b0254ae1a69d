import { addDays } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { isMeasure, type Measured } from './measure.ts';
import { measuredOn, type Scope } from './measure-queries.ts';
import { newestProgress, newestReadings, type ProgressRow } from './steering-queries.ts';
import { branch, standingOf, worst, type Node, type Standing } from './tree.ts';

/** A node with what is known of it on a day. `value` is the figure of an indicator; a branch stands where its worst leaf stands. */
export type Stood = Node & { value: number | null; measured: Measured | undefined; told_on: string | null; progress: ProgressRow | undefined; standing: Standing | undefined };

export async function stand(reader: Reader, nodes: readonly Node[], { day, ...scope }: { day: string } & Scope): Promise<Stood[]> {
  const measured = await measuredOn(reader, nodes.flatMap(({ measure }) => (measure !== null && isMeasure(measure) ? [measure] : [])), { day, ...scope });
  const told = new Map((await newestReadings(reader, day)).map((row) => [row.node_code, row]));
  const gone = new Map((await newestProgress(reader, day)).map((row) => [row.node_code, row]));
  return stoodOn(nodes, day, (node) => {
    const found = node.measure !== null && isMeasure(node.measure) ? measured.get(node.measure) : undefined;
    const reading = node.measure === null ? told.get(node.code) : undefined;
    return { measured: found, value: found?.value ?? reading?.value ?? null, told_on: reading?.on_day ?? null, progress: gone.get(node.code) };
  });
}

/** The pure part: leaves from what is known, branches from their leaves. */
export function stoodOn(nodes: readonly Node[], day: string, known: (node: Node) => Omit<Stood, keyof Node | 'standing'>): Stood[] {
  const leaves = nodes.map((node): Stood => ({ ...node, ...known(node), standing: undefined })).map((node) => ({ ...node, standing: leafStanding(node, day) }));
  return leaves.map((node) => (node.standing ? node : { ...node, standing: worst(branch(leaves, node.code).flatMap(({ standing }) => (standing ? [standing] : []))) }));
}

function leafStanding(node: Stood, day: string): Standing | undefined {
  if (node.kind === 'indicator') return standingOf(node, node.value, day);
  if (node.kind !== 'milestone' || node.due_on === null || node.progress?.state === 'dropped') return undefined;
  return node.progress?.state === 'done' ? 'reached' : node.due_on < day ? 'behind' : 'on_course';
}

/** The last days of the months up to a day, oldest first, the day itself last. */
export function monthEnds(day: string, n: number): string[] {
  const [year = 0, month = 1] = day.split('-').map(Number);
  return Array.from({ length: n }, (_, back) => (back === 0 ? day : addDays(new Date(Date.UTC(year, month - back, 1)).toISOString().slice(0, 10), -1))).reverse();
}
