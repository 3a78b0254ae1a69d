import assert from 'node:assert/strict';
import test from 'node:test';
import type { Tx } from '#kernel/db.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused, type House } from '#tests/house.ts';
import { openBooks, post, savingsOf } from '#ledger';
import { furnish, fit, eight } from '../workshop/test-floor.ts';
import { openSession } from '../workshop/commands/session.ts';
import { registerWorker } from './commands.ts';
import { importers } from './import-commands.ts';
import { approveMerge, proposeMerge, refuseMerge, undoMerge } from './merge-commands.ts';
import { moves, type Move } from './movement.ts';
import { recordAbsence, recordDeath, recordReturn, releaseWorker } from './movement-commands.ts';
import { owed, transfers } from './movement-queries.ts';
import { routes } from './index.ts';
import { placementsOf, workerById, workers } from './queries.ts';
import { recordAssessment, recordFitness, recordQualification, recordRestriction } from './record-commands.ts';
import { assessmentsOf, fitnessOf, qualificationsOf, restrictionsOf } from './record-queries.ts';
import { callBackTransfer, receiveWorker, sendWorker } from './transfer-commands.ts';
import { readSheet } from '#kernel/sheets/index.ts';

const on_day = '2026-11-23';
const state = async (house: House, id: string) => (await house.admin.query<{ state: string }>('select state from workforce.worker where id = $1', [id])).rows[0]?.state;
const save = (house: House, facility_id: string, worker_id: string, amount_idr: number) => house.act(asSystem, async (tx) => {
  await openBooks(tx, facility_id);
  await post(tx, { facility_id, on_day: '2026-11-20', kind: 'test', ref_type: 'test', ref_id: worker_id, memo: 'uji', lines: [{ account: '1100', amount_idr }, { account: { worker_id }, amount_idr: -amount_idr }] });
});
const saved = async (house: House, facility_id: string, worker_id: string) => (await house.look(asSystem, (reader) => savingsOf(reader, { facility_id, worker_id }))).balance_idr;
const balanceOf = async (house: House, facility_id: string) => (await house.admin.query<{ sum: number }>("select coalesce(sum(b.balance_idr), 0)::bigint as sum from ledger.balance b join ledger.account a using (facility_id) where a.id = b.account_id and a.code = '1900' and b.facility_id = $1", [facility_id])).rows[0]?.sum;

async function oneAtWork(t: Parameters<typeof openHouse>[0]) {
  const house = await openHouse(t, { routes, now: eight });
  const floor = await furnish(house, { people: 1 });
  const worker_id = floor.workers[0]?.id ?? '';
  return { house, floor, facility_id: floor.facility_id, worker_id, section: house.as('section_head'), whose: { facility_id: floor.facility_id, worker_id } };
}

