import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { specimenHead, specimenPerson } from '#kernel/documents/specimen.ts';
import { documentByCode } from '#kernel/issue.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { eight, fit, furnish, monday, type Floor } from '../workshop/test-floor.ts';
import { addCase, callBoard, cancelBoard, holdBoard, signBoard } from './board-commands.ts';
import { boardById, casesOf, openCases } from './board-queries.ts';
import { boardMoves } from './board.ts';
import { registerWorker } from './commands.ts';
import { skTpp } from './documents/index.ts';
import { placeWorker } from './placement-commands.ts';
import { planSuspension } from './placement-plan-commands.ts';
import { placementsOf } from './queries.ts';
import { applyForWork, awaitingDecree } from './waiting-commands.ts';
import { entryById } from './waiting-queries.ts';

const members = [
  { name: 'Ketua Contoh', position: 'Kasi Binadik', post: 'chair' as const, present: true }, { name: 'Sekretaris Contoh', position: 'Kasubsi Bimkemaswat', post: 'secretary' as const, present: true }, { name: 'Anggota Contoh', position: 'Kepala KPLP', post: 'member' as const, present: true },
];
const section = (house: House) => house.as('section_head');
const recorder = (house: House) => house.as('section_head', 'facility', 2);
const call = (house: House, cases: string[] = [], more: object = {}) => house.act(section(house), (tx) => callBoard(tx, { facility_id: house.facility.id, held_on: monday, place: 'Ruang TPP', members, cases, ...more }), eight);
const hold = async (house: House, board_id: string, decide: (code: string) => { decision: 'approve' | 'refuse' | 'postpone'; votes_for: number; votes_against: number }, more: object = {}) => {
  const cases = await house.look(section(house), (reader) => casesOf(reader, board_id));
  return house.act(recorder(house), (tx) => holdBoard(tx, { facility_id: house.facility.id, board_id, minutes: 'Sidang dibuka pukul 09.00.', present: ['1', '2', '3'], cases: cases.map((each) => ({ id: each.id, ...decide(each.roster_code), reason: 'Perilaku baik' })), ...more }), eight);
};
const sign = (house: House, board_id: string, actor = house.as('facility_head')) => house.act(actor, (tx) => signBoard(tx, { facility_id: house.facility.id, board_id }), eight);
const yes = () => ({ decision: 'approve' as const, votes_for: 3, votes_against: 0 });
const propose = async (house: House, floor: Floor) => {
  const worker = await house.act(section(house), (tx) => registerWorker(tx, { ...fit, facility_id: floor.facility_id, register_number: `UJI/${crypto.randomUUID()}`, name: 'Peserta Contoh' }), eight);
  const placement = await house.act(section(house), (tx) => placeWorker(tx, { facility_id: floor.facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'Rangka', from: monday, decree: awaitingDecree }), eight);
  return { worker, placement };
};

test('the head’s signature makes every decision of the board effective, by one letter that names them', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const { facility_id } = floor;
  const [a, b, c] = [await propose(house, floor), await propose(house, floor), await propose(house, floor)];
  const waiting = await house.act(section(house), (tx) => applyForWork(tx, { facility_id, worker_id: floor.workers[0]?.id ?? '' }), eight);
  const suspension = await house.act(section(house), (tx) => planSuspension(tx, { facility_id, placement_id: floor.placements[0] ?? '', from: monday, reason_code: 'security' }), eight);
  const open = await house.look(section(house), (reader) => openCases(reader, facility_id));
  assert.deepEqual(open.map((each) => each.kind), ['placement', 'placement', 'placement', 'suspension', 'waiting']);
  const board = await call(house, open.map((each) => `${each.kind}:${each.subject_id}`));
  assert.equal(board.number, 'TPP-2026-001');
  assert.deepEqual(await house.look(section(house), (reader) => openCases(reader, facility_id)), [], 'what is on an agenda is not offered to another');
  await hold(house, board.id, (code) => code === b.worker.roster_code || code === floor.workers[0]?.roster_code ? { decision: 'refuse', votes_for: 1, votes_against: 2 } : code === c.worker.roster_code ? { decision: 'postpone', votes_for: 1, votes_against: 2 } : yes());
  assert.deepEqual((await house.look(section(house), (reader) => placementsOf(reader, a.worker.id)))[0]?.approved_at, null, 'the board recommends, the head decides');
  const { decree, document } = await sign(house, board.id);
  const state = async (worker: string) => (await house.look(section(house), (reader) => placementsOf(reader, worker)))[0];
  const [one, two, three] = [await state(a.worker.id), await state(b.worker.id), await state(c.worker.id)];
  assert.deepEqual([one?.approved_at !== null, one?.decree], [true, decree]);
  assert.deepEqual([two?.refused_reason, three?.approved_at, three?.refused_at], [`${decree}: Perilaku baik`, null, null]);
  const entry = await house.look(section(house), (reader) => entryById(reader, waiting.id));
  assert.deepEqual([entry.state, entry.reason_code], ['declined', 'BOARD_REFUSED']);
  const { rows } = await house.admin.query<{ state: string }>('select state from workforce.placement_suspension where id = $1', [suspension.id]);
  assert.equal(rows[0]?.state, 'lifted');
  const paper = await house.look(section(house), (reader) => documentByCode(reader, document));
  const letter = skTpp.content.parse(paper.content);
  assert.deepEqual([letter.number, letter.approved.length, letter.refused.length, letter.postponed.length], [decree, 1, 3, 1]);
  assert.deepEqual((await house.look(section(house), (reader) => openCases(reader, facility_id))).map((each) => each.subject_id), [c.placement.id], 'what was postponed may come again');
});

