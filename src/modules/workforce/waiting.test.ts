import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import test from 'node:test';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { referenceRows } from '#kernel/reference.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { eight, fit, furnish, monday, type Floor } from '../workshop/test-floor.ts';
import { recordDiscipline, registerWorker } from './commands.ts';
import { approvePlacement, placeWorker, refusePlacement } from './placement-commands.ts';
import { applyForWork, decideWaiting, drawLottery, offerPlace } from './waiting-commands.ts';
import { entries, entryById, lotOn, logOf, prioritiesOn, spells } from './waiting-queries.ts';
import { logEligibility, removeFromWaiting } from './waiting-step-commands.ts';
import { decisions, inOrder, lot, mayFollow, standingOf, waitingMoves, waitingStates, type Decision, type PriorityRow, type WaitingFacts, type WaitingState } from './waiting.ts';

const register = (house: House, more: object = {}) => house.act(house.as('section_head'), (tx) => registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: `UJI/${crypto.randomUUID()}`, name: 'Peserta Contoh', ...more }), eight);
const apply = (house: House, worker_id: string, more: object = {}, actor = house.as('officer')) => house.act(actor, (tx) => applyForWork(tx, { facility_id: house.facility.id, worker_id, ...more }), eight);
const decide = (house: House, entry_id: string, decision: Decision, reason_code?: string, actor = house.as('section_head')) => house.act(actor, (tx) => decideWaiting(tx, { facility_id: house.facility.id, entry_id, decision, ...(reason_code ? { reason_code } : {}) }), eight);
const offer = (house: House, floor: Floor, entry_id: string, more: object = {}) => house.act(house.as('section_head'), (tx) => offerPlace(tx, { facility_id: floor.facility_id, entry_id, workshop_id: floor.workshop.id, job: 'Rangka', from: monday, ...more }), eight);
const stateOf = async (house: House, id: string) => (await house.look(house.as('officer'), (reader) => entryById(reader, id))).state;

const rules: PriorityRow[] = referenceRows('waiting_priorities').map((row) => ({ code: row['code'] ?? '', name_id: row['name_id'] ?? '', name_en: row['name_en'] ?? '', weight: Number(row['weight']), parameters: JSON.parse(row['parameters'] ?? '{}'), legal_basis: row['legal_basis'] ?? '' }));
const facts: WaitingFacts = { id: 'a', applied_on: '2026-11-23', release_on: null, restitution: null, ever_placed: true };

test('each priority gives its points by its rule, and says so in both languages', () => {
  const points = (more: Partial<WaitingFacts>, code: string, seed?: string) => {
    const part = standingOf({ ...facts, ...more }, rules, '2026-11-23', seed).parts.find((each) => each.code === code);
    assert.ok(part?.text.id && part.text.en);
    return part.points;
  };
  assert.deepEqual([points({ release_on: '2027-03-01' }, 'NEAR_RELEASE'), points({ release_on: '2029-11-23' }, 'NEAR_RELEASE'), points({}, 'NEAR_RELEASE'), points({ release_on: '2026-01-01' }, 'NEAR_RELEASE')], [300, 0, 0, 0]);
  assert.equal(points({ release_on: '2028-02-21' }, 'NEAR_RELEASE'), Math.round(300 * (730 - 455) / 550), 'between the two days the points fall evenly');
  assert.deepEqual([points({ restitution: 'Putusan 1/2026' }, 'OWES_RESTITUTION'), points({}, 'OWES_RESTITUTION')], [250, 0]);
  assert.deepEqual([points({ ever_placed: false }, 'NEVER_PLACED'), points({}, 'NEVER_PLACED')], [200, 0]);
  assert.deepEqual([points({ applied_on: '2025-11-23' }, 'WAITING_TIME'), points({ applied_on: '2026-11-23' }, 'WAITING_TIME')], [200, 0]);
  const drawn = Number.parseInt(createHash('sha256').update('BENIH|a').digest('hex').slice(0, 8), 16) / 2 ** 32;
  assert.deepEqual([points({}, 'LOTTERY', 'BENIH'), points({}, 'LOTTERY')], [Math.round(50 * drawn), 0], 'anybody can draw the lot again from its seed');
  assert.equal(rules.length, 5);
});

test('the order is the same every time it is asked for, and hangs on nothing but rules, days and the published seed', () => {
  const people = [{ ...facts, id: 'a' }, { ...facts, id: 'b', restitution: 'Putusan' }, { ...facts, id: 'c', applied_on: '2026-01-01' }, { ...facts, id: 'd' }];
  const order = (list: typeof people, seed = 'X') => inOrder(list, rules, '2026-11-23', seed).map((each) => each.id);
  assert.deepEqual(order(people), order([...people].reverse()));
  assert.equal(order(people)[0], 'b');
  const lots = ['S1', 'S2', 'S3', 'S4', 'S5', 'S6', 'S7', 'S8'].map((seed) => order(people, seed).filter((id) => id === 'a' || id === 'd').join(''));
  assert.deepEqual(new Set(lots), new Set(['ad', 'da']), 'equals are parted by the lot, either way');
  assert.ok(lot('x', 'y') >= 0 && lot('x', 'y') < 1);
});

