import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { approvePlacement, endPlacement, placeWorker } from '#workforce';
import { markAttendance } from './commands/attendance.ts';
import { receiveCaptures } from './commands/captures.ts';
import { endLearningTime, keepLearningTime } from './commands/hours.ts';
import { cancelSession, defineWorkshop, openSession } from './commands/session.ts';
import { breachWords } from './hours.ts';
import { learningTimes } from './hours-queries.ts';
import type { Slot } from './session.ts';
import { eight, furnish, monday, type Floor } from './test-floor.ts';

const open = (house: House, floor: Floor, day = monday, slot: Slot = 'AM', workshop = floor.workshop.code) =>
  house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop, day, slot }), eight);
const rule = (house: House, floor: Floor, key: string, value: number, valid: string, basis: string) =>
  house.admin.query('insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ($1, $2, to_jsonb($3::int), $4, $5)', [key, floor.facility_id, value, valid, basis]);
const slot = (house: House, floor: Floor, code: Slot, starts: string, ends: string) =>
  house.admin.query("insert into workshop.slot values ($1, $2, 'x', 'x', $3, $4) on conflict (facility_id, code) do update set starts = excluded.starts, ends = excluded.ends", [floor.facility_id, code, starts, ends]);
/** Past the app: the row itself, as somebody with the database in hand would write it. */
const smuggle = (house: House, floor: Floor, session: string) => house.admin.query(`
  insert into workshop.roster (facility_id, session_id, worker_id, placement_id, during) select facility_id, id, $2, $3, during from workshop.session where id = $1`, [session, floor.workers[0]?.id, floor.placements[0]]);

test('the eighth hour is the last: a ninth is left out with the rule cited, and the database refuses it as well', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await slot(house, floor, 'AM', '08:00', '12:00');
  await slot(house, floor, 'PM', '13:00', '17:00');
  await slot(house, floor, 'ED', '18:00', '19:00');
  for (const code of ['AM', 'PM'] as const) assert.equal((await open(house, floor, monday, code)).roster.length, 1, 'eight hours are allowed');
  const ninth = await open(house, floor, monday, 'ED');
  assert.deepEqual([ninth.roster.length, ninth.left_out[0]?.code], [0, 'hours']);
  assert.match(ninth.left_out[0]?.why.id ?? '', /Melebihi 480 menit sehari \(Aturan Nelson Mandela.*\), menjadi 540/);
  await assert.rejects(smuggle(house, floor, ninth.id), /hours of work: day, 540 of 480/);
});

test('the seventh day is refused by the database, over all workshops', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  for (let n = 0; n < 6; n++) await open(house, floor, addDays(monday, n), 'AM');
  const { facility_id } = floor;
  const second = await house.act(house.as('section_head'), async (tx) => {
    const workshop = await defineWorkshop(tx, { facility_id, code: 'jahit', name_id: 'Jahit', name_en: 'Sewing', category: 'garment', capacity: 5 });
    await endPlacement(tx, { facility_id, placement_id: floor.placements[0] ?? '', on_day: addDays(monday, 6), reason: 'Pindah bengkel' });
    return placeWorker(tx, { facility_id, worker_id: floor.workers[0]?.id ?? '', workshop_id: workshop.id, job: 'Jahit', from: addDays(monday, 6), decree: 'SK-UJI/2' });
  });
  await house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id: second.id }));
  const sunday = await open(house, floor, addDays(monday, 6), 'AM', 'jahit');
  assert.match(sunday.left_out[0]?.why.en ?? '', /No 1 day of rest left this week \(.*102\(2\)/);
  await assert.rejects(smuggle(house, floor, sunday.id), /hours of work: rest/);
  assert.equal((await open(house, floor, addDays(monday, 7), 'AM', 'jahit')).roster.length, 1, 'Monday begins another week');
});

