/** The list as it stands now: the same for page, sheet and API. */
import type { Reader } from '#kernel/db.ts';
import { entries, lotOn, prioritiesOn, type EntryRow } from './waiting-queries.ts';
import { inOrder, type Standing, type WaitingState } from './waiting.ts';
import { dayAt } from './whose.ts';

export type Ranked = EntryRow & { rank: number; standing: Standing };

export async function ranked(reader: Reader, { facility_id, workshop_id, state }: { facility_id: string; workshop_id?: string | undefined; state?: WaitingState | undefined }): Promise<Ranked[]> {
  const today = await dayAt(reader, facility_id);
  return inOrder(await entries(reader, { facility_id, workshop_id, state }), await prioritiesOn(reader, facility_id, today), today, (await lotOn(reader, facility_id, today))?.seed);
}
