import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { fit, furnish, type Floor } from '../workshop/test-floor.ts';
import { recordDiscipline, recordSeparation, registerWorker } from './commands.ts';
import { recordConsent, withdrawConsent } from './consent-commands.ts';
import { approvePlacement, endPlacement, placeWorker, refusePlacement, rosterFor, verdictOn } from './index.ts';
import { workerById, workers } from './queries.ts';

const day = '2026-11-23';
const register = (house: House, more: object = {}) => house.act(house.as('section_head'), (tx) => registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: `UJI/${crypto.randomUUID()}`, name: 'Peserta Contoh', ...more }));
const propose = (house: House, floor: Floor, worker_id: string, more: object = {}, actor = house.as('section_head')) =>
  house.act(actor, (tx) => placeWorker(tx, { facility_id: floor.facility_id, worker_id, workshop_id: floor.workshop.id, job: 'Rangka', from: day, decree: 'SK-UJI/9', ...more }));

test('a placement counts from the approval of a second person', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const worker = await register(house);
  const placed = await propose(house, floor, worker.id);
  const approve = (actor = head) => house.act(actor, (tx) => approvePlacement(tx, { facility_id: floor.facility_id, placement_id: placed.id }));
  const roster = () => house.look(section, (reader) => rosterFor(reader, { facility_id: floor.facility_id, workshop_id: floor.workshop.id, day }));
  assert.deepEqual(await roster(), []);
  await assert.rejects(approve(section), refused('placement.same_person'));
  const secondAccount = { ...section, account_id: crypto.randomUUID() };
  await assert.rejects(approve(secondAccount), refused('placement.same_person'), 'two accounts of one person are one person');
  await assert.rejects(approve(house.as('officer')), Forbidden);
  await approve();
  assert.deepEqual((await roster()).map((row) => [row.roster_code, row.verdict.allowed]), [[worker.roster_code, true]]);
  await assert.rejects(approve(), refused('placement.approved_already'));
});

test('who is not suitable is not placed, and the refusal says why', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const unassessed = await register(house, { risk: 'unknown' });
  await assert.rejects(propose(house, floor, unassessed.id), (error: unknown) => refused('placement.not_suitable')(error) && /no risk assessment/.test(String(error)));
});

test('the checks are asked again at approval', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const worker = await register(house);
  const { id } = await propose(house, floor, worker.id);
  await house.act(house.as('section_head'), (tx) => recordDiscipline(tx, { facility_id: floor.facility_id, worker_id: worker.id, from: day, decision: 'Register F/7' }));
  await assert.rejects(house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id: floor.facility_id, placement_id: id })), refused('placement.not_suitable'));
});

test('a check that may be set aside wants a reason, which stays with the placement', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0, risk_level: 'low' });
  await house.admin.query(`insert into workforce.suitability_check select code, $1, name_id, name_en, rule, 'override_with_reason', parameters, valid, 'Keputusan kepala UPT contoh', source from workforce.suitability_check where code = 'WORKPLACE_RISK'`, [floor.facility_id]);
  const worker = await register(house, { risk: 'medium' });
  await assert.rejects(propose(house, floor, worker.id), refused('placement.reason_needed'));
  const { id } = await propose(house, floor, worker.id, { override_reason: 'Diawasi instruktur sepanjang sesi' });
  await house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id: floor.facility_id, placement_id: id }));
  const { rows } = await house.admin.query<{ override_reason: string }>('select override_reason from workforce.placement');
  assert.equal(rows[0]?.override_reason, 'Diawasi instruktur sepanjang sesi');
});

test('one place at a time; a refused proposal blocks nobody', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const { facility_id } = floor;
  const worker = await register(house);
  const { id } = await propose(house, floor, worker.id);
  await assert.rejects(propose(house, floor, worker.id, { from: '2026-12-01' }), refused('placement.overlap'));
  await assert.rejects(propose(house, floor, worker.id, { to: day }), refused('placement.empty'));
  const refuse = () => house.act(house.as('facility_head'), (tx) => refusePlacement(tx, { facility_id, placement_id: id, reason: 'Belum disidangkan TPP' }));
  await refuse();
  await assert.rejects(refuse(), refused('placement.refused_already'));
  const second = await propose(house, floor, worker.id);
  await house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id: second.id }));
  const end = (on_day: string) => house.act(house.as('section_head'), (tx) => endPlacement(tx, { facility_id, placement_id: second.id, on_day, reason: 'Selesai masa kerja' }));
  await assert.rejects(end(day), refused('placement.not_running'));
  await end('2026-12-01');
  await propose(house, floor, worker.id, { from: '2026-12-01' });
});