test('a person is in one place at a time: the database refuses overlapping sessions', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await open(house, floor);
  await house.act(house.as('section_head'), (tx) => defineWorkshop(tx, { facility_id: floor.facility_id, code: 'jahit', name_id: 'Jahit', name_en: 'Sewing', category: 'garment', capacity: 5 }));
  await slot(house, floor, 'ED', '11:00', '12:00');
  const other = await open(house, floor, monday, 'ED', 'jahit');
  await assert.rejects(smuggle(house, floor, other.id), /worker_in_one_place/);
});

test('a rule that changes in the middle of a month holds from its day, not before', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const wednesday = addDays(monday, 2);
  await rule(house, floor, 'work.max_minutes_per_day', 240, `[${wednesday},)`, 'Keputusan contoh 1');
  await rule(house, floor, 'work.max_minutes_per_week', 700, `[${addDays(monday, 3)},)`, 'Keputusan contoh 2');
  for (const day of [monday, addDays(monday, 1)]) for (const code of ['AM', 'PM'] as const) assert.equal((await open(house, floor, day, code)).roster.length, 1, `${day} ${code} is under the old rule`);
  assert.match((await open(house, floor, wednesday, 'PM')).roster.length === 1 ? (await open(house, floor, wednesday, 'AM')).left_out[0]?.why.id ?? '' : '', /240 menit sehari \(Keputusan contoh 1\), menjadi 360/);
  assert.match((await open(house, floor, addDays(monday, 3), 'AM')).left_out[0]?.why.en ?? '', /700 minutes in a week \(Keputusan contoh 2\), 1080 in all/);
});

test('an earlier day added later counts in the days after it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await rule(house, floor, 'work.max_minutes_per_week', 400, '[2026-01-01,)', 'Aturan contoh');
  await open(house, floor, addDays(monday, 4), 'AM');
  assert.equal((await open(house, floor, monday, 'AM')).left_out[0]?.code, 'hours');
});

test('days and weeks are those of the facility’s own zone', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await rule(house, floor, 'work.max_minutes_per_week', 60, '[2026-01-01,)', 'Aturan contoh');
  for (const [zone, offset] of [['Asia/Jakarta', 7], ['Asia/Makassar', 8], ['Asia/Jayapura', 9]] as const) {
    await house.admin.query('delete from workshop.roster; delete from workshop.session_supervisor; delete from workshop.session');
    await house.admin.query('update organisation.facility set timezone = $1 where id = $2', [zone, floor.facility_id]);
    await slot(house, floor, 'ED', '23:00', '23:59');
    await slot(house, floor, 'AM', '00:00', '01:00');
    const late = await open(house, floor, addDays(monday, 6), 'ED');
    const early = await open(house, floor, addDays(monday, 7), 'AM');
    assert.deepEqual([late.roster.length, early.roster.length], [1, 1], `${zone}: Sunday night and Monday morning are two weeks`);
    const { rows } = await house.admin.query<{ hour: number }>("select extract(hour from lower(during) at time zone 'UTC')::int as hour from workshop.session where id = $1", [late.id]);
    assert.equal(rows[0]?.hour, 23 - offset);
    await assert.rejects(house.admin.query('update workshop.session set day = day + 1 where id = $1', [late.id]), /session of another day/);
  }
});

test('a mark that makes more work of a session than was counted is held to the same rules, on the screen and from a device', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const officer = house.as('officer');
  const { facility_id } = floor;
  const worker_id = floor.workers[0]?.id ?? '';
  await rule(house, floor, 'work.max_minutes_per_day', 210, '[2026-01-01,)', 'Aturan contoh');
  const morning = await open(house, floor, monday, 'AM');
  const mark = (session_id: string, reason_code: string) => house.act(officer, (tx) => markAttendance(tx, { facility_id, session_id, worker_id, reason_code, ...(reason_code === 'SICK' ? { paid: false } : {}) }), eight);
  await mark(morning.id, 'SICK');
  assert.equal((await open(house, floor, monday, 'PM')).roster.length, 1, 'who was absent has hours left');
  await assert.rejects(mark(morning.id, 'ATTENDED'), (error: unknown) => refused('hours.day')(error) && /More than 210 minutes in a day \(Aturan contoh\), 360 in all/.test(String(error)));
  const [answer] = await receiveCaptures(house.db, officer, { device: 'uji', captures: [{ id: crypto.randomUUID(), type: 'attendance', occurred_at: eight.toISOString(), session: morning.id, worker: worker_id }] });
  assert.deepEqual([answer?.result, answer?.code], ['rejected', 'hours.day']);
  assert.match(answer?.message ?? '', /Melebihi 210 menit sehari/);
});