test('whoever is sent to another facility leaves work here, and arrives there with a new code and the savings', async (t) => {
  const { house, facility_id, worker_id, section, whose } = await oneAtWork(t);
  const there = house.as('section_head', 'other');
  await save(house, facility_id, worker_id, 125_000);
  await house.act(asSystem, (tx) => openBooks(tx, house.other.id));
  await house.act(section, async (tx) => {
    await recordRestriction(tx, { ...whose, code: 'heights', source: 'security', from: '2026-11-01', reason: 'Uji' });
    await recordFitness(tx, { ...whose, examined_on: '2026-11-01', result: 'limited', limits: ['heat'], valid_until: '2027-11-01', examiner: 'dr. Contoh', profession: 'doctor', licence: 'SIP-1' });
    await recordQualification(tx, { ...whose, kind: 'module', name: 'K3 dasar', from: '2026-11-01' });
    await recordAssessment(tx, { ...whose, kind: 'escape', value: 'listed', on_day: '2026-11-01', assessor: 'Asesor' });
    await recordAssessment(tx, { ...whose, kind: 'group', value: 'a', on_day: '2026-11-01', assessor: 'Asesor' });
  });
  const { id } = await house.act(section, (tx) => sendWorker(tx, { ...whose, to: house.other.code, on_day, decree: 'SK-PINDAH/1' }));
  assert.equal(await state(house, worker_id), 'transferred');
  const [placement] = await house.look(section, (reader) => placementsOf(reader, worker_id));
  assert.equal(placement?.to, on_day, 'the placement ends on that day');
  assert.deepEqual(await house.look(there, (reader) => workers(reader, { facility_id: house.other.id, day: on_day, state: 'all' })), [], 'nobody is there before the receipt');
  await assert.rejects(house.look(there, (reader) => workerById(reader, worker_id)), NotFound, 'the other side sees the transfer, not the file');
  const [incoming] = await house.look(there, (reader) => transfers(reader, house.other.id));
  assert.deepEqual([incoming?.incoming, incoming?.name, incoming?.state], [true, 'Peserta Contoh mebel 1', 'sent']);
  assert.equal((await house.request(`/api/v1/transfers/${id}/receipt`, { as: section, json: {} })).status, 409, 'the sender does not receive');
  const answer = await house.request(`/bengkel/peserta/pindah/${id}/terima`, { as: there, form: {} });
  assert.equal(answer.status, 303, await answer.clone().text());
  const arrived = (answer.headers.get('location') ?? '').split('/').at(-1) ?? '';
  const file = await house.look(there, (reader) => workerById(reader, arrived));
  assert.deepEqual([file.state, file.roster_code, file.release_on], ['present', 'A01', fit.release_on]);
  const carried = await house.look(there, async (reader) => [(await restrictionsOf(reader, arrived)).map((row) => row.code), (await fitnessOf(reader, arrived)).map((row) => row.limits), (await qualificationsOf(reader, arrived)).map((row) => row.code), (await assessmentsOf(reader, arrived)).map((row) => row.value)]);
  assert.deepEqual(carried, [['heights'], [['heat']], ['k3-dasar'], ['listed']], 'what work must know goes along; a group stays behind');
  assert.deepEqual([await saved(house, facility_id, worker_id), await saved(house, house.other.id, arrived)], [0, 125_000]);
  assert.deepEqual([await balanceOf(house, facility_id), await balanceOf(house, house.other.id)], [-125_000, 125_000], 'what one owes the other is due');
  assert.equal((await house.request(`/bengkel/peserta/pindah/${id}/terima`, { as: there, form: {} })).status, 409, 'received once');
  await assert.rejects(house.look(section, (reader) => workerById(reader, arrived)), NotFound, 'where the person is now is not seen from here');
  assert.deepEqual((await house.look(section, (reader) => transfers(reader, facility_id))).map((row) => [row.state, row.received_worker_id]), [['received', null]]);
});

test('a person who comes back takes up the old file; nobody is received twice', async (t) => {
  const { house, facility_id, worker_id, section, whose } = await oneAtWork(t);
  const there = house.as('section_head', 'other');
  const reach = { facility_ids: [facility_id, house.other.id] };
  const both = { ...there, facility_ids: reach.facility_ids };
  const back = { ...section, facility_ids: reach.facility_ids };
  const sent = await house.act(section, (tx) => sendWorker(tx, { ...whose, to: house.other.code, on_day, decree: 'SK/1' }));
  const arrived = await house.act(both, (tx) => receiveWorker(tx, { transfer_id: sent.id }));
  const again = await house.act(there, (tx) => sendWorker(tx, { facility_id: house.other.id, worker_id: arrived.worker_id, to: house.facility.code, on_day, decree: 'SK/2' }));
  const returned = await house.act(back, (tx) => receiveWorker(tx, { transfer_id: again.id }));
  assert.deepEqual([returned.worker_id, returned.roster_code, await state(house, worker_id)], [worker_id, 'A01', 'present']);
});

test('a transfer is called back by its sender, until it is received', async (t) => {
  const { house, worker_id, section, whose } = await oneAtWork(t);
  const there = house.as('section_head', 'other');
  const send = () => house.act(section, (tx) => sendWorker(tx, { ...whose, to: house.other.code, on_day, decree: 'SK/1' }));
  await assert.rejects(house.act(section, (tx) => sendWorker(tx, { ...whose, to: 'tidak-ada', on_day, decree: 'SK' })), refused('transfer.facility_unknown'));
  await assert.rejects(house.act(section, (tx) => sendWorker(tx, { ...whose, to: house.facility.code, on_day, decree: 'SK' })), refused('transfer.to_itself'));
  const { id } = await send();
  await assert.rejects(send(), refused('transfer.under_way'));
  await assert.rejects(house.act(there, (tx) => callBackTransfer(tx, { transfer_id: id })), refused('transfer.not_yours'));
  await house.act(section, (tx) => callBackTransfer(tx, { transfer_id: id }));
  assert.equal(await state(house, worker_id), 'present');
  await assert.rejects(house.act(section, (tx) => callBackTransfer(tx, { transfer_id: id })), refused('transfer.done'));
  const samePerson = { ...there, person_id: section.person_id, facility_ids: [house.facility.id, house.other.id] };
  const second = await send();
  await assert.rejects(house.act(samePerson, (tx) => receiveWorker(tx, { transfer_id: second.id })), refused('transfer.same_person'));
  assert.equal((await house.request(`/api/v1/transfers/${second.id}/receipt`, { as: house.as('officer', 'other'), json: {} })).status, 403);
  assert.equal((await house.request(`/api/v1/transfers/00000000-0000-7000-8000-000000000000/receipt`, { as: there, json: {} })).status, 404);
});

