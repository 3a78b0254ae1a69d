// Devices on the floor, officers with a PIN, and what two of those devices said this morning: enough that the queue has something to settle.
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { activateDevice, enrolDevice, hashPin, revokeDevice, setPin } from '#identity';
import { receiveCaptures } from '#workshop';
import type { Place } from './life.ts';

/** Every invented officer's PIN, printed where it is asked for. */
export const demoPin = '271849';

export async function equipFloors(db: Db, places: Place[]): Promise<void> {
  const pin_hash = await hashPin(db, demoPin);
  for (const [index, place] of places.entries()) {
    const { facility_id, staff } = place;
    for (const officer of [staff.officer, staff.inspector, staff.section_head]) await transact(db, { actor: officer }, (tx) => setPin(tx, { pin_hash }));
    const phones = await transact(db, { actor: system }, async (tx) => [await enrolDevice(tx, { facility_id, name: 'HP bengkel contoh 1', kind: 'workshop' }), await enrolDevice(tx, { facility_id, name: 'HP bengkel contoh 2', kind: 'workshop' })]);
    for (const { code } of phones) await activateDevice(db, code);
    if (index === 0) await transact(db, { actor: system }, async (tx) => revokeDevice(tx, { id: (await enrolDevice(tx, { facility_id, name: 'HP bengkel contoh 0 (hilang)', kind: 'workshop' })).id }));
    if (index < 3) await sayDifferently(db, place);
  }
}

/** The inspector's phone saw the first person elsewhere; the officer's sent an absence without saying whether it is paid. */
async function sayDifferently(db: Db, { facility_id, staff }: Place): Promise<void> {
  const people = await reading(db, { actor: staff.section_head }, (reader) => reader.all<{ session_id: string; worker_id: string; marked: boolean }>(sql`
    select r.session_id, r.worker_id, a.id is not null as marked from workshop.roster_published r join workshop.session_published s on s.facility_id = r.facility_id and s.id = r.session_id
      left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id
    where r.facility_id = ${facility_id} and s.state = 'open' order by a.id is null, r.worker_id`));
  const [first, last] = [people.find((row) => row.marked), people.findLast((row) => !row.marked)];
  const occurred_at = new Date(db.clock().getTime() - 120_000).toISOString();
  const mark = (row: { session_id: string; worker_id: string }, reason: string) => ({ id: crypto.randomUUID(), type: 'attendance', occurred_at, session: row.session_id, worker: row.worker_id, reason });
  if (first) await receiveCaptures(db, staff.inspector, { device: 'HP bengkel contoh 2', captures: [mark(first, 'VISIT')] });
  if (last) await receiveCaptures(db, staff.officer, { device: 'HP bengkel contoh 1', captures: [mark(last, 'SICK')] });
}
