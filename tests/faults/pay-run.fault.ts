// kill -9 in the middle of a country's wages: begun again, everybody is paid, and nobody twice.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import test from 'node:test';
import pg from 'pg';
import { fillMonth } from '../../bench/pay-run.ts';
import { migrate } from '#kernel/migrate.ts';
import { alone, withDatabase } from '#tests/house.ts';
import { loadReference } from '../../src/reference.ts';
import { migratedRooms } from '../../src/rooms.ts';

test('wages of 9,160 people in 20 facilities, killed again and again and begun anew, are paid once', { timeout: 400_000 }, async (t) => {
  const server = process.env['KARYA_TEST_PG'] ?? '';
  const name = `faults_pay_${process.pid}`;
  await alone(server, `create database ${name}`);
  const adminUrl = withDatabase(server, name);
  await migrate({ adminUrl, secret: 'faults', rooms: migratedRooms });
  await loadReference(adminUrl);
  const admin = new pg.Pool({ connectionString: adminUrl, max: 2 });
  t.after(async () => {
    await admin.end();
    await alone(server, `drop database ${name} with (force)`);
  });
  const facilities = await fillMonth(admin, 9_160);
  let kills = 0;
  // Each desk dies a little later than the one before, now between computing and approving, now in the middle of a posting.
  for (let allowed_ms = 60; ; allowed_ms += 45) {
    const { status, said } = await desk(adminUrl, facilities, kills < 25 ? allowed_ms : undefined);
    if (status === 0) break;
    assert.equal(status, null, said);
    kills++;
  }
  const { rows: [paid] } = await admin.query(`
    select (select count(*)::int from pay.run where state = 'approved') as runs, (select count(*)::int from pay.run where state <> 'approved') as open,
      (select count(*)::int from (select worker_id from pay.run_line l join pay.run r on r.facility_id = l.facility_id and r.id = l.run_id and r.state = 'approved' group by 1 having count(*) = 1) once) as once,
      (select sum(gross_idr)::bigint from pay.run_line) as owed, (select -sum(b.balance_idr)::bigint from ledger.balance b join ledger.account a on a.facility_id = b.facility_id and a.id = b.account_id where a.worker_id is not null) as saved`);
  t.diagnostic(`killed ${kills} times`);
  assert.ok(kills >= 10, 'it was killed too seldom to have seen anything');
  assert.deepEqual({ runs: paid.runs, open: paid.open, once: paid.once }, { runs: 20, open: 0, once: 9_160 });
  assert.equal(paid.saved, paid.owed, 'what was computed is what stands in the savings books');
});

/** One process over all facilities; killed after its first word and `after_ms`, unless it is left to finish. */
async function desk(adminUrl: string, facilities: string[], after_ms: number | undefined): Promise<{ status: number | null; said: string }> {
  const child = spawn(process.execPath, ['--import', 'tsx', 'tests/faults/pay-run-desk.ts', adminUrl, ...facilities], { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  child.stderr.on('data', (chunk: Buffer) => (said += chunk.toString()));
  child.stdout.once('data', () => void (after_ms === undefined || setTimeout(() => child.kill('SIGKILL'), after_ms)));
  return new Promise((resolve) => child.once('exit', (status) => resolve({ status, said })));
}
