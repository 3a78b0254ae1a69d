import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { endPlacement, placeWorker, approvePlacement, recordDiscipline } from '#workforce';
import { openHouse, refused, type House } from '#tests/house.ts';
import { markAttendance } from './commands/attendance.ts';
import { cancelSession, closeSession, defineWorkshop, openSession } from './commands/session.ts';
import { rosterOf, sessionById, sessions } from './queries.ts';
import { sessionMoves, type Slot } from './session.ts';
import { eight, furnish, monday, type Floor } from './test-floor.ts';

const open = (house: House, floor: Floor, day = monday, slot: Slot = 'AM', workshop = floor.workshop.code) =>
  house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop, day, slot }), eight);
const markAll = (house: House, floor: Floor, session_id: string) => house.act(house.as('officer'), async (tx) => {
  for (const row of await rosterOf(tx, session_id)) await markAttendance(tx, { facility_id: floor.facility_id, session_id, worker_id: row.worker_id, reason_code: 'ATTENDED' });
}, eight);

test('a session lists who is placed there on its day, and nobody else', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const session = await open(house, floor);
  assert.deepEqual(session.roster.map((row) => row.roster_code), floor.workers.map((worker) => worker.roster_code));
  assert.deepEqual(session.left_out, []);
  await house.act(house.as('section_head'), (tx) => endPlacement(tx, { facility_id: floor.facility_id, placement_id: floor.placements[0] ?? '', on_day: addDays(monday, 1), reason: 'Pindah bengkel' }));
  assert.deepEqual((await open(house, floor, addDays(monday, 1))).roster.map((row) => row.roster_code), [floor.workers[1]?.roster_code]);
});

test('who is not eligible on the day is left out, with the reason in words', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  await house.act(house.as('section_head'), (tx) => recordDiscipline(tx, { facility_id: floor.facility_id, worker_id: floor.workers[0]?.id ?? '', from: monday, to: addDays(monday, 7), decision: 'Register F/1' }));
  const session = await open(house, floor);
  assert.equal(session.roster.length, 1);
  assert.equal(session.left_out[0]?.code, 'not_suitable');
  assert.match(session.left_out[0]?.why.id ?? '', /disiplin/i);
  assert.match(session.left_out[0]?.why.en ?? '', /disciplinary/);
  const kept = await house.look(house.as('officer'), (reader) => sessionById(reader, session.id));
  assert.equal(kept.left_out.length, 1);
});

test('no workshop holds more people than its capacity', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2, capacity: 2 });
  await house.admin.query('update workshop.workshop set capacity = 1');
  const session = await open(house, floor);
  assert.deepEqual([session.roster.length, session.left_out[0]?.code], [1, 'full']);
});

test('nobody works beyond the dated maximum of a day, and the rule is cited', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await open(house, floor, monday, 'AM');
  assert.equal((await open(house, floor, monday, 'PM')).roster.length, 1, '210 + 150 minutes are within 480');
  await house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('work.max_minutes_per_day', $1, '300', '[2026-11-24,)', 'Keputusan kepala UPT contoh')", [floor.facility_id]);
  await open(house, floor, addDays(monday, 1), 'AM');
  const refusedOne = await open(house, floor, addDays(monday, 1), 'PM');
  assert.deepEqual([refusedOne.roster.length, refusedOne.left_out[0]?.code], [0, 'hours']);
  assert.match(refusedOne.left_out[0]?.why.en ?? '', /300 minutes in a day \(Keputusan kepala UPT contoh\)/);
});

test('the week has its own maximum', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('work.max_minutes_per_week', $1, '600', '[2026-01-01,)', 'Aturan contoh seminggu')", [floor.facility_id]);
  await open(house, floor, monday, 'AM');
  await open(house, floor, addDays(monday, 1), 'AM');
  const third = await open(house, floor, addDays(monday, 2), 'AM');
  assert.match(third.left_out[0]?.why.id ?? '', /600 menit seminggu \(Aturan contoh seminggu\)/);
  assert.equal((await open(house, floor, addDays(monday, 7), 'AM')).roster.length, 1, 'the next week begins anew');
});

test('a day of rest stays free in every week (Mandela rule 102)', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  for (let n = 0; n < 6; n++) assert.equal((await open(house, floor, addDays(monday, n), 'AM')).roster.length, 1);
  const seventh = await open(house, floor, addDays(monday, 6), 'AM');
  assert.equal(seventh.left_out[0]?.code, 'hours');
  assert.match(seventh.left_out[0]?.why.en ?? '', /Mandela Rules\) 102\(2\)/);
});

