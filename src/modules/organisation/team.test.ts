import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { may, roles, visitor } from '#kernel/policy.ts';
import { openHouse, refused } from '#tests/house.ts';
import { addPost, appointStaff, assignWorkplace, claimStaff, endAppointment, establishTeam, recordSkill, recordStaff } from './team-commands.ts';
import { addTask, moveDue, moveTask, recordDecision, writeCharter } from './charter-commands.ts';
import { taskMoves, taskStates, type TaskState } from './charter.ts';
import { chartersOf, decisionsOf, lateTasks, tasksOf } from './charter-queries.ts';
import { actingFault, alarmOf } from './team.ts';
import { seatsOn, skillsOf, supervisorsOn, teamsInReach, vacancies } from './team-queries.ts';
import './index.ts';

const now = new Date('2026-11-24T03:00:00Z');
const today = '2026-11-24';
const letter = { decree: 'SK-UJI/1', decree_on: '2026-01-02' };
const invalid = (field: string) => (error: unknown): boolean => error instanceof Error && 'problems' in error && field in (error.problems as object);

async function teamOf(t: TestContext) {
  const house = await openHouse(t, { now });
  const facility_id = house.facility.id;
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  await house.act(section, (tx) => establishTeam(tx, { facility_id, from: '2026-01-01' }));
  const staff = (n: number, person_id?: string | null) => house.act(section, (tx) => recordStaff(tx, { facility_id, nip: `1980000019990010${String(n).padStart(2, '0')}`, name: `Pegawai Contoh ${n}`, person_id: person_id ?? undefined, is_sample: true }));
  const seat = async (code: string) => {
    const found = (await house.look(section, (reader) => seatsOn(reader, facility_id, today))).find((row) => row.code === code);
    assert.ok(found, code);
    return found.id;
  };
  const appoint = async (code: string, staff_id: string, more: { kind?: 'definitive' | 'plt' | 'plh'; from?: string; to?: string } = {}, as = head) =>
    house.act(as, async (tx) => appointStaff(tx, { facility_id, post_id: await seat(code), staff_id, kind: 'definitive', from: '2026-02-01', ...letter, ...more }));
  return { house, facility_id, section, head, staff, seat, appoint };
}

test('a unit gets the seats of its kind and class, each with its basis, and asking again adds none', async (t) => {
  const { house, facility_id, section } = await teamOf(t);
  const seats = await house.look(section, (reader) => seatsOn(reader, facility_id, today));
  assert.deepEqual(seats.filter((row) => row.code === 'instructor').length, 2, 'class IIB has two instructors');
  assert.ok(seats.every((row) => row.holder === null && row.legal_basis !== '' && row.empty_since === '2026-01-01'));
  assert.equal((await house.act(section, (tx) => establishTeam(tx, { facility_id, from: '2026-03-01' }))).added, 0);
  assert.equal(seats.find((row) => row.code === 'sales')?.evidence, 'proposal', 'what no source reports is marked as ours');
});

test('one seat has one holder at a time', async (t) => {
  const { staff, appoint } = await teamOf(t);
  const [a, b] = [await staff(1), await staff(2)];
  await appoint('head', a.id);
  await assert.rejects(appoint('head', b.id, { from: '2026-06-01' }), refused('appointment.seat_taken'));
  await assert.rejects(appoint('head', b.id, { kind: 'plt', from: '2026-06-01', to: '2026-06-30' }), refused('appointment.seat_taken'));
});

test('nobody has two posts of their own, but may act in an empty one beside it', async (t) => {
  const { house, facility_id, section, staff, appoint } = await teamOf(t);
  const a = await staff(1);
  await appoint('activity_head', a.id);
  await assert.rejects(appoint('sales', a.id), refused('appointment.second_post'));
  await appoint('guidance_head', a.id, { kind: 'plt', from: '2026-11-01', to: '2026-12-31' });
  const seats = await house.look(section, (reader) => seatsOn(reader, facility_id, today));
  assert.equal(seats.find((row) => row.code === 'guidance_head')?.holder?.kind, 'plt');
});

