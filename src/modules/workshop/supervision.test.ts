import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { appointStaff, assignWorkplace, addPost, recordStaff } from '#organisation';
import { cancelSession, openSession } from './commands/session.ts';
import { waiveRatio } from './commands/supervision.ts';
import { sessionById, supervisorsOf } from './queries.ts';
import { officersNeeded } from './supervision.ts';
import { eight, furnish, monday, type Floor } from './test-floor.ts';

const open = (house: House, floor: Floor, { day = monday, supervisors, workshop = floor.workshop.code }: { day?: string; supervisors?: string[]; workshop?: string } = {}) =>
  house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop, day, slot: 'AM', supervisors }), eight);
const rule = (house: House, value: object, from = '2026-01-01') => house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('session.people_per_officer', $1, $2, daterange($3::date, null), 'Keputusan kepala contoh')", [house.facility.id, JSON.stringify(value), from]);

async function officer(house: House, n: number, more: { workplace?: string; supervises?: boolean } = {}): Promise<string> {
  const facility_id = house.facility.id;
  return house.act(house.as('facility_head'), async (tx) => {
    const { id } = await recordStaff(tx, { facility_id, nip: `1980000019990020${String(n).padStart(2, '0')}`, name: `Petugas Contoh ${n}` });
    const post = await addPost(tx, { facility_id, code: 'workshop_officer', name_id: 'Petugas bengkel', from: '2026-01-01', supervises: more.supervises ?? true, legal_basis: 'Uji' });
    if (more.workplace) await assignWorkplace(tx, { facility_id, post_id: post.id, workplace: more.workplace });
    await appointStaff(tx, { facility_id, post_id: post.id, staff_id: id, kind: 'definitive', decree: 'SK-UJI', decree_on: '2026-01-01', from: '2026-01-01' });
    return id;
  }, eight);
}
const strict = (t: TestContext) => openHouse(t).then(async (house) => {
  await rule(house, { low: 20, medium: 1, high: 1, effect: 'override_with_reason' });
  return house;
});

test('one officer at least, and one for every begun number of people', () => {
  assert.deepEqual([officersNeeded(0, 15), officersNeeded(15, 15), officersNeeded(16, 15), officersNeeded(45, 15)], [1, 1, 2, 3]);
});

test('whoever opens a session looks after it when nobody else is named', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const { id } = await open(house, floor);
  const row = await house.look(house.as('officer'), (reader) => sessionById(reader, id));
  assert.deepEqual([row.supervision?.people, row.supervision?.officers, row.supervision?.needed, row.supervision?.per_officer], [2, 1, 1, 15]);
});

test('too few officers are refused with the ratio, its basis and what to do', async (t) => {
  const house = await strict(t);
  const floor = await furnish(house, { people: 2 });
  await assert.rejects(open(house, floor), (error: unknown) => {
    assert.ok(refused('session.too_few_supervisors')(error));
    assert.match((error as { text: { en: string } }).text.en, /2 people need 2 officers \(one officer for 1 people; Keputusan kepala contoh\), there are 1\..*ask the head/);
    return true;
  });
});

test('free officers of the workshop are added by their post; those of another workshop stay there', async (t) => {
  const house = await strict(t);
  const floor = await furnish(house, { people: 2 });
  await officer(house, 1, { workplace: 'jahit' });
  await assert.rejects(open(house, floor), refused('session.too_few_supervisors'));
  const own = await officer(house, 2, { workplace: 'mebel' });
  const { id } = await open(house, floor);
  const listed = await house.look(house.as('officer'), (reader) => supervisorsOf(reader, id));
  assert.deepEqual(listed.map((row) => [row.staff_id, row.name]), [[own, 'Petugas Contoh 2'], [null, null]]);
});

test('an officer looks after one session at a time, and is free again when it is cancelled', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const second = await furnish(house, { people: 1, code: 'jahit' });
  const busy = await officer(house, 1);
  const first = await open(house, floor, { supervisors: [busy] });
  await assert.rejects(open(house, second, { supervisors: [busy] }), refused('session.supervisor_elsewhere'));
  await house.act(house.as('section_head'), (tx) => cancelSession(tx, { facility_id: floor.facility_id, session_id: first.id, reason: 'Listrik padam' }), eight);
  await open(house, second, { supervisors: [busy] });
});

test('only who holds a supervising post on the day can be named', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const clerk = await officer(house, 1, { supervises: false });
  await assert.rejects(open(house, floor, { supervisors: [clerk] }), refused('session.not_a_supervisor'));
});

test('the head lets one session through with a reason, once, and another person opens it', async (t) => {
  const house = await strict(t);
  const floor = await furnish(house, { people: 2 });
  const { facility_id } = floor;
  const waive = (as = house.as('facility_head'), workshop = 'mebel') => house.act(as, (tx) => waiveRatio(tx, { facility_id, workshop, day: monday, slot: 'AM', reason: 'Dua petugas sakit, peserta hanya menyapu' }), eight);
  await assert.rejects(waive(house.as('section_head')), Forbidden);
  await assert.rejects(waive(house.as('facility_head'), 'tiada'), refused('session.no_workshop'));
  await waive();
  await assert.rejects(waive(), refused('ratio.waived_already'));
  const { id } = await open(house, floor);
  const row = await house.look(house.as('officer'), (reader) => sessionById(reader, id));
  assert.equal(row.supervision?.waived, 'Dua petugas sakit, peserta hanya menyapu');
  await assert.rejects(open(house, floor, { day: addDays(monday, 1) }), refused('session.too_few_supervisors'), 'for that session alone');
});

test('where the rule blocks, no waiver helps; where it informs, nothing is refused', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  await rule(house, { low: 1, medium: 1, high: 1, effect: 'block' });
  await house.act(house.as('facility_head'), (tx) => waiveRatio(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM', reason: 'x' }), eight);
  await assert.rejects(open(house, floor), refused('session.too_few_supervisors'));
  await house.admin.query("update kernel.rule set value = jsonb_set(value, '{effect}', '\"inform\"') where facility_id = $1", [floor.facility_id]);
  const { id } = await open(house, floor);
  assert.equal((await house.look(house.as('officer'), (reader) => sessionById(reader, id))).supervision?.officers, 1);
});

test('the ratio follows the workshop’s level of risk', async (t) => {
  const house = await openHouse(t);
  await rule(house, { low: 2, medium: 1, high: 1, effect: 'block' });
  const floor = await furnish(house, { people: 2, risk_level: 'low' });
  assert.equal((await open(house, floor)).roster.length, 2);
});
