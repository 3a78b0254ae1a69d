// Attendance of the past, from a sheet: the rules of the floor hold as on the day, and a faulty row keeps its session out alone.
import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { reading, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { Forbidden } from '#kernel/refusal.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, type House } from '#tests/house.ts';
import { importAttendance, type ImportedAttendance } from './commands/import-attendance.ts';
import { openSession } from './commands/session.ts';
import { eight, furnish, monday } from './test-floor.ts';

type Cells = Record<string, string>;
const past = addDays(monday, -14);
const line = (n: number, over: Cells = {}): Cells => ({ facility: 'lapas-contoh-uji', workshop: 'mebel', day: past, slot: 'AM', register_number: `UJI/mebel/${n}`, reason_code: 'ATTENDED', minutes: '', note: '', ...over });
async function* sheet(lines: Cells[]): AsyncGenerator<SheetRow> {
  for (const [n, cells] of lines.entries()) yield { row: n + 2, cells };
}
const load = (db: Db, lines: Cells[], dryRun = false): Promise<ImportedAttendance> => importAttendance(db, sheet(lines), { actor: { ...system, locale: 'en' }, dryRun, onProgress: () => {} });
const kept = (house: House) => reading(house.db, { actor: system }, (reader) => reader.all<{ day: string; state: string; reason_code: string; minutes: number; hour: number }>(sql`
  select s.day, s.state, a.reason_code, a.minutes, extract(hour from m.occurred_at at time zone 'Asia/Jakarta')::int as hour
  from workshop.attendance_current a join workshop.attendance m on m.facility_id = a.facility_id and m.id = a.id join workshop.session s on s.facility_id = a.facility_id and s.id = a.session_id order by s.day, s.slot, a.reason_code`));

test('a past session is opened, marked as the sheet says, and closed, at the time it ended', async (t) => {
  const house = await openHouse(t);
  await furnish(house, { people: 2 });
  const done = await load(house.db, [line(1, { minutes: '120' }), line(2, { reason_code: 'REFUSED', note: 'Menolak, dicatat pembina' })]);
  assert.deepEqual(done, { inserted: 2, updated: 0, unchanged: 0, sessions: 1, problems: [] });
  assert.deepEqual(await kept(house), [
    { day: past, state: 'closed', reason_code: 'ATTENDED', minutes: 120, hour: 11 },
    { day: past, state: 'closed', reason_code: 'REFUSED', minutes: 0, hour: 11 },
  ]);
});

test('the same sheet again changes nothing; a row that says otherwise is named, not written', async (t) => {
  const house = await openHouse(t);
  await furnish(house, { people: 2 });
  await load(house.db, [line(1), line(2)]);
  const before = await kept(house);
  assert.deepEqual(await load(house.db, [line(1), line(2)]), { inserted: 0, updated: 0, unchanged: 2, sessions: 0, problems: [] });
  const other = await load(house.db, [line(1), line(2, { reason_code: 'SICK' })]);
  assert.deepEqual([other.inserted, other.problems.map(({ row, field }) => `${row} ${field}`)], [0, ['3 reason_code']]);
  assert.deepEqual(await kept(house), before);
});

test('each faulty row is told with its number, and only its own session stays out', async (t) => {
  const house = await openHouse(t);
  await furnish(house, { people: 2 });
  const day = (n: number) => addDays(past, n);
  const done = await load(house.db, [
    line(1), line(2),
    line(1, { day: day(1), reason_code: 'SLEPT' }), line(2, { day: day(1) }),
    line(1, { day: day(2) }), line(9, { day: day(2) }),
    line(1, { day: day(3) }),
    line(1, { day: 'kemarin' }), line(2, { slot: 'NIGHT', day: day(4) }),
    line(1, { day: day(7), facility: 'tidak-ada' }),
    line(1, { day: day(8) }), line(2, { day: day(8), minutes: 'sebentar' }),
    line(1, { day: day(9), workshop: 'las' }),
    line(1, { day: day(10) }), line(1, { day: day(10) }), line(2, { day: day(10) }),
    line(1, { day: day(30) }), line(2, { day: day(30) }),
  ]);
  assert.deepEqual([done.inserted, done.sessions], [2, 1]);
  assert.deepEqual(done.problems.map(({ row, field }) => `${row} ${field}`), ['4 reason_code', '7 register_number', '8 register_number', '9 day', '10 slot', '11 facility', '13 minutes', '14 workshop', '16 register_number', '18 day']);
  assert.ok(done.problems.every(({ message }) => message.length > 8));
});

test('a dry run tells the same and writes nothing, not even an event', async (t) => {
  const house = await openHouse(t);
  await furnish(house, { people: 2 });
  const events = async () => (await house.admin.query('select count(*)::int as n from kernel.event')).rows[0];
  const before = await events();
  const looked = await load(house.db, [line(1), line(2), line(1, { slot: 'PM' })], true);
  assert.deepEqual([looked.inserted, looked.problems.map(({ row }) => row)], [2, [4]]);
  assert.deepEqual(await kept(house), []);
  assert.deepEqual(await events(), before);
});

test('a session that stands open today is not settled by a sheet, and who may not mark may not import', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM' }), eight);
  assert.deepEqual((await load(house.db, [line(1, { day: monday })])).problems.map(({ field }) => field), ['slot']);
  await assert.rejects(importAttendance(house.db, sheet([line(1)]), { actor: house.as('treasurer'), dryRun: false, onProgress: () => {} }), Forbidden);
});