test('a stand-in needs a holder who is away for all of that time, another person, and is the only one', async (t) => {
  const { staff, appoint } = await teamOf(t);
  const [a, b, c] = [await staff(1), await staff(2), await staff(3)];
  await assert.rejects(appoint('head', b.id, { kind: 'plh', from: '2026-11-20', to: '2026-11-30' }), refused('appointment.nobody_to_stand_in_for'));
  await appoint('head', a.id);
  await assert.rejects(appoint('head', a.id, { kind: 'plh', from: '2026-11-20', to: '2026-11-30' }), refused('appointment.own_seat'));
  await appoint('head', b.id, { kind: 'plh', from: '2026-11-20', to: '2026-11-30' });
  await assert.rejects(appoint('head', c.id, { kind: 'plh', from: '2026-11-28', to: '2026-12-05' }), refused('appointment.substitute_taken'));
});

test('an acting term has a last day and keeps to the dated limit, also when terms follow each other', async (t) => {
  const { staff, appoint, house } = await teamOf(t);
  const a = await staff(1);
  await assert.rejects(appoint('sales', a.id, { kind: 'plt' }), invalid('to'));
  await assert.rejects(appoint('sales', a.id, { kind: 'plt', from: '2026-02-01', to: '2026-05-31' }), refused('appointment.too_long'));
  await appoint('sales', a.id, { kind: 'plt', from: '2026-02-01', to: '2026-05-01' });
  await appoint('sales', a.id, { kind: 'plt', from: '2026-05-02', to: '2026-07-30' });
  await assert.rejects(appoint('sales', a.id, { kind: 'plt', from: '2026-07-31', to: '2026-08-01' }), refused('appointment.too_long_in_a_row'));
  await assert.rejects(house.admin.query("insert into organisation.appointment (facility_id, post_id, staff_id, kind, decree, decree_on, valid, recorded_at) select facility_id, post_id, staff_id, 'plh', 'x', '2026-01-01', '[2026-01-01,)', now() from organisation.appointment limit 1"), /acting_is_bounded/);
});

test('terms that leave a gap are counted apart', () => {
  const limits = { most_days: 90, most_in_a_row: 180, legal_basis: 'uji' };
  assert.equal(actingFault({ from: '2026-06-01', to: '2026-08-29' }, [{ from: '2026-03-01', to: '2026-05-29' }], limits), undefined);
  assert.equal(actingFault({ from: '2026-05-30', to: '2026-08-27' }, [{ from: '2026-03-01', to: '2026-05-29' }, { from: '2025-12-01', to: '2026-02-28' }], limits), 'too_long_in_a_row');
  assert.equal(actingFault({ from: '2026-06-01', to: '2026-08-30' }, [], limits), 'too_long');
});

test('nobody appoints themselves', async (t) => {
  const { house, staff, appoint, head } = await teamOf(t);
  const own = await staff(1, head.person_id);
  await assert.rejects(appoint('head', own.id), refused('appointment.not_yourself'));
  await appoint('head', own.id, {}, house.as('regional'));
});

test('a term ends earlier by a reason, never later, and its seat is empty from the next day', async (t) => {
  const { house, facility_id, head, section, staff, appoint } = await teamOf(t);
  const { id } = await appoint('inspector', (await staff(1)).id);
  const end = (last_day: string) => house.act(head, (tx) => endAppointment(tx, { facility_id, appointment_id: id, last_day, reason: 'Pindah tugas' }));
  await end('2026-11-20');
  await assert.rejects(end('2026-11-22'), refused('appointment.ends_earlier_only'));
  await assert.rejects(end('2026-01-01'), refused('appointment.ends_earlier_only'));
  const seat = (await house.look(section, (reader) => seatsOn(reader, facility_id, today))).find((row) => row.code === 'inspector');
  assert.deepEqual([seat?.holder, seat?.empty_since], [null, '2026-11-21']);
});

test('a seat outside its own time is nobody’s', async (t) => {
  const { staff, appoint } = await teamOf(t);
  await assert.rejects(appoint('inspector', (await staff(1)).id, { from: '2025-12-01' }), refused('appointment.no_seat'));
});

