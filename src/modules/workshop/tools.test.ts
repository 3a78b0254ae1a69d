import assert from 'node:assert/strict';
import test from 'node:test';
import { assignRole, createAccount } from '#identity';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused, type House } from '#tests/house.ts';
import { markAttendance } from './commands/attendance.ts';
import { closeIncident, reportIncident } from './commands/incidents.ts';
import { closeSession, defineWorkshop, openSession } from './commands/session.ts';
import { defineTool, giveTool, takeTool } from './commands/tools.ts';
import { mayHold } from './tool.ts';
import { incidentById, tools } from './tool-queries.ts';
import { addTool, eight, furnish, monday, type Floor } from './test-floor.ts';

async function working(house: House): Promise<{ floor: Floor; session_id: string; worker_id: string; give: (tool_id: string, more?: object) => Promise<void>; take: (tool_id: string, condition?: 'baik' | 'rusak') => Promise<void>; close: () => Promise<void>; states: () => Promise<Record<string, string>> }> {
  const floor = await furnish(house, { people: 1 });
  const officer = house.as('officer');
  const { facility_id } = floor;
  const worker_id = floor.workers[0]?.id ?? '';
  const { id: session_id } = await house.act(officer, (tx) => openSession(tx, { facility_id, workshop: 'mebel', day: monday, slot: 'AM' }), eight);
  await house.act(officer, (tx) => markAttendance(tx, { facility_id, session_id, worker_id, reason_code: 'ATTENDED' }), eight);
  return {
    floor, session_id, worker_id,
    give: (tool_id, more = {}) => house.act(officer, (tx) => giveTool(tx, { facility_id, session_id, tool_id, worker_id, ...more }), eight),
    take: (tool_id, condition) => house.act(officer, (tx) => takeTool(tx, { facility_id, tool_id, condition }), eight),
    close: () => house.act(officer, (tx) => closeSession(tx, { facility_id, session_id }), eight),
    states: async () => Object.fromEntries((await house.look(officer, (reader) => tools(reader, { facility_id }))).map((tool) => [tool.code, tool.state])),
  };
}

test('a tool goes out once and comes back once, sound or broken', async (t) => {
  const house = await openHouse(t);
  const { floor, give, take, states } = await working(house);
  const chisel = await addTool(house, floor, 'MEB-01', 'A');
  await give(chisel.id);
  assert.deepEqual(await states(), { 'MEB-01': 'out' });
  await assert.rejects(give(chisel.id), refused('tool.not_kept'));
  await assert.rejects(house.admin.query('insert into workshop.tool_loan (facility_id, tool_id, session_id, out_at) select facility_id, tool_id, session_id, out_at from workshop.tool_loan'), /tool_out_once/);
  await take(chisel.id, 'rusak');
  assert.deepEqual(await states(), { 'MEB-01': 'broken' });
  await assert.rejects(take(chisel.id), refused('tool.not_out'));
  await assert.rejects(give(chisel.id), refused('tool.not_kept'), 'a broken tool stays aside');
});

test('a session does not close while a tool is out, and the refusal names it', async (t) => {
  const house = await openHouse(t);
  const { floor, give, take, close } = await working(house);
  const chisel = await addTool(house, floor, 'MEB-01', 'A');
  await give(chisel.id);
  await assert.rejects(close(), (error: unknown) => refused('session.tool_out')(error) && String(error).includes('MEB-01'));
  await assert.rejects(house.admin.query("update workshop.session set state = 'closed'"), /a tool is still out/);
  await take(chisel.id);
  await close();
});

test('a missing tool is reported before the session closes; another person settles the report', async (t) => {
  const house = await openHouse(t);
  const { floor, give, close, states } = await working(house);
  const { facility_id } = floor;
  const officer = house.as('officer');
  const chisel = await addTool(house, floor, 'MEB-01', 'A');
  const report = () => house.act(officer, (tx) => reportIncident(tx, { facility_id, kind: 'tool_missing', what: 'Tidak ada saat dihitung', tool_id: chisel.id }), eight);
  await assert.rejects(report(), refused('incident.tool_not_out'));
  await assert.rejects(house.act(officer, (tx) => reportIncident(tx, { facility_id, kind: 'tool_missing', what: 'Alat mana?' })), refused('incident.which_tool'));
  await give(chisel.id);
  const { id, number } = await report();
  assert.match(number, /^IN-2026-0001$/);
  await assert.rejects(report(), refused('incident.reported_already'));
  await close();
  assert.deepEqual(await states(), { 'MEB-01': 'missing' });
  const settle = (actor = house.as('section_head')) => house.act(actor, (tx) => closeIncident(tx, { id, outcome: 'Tidak ditemukan setelah penggeledahan' }));
  await assert.rejects(settle(officer), Forbidden);
  await settle();
  assert.deepEqual(await states(), {}, 'a lost tool leaves the board');
  await assert.rejects(settle(), refused('incident.closed_already'));
});