test('a release ends work, and the savings wait to be paid; a death leaves them to the heirs', async (t) => {
  const { house, facility_id, worker_id, section, whose } = await oneAtWork(t);
  await save(house, facility_id, worker_id, 90_000);
  await assert.rejects(house.act(section, (tx) => releaseWorker(tx, { ...whose, on_day: '2026-12-01', cause: 'conditional', decree: 'SK' })), refused('movement.in_the_future'));
  await house.act(section, (tx) => releaseWorker(tx, { ...whose, on_day, cause: 'conditional', decree: 'SK-PB/1' }));
  assert.equal((await house.look(section, (reader) => placementsOf(reader, worker_id)))[0]?.to, on_day);
  assert.deepEqual((await house.look(section, (reader) => owed(reader, facility_id))).map((row) => [row.id, row.state, row.owed_idr]), [[worker_id, 'released', 90_000]]);
  assert.equal(await saved(house, facility_id, worker_id), 90_000);
  const other = await house.act(section, (tx) => registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/M', name: 'Peserta Contoh' }));
  await house.act(section, (tx) => recordDeath(tx, { facility_id, worker_id: other.id, on_day, decree: 'Surat kematian 1' }));
  assert.equal(await state(house, other.id), 'died');
  await assert.rejects(house.act(section, (tx) => recordReturn(tx, { facility_id, worker_id: other.id, on_day })), refused('movement.wrong_state'));
});

test('an absence and a return keep the placement; events come in their order', async (t) => {
  const { house, worker_id, section, whose } = await oneAtWork(t);
  await house.act(section, (tx) => recordAbsence(tx, { ...whose, on_day, cause: 'hospital' }));
  assert.equal(await state(house, worker_id), 'away');
  assert.equal((await house.look(section, (reader) => placementsOf(reader, worker_id)))[0]?.to, null, 'the place is kept');
  await assert.rejects(house.act(section, (tx) => recordAbsence(tx, { ...whose, on_day, cause: 'court' })), refused('movement.wrong_state'));
  await assert.rejects(house.act(section, (tx) => recordReturn(tx, { ...whose, on_day: '2026-11-20' })), refused('movement.before_last'));
  await house.act(section, (tx) => recordReturn(tx, { ...whose, on_day }));
  assert.equal(await state(house, worker_id), 'present');
});

test('nobody leaves in the middle of an open session', async (t) => {
  const { house, floor, facility_id, section, whose } = await oneAtWork(t);
  await house.act(section, (tx) => openSession(tx, { facility_id, workshop: floor.workshop.code, day: on_day, slot: 'AM' }), eight);
  await assert.rejects(house.act(section, (tx) => releaseWorker(tx, { ...whose, on_day, cause: 'other', decree: 'SK' }), new Date(eight.getTime() + 3_600_000)), refused('movement.in_session'));
});

test('the table of moves has an edge for each state that a person can leave, and no way back from release and death', () => {
  const from = (wanted: string) => (Object.keys(moves) as Move[]).filter((move) => moves[move].from.some((each) => each === wanted));
  assert.deepEqual(from('present'), ['sent', 'release', 'away', 'death']);
  assert.deepEqual(from('away'), ['sent', 'release', 'return', 'death']);
  assert.deepEqual(from('transferred'), ['call_back', 'received']);
  assert.deepEqual([from('released'), from('died'), from('merged')], [[], [], []]);
});

test('two numbers of one person are joined by two officials, with savings and history, and can be parted again', async (t) => {
  const { house, facility_id, worker_id, section } = await oneAtWork(t);
  const head = house.as('facility_head');
  const kept = await house.act(section, (tx) => registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/K', name: 'Peserta Contoh' }));
  await save(house, facility_id, worker_id, 40_000);
  await save(house, facility_id, kept.id, 10_000);
  const propose = (duplicate_register_number = 'UJI/mebel/1') => house.act(section, (tx) => proposeMerge(tx, { facility_id, worker_id: kept.id, duplicate_register_number, reason: 'Sidik jari sama' }));
  await assert.rejects(propose('TIDAK/ADA'), refused('merge.no_duplicate'));
  await assert.rejects(propose('UJI/K'), refused('merge.of_itself'));
  const { id: merge_id } = await propose();
  await assert.rejects(propose(), refused('merge.proposed_already'));
  await assert.rejects(house.act(section, (tx) => approveMerge(tx, { facility_id, merge_id })), Forbidden);
  await assert.rejects(house.act({ ...head, person_id: section.person_id }, (tx) => approveMerge(tx, { facility_id, merge_id })), refused('merge.same_person'));
  await house.act(head, (tx) => approveMerge(tx, { facility_id, merge_id }), eight);
  await assert.rejects(house.act(head, (tx) => refuseMerge(tx, { facility_id, merge_id })), refused('merge.decided'));
  assert.deepEqual([await state(house, worker_id), await saved(house, facility_id, worker_id), await saved(house, facility_id, kept.id)], ['merged', 0, 50_000]);
  assert.equal((await house.look(section, (reader) => placementsOf(reader, kept.id))).length, 1, 'the work of both numbers stands on one file');
  await assert.rejects(house.act({ ...section, person_id: head.person_id }, (tx) => undoMerge(tx, { facility_id, merge_id, reason: 'Keliru' })), refused('merge.same_person_undoes'));
  await house.act(section, (tx) => undoMerge(tx, { facility_id, merge_id, reason: 'Ternyata dua orang' }), eight);
  assert.deepEqual([await state(house, worker_id), await saved(house, facility_id, worker_id), await saved(house, facility_id, kept.id)], ['present', 40_000, 10_000]);
  await assert.rejects(house.act(section, (tx) => undoMerge(tx, { facility_id, merge_id, reason: 'Lagi' })), refused('merge.not_running'));
  const second = await propose();
  await house.act(head, (tx) => refuseMerge(tx, { facility_id, merge_id: second.id }));
  assert.equal(await state(house, worker_id), 'present');
});

test('life events come as a sheet too, in their order, and twice is once', async (t) => {
  const { house, worker_id, section } = await oneAtWork(t);
  const lines = ['register_number;event;on_day;cause;to;decree', 'UJI/mebel/1;away;2026-11-20;court;;', 'UJI/mebel/1;return;2026-11-21;;;', 'UJI/mebel/1;release;2026-11-23;conditional;;SK-PB/9'];
  const load = (rows: string[]) => house.act(section, (tx) => importers.movements(tx, readSheet(Buffer.from(rows.join('\n')))), eight);
  assert.deepEqual(await load(lines), { inserted: 3, updated: 0, problems: [] });
  assert.equal(await state(house, worker_id), 'released');
  assert.deepEqual(await load(lines), { inserted: 0, updated: 0, problems: [] });
  const bad = await load([lines[0] ?? '', 'TIDAK/ADA;release;2026-11-23;;;', 'UJI/mebel/1;death;2026-11-23;;;', 'UJI/mebel/1;transfer;2026-11-23;;;']);
  assert.deepEqual(bad.problems.map(({ row, field }) => [row, field]), [[2, 'register_number'], [3, 'register_number'], [4, 'to']]);
});

test('moves and merges are for their roles', async (t) => {
  const { house, whose, facility_id } = await oneAtWork(t);
  const officer = house.as('officer');
  for (const act of [
    (tx: Tx) => releaseWorker(tx, { ...whose, on_day, cause: 'other', decree: 'SK' }), (tx: Tx) => sendWorker(tx, { ...whose, to: 'x', on_day, decree: 'SK' }),
    (tx: Tx) => proposeMerge(tx, { ...whose, duplicate_register_number: 'x', reason: 'x' }), (tx: Tx) => undoMerge(tx, { facility_id, merge_id: whose.worker_id, reason: 'x' }),
    (tx: Tx) => receiveWorker(tx, { transfer_id: whose.worker_id }), (tx: Tx) => callBackTransfer(tx, { transfer_id: whose.worker_id }),
  ]) await assert.rejects(house.act<unknown>(officer, act), Forbidden);
});