test('who proposed a placement does not approve it by signing, and who recorded the session does not sign its letter', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const { placement } = await propose(house, floor);
  const board = await call(house, [`placement:${placement.id}`]);
  await hold(house, board.id, yes);
  const head = house.as('facility_head');
  await assert.rejects(sign(house, board.id, { ...head, person_id: section(house).person_id }), refused('placement.same_person'));
  await assert.rejects(sign(house, board.id, { ...head, person_id: recorder(house).person_id }), refused('board.same_person'));
  await assert.rejects(sign(house, board.id, section(house)), Forbidden);
  await sign(house, board.id);
  await assert.rejects(sign(house, board.id), refused('board.no_way'));
});

test('a session is recorded on its day, with its chair and more than half, every case decided as the votes say', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const { placement } = await propose(house, floor);
  await assert.rejects(call(house, [], { members: members.slice(1).concat(members.slice(1)) }), refused('board.no_chair'));
  await assert.rejects(call(house, [], { members: [members[0], members[0], members[1]] }), refused('board.one_chair'));
  const empty = await call(house);
  await assert.rejects(hold(house, empty.id, yes), refused('board.no_case'));
  const later = await call(house, [], { held_on: '2026-12-07' });
  await assert.rejects(hold(house, later.id, yes), refused('board.not_yet'));
  const board = await call(house, [`placement:${placement.id}`]);
  await assert.rejects(hold(house, board.id, yes, { cases: [] }), refused('board.undecided'));
  await assert.rejects(hold(house, board.id, yes, { present: ['2', '3'] }), refused('board.no_quorum'), 'without its chair it is no session');
  await assert.rejects(hold(house, board.id, yes, { present: ['1'] }), refused('board.no_quorum'));
  await assert.rejects(hold(house, board.id, () => ({ decision: 'approve', votes_for: 1, votes_against: 2 })), refused('board.votes_wrong'));
  await assert.rejects(hold(house, board.id, () => ({ decision: 'refuse', votes_for: 2, votes_against: 1 })), refused('board.votes_wrong'));
  await assert.rejects(hold(house, board.id, () => ({ decision: 'approve', votes_for: 2, votes_against: 0 })), refused('board.votes_wrong'), 'who is present votes or abstains');
  await assert.rejects(house.act(house.as('officer'), (tx) => holdBoard(tx, { facility_id: floor.facility_id, board_id: board.id, minutes: 'x', present: [] })), Forbidden);
  await hold(house, board.id, yes);
});

test('a matter comes before one session at a time, and only while it waits', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const { placement } = await propose(house, floor);
  const [first, second] = [await call(house, [`placement:${placement.id}`]), await call(house)];
  const add = (board_id: string, subject_id = placement.id) => house.act(section(house), (tx) => addCase(tx, { facility_id: floor.facility_id, board_id, kind: 'placement', subject_id }), eight);
  await assert.rejects(add(second.id), (error: unknown) => refused('board.before_another')(error) && String(error).includes(first.number));
  await assert.rejects(add(first.id), refused('board.case_twice'));
  await house.act(section(house), (tx) => cancelBoard(tx, { facility_id: floor.facility_id, board_id: first.id, reason: 'Ketua berhalangan' }), eight);
  await add(second.id);
  await hold(house, second.id, yes);
  await sign(house, second.id);
  const third = await call(house);
  await assert.rejects(add(third.id), refused('board.nothing_to_decide'));
  await assert.rejects(house.act(house.as('officer'), (tx) => callBoard(tx, { facility_id: floor.facility_id, held_on: monday, place: 'x', members })), Forbidden);
  await assert.rejects(house.act(section(house), (tx) => cancelBoard(tx, { facility_id: floor.facility_id, board_id: second.id, reason: 'x' })), refused('board.no_way'));
  assert.equal((await house.look(section(house), (reader) => boardById(reader, second.id))).state, 'signed');
});

test('a session passes exactly the ways of the table', async (t) => {
  const house = await openHouse(t);
  await call(house);
  for (const [from, moves] of Object.entries(boardMoves)) for (const to of Object.keys(boardMoves)) {
    if (from === to) continue;
    const put = (state: string) => house.admin.query("update workforce.board_session set state = $1, minutes = 'x', decree = 'SK', document_code = 'D', signed_at = case when $1 = 'signed' then now() end", [state]);
    await house.admin.query('alter table workforce.board_session disable trigger board_moves');
    await put(from);
    await house.admin.query('alter table workforce.board_session enable trigger board_moves');
    if (moves.some((allowed) => allowed === to)) await put(to);
    else await assert.rejects(put(to), /no way/, `${from} → ${to}`);
  }
});

test('the letter says on paper what it says on the page', async (t) => {
  const row = { roster_code: 'A01', name: 'Peserta Contoh', register_number: 'BI.CONTOH/1', matter: 'Penempatan di Bengkel Contoh', votes: '3 : 0 : 0', reason: 'Perilaku baik' };
  const { text } = await expectPaper(t, skTpp, {
    letterhead: specimenHead, number: 'SK-TPP-2026-001', session_number: 'TPP-2026-001', held_on: monday, place: 'Ruang TPP', minutes: 'Sidang dibuka pukul 09.00.', approved: [row], refused: [{ ...row, roster_code: 'A02' }], postponed: [],
    members: members.map((each) => ({ ...each, post: 'Anggota' })), signed_by: specimenPerson('Kepala Contoh', 'Kepala UPT'), signed_in: 'Contoh', signed_on: monday,
  }, []);
  for (const word of ['memutuskan', 'ditolak', 'beritaacara']) assert.ok(text.includes(word), word);
  assert.throws(() => skTpp.content.parse({}), /expected/i);
});