test('a unit adds seats of its own; the officers of a workshop come first among its supervisors', async (t) => {
  const { house, facility_id, section, staff, appoint } = await teamOf(t);
  const post = { facility_id, code: 'instructor', name_id: 'Instruktur mebel', from: '2026-01-01', supervises: true, legal_basis: 'Keputusan kepala' };
  const { id, seat } = await house.act(section, (tx) => addPost(tx, post));
  assert.equal(seat, 3);
  await house.act(section, (tx) => assignWorkplace(tx, { facility_id, post_id: id, workplace: 'mebel' }));
  const [a, b] = [await staff(1), await staff(2)];
  await appoint('instructor', a.id);
  await house.act(house.as('facility_head'), (tx) => appointStaff(tx, { facility_id, post_id: id, staff_id: b.id, kind: 'definitive', from: '2026-02-01', ...letter }));
  const listed = await house.look(section, (reader) => supervisorsOn(reader, { facility_id, day: today, workplace: 'mebel' }));
  assert.deepEqual(listed.map((row) => row.staff_id), [b.id, a.id]);
  assert.deepEqual(await house.look(section, (reader) => supervisorsOn(reader, { facility_id, day: '2026-01-15' })), [], 'before they were appointed nobody is on duty');
});

test('an officer has one service number, and ties the own account by number and name', async (t) => {
  const { house, facility_id, section, staff } = await teamOf(t);
  const officer = house.as('officer');
  const nip = '198000001999001077';
  await house.act(section, (tx) => recordStaff(tx, { facility_id, nip, name: officer.name.toUpperCase() }));
  await assert.rejects(house.act(section, (tx) => recordStaff(tx, { facility_id, nip: '1980 0000 1999 0010 77', name: 'Lain' })), refused('staff.nip_taken'));
  await assert.rejects(house.act(section, (tx) => recordStaff(tx, { facility_id, nip: '123', name: 'Lain' })), invalid('nip'));
  await assert.rejects(house.act(house.as('treasurer'), (tx) => claimStaff(tx, { facility_id, nip })), refused('staff.not_your_entry'));
  await house.act(officer, (tx) => claimStaff(tx, { facility_id, nip }));
  await staff(1);
  await house.admin.query("update organisation.staff set name = $1 where nip = '198000001999001001'", [officer.name]);
  await assert.rejects(house.act(officer, (tx) => claimStaff(tx, { facility_id, nip: '198000001999001001' })), refused('staff.person_taken'));
});

test('the newest certificate of a skill counts, and its end is warned of 90 and 30 days ahead', async (t) => {
  const { house, facility_id, section, staff } = await teamOf(t);
  const { id } = await staff(1);
  const record = (level: number, issued_on: string, valid_until?: string, skill = 'SEWING') => house.act(section, (tx) => recordSkill(tx, { facility_id, staff_id: id, skill, level, issued_on, valid_until, certificate_number: 'SERT-UJI' }));
  await record(2, '2025-01-01', '2026-01-01');
  await record(3, '2026-01-02', '2027-01-02');
  const [row] = await house.look(section, (reader) => skillsOf(reader, facility_id));
  assert.deepEqual([row?.level, row?.valid_until], [3, '2027-01-02']);
  await assert.rejects(record(1, '2026-01-01', undefined, 'FLYING'), refused('skill.unknown'));
  await assert.rejects(record(1, '2026-01-01', '2025-01-01'), invalid('valid_until'));
  await assert.rejects(record(5, '2026-01-01'), invalid('level'));
  const at = (days: number) => alarmOf(addDays(today, days), today, [90, 30]);
  assert.deepEqual([alarmOf(null, today, [90, 30]), at(91), at(90), at(31), at(30), at(0), at(-1)], ['none', 'none', 'near', 'near', 'soon', 'soon', 'expired']);
});