test('a person is on one roster at a time, by constraint and by choice', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const session = await open(house, floor);
  const { facility_id } = floor;
  const second = await house.act(section, async (tx) => {
    const workshop = await defineWorkshop(tx, { facility_id, code: 'jahit', name_id: 'Jahit', name_en: 'Sewing', category: 'garment', capacity: 5 });
    await endPlacement(tx, { facility_id, placement_id: floor.placements[0] ?? '', on_day: monday, reason: 'Pindah bengkel' });
    return placeWorker(tx, { facility_id, worker_id: floor.workers[0]?.id ?? '', workshop_id: workshop.id, job: 'Jahit', from: monday, decree: 'SK-UJI/2' });
  });
  await house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: second.id }));
  const other = await open(house, floor, monday, 'AM', 'jahit');
  assert.deepEqual([other.roster.length, other.left_out[0]?.code], [0, 'elsewhere']);
  await assert.rejects(house.admin.query('insert into workshop.roster select facility_id, $1, worker_id, placement_id, during from workshop.roster where session_id = $2', [other.id, session.id]), /worker_in_one_place/);
  await house.act(head, (tx) => cancelSession(tx, { facility_id, session_id: session.id, reason: 'Listrik padam' }));
  await house.admin.query("delete from workshop.session where id = $1", [other.id]);
  assert.equal((await open(house, floor, monday, 'AM', 'jahit')).roster.length, 1, 'a cancelled session occupies nobody');
});

test('one workshop has one session in a slot of a day; the slot and the workshop must exist', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house);
  await open(house, floor);
  await assert.rejects(open(house, floor), refused('session.opened_already'));
  await assert.rejects(open(house, floor, monday, 'ED'), refused('session.no_slot'));
  await assert.rejects(open(house, floor, monday, 'PM', 'tiada'), refused('session.no_workshop'));
});

test('a session closes only when everybody is marked, naming who is not', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const session = await open(house, floor);
  const close = () => house.act(house.as('officer'), (tx) => closeSession(tx, { facility_id: floor.facility_id, session_id: session.id }));
  await assert.rejects(close(), (error: unknown) => refused('session.attendance_open')(error) && String(error).includes(floor.workers[1]?.roster_code ?? '?'));
  await assert.rejects(house.admin.query("update workshop.session set state = 'closed'"), /attendance is not complete/);
  await markAll(house, floor, session.id);
  await close();
  await assert.rejects(close(), refused('session.closed'));
});

test('a session ends once: no way leads out of closed or cancelled', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  for (const [state, moves] of Object.entries(sessionMoves)) {
    await house.admin.query('delete from workshop.roster; delete from workshop.session');
    const session = await open(house, floor, addDays(monday, 1));
    await house.admin.query('delete from workshop.roster');
    if (state !== 'open') await house.admin.query('update workshop.session set state = $1', [state]);
    for (const to of ['open', 'closed', 'cancelled']) {
      if (to === state) continue;
      const move = () => house.admin.query('update workshop.session set state = $1 where id = $2', [to, session.id]);
      if (moves.some((allowed) => allowed === to)) {
        await move();
        await house.admin.query("alter table workshop.session disable trigger session_closes; update workshop.session set state = 'open'; alter table workshop.session enable trigger session_closes");
      } else await assert.rejects(move(), /ends once/, `${state} → ${to}`);
    }
  }
});

test('a session called off pays everybody unless the head says no', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const head = house.as('facility_head');
  for (const [slot, paid] of [['AM', true], ['PM', false]] as const) {
    const session = await open(house, floor, monday, slot);
    await house.act(head, (tx) => cancelSession(tx, { facility_id: floor.facility_id, session_id: session.id, reason: 'Petugas tidak tersedia', ...(paid ? {} : { paid }) }));
    const roster = await house.look(head, (reader) => rosterOf(reader, session.id));
    assert.deepEqual(roster.map((row) => [row.reason_code, row.paid, row.minutes]), [['CANCELLED_BY_UPT', paid, 0], ['CANCELLED_BY_UPT', paid, 0]]);
    await assert.rejects(house.act(head, (tx) => cancelSession(tx, { facility_id: floor.facility_id, session_id: session.id, reason: 'Lagi' })), refused('session.closed'));
  }
});

test('another facility sees no session of ours, and cannot close it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const session = await open(house, floor);
  const stranger = house.as('officer', 'other');
  await assert.rejects(house.look(stranger, (reader) => sessionById(reader, session.id)), NotFound);
  assert.deepEqual(await house.look(stranger, (reader) => sessions(reader, { facility_id: floor.facility_id, from: monday, to: monday })), []);
  await assert.rejects(house.act(stranger, (tx) => closeSession(tx, { facility_id: floor.facility_id, session_id: session.id })), NotFound);
});

test('who may not open, close or call off a session is refused', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const act = { facility_id: floor.facility_id, session_id: crypto.randomUUID() };
  await assert.rejects(house.act(house.as('treasurer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM' })), Forbidden);
  await assert.rejects(house.act(house.as('treasurer'), (tx) => closeSession(tx, act)), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => cancelSession(tx, { ...act, reason: 'x' })), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => defineWorkshop(tx, { facility_id: floor.facility_id, code: 'x', name_id: 'x', name_en: 'x', category: 'x', capacity: 1 })), Forbidden);
});
