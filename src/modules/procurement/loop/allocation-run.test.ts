import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { Cancelled } from './allocation/in-thread.ts';
import { solveProblem } from './allocation/solve.ts';
import { adoptAllocation, askAllocation, cancelAllocation, fixCell, freeCell } from './allocation-commands.ts';
import { minutesByMonth, poseProblem } from './allocation-queries.ts';
import { allocationById, assignedTo, cellsOf, fixesOf, makersFor, shortagesOf, sourcesOf } from './allocation-read-queries.ts';
import { solveNext, writeAnswer } from './allocation-run-commands.ts';
import { announcementOf } from './announcement-queries.ts';
import { asked, scene, year, type Scene } from './loop.fixture.ts';
import { demandLines, surveyOf } from './survey-queries.ts';

const ask = (s: Scene) => s.act(s.hq, (tx) => askAllocation(tx, { year }));
const row = (s: Scene, id: string) => s.house.look(s.hq, (reader) => allocationById(reader, id));
const cells = (s: Scene, id: string) => s.house.look(s.hq, (reader) => cellsOf(reader, id, {}));
const solved = async (s: Scene) => {
  const { id } = await ask(s);
  assert.equal(await solveNext(s.house.db), true);
  return id;
};
const firstLine = (s: Scene) => s.house.look(s.hq, async (reader) => (await demandLines(reader, (await surveyOf(reader, year)).id)).at(-1)?.id ?? '');

test('announced demand is distributed from facts: people placed, working days, plans; explained, and short with a reason', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.act(s.pp, (tx) => askAllocation(tx, { year })), Forbidden);
  await assert.rejects(ask(s), refused('allocation.not_announced'));
  // The other facility plans as much and asks less, but nobody is placed there: it has no hours.
  await s.toAnnounced({ demands: [asked(40), asked(100)], plans: [10, 10] });
  assert.equal(await solveNext(s.house.db), false, 'nothing waits');
  const id = await solved(s);
  const allocation = await row(s, id);
  assert.deepEqual([allocation.state, allocation.version, allocation.figures?.lines, allocation.figures?.solved.quantity, allocation.figures?.solved.short_quantity], ['draft', 1, 2, 120, 20]);
  const all = await cells(s, id);
  assert.deepEqual([...new Set(all.map(({ facility_code }) => facility_code))], ['lapas-contoh-uji']);
  assert.ok(all.every(({ held_by, other_why, other }) => held_by === 'plan' && other_why === 'people' && other === 'Lapas Contoh Lain'), JSON.stringify(all));
  assert.deepEqual((await s.house.look(s.hq, (reader) => shortagesOf(reader, id))).map(({ quantity, reason }) => [quantity, reason]), [[20, 'people']], 'of two makers equally near the first has nobody, the other its plan');
  const [source] = await s.house.look(s.hq, (reader) => sourcesOf(reader, id));
  const minutes = await s.house.look(s.hq, (reader) => minutesByMonth(reader, year, { minutes_per_day: 300, productive_bp: 7500 }));
  assert.deepEqual([source?.people, source?.machines, source?.groups, source?.people_used, source?.people_minutes], [2, null, ['small'], 120 * 30, 2 * minutes.reduce((sum, n) => sum + n, 0)]);
  assert.ok(minutes.every((n) => n >= 13 * 225 && n <= 23 * 225), 'working days of each month by the calendar');
  assert.deepEqual(await s.house.look(s.house.as('section_head', 'other'), (reader) => cellsOf(reader, id, {})), [], 'another facility sees nothing of it');
});

test('adopted by a second person, who asked for nothing and set nothing; the one before is replaced', async (t) => {
  const s = await scene(t);
  await s.toAnnounced({ demands: [asked(40)], plans: [10, 10] });
  const { id } = await ask(s);
  await assert.rejects(s.act(s.hq2, (tx) => adoptAllocation(tx, { id })), refused('allocation.not_solved'));
  await assert.rejects(ask(s), refused('allocation.in_hand'));
  await solveNext(s.house.db);
  await assert.rejects(s.act(s.hq, (tx) => adoptAllocation(tx, { id })), refused('allocation.same_person'));
  await assert.rejects(s.house.admin.query("update procurement.allocation set state = 'adopted', adopted_at = now(), adopted_person = asked_person"), /allocation_two_persons/);
  await s.act(s.hq2, (tx) => adoptAllocation(tx, { id }));
  await assert.rejects(s.act(s.hq2, (tx) => adoptAllocation(tx, { id })), refused('allocation.not_solved'));
  const line = await firstLine(s);
  await s.act(s.hq2, (tx) => fixCell(tx, { year, line, facility: 'lapas-contoh-lain', quantity: 7, reason: 'Mesin di sana baru' }));
  const again = await solved(s);
  await assert.rejects(s.act(s.hq2, (tx) => adoptAllocation(tx, { id: again })), refused('allocation.same_person'));
  await s.act(s.hq3, (tx) => adoptAllocation(tx, { id: again }));
  assert.deepEqual([(await row(s, id)).state, (await row(s, again)).state], ['replaced', 'adopted']);
  await assert.rejects(s.house.admin.query("update procurement.allocation set state = 'draft', adopted_at = null, adopted_by = null, adopted_person = null where id = $1", [id]), /stays as it was/);
  assert.deepEqual((await s.house.look(s.house.as('section_head', 'other'), (reader) => assignedTo(reader, { facility_id: s.house.other.id, year }))).map(({ quantity, month }) => [quantity, month]), [[7, 12]]);
});