test('region and headquarters see empty seats and late tasks of the units in reach, and no others', async (t) => {
  const { house, section, facility_id, staff, appoint } = await teamOf(t);
  await appoint('head', (await staff(1)).id);
  const [unit] = await house.look(house.as('regional'), (reader) => teamsInReach(reader, { day: today }));
  assert.equal(unit?.filled, 1);
  assert.equal(unit?.vacant, (unit?.seats ?? 0) - 1);
  const empty = await house.look(house.as('headquarters'), (reader) => vacancies(reader, { day: today, post: 'sales' }));
  assert.deepEqual(empty.map((row) => [row.facility_code, row.empty_since]), [[house.facility.code, '2026-01-01']]);
  assert.deepEqual(await house.look(house.as('section_head', 'other'), (reader) => vacancies(reader, { day: today })), []);
  await assert.rejects(house.act(house.as('facility_head', 'other'), (tx) => endAppointment(tx, { facility_id, appointment_id: '00000000-0000-7000-8000-000000000000', last_day: today, reason: 'x' })), NotFound);
  assert.equal(may(section, 'team.oversee'), false);
});

const charterOf = async (at: Awaited<ReturnType<typeof teamOf>>, chair: string, members: string[] = [], more: { secretary?: string } = {}) => at.house.act(at.section, (tx) =>
  writeCharter(tx, { facility_id: at.facility_id, number: 'SK-TIM/1', title: 'Tim mebel sekolah', purpose: 'Seratus meja sebelum Juli', decree_on: '2026-09-01', from: '2026-09-01', to: '2027-06-30', chair, members, ...more }));

test('a charter has one chair, each person once with the higher part, and a number of its own', async (t) => {
  const at = await teamOf(t);
  const [a, b] = [await at.staff(1), await at.staff(2)];
  await charterOf(at, a.id, [a.id, b.id], { secretary: b.id });
  await assert.rejects(charterOf(at, a.id), refused('charter.number_taken'));
  const [row] = await at.house.look(at.section, (reader) => chartersOf(reader, at.facility_id, today));
  assert.deepEqual([row?.people, row?.chair], [2, 'Pegawai Contoh 1']);
  await assert.rejects(at.house.act(at.house.as('officer'), (tx) => addTask(tx, { facility_id: at.facility_id, charter_id: row?.id ?? '', title: 'x', owner_id: a.id, due_on: today })), Forbidden);
});

test('a task is owned by a member, moved by its owner or a head, and done only with evidence', async (t) => {
  const at = await teamOf(t);
  const officer = at.house.as('officer');
  const [a, b, outsider] = [await at.staff(1, officer.person_id), await at.staff(2), await at.staff(3)];
  const { id: charter_id } = await charterOf(at, a.id, [b.id]);
  const { facility_id } = at;
  const add = (owner_id: string) => at.house.act(at.section, (tx) => addTask(tx, { facility_id, charter_id, title: 'Gambar kerja', owner_id, due_on: '2026-11-20' }));
  await assert.rejects(add(outsider.id), refused('task.owner_outside'));
  const [own, others] = [await add(a.id), await add(b.id)];
  const move = (task_id: string, state: TaskState, evidence?: string, as = officer) => at.house.act(as, (tx) => moveTask(tx, { facility_id, task_id, state, evidence }));
  await assert.rejects(move(others.id, 'doing'), refused('task.not_yours'));
  await move(others.id, 'doing', undefined, at.section);
  await assert.rejects(move(own.id, 'done'), invalid('evidence'));
  await move(own.id, 'done', 'Gambar terlampir di BA-12');
  await assert.rejects(move(own.id, 'doing'), refused('task.transition'));
  const late = await at.house.look(at.house.as('headquarters'), (reader) => lateTasks(reader, today));
  assert.deepEqual(late.map((row) => [row.id, row.days]), [[others.id, 4]]);
});

test('each move of a task is in the table, and no other', async (t) => {
  const at = await teamOf(t);
  const a = await at.staff(1);
  const { id: charter_id } = await charterOf(at, a.id);
  const { facility_id } = at;
  const states = Object.keys(taskStates) as TaskState[];
  for (const from of states) for (const to of states) {
    const { id } = await at.house.act(at.section, (tx) => addTask(tx, { facility_id, charter_id, title: `${from}-${to}`, owner_id: a.id, due_on: today }));
    await at.house.admin.query("update organisation.task set state = $1, evidence = 'x', done_on = case when $1 = 'done' then current_date end where id = $2", [from, id]);
    const going = at.house.act(at.section, (tx) => moveTask(tx, { facility_id, task_id: id, state: to, evidence: 'bukti' }));
    if (taskMoves[from].includes(to)) await going;
    else await assert.rejects(going, refused('task.transition'), `${from} → ${to}`);
  }
});