test('an application passes exactly the ways of the table, in the command and in the database', async (t) => {
  const house = await openHouse(t);
  const worker = await register(house);
  const { id } = await apply(house, worker.id);
  const floor = await furnish(house, { people: 0 });
  const placement = await house.act(house.as('section_head'), (tx) => placeWorker(tx, { facility_id: floor.facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'x', from: monday, decree: 'SK' }), eight);
  const all = Object.keys(waitingStates) as WaitingState[];
  const put = (state: WaitingState) => house.admin.query("update workforce.waiting_entry set state = $1, placement_id = $2, reason_code = case when $1 in ('declined','withdrawn','removed') then 'OWN_WISH' end", [state, placement.id]);
  for (const from of all) for (const to of all) {
    if (from === to) continue;
    await house.admin.query('alter table workforce.waiting_entry disable trigger waiting_moves');
    await put(from);
    await house.admin.query('alter table workforce.waiting_entry enable trigger waiting_moves');
    if (waitingMoves[from].includes(to)) await put(to);
    else await assert.rejects(put(to), /no way/, `${from} → ${to}`);
  }
  await house.admin.query('alter table workforce.waiting_entry disable trigger waiting_moves');
  for (const from of all) for (const [decision, { to }] of Object.entries(decisions) as [Decision, { to: WaitingState }][]) {
    if (mayFollow(decision, from)) {
      assert.ok(waitingMoves[from].includes(to));
      continue;
    }
    await put(from);
    await assert.rejects(decide(house, id, decision, 'OWN_WISH'), refused('waiting.no_way'), `${from}: ${decision}`);
  }
});

test('a refusal has a coded reason that goes with it', async (t) => {
  const house = await openHouse(t);
  const { id } = await apply(house, (await register(house)).id);
  for (const decision of ['decline', 'withdraw', 'remove'] as const) await assert.rejects(decide(house, id, decision), refused('waiting.reason_needed'));
  await assert.rejects(decide(house, id, 'decline', 'OWN_WISH'), refused('waiting.reason_wrong'));
  await assert.rejects(decide(house, id, 'approve', 'OWN_WISH'), refused('waiting.reason_wrong'));
  await assert.rejects(decide(house, id, 'approve', undefined, house.as('officer')), Forbidden);
  await decide(house, id, 'withdraw', 'OWN_WISH', house.as('officer'));
  await decide(house, id, 'reopen', undefined, house.as('officer'));
  assert.equal(await stateOf(house, id), 'pending', 'who withdrew may come back');
  for (const row of referenceRows('waiting_reasons')) for (const state of (row['used_for'] ?? '').split('|')) assert.ok(['declined', 'withdrawn', 'removed'].includes(state), row['code'] ?? '');
});

test('who may apply, and how often: present, not there already, within the dated number', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const placed = floor.workers[0]?.id ?? '';
  const worker = await register(house);
  await apply(house, worker.id, { workshop_id: floor.workshop.id });
  await assert.rejects(apply(house, worker.id, { workshop_id: floor.workshop.id }), refused('waiting.already'));
  await assert.rejects(apply(house, placed, { workshop_id: floor.workshop.id }), refused('waiting.placed_there'));
  await assert.rejects(apply(house, worker.id, { applied_on: '2026-11-24' }), refused('waiting.future'));
  await house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('waiting.max_open', $1, '1', '[2026-01-01,)', 'Aturan contoh')", [floor.facility_id]);
  await assert.rejects(apply(house, worker.id), (error: unknown) => refused('waiting.too_many')(error) && /Aturan contoh/.test(String(error)));
  await house.admin.query("update workforce.worker set state = 'away' where id = $1", [worker.id]);
  await assert.rejects(apply(house, worker.id), refused('waiting.not_present'));
  await assert.rejects(apply(house, worker.id, {}, house.as('treasurer')), Forbidden);
  await assert.rejects(house.look(house.as('officer', 'other'), async (reader) => entryById(reader, (await entries(reader, { facility_id: floor.facility_id }))[0]?.id ?? crypto.randomUUID())), NotFound);
});

