import type { Say } from '#kernel/words.ts';
import type { sayProduction } from './words.ts';

type Key = ReturnType<typeof sayProduction> extends Say<infer Known> ? Known : never;
const texts: Record<string, Key> = {
  'work_order.created': 'verbCreated', 'work_order.released': 'verbReleased', 'work_order.in_progress': 'verbStarted', 'work_order.inspection': 'verbInspection', 'work_order.done': 'verbDone',
  'work_order.cancelled': 'verbCancelled', 'output.recorded': 'verbOutput', 'material.drawn': 'verbDrawn', 'work_order.inspected': 'verbInspected', 'work_order.stocked': 'verbStocked',
};

/** An event of a work order as a line of its history. */
export function eventText({ verb, particulars }: { verb: string; particulars: Record<string, unknown> }, t: Say<Key>): string {
  const key = texts[verb];
  if (!key) return verb;
  return t(key, Object.fromEntries(Object.entries(particulars).flatMap(([name, value]) => (typeof value === 'string' || typeof value === 'number' ? [[name, value]] : []))));
}
