import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse, refused } from '#tests/house.ts';
import { decisionOf, markOf, type PayEffect, type Reason } from './attendance.ts';
import { markAttendance } from './commands/attendance.ts';
import { closeSession, openSession } from './commands/session.ts';
import { reasons, rosterOf } from './queries.ts';
import { eight, furnish, monday } from './test-floor.ts';

/** Every reason, by hand from the published table: attended, what decides pay, and whether a note is wanted. */
const expected: Record<string, [attended: boolean, effect: PayEffect, needs_note: boolean]> = {
  ATTENDED: [true, 'PAID_IF_ACTIVITY_PAID', false], LATE: [true, 'PAID_PRO_RATA', true], LEFT_EARLY: [true, 'PAID_PRO_RATA', true],
  SICK: [false, 'ASK', false], INJURED_AT_WORK: [false, 'PAID_FULL', true], REST_DAY: [false, 'ASK', false], NOT_REQUIRED: [false, 'PAID_AUTO', false],
  CLASH: [false, 'PAID_AUTO', false], COURT: [false, 'UNPAID', false], VISIT: [false, 'UNPAID', false], EDUCATION: [false, 'ASK', false], WORSHIP: [false, 'PAID_AUTO', false],
  TPP_SESSION: [false, 'PAID_AUTO', false], REFUSED: [false, 'NEVER', true], CANCELLED_BY_UPT: [false, 'PAID_DEFAULT', true], SUSPENDED: [false, 'UNPAID', true],
  SUSPENDED_WITH_PAY: [false, 'PAID_FULL', true], AUTO_SUSPENDED: [false, 'NEVER', false], DISCIPLINE: [false, 'NEVER', true], SECURITY_LOCKDOWN: [false, 'ASK', true],
  NO_MATERIAL: [false, 'PAID_DEFAULT', true], POWER_FAILURE: [false, 'PAID_DEFAULT', true], TRANSFERRED: [false, 'UNPAID', false], RELEASED: [false, 'UNPAID', false],
  DIED: [false, 'UNPAID', true], OTHER_ACCEPTABLE: [false, 'ASK', true], OTHER_UNACCEPTABLE: [false, 'NEVER', true],
};

test('every attendance reason decides pay as the published table says', async (t) => {
  const house = await openHouse(t);
  const rows = await house.look(house.as('officer'), reasons);
  assert.deepEqual(rows.map((row) => row.code).sort(), Object.keys(expected).sort());
  for (const reason of rows) {
    const [attended, effect, needs_note] = expected[reason.code] ?? [];
    assert.deepEqual([reason.attended, reason.pay_effect, reason.needs_note], [attended, effect, needs_note], reason.code);
    walk(reason);
  }
});

function walk(reason: Reason): void {
  const slot = { slot_minutes: 210, placement_paid: true };
  const given = { note: 'Catatan contoh', ...(reason.pay_effect === 'PAID_PRO_RATA' ? { minutes: 90 } : {}) };
  const minutes = !reason.attended ? 0 : reason.pay_effect === 'PAID_PRO_RATA' ? 90 : 210;
  const decision = decisionOf(reason.pay_effect);
  if (decision === 'asked') assert.throws(() => markOf(reason, given, slot), refused('attendance.needs_decision'), reason.code);
  else assert.deepEqual(markOf(reason, given, slot), { minutes, paid: decision !== 'unpaid' }, reason.code);
  if (decision === 'unpaid') assert.throws(() => markOf(reason, { ...given, paid: true }, slot), refused('attendance.never_paid'), reason.code);
  else assert.equal(markOf(reason, { ...given, paid: true }, slot).paid, true, reason.code);
  if (decision === 'paid') assert.throws(() => markOf(reason, { ...given, paid: false }, slot), refused('attendance.always_paid'), reason.code);
  else assert.equal(markOf(reason, { ...given, paid: false }, slot).paid, false, reason.code);
  const { note: _, ...without } = given;
  const silent = () => markOf(reason, { ...without, ...(decision === 'asked' ? { paid: true } : {}) }, slot);
  if (reason.needs_note) assert.throws(silent, refused('attendance.needs_note'), reason.code);
  else assert.doesNotThrow(silent, reason.code);
  assert.equal(markOf(reason, { ...given, ...(decision === 'asked' ? { paid: false } : {}) }, { ...slot, placement_paid: false }).paid, false, `${reason.code} without pay`);
  assert.throws(() => markOf(reason, { ...given, paid: true }, { ...slot, placement_paid: false }), refused('attendance.unpaid_placement'), reason.code);
}

test('a part of a session wants its minutes, and never more than the session has', async (t) => {
  const house = await openHouse(t);
  const late = (await house.look(house.as('officer'), reasons)).find((reason) => reason.code === 'LATE');
  assert.ok(late);
  const slot = { slot_minutes: 150, placement_paid: true };
  assert.throws(() => markOf(late, { note: 'Terlambat' }, slot), refused('attendance.needs_minutes'));
  assert.throws(() => markOf(late, { note: 'Terlambat', minutes: 151 }, slot), refused('attendance.too_long'));
  assert.deepEqual(markOf(late, { note: 'Terlambat', minutes: 150 }, slot), { minutes: 150, paid: true });
});

test('a later mark counts, the earlier stays on record, and a closed session takes none', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const officer = house.as('officer');
  const worker_id = floor.workers[0]?.id ?? '';
  const mark = (reason_code: string, more = {}) => house.act(officer, (tx) => markAttendance(tx, { facility_id: floor.facility_id, session_id, worker_id, reason_code, ...more }), eight);
  const { id: session_id } = await house.act(officer, (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM' }), eight);
  assert.deepEqual({ ...(await mark('ATTENDED')), id: '' }, { id: '', minutes: 210, paid: true, changed: false, earlier: undefined });
  assert.equal((await mark('REFUSED', { note: 'Menolak' })).changed, true);
  const [row] = await house.look(officer, (reader) => rosterOf(reader, session_id));
  assert.deepEqual([row?.reason_code, row?.paid, row?.minutes], ['REFUSED', false, 0]);
  assert.equal((await house.admin.query('select 1 from workshop.attendance')).rowCount, 2);
  await assert.rejects(house.admin.query("update workshop.attendance set paid = true"), /append-only/);
  await assert.rejects(mark('NO_SUCH'), refused('attendance.unknown_reason'));
  await assert.rejects(house.act(officer, (tx) => markAttendance(tx, { facility_id: floor.facility_id, session_id, worker_id: crypto.randomUUID(), reason_code: 'ATTENDED' }), eight), refused('attendance.not_on_roster'));
  await house.act(officer, (tx) => closeSession(tx, { facility_id: floor.facility_id, session_id }), eight);
  await assert.rejects(mark('ATTENDED'), refused('session.closed'));
});

test('training without pay stays without pay', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1, paid: false });
  const session = await house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM' }), eight);
  const mark = await house.act(house.as('officer'), (tx) => markAttendance(tx, { facility_id: floor.facility_id, session_id: session.id, worker_id: floor.workers[0]?.id ?? '', reason_code: 'ATTENDED' }), eight);
  assert.deepEqual([mark.paid, mark.minutes], [false, 210]);
});