test('a workshop takes no more people than it has places', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1, capacity: 1 });
  const { id } = await propose(house, floor, (await register(house)).id);
  await assert.rejects(house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id: floor.facility_id, placement_id: id })), refused('placement.workshop_full'));
});

test('two who must be kept apart are not placed together', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const worker = await register(house);
  await house.act(house.as('section_head'), (tx) => recordSeparation(tx, { facility_id: floor.facility_id, workers: [worker.id, floor.workers[0]?.id ?? ''], from: '2026-01-01' }));
  await assert.rejects(propose(house, floor, worker.id), (error: unknown) => refused('placement.not_suitable')(error) && /share this workshop/.test(String(error)));
});

test('people on remand come by consent, and leave the roster when they withdraw it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const { facility_id } = floor;
  const worker = await register(house, { kind: 'remand', sentence_from: null, release_on: null });
  const ask = () => house.look(section, (reader) => verdictOn(reader, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, day }));
  assert.equal((await ask()).allowed, false);
  const consent = () => house.act(section, (tx) => recordConsent(tx, { facility_id, worker_id: worker.id, regime: 'facility', given_on: '2026-11-01', evidence: 'Formulir bertanda tangan' }));
  await consent();
  await assert.rejects(consent(), refused('consent.given_already'));
  const { id } = await propose(house, floor, worker.id);
  await house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: id }));
  const withdraw = () => house.act(section, (tx) => withdrawConsent(tx, { facility_id, worker_id: worker.id, regime: 'facility', on_day: day }));
  await withdraw();
  await assert.rejects(withdraw(), refused('consent.none'));
  const [row] = await house.look(section, (reader) => rosterFor(reader, { facility_id, workshop_id: floor.workshop.id, day }));
  assert.equal(row?.verdict.allowed, false);
});

test('a register number stands once in a facility; roster codes are short and in order', async (t) => {
  const house = await openHouse(t);
  const first = await register(house, { register_number: 'UJI/1' });
  await assert.rejects(register(house, { register_number: 'UJI/1' }), refused('worker.register_number_taken'));
  await house.admin.query("update kernel.number_series set last = 98 where series = 'roster'");
  const [last, next] = [await register(house), await register(house)];
  assert.deepEqual([first.roster_code, last.roster_code, next.roster_code], ['A01', 'A99', 'B01']);
  await house.admin.query("update kernel.number_series set last = 99 * 26 where series = 'roster'");
  assert.equal((await register(house)).roster_code, 'AA01');
});

test('another facility sees nobody of ours', async (t) => {
  const house = await openHouse(t);
  const worker = await register(house);
  const stranger = house.as('section_head', 'other');
  await assert.rejects(house.look(stranger, (reader) => workerById(reader, worker.id)), NotFound);
  assert.deepEqual(await house.look(stranger, (reader) => workers(reader, { facility_id: house.facility.id, day })), []);
  await assert.rejects(house.act(stranger, (tx) => registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: 'UJI/X', name: 'x' })), /row-level security/);
  await assert.rejects(house.act(stranger, (tx) => recordConsent(tx, { facility_id: house.facility.id, worker_id: worker.id, regime: 'facility', given_on: day, evidence: 'x' })), NotFound);
});

test('each verb of the register is for its roles', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const { facility_id } = floor;
  const worker_id = floor.workers[0]?.id ?? '';
  const placement_id = floor.placements[0] ?? '';
  const treasurer = house.as('treasurer');
  await assert.rejects(house.act(house.as('officer'), (tx) => registerWorker(tx, { ...fit, facility_id, register_number: 'x', name: 'x' })), Forbidden);
  await assert.rejects(house.act(treasurer, (tx) => recordConsent(tx, { facility_id, worker_id, regime: 'facility', given_on: day, evidence: 'x' })), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => recordDiscipline(tx, { facility_id, worker_id, from: day, decision: 'x' })), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => recordSeparation(tx, { facility_id, workers: [worker_id, worker_id], from: day })), Forbidden);
  await assert.rejects(propose(house, floor, worker_id, {}, treasurer), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => refusePlacement(tx, { facility_id, placement_id, reason: 'x' })), Forbidden);
  await assert.rejects(house.act(house.as('officer'), (tx) => endPlacement(tx, { facility_id, placement_id, on_day: day, reason: 'x' })), Forbidden);
});