test('a due day that moved keeps the earlier one and its reason; an ended task has no new day', async (t) => {
  const at = await teamOf(t);
  const a = await at.staff(1);
  const { id: charter_id } = await charterOf(at, a.id);
  const { facility_id } = at;
  const { id } = await at.house.act(at.section, (tx) => addTask(tx, { facility_id, charter_id, title: 'Bahan', owner_id: a.id, due_on: '2026-11-01' }));
  await at.house.act(at.section, (tx) => moveDue(tx, { facility_id, task_id: id, due_on: '2026-12-01', reason: 'Kayu terlambat' }));
  const [task] = await at.house.look(at.section, (reader) => tasksOf(reader, charter_id, today));
  assert.deepEqual([task?.due_on, task?.moved, task?.late], ['2026-12-01', 1, false]);
  await assert.rejects(at.house.admin.query("update organisation.task_due set due_on = '2027-01-01'"), /append-only/);
  await at.house.act(at.section, (tx) => moveTask(tx, { facility_id, task_id: id, state: 'dropped', evidence: 'Pesanan batal' }));
  await assert.rejects(at.house.act(at.section, (tx) => moveDue(tx, { facility_id, task_id: id, due_on: '2027-01-01', reason: 'x' })), refused('task.transition'));
});

test('a decision is numbered, tied to tasks of its team, never changed, and replaced once', async (t) => {
  const at = await teamOf(t);
  const a = await at.staff(1);
  const { id: charter_id } = await charterOf(at, a.id);
  const { facility_id } = at;
  const task = await at.house.act(at.section, (tx) => addTask(tx, { facility_id, charter_id, title: 'Bahan', owner_id: a.id, due_on: today }));
  const decide = (more: object = {}) => at.house.act(at.section, (tx) => recordDecision(tx, { facility_id, decided_on: today, topic: 'Kayu', decision: 'Beli jati', reason: 'Harga turun', decided_by: 'Rapat tim', charter_id, tasks: [], ...more }));
  const first = await decide({ tasks: [task.id] });
  assert.equal(first.number, 'KPT-2026-001');
  await decide({ replaces: first.id });
  await assert.rejects(decide({ replaces: first.id }), refused('decision.replaced_already'));
  await assert.rejects(decide({ tasks: ['00000000-0000-7000-8000-000000000000'] }), refused('decision.task_elsewhere'));
  const rows = await at.house.look(at.section, (reader) => decisionsOf(reader, { facility_id }));
  assert.deepEqual([rows.find((row) => row.id === first.id)?.replaced_by, rows.find((row) => row.id === first.id)?.tasks[0]?.title], ['KPT-2026-002', 'Bahan']);
  await assert.rejects(at.house.admin.query("update organisation.decision set topic = 'lain'"), /append-only/);
});

test('who may do what in the team', () => {
  const rows: Record<string, readonly string[]> = {
    'team.read': ['officer', 'section_head', 'facility_head', 'treasurer', 'regional', 'headquarters', 'auditor'], 'team.oversee': ['regional', 'headquarters', 'auditor'],
    'team.establish': ['section_head', 'facility_head'], 'staff.record': ['section_head', 'facility_head'], 'staff.claim': ['officer', 'section_head', 'facility_head', 'treasurer'],
    'staff.appoint': ['facility_head', 'regional', 'headquarters'], 'skill.record': ['section_head', 'facility_head'], 'charter.write': ['section_head', 'facility_head'],
    'task.move': ['officer', 'section_head', 'facility_head', 'treasurer'], 'decision.record': ['section_head', 'facility_head'],
  };
  for (const [verb, allowed] of Object.entries(rows)) {
    assert.deepEqual(roles.filter((role) => may({ ...visitor, role }, verb)).sort(), [...allowed].sort(), verb);
    assert.equal(may(visitor, verb), false);
  }
});