test('a cell set by hand stays in every solving until it is let go, and changes ask for another solving', async (t) => {
  const s = await scene(t);
  await s.toAnnounced({ demands: [asked(40)], plans: [10, 10] });
  const line = await firstLine(s);
  const fix = (quantity: number, facility = 'lapas-contoh-lain', more = {}) => s.act(s.hq, (tx) => fixCell(tx, { year, line, facility, quantity, reason: 'Mesin di sana baru', ...more }));
  await assert.rejects(fix(41), refused('allocation.beyond_demand'));
  await fix(30);
  await assert.rejects(fix(11, 'lapas-contoh-uji'), refused('allocation.beyond_demand'));
  const { id: fixed } = await fix(15);
  const first = await solved(s);
  const told = async (id: string) => (await cells(s, id)).map(({ facility_code, quantity, by_hand }) => [facility_code, quantity, by_hand]).sort();
  assert.deepEqual(await told(first), [['lapas-contoh-lain', 15, true], ['lapas-contoh-uji', 25, false]]);
  assert.deepEqual(await told(await solved(s)), await told(first), 'deterministic, and kept');
  assert.deepEqual((await s.house.look(s.hq, async (reader) => fixesOf(reader, (await announcementOf(reader, year))?.id ?? ''))).map(({ quantity }) => quantity), [15]);
  await s.act(s.hq, (tx) => freeCell(tx, { id: fixed }));
  await assert.rejects(s.act(s.hq, (tx) => freeCell(tx, { id: fixed })), refused('allocation.not_fixed'));
  await assert.rejects(s.act(s.hq2, (tx) => adoptAllocation(tx, { id: first })), refused('allocation.changed_since'));
  assert.deepEqual(await told(await solved(s)), [['lapas-contoh-uji', 40, false]]);
  assert.deepEqual((await s.house.look(s.hq, (reader) => makersFor(reader, line))).map(({ code }) => code), ['lapas-contoh-lain', 'lapas-contoh-uji']);
});

test('a cell is set only where the kind is planned, and within the plan', async (t) => {
  const s = await scene(t);
  await s.toAnnounced({ demands: [asked(200)], plans: [10] });
  const fix = (facility: string, quantity: number) => firstLine(s).then((line) => s.act(s.hq, (tx) => fixCell(tx, { year, line, facility, quantity, reason: 'Uji' })));
  await assert.rejects(fix('lapas-contoh-lain', 1), refused('allocation.not_planned'));
  await assert.rejects(fix('lapas-contoh-uji', 121), refused('allocation.beyond_plan'));
});

test('cancelling leaves nothing half written: while it waits, while it is solved, and between the answer and the pen', async (t) => {
  const s = await scene(t);
  await s.toAnnounced({ demands: [asked(40)], plans: [10] });
  const waiting = await ask(s);
  assert.equal((await s.act(s.hq, (tx) => cancelAllocation(tx, { id: waiting.id }))).state, 'cancelled');
  await assert.rejects(s.act(s.hq, (tx) => cancelAllocation(tx, { id: waiting.id })), refused('allocation.not_running'));
  assert.equal(await solveNext(s.house.db), false);
  const running = await ask(s);
  await s.house.admin.query("update procurement.allocation set state = 'solving', started_at = now(), beat_at = now() where id = $1", [running.id]);
  const { announcement_id, rules } = await row(s, running.id);
  const posed = await s.house.look(asSystem, (reader) => poseProblem(reader, { announcement_id, rules, day: '2026-11-24' }));
  const answer = await solveProblem(posed.problem);
  assert.ok(answer.cells.length > 0);
  assert.equal((await s.act(s.hq, (tx) => cancelAllocation(tx, { id: running.id }))).cancel_asked, true);
  await assert.rejects(s.act(asSystem, (tx) => writeAnswer(tx, { ...running, announcement_id, year }, posed, answer)), Cancelled);
  assert.equal((await s.house.admin.query('select 1 from procurement.allocation_cell')).rowCount, 0);
  assert.equal((await s.house.admin.query('select 1 from procurement.allocation_source')).rowCount, 0);
  // The process that solved it is gone: another takes it up after a while, hears that it is not wanted, and ends it.
  assert.equal(await solveNext(s.house.db), false, 'its heart still beats');
  await s.house.admin.query("update procurement.allocation set beat_at = now() - interval '2 minutes' where id = $1", [running.id]);
  assert.equal(await solveNext(s.house.db), true);
  assert.equal((await row(s, running.id)).state, 'cancelled');
  assert.equal((await s.house.admin.query('select 1 from procurement.allocation_cell')).rowCount, 0);
});

test('what cannot be solved says so, and another may be asked for', async (t) => {
  const s = await scene(t);
  await s.toAnnounced({ demands: [asked(40)], plans: [10] });
  const { id } = await ask(s);
  await s.house.admin.query("update procurement.allocation set rules = rules || '{\"floors_bp\": null}' where id = $1", [id]);
  assert.equal(await solveNext(s.house.db), true);
  const failed = await row(s, id);
  assert.deepEqual([failed.state, failed.figures, (failed.failed_reason ?? '').length > 0], ['failed', null, true]);
  assert.equal((await row(s, await solved(s))).state, 'draft');
});
