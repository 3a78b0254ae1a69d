// A country's desks in one process: month by month, facility by facility, whatever of the wages is still open is computed and approved. Killed and begun again by its test.
import { openDb, transact } from '#kernel/db.ts';
import { migrate } from '#kernel/migrate.ts';
import { system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { approveRun, prepareRun } from '#pay';
import { migratedRooms } from '../../src/rooms.ts';

const [adminUrl = '', ...facilities] = process.argv.slice(2);
const { addresses } = await migrate({ adminUrl, secret: 'faults', rooms: migratedRooms });
const db = openDb({ ...addresses, poolSize: 4, clock: () => new Date('2026-11-24T05:00:00Z') });
for (const facility_id of facilities) {
  try {
    const { id } = await transact(db, { actor: system }, (tx) => prepareRun(tx, { facility_id, month: '2026-10' }));
    process.stdout.write(`prepared ${facility_id}\n`);
    await approve(facility_id, id);
  } catch (error) {
    // Computed before the power went: it waits for its approval. Paid before: nothing is due.
    if (!(error instanceof Refusal) || (error.code !== 'run.in_hand' && error.code !== 'run.nothing_due')) throw error;
    if (error.code === 'run.in_hand') await approve(facility_id, await waitingRun(facility_id));
  }
}
await db.close();

async function approve(facility_id: string, id: string): Promise<void> {
  await transact(db, { actor: system }, (tx) => approveRun(tx, { id }));
  process.stdout.write(`approved ${facility_id}\n`);
}

async function waitingRun(facility_id: string): Promise<string> {
  const { runs } = await import('../../src/modules/pay/runs/run-queries.ts');
  const [run] = await transact(db, { actor: system }, (tx) => runs(tx, { facility_id, limit: 1 }));
  if (run?.state !== 'prepared') throw new Error(`no run waits in ${facility_id}`);
  return run.id;
}
