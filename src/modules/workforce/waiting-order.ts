/** The list as it stands now: the same for page, sheet and API. */
import { dayAt } from '#organisation';
import type { Reader } from '#kernel/db.ts';
import { entries, lotOn, prioritiesOn, type EntryRow } from './waiting-queries.ts';
import { inOrder, type Standing, type WaitingState } from './waiting.ts';

export type Ranked = EntryRow & { rank: number; standing: Standing };

export async function ranked(reader: Reader, { facility_id, workshop_id, state }: { facility_id: string; workshop_id?: string | undefined; state?: WaitingState | undefined }): Promise<Ranked[]> {
  const today = await dayAt(reader, facility_id);
  return inOrder(await entries(reader, { facility_id, workshop_id, state }), await prioritiesOn(reader, facility_id, today), today, (await lotOn(reader, facility_id, today))?.seed);
}

/** Where a person stands among those who wait for this workshop, or for any; null when the person does not wait. */
export async function placeInQueue(reader: Reader, { facility_id, workshop_id, worker_id }: { facility_id: string; workshop_id: string; worker_id: string }): Promise<{ place: number; of: number } | null> {
  const waiting = await ranked(reader, { facility_id, workshop_id });
  const entry = waiting.find((each) => each.worker_id === worker_id);
  return entry ? { place: entry.rank, of: waiting.length } : null;
}