test('work of a session that was called off does not count, work already done in it does', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await rule(house, floor, 'work.max_minutes_per_day', 210, '[2026-01-01,)', 'Aturan contoh');
  const { facility_id } = floor;
  const morning = await open(house, floor, monday, 'AM');
  await house.act(house.as('facility_head'), (tx) => cancelSession(tx, { facility_id, session_id: morning.id, reason: 'Listrik padam' }));
  assert.equal((await open(house, floor, monday, 'PM')).roster.length, 1);
});

test('two sessions opened at once for one person do not each take the last hours', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await rule(house, floor, 'work.max_minutes_per_day', 210, '[2026-01-01,)', 'Aturan contoh');
  const [a, b] = await Promise.all([open(house, floor, monday, 'AM'), open(house, floor, monday, 'PM')]);
  assert.equal(a.roster.length + b.roster.length, 1);
  const empty = a.roster.length === 0 ? a : b;
  await assert.rejects(smuggle(house, floor, empty.id), /hours of work: day/);
  await house.admin.query('delete from workshop.roster');
  const past = await Promise.allSettled([smuggle(house, floor, a.id), smuggle(house, floor, b.id)]);
  assert.equal(past.filter((each) => each.status === 'fulfilled').length, 1, 'nor do two writers beside the app');
});

test('time kept for learning stays free, for everybody or for one person, from its day on', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const { facility_id } = floor;
  const keep = (more: object = {}, actor = section) => house.act(actor, (tx) => keepLearningTime(tx, { facility_id, weekday: 1, starts: '10:00', ends: '11:00', what: 'Kejar Paket B', from: '2026-01-01', legal_basis: 'Jadwal contoh', ...more }), eight);
  const { id } = await keep({ worker: floor.workers[0]?.roster_code });
  const session = await open(house, floor);
  assert.deepEqual(session.roster.map((row) => row.roster_code), [floor.workers[1]?.roster_code]);
  assert.match(session.left_out[0]?.why.en ?? '', /Time kept for learning: Kejar Paket B 10.00–11.00 \(Jadwal contoh\)/);
  await assert.rejects(smuggle(house, floor, session.id), /hours of work: learning/);
  assert.equal((await open(house, floor, addDays(monday, 1))).roster.length, 2, 'another weekday is free');
  await house.act(head, (tx) => endLearningTime(tx, { facility_id, id, on_day: addDays(monday, 7) }), eight);
  assert.equal((await open(house, floor, addDays(monday, 7))).roster.length, 2, 'from its end the time is for work again');
  await assert.rejects(house.act(head, (tx) => endLearningTime(tx, { facility_id, id, on_day: addDays(monday, 9) }), eight), refused('learning.ended'));
  await assert.rejects(keep({ starts: '11:00', ends: '10:00' }), refused('learning.hours'));
  await assert.rejects(keep({}, house.as('officer')), /hours.define/);
  assert.equal((await house.look(section, (reader) => learningTimes(reader, facility_id, monday))).length, 1);
});

test('every breach is said in both languages with its basis', () => {
  for (const say of Object.values(breachWords)) {
    const said = say({ allowed: 1, found: 2, legal_basis: 'Dasar', what: 'Paket' });
    for (const text of [said.id, said.en]) assert.match(text, /Dasar/);
  }
});