test('who reports an incident does not close it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const section = house.as('section_head');
  const { id } = await house.act(section, (tx) => reportIncident(tx, { facility_id: floor.facility_id, kind: 'near_miss', what: 'Papan jatuh, tidak ada yang terluka' }));
  await assert.rejects(house.act(section, (tx) => closeIncident(tx, { id, outcome: 'Selesai' })), refused('incident.same_person'));
  await house.act(house.as('facility_head'), (tx) => closeIncident(tx, { id, outcome: 'Rak diperkuat' }));
  await assert.rejects(house.look(house.as('officer', 'other'), (reader) => incidentById(reader, id)), NotFound);
});

test('a missing tool that turns up comes back to the board, and its report stays for the head', async (t) => {
  const house = await openHouse(t);
  const { floor, give, take, states } = await working(house);
  const chisel = await addTool(house, floor, 'MEB-01', 'A');
  await give(chisel.id);
  const { id } = await house.act(house.as('officer'), (tx) => reportIncident(tx, { facility_id: floor.facility_id, kind: 'tool_missing', what: 'Tidak ada', tool_id: chisel.id }));
  await take(chisel.id);
  assert.deepEqual(await states(), { 'MEB-01': 'kept' });
  assert.equal((await house.look(house.as('officer'), (reader) => incidentById(reader, id))).state, 'open');
});

test('a class that wants two officers goes out only with a second one of the same facility', async (t) => {
  const house = await openHouse(t);
  const { floor, give, states } = await working(house);
  await house.admin.query("update workforce.worker set tool_clearance = 'AA'");
  const grinder = await addTool(house, floor, 'MEB-09', 'AA');
  const officer = house.as('officer');
  const [second, outsider] = await house.act(asSystem, async (tx) => {
    const one = await createAccount(tx, { email: 'kedua@contoh.test', name: 'Contoh Petugas Kedua', password: 'sandi contoh panjang 1', is_sample: true });
    await assignRole(tx, { account_id: one.id, role: 'officer', facility_id: floor.facility_id, from: '2020-01-01', decree: 'SK-UJI' });
    const two = await createAccount(tx, { email: 'luar@contoh.test', name: 'Contoh Petugas Luar', password: 'sandi contoh panjang 2', is_sample: true });
    await assignRole(tx, { account_id: two.id, role: 'officer', facility_id: house.other.id, from: '2020-01-01', decree: 'SK-UJI' });
    return [one, two];
  });
  await assert.rejects(give(grinder.id), refused('tool.two_officers'));
  await assert.rejects(give(grinder.id, { second_officer: officer.account_id }), refused('tool.two_officers'));
  await assert.rejects(give(grinder.id, { second_officer: outsider.id }), refused('tool.two_officers'));
  await give(grinder.id, { second_officer: second.id });
  assert.deepEqual(await states(), { 'MEB-09': 'out' });
});

test('tools go to people of the session who are there and cleared for the class', async (t) => {
  const house = await openHouse(t);
  const { floor, session_id, worker_id, give } = await working(house);
  const { facility_id } = floor;
  const chisel = await addTool(house, floor, 'MEB-01', 'A');
  await house.admin.query("update workforce.worker set tool_clearance = 'B'");
  await assert.rejects(give(chisel.id), refused('tool.not_cleared'));
  await house.admin.query("update workforce.worker set tool_clearance = 'A'");
  await assert.rejects(give(chisel.id, { worker_id: crypto.randomUUID() }), refused('tool.holder_not_present'));
  await house.act(house.as('officer'), (tx) => markAttendance(tx, { facility_id, session_id, worker_id, reason_code: 'VISIT' }), eight);
  await assert.rejects(give(chisel.id), refused('tool.holder_not_present'));
  const other = await house.act(house.as('section_head'), async (tx) => {
    const workshop = await defineWorkshop(tx, { facility_id, code: 'jahit', name_id: 'Jahit', name_en: 'Sewing', category: 'garment', capacity: 5 });
    return defineTool(tx, { facility_id, workshop_id: workshop.id, code: 'JAH-01', name: 'Gunting', class: 'A' });
  });
  await assert.rejects(give(other.id), refused('tool.other_workshop'));
});

test('each class asks for its clearance', () => {
  const held: Record<string, string[]> = { AA: ['AA', 'A', 'B', 'C', 'K', 'M', 'H', 'D', 'V'], A: ['A', 'B', 'C', 'K', 'M', 'H', 'D'], B: ['B', 'C', 'M', 'H', 'D'], C: ['C'] };
  for (const clearance of ['AA', 'A', 'B', 'C']) for (const tool of ['AA', 'A', 'B', 'C', 'K', 'M', 'H', 'D', 'V']) assert.equal(mayHold(clearance, tool), held[clearance]?.includes(tool), `${clearance} holds ${tool}`);
});

test('a tool code stands once on the board, its class is a known one, and only the section head adds it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  await addTool(house, floor, 'MEB-01', 'B');
  await assert.rejects(addTool(house, floor, 'MEB-01', 'B'), refused('tool.code_taken'));
  await assert.rejects(addTool(house, floor, 'MEB-02', 'ZZ'), refused('tool.class_unknown'));
  await assert.rejects(house.act(house.as('officer'), (tx) => defineTool(tx, { facility_id: floor.facility_id, workshop_id: floor.workshop.id, code: 'MEB-03', name: 'x', class: 'B' })), Forbidden);
  assert.deepEqual(await house.look(house.as('officer', 'other'), (reader) => tools(reader, { facility_id: floor.facility_id })), []);
});