test('the first in the order is offered the place, or somebody writes why not', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const [first, second] = [await register(house, { release_on: '2027-04-01' }), await register(house)];
  const a = await apply(house, first.id);
  const b = await apply(house, second.id, { workshop_id: floor.workshop.id });
  await assert.rejects(offer(house, floor, b.id), refused('waiting.no_way'), 'an application is accepted before it is offered anything');
  await decide(house, a.id, 'approve');
  await decide(house, b.id, 'approve');
  await assert.rejects(offer(house, floor, a.id, { workshop_id: undefined }), refused('waiting.which_workshop'));
  await assert.rejects(offer(house, floor, b.id), (error: unknown) => refused('waiting.out_of_order')(error) && String(error).includes(first.roster_code));
  await offer(house, floor, b.id, { out_of_order_reason: 'Keahlian las yang dibutuhkan' });
  const notes = (await house.look(house.as('officer'), (reader) => logOf(reader, b.id))).map((row) => row.note);
  assert.ok(notes.includes('Keahlian las yang dibutuhkan'), 'why somebody was passed over stays');
  await house.act(house.as('section_head'), (tx) => recordDiscipline(tx, { facility_id: floor.facility_id, worker_id: first.id, from: monday, decision: 'Register F/1' }), eight);
  const third = await apply(house, (await register(house)).id);
  await decide(house, third.id, 'approve');
  await offer(house, floor, third.id);
  assert.equal(await stateOf(house, third.id), 'offered', 'who cannot do the work now is no reason to wait');
});

test('an approved placement uses up the application, a refused one leads back to the list', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const head = house.as('facility_head');
  const { facility_id } = floor;
  const { id } = await apply(house, (await register(house)).id);
  await decide(house, id, 'approve');
  const one = await offer(house, floor, id);
  await house.act(head, (tx) => refusePlacement(tx, { facility_id, placement_id: one.placement_id, reason: 'Belum waktunya' }), eight);
  assert.equal(await stateOf(house, id), 'approved');
  const two = await offer(house, floor, id);
  await decide(house, id, 'withdraw', 'OFFER_TURNED_DOWN');
  await assert.rejects(house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: two.placement_id }), eight), refused('placement.refused_already'), 'the offer ended with the application');
  await decide(house, id, 'reopen');
  await decide(house, id, 'approve');
  const three = await offer(house, floor, id);
  await house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: three.placement_id }), eight);
  assert.equal(await stateOf(house, id), 'placed');
  const direct = await register(house);
  const waiting = await apply(house, direct.id);
  await decide(house, waiting.id, 'approve');
  const made = await house.act(house.as('section_head'), (tx) => placeWorker(tx, { facility_id, worker_id: direct.id, workshop_id: floor.workshop.id, job: 'x', from: monday, decree: 'SK' }), eight);
  await house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: made.id }), eight);
  assert.equal(await stateOf(house, waiting.id), 'placed', 'a placement by another way uses it up too');
});

test('the log tells who waited from when to when and was able to work then, and nobody changes it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const worker = await register(house);
  const { facility_id } = floor;
  const { id } = await apply(house, worker.id, { workshop_id: floor.workshop.id });
  const later = (days: number) => new Date(eight.getTime() + days * 86_400_000);
  await house.act(house.as('section_head'), (tx) => recordDiscipline(tx, { facility_id, worker_id: worker.id, from: '2026-11-25', to: '2026-11-27', decision: 'Register F/1' }), eight);
  for (const days of [1, 2, 3, 4]) await house.act(house.as('section_head'), (tx) => logEligibility(tx, facility_id), later(days));
  await house.act(house.as('section_head'), (tx) => removeFromWaiting(tx, { facility_id, worker_id: worker.id, reason_code: 'RELEASED' }), later(6));
  const found = await house.look(house.as('officer'), (reader) => spells(reader, { facility_id }));
  assert.deepEqual(found.map((row) => [row.state, row.eligible, row.failed.join(), row.begins.getTime(), row.ends?.getTime()]), [
    ['pending', true, '', eight.getTime(), later(2).getTime()], ['pending', false, 'DISCIPLINE_CLEAR', later(2).getTime(), later(4).getTime()], ['pending', true, '', later(4).getTime(), later(6).getTime()],
  ]);
  assert.deepEqual((await house.look(house.as('officer'), (reader) => logOf(reader, id))).at(-1)?.to_state, 'removed');
  await assert.rejects(house.admin.query('update workforce.waiting_log set eligible = false'), /append-only/);
});

test('the month’s lot is drawn once, and priorities are dated rows of which the facility’s own outranks the national', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  const draw = (actor = house.as('section_head')) => house.act(actor, (tx) => drawLottery(tx, { facility_id, month: '2026-11' }), eight);
  const { seed } = await draw();
  await assert.rejects(draw(), refused('lottery.drawn_already'));
  await assert.rejects(draw(house.as('officer')), Forbidden);
  assert.equal((await house.look(house.as('officer'), (reader) => lotOn(reader, facility_id, monday)))?.seed, seed);
  await assert.rejects(house.admin.query("update workforce.waiting_lottery set seed = 'another seed 123'"), /append-only/);
  await house.admin.query(`insert into workforce.waiting_priority select code, $1, name_id, name_en, 999, parameters, '[2026-11-24,)', 'Keputusan kepala', source from workforce.waiting_priority where code = 'NEVER_PLACED'`, [facility_id]);
  const weight = async (day: string) => (await house.look(house.as('officer'), (reader) => prioritiesOn(reader, facility_id, day))).find((row) => row.code === 'NEVER_PLACED')?.weight;
  assert.deepEqual([await weight('2026-11-23'), await weight('2026-11-24')], [200, 999]);
});
