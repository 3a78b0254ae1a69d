import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { documentByCode } from '#kernel/issue.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { Forbidden, Invalid, NotFound } from '#kernel/refusal.ts';
import { acceptOrder, cancelOrder, reactions as orderReactions } from '#orders';
import { refused } from '#tests/house.ts';
import { announce, changeAnnouncement, discardAnnouncement, prepareAnnouncement } from './announcement-commands.ts';
import { announcedLines, announcedToAll, announcementOf } from './announcement-queries.ts';
import { pengumumanPengadaan } from './documents/pengumuman-pengadaan.ts';
import { allocationTransitions, announcementTransitions, planTransitions, surveyTransitions } from './loop.ts';
import { asked, evenly, kinds, planned, scene, year } from './loop.fixture.ts';
import { approveSupplyPlan, returnSupplyPlan, submitSupplyPlan, writeSupplyPlan } from './plan-commands.ts';
import { planById, supplyLines } from './plan-queries.ts';
import { loopReactions } from './reactions.ts';
import { callOff, releaseReservation, reserveKind } from './reservation-commands.ts';
import { callOffsOf, loopCompliance, offersFor, reservationByNumber } from './reservation-queries.ts';
import { classifyDemand, closeSurvey, openSurvey, stateDemand, withdrawDemand } from './survey-commands.ts';
import { askedByKind, demandForMakers, demandLines, surveyOf } from './survey-queries.ts';

const broken = (field: string) => (error: unknown) => error instanceof Invalid && field in error.problems;

test('what may follow what in the loop, each step and no other', () => {
  const told = (steps: readonly { from: string; verb: string; to: string }[]) => steps.map(({ from, verb, to }) => `${from}:${verb}:${to}`);
  assert.deepEqual(told(surveyTransitions), ['open:close:closed']);
  assert.deepEqual(told(planTransitions), ['draft:write:draft', 'returned:write:draft', 'draft:submit:submitted', 'submitted:approve:approved', 'submitted:return:returned']);
  assert.deepEqual(told(announcementTransitions), ['draft:change:draft', 'draft:announce:announced', 'draft:discard:discarded']);
  assert.deepEqual(told(allocationTransitions), ['asked:start:solving', 'solving:start:solving', 'asked:cancel:cancelled', 'solving:cancel:cancelled', 'solving:fail:failed', 'solving:solve:draft', 'draft:adopt:adopted', 'adopted:replace:replaced']);
});

test('a survey is for a year to come, in a window as long as the rule lets it be, once a year', async (t) => {
  const { act, hq, pp } = await scene(t);
  const wish = { year, opens_on: '2026-11-20', closes_on: '2026-12-10', kinds };
  await assert.rejects(act(pp, (tx) => openSurvey(tx, wish)), Forbidden);
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { ...wish, year: 2026 })), refused('survey.year_begun'));
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { ...wish, closes_on: '2026-11-25' })), refused('survey.window'));
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { ...wish, closes_on: '2027-04-25' })), refused('survey.window'));
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { ...wish, opens_on: '2026-10-01', closes_on: '2026-11-20' })), refused('survey.closed_before'));
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { ...wish, kinds: kinds.flatMap((kind) => [kind, kind]) })), refused('survey.kind_once'));
  await act(hq, (tx) => openSurvey(tx, wish));
  await assert.rejects(act(hq, (tx) => openSurvey(tx, wish)), refused('survey.once_a_year'));
  await act(hq, (tx) => closeSurvey(tx, { year }));
  await assert.rejects(act(hq, (tx) => closeSurvey(tx, { year })), refused('survey.closed_already'));
});

test('an agency answers in the window: all lines or none, kinds by code, by goods code, or later by headquarters', async (t) => {
  const { act, hq, pp, kasi, house, open } = await scene(t);
  await assert.rejects(act(hq, (tx) => openSurvey(tx, { year: 2028, opens_on: '2026-12-01', closes_on: '2026-12-31', kinds })).then(() => act(pp, (tx) => stateDemand(tx, { year: 2028, lines: [asked(1)] }))), refused('survey.not_yet'));
  await open();
  const state = (...lines: Parameters<typeof asked>[1][]) => act(pp, (tx) => stateDemand(tx, { year, lines: lines.map((more) => asked(10, more)) }));
  await assert.rejects(act(kasi, (tx) => stateDemand(tx, { year, lines: [asked(1)] })), Forbidden);
  await assert.rejects(state({ kind: 'TIDAK' }), broken('kind'));
  await assert.rejects(state({}, { needed_by: '2026-12-01' }), broken('lines.1.needed_by'));
  await assert.rejects(state({ regency: 'Kota Antah' }), broken('regency'));
  const { ids: [first, second, third] } = await state({}, { kind: undefined, unspsc: '56101703', quantity: 3 }, { kind: undefined, item_text: 'Kursi tamu', quantity: 5 });
  const survey = await house.look(hq, (reader) => surveyOf(reader, year));
  const tally = async () => (await house.look(hq, (reader) => askedByKind(reader, survey.id))).map(({ code, lines, quantity }) => [code, lines, quantity]);
  assert.deepEqual(await tally(), [['KURSI', 0, 0], ['MEJA', 2, 13]], 'one by its name, one by its goods code, one not yet');
  assert.deepEqual((await house.look(hq, (reader) => demandLines(reader, survey.id, { unclassified: true }))).map(({ id }) => id), [third]);
  await assert.rejects(act(hq, (tx) => classifyDemand(tx, { id: third ?? '', kind: 'TIDAK' })), refused('demand.kind_unknown'));
  await act(hq, (tx) => classifyDemand(tx, { id: third ?? '', kind: 'KURSI' }));
  await act(pp, (tx) => withdrawDemand(tx, { id: second ?? '' }));
  await assert.rejects(act(pp, (tx) => withdrawDemand(tx, { id: second ?? '' })), refused('demand.withdrawn'));
  assert.deepEqual(await tally(), [['KURSI', 1, 5], ['MEJA', 1, 10]]);
  const stranger = { ...pp, account_id: crypto.randomUUID(), agency_id: crypto.randomUUID() };
  assert.deepEqual(await house.look(stranger, (reader) => demandLines(reader, survey.id)), [], 'another agency sees nothing of it');
  await assert.rejects(act(stranger, (tx) => withdrawDemand(tx, { id: first ?? '' })), NotFound);
  assert.deepEqual((await house.look(kasi, (reader) => demandForMakers(reader, survey.id))).map(({ month, island_group, quantity }) => [month, island_group, quantity]), [[12, 'Kalimantan', 10], [12, 'Kalimantan', 5]].sort((a, b) => Number(b[2]) - Number(a[2])));
  await assert.rejects(house.admin.query('update procurement.demand_line set quantity = 99 where id = $1', [first]), /stated anew/);
  await act(hq, (tx) => closeSurvey(tx, { year }));
  await assert.rejects(state({}), refused('survey.closed'));
  await assert.rejects(act(pp, (tx) => withdrawDemand(tx, { id: first ?? '' })), refused('survey.closed'));
  await assert.rejects(act(pp, (tx) => stateDemand(tx, { year, lines: [asked(1)] }), new Date('2026-12-20T03:00:00Z')), refused('survey.closed'));
});

test('rows of a needs plan can be taken over as they are, once each', async (t) => {
  const { house, open, hq } = await scene(t);
  await open();
  const take = () => house.admin.query(`insert into procurement.demand_line (survey_id, agency_id, need_id, item_text, unspsc, kbki, category, quantity, unit, value_idr, regency_code, needed_by, recorded_at)
    select s.id, $1, '00000000-0000-7000-8000-000000000001', 'Meja', '56101703', null, null, 4, 'buah', 400000, '62.07', '2027-03-01', now() from procurement.survey s`, [house.agency.id]);
  await take();
  await assert.rejects(take(), /demand_need_once/);
  assert.equal((await house.look(hq, async (reader) => demandLines(reader, (await surveyOf(reader, year)).id, { unclassified: true }))).length, 1);
});

test('a plan is written by one and approved by another, then frozen; minutes left out are those of the routing', async (t) => {
  const { act, kasi, head, house, open, hq } = await scene(t);
  await open();
  const facility_id = house.facility.id;
  const write = (lines = [planned(5)]) => act(kasi, (tx) => writeSupplyPlan(tx, { facility_id, year, note: '', lines }));
  await assert.rejects(act(head, (tx) => writeSupplyPlan(tx, { facility_id, year, note: '', lines: [planned(5)] })), Forbidden);
  await assert.rejects(write([planned(5, { kind: 'TIDAK' })]), broken('lines.0.kind'));
  await assert.rejects(write([planned(5, { sku: 'L-MEJA' })]), broken('lines.0.sku'));
  await assert.rejects(write([planned(5), planned(6)]), refused('supply_plan.kind_once'));
  const { id, quantity } = await write();
  assert.equal(quantity, 60);
  assert.deepEqual((await house.look(kasi, async (reader) => supplyLines(reader, await planById(reader, id)))).map(({ minutes, quantity: all, sku }) => [minutes, all, sku]), [[30, 60, 'K-MEJA']]);
  await assert.rejects(act(head, (tx) => approveSupplyPlan(tx, { id })), refused('supply_plan.not_submitted'));
  await act(kasi, (tx) => submitSupplyPlan(tx, { id }));
  await assert.rejects(act(kasi, (tx) => submitSupplyPlan(tx, { id })), refused('supply_plan.not_in_hand'));
  await assert.rejects(write(), refused('supply_plan.not_in_hand'));
  await assert.rejects(act({ ...head, person_id: kasi.person_id }, (tx) => approveSupplyPlan(tx, { id })), refused('supply_plan.same_person'));
  await assert.rejects(house.admin.query('update procurement.supply_line set price_idr = 1 where plan_id = $1', [id]), /frozen/);
  await act(head, (tx) => returnSupplyPlan(tx, { id, reason: 'Kurangi jumlahnya' }));
  assert.equal((await write([planned(4), planned(1, { kind: 'KURSI', sku: undefined, minutes: 12 })])).quantity, 60);
  await act(kasi, (tx) => submitSupplyPlan(tx, { id }));
  await act(head, (tx) => approveSupplyPlan(tx, { id }));
  await assert.rejects(house.admin.query("update procurement.supply_plan set state = 'draft' where id = $1", [id]), /frozen/);
  await assert.rejects(house.admin.query('update procurement.supply_plan set decided_person = prepared_person where id = $1', [id]), /frozen|two_persons/);
  await assert.rejects(act(house.as('section_head', 'other'), (tx) => submitSupplyPlan(tx, { id })), NotFound);
  assert.deepEqual((await house.look(hq, async (reader) => askedByKind(reader, (await surveyOf(reader, year)).id))).map(({ code, planned: n, makers }) => [code, n, makers]), [['KURSI', 12, 1], ['MEJA', 48, 1]]);
});

test('kinds and quantities are announced by a second person in time, within what is planned, and then never change', async (t) => {
  const { act, hq, hq2, pp, kasi, house, open, plan } = await scene(t);
  await open();
  await assert.rejects(act(hq2, (tx) => announce(tx, { year })), refused('announcement.none'));
  await assert.rejects(act(hq, (tx) => prepareAnnouncement(tx, { year })), refused('announcement.survey_open'));
  await act(pp, (tx) => stateDemand(tx, { year, lines: [asked(40)] }));
  await act(hq, (tx) => closeSurvey(tx, { year }));
  await assert.rejects(act(hq, (tx) => prepareAnnouncement(tx, { year })), refused('announcement.nothing_planned'));
  await plan(10);
  await act(hq, (tx) => prepareAnnouncement(tx, { year }));
  await assert.rejects(act(hq, (tx) => prepareAnnouncement(tx, { year })), refused('announcement.one'));
  const change = (quantity: number, kind = 'MEJA') => act(hq, (tx) => changeAnnouncement(tx, { year, lines: [{ kind, quantity }] }));
  await assert.rejects(change(121), refused('announcement.beyond_planned'));
  await assert.rejects(change(1, 'TIDAK'), refused('announcement.kind_unknown'));
  await change(0);
  await assert.rejects(act(hq2, (tx) => announce(tx, { year })), refused('announcement.empty'));
  await act(hq, (tx) => discardAnnouncement(tx, { year, reason: 'Jenisnya terhapus' }));
  await act(hq, (tx) => prepareAnnouncement(tx, { year }));
  await change(100);
  await assert.rejects(act(hq, (tx) => announce(tx, { year })), refused('announcement.same_person'));
  await assert.rejects(act(hq2, (tx) => announce(tx, { year }), new Date('2026-12-03T03:00:00Z')), refused('announcement.late'));
  const { number, document } = await act(hq2, (tx) => announce(tx, { year }), new Date('2026-12-02T03:00:00Z'));
  assert.equal(number, 'PB-2027-001');
  const issued = await house.look(hq, (reader) => documentByCode(reader, document));
  const content = pengumumanPengadaan.content.parse(issued.content);
  assert.deepEqual(content.lines, [{ code: 'MEJA', name: 'Meja kerja', unit: 'buah', quantity: 100, demanded: 40, makers: 1, low_idr: 100_000, high_idr: 100_000 }]);
  await expectPaper(t, pengumumanPengadaan, content, []);
  await assert.rejects(change(50), refused('announcement.fixed'));
  await assert.rejects(act(hq, (tx) => discardAnnouncement(tx, { year, reason: 'Terlambat' })), refused('announcement.fixed'));
  await assert.rejects(house.admin.query('update procurement.announcement_line set quantity = 1'), /fixed/);
  await assert.rejects(house.admin.query("update procurement.announcement set number = 'X' where state = 'announced'"), /stays as it was/);
  await assert.rejects(act(kasi, (tx) => writeSupplyPlan(tx, { facility_id: house.facility.id, year, note: '', lines: [planned(1)] })), refused('supply_plan.announced'));
  const line = (await house.look(hq, async (reader) => demandLines(reader, (await surveyOf(reader, year)).id)))[0];
  await assert.rejects(act(hq, (tx) => classifyDemand(tx, { id: line?.id ?? '', kind: 'KURSI' })), refused('survey.announced'));
  assert.deepEqual((await house.look(pp, (reader) => announcedToAll(reader))).map(({ code, quantity, reserved }) => [code, quantity, reserved]), [['MEJA', 100, 0]]);
});

test('reservations never exceed what was announced, not even many at once; what is released goes to the others', async (t) => {
  const { act, pp, ppk, hq, house, toAnnounced } = await scene(t);
  const reserve = (quantity: number, actor = pp) => act(actor, (tx) => reserveKind(tx, { year, kind: 'MEJA', quantity }));
  await assert.rejects(reserve(1), refused('reservation.not_announced'));
  await toAnnounced({ announced: 100 });
  await assert.rejects(act(hq, (tx) => reserveKind(tx, { year, kind: 'MEJA', quantity: 1 })), Forbidden);
  await assert.rejects(act(pp, (tx) => reserveKind(tx, { year, kind: 'KURSI', quantity: 1 })), refused('reservation.kind_unknown'));
  await assert.rejects(act(pp, (tx) => reserveKind(tx, { year, kind: 'MEJA', quantity: 1 }), new Date('2028-01-02T03:00:00Z')), refused('reservation.year_over'));
  const answers = await Promise.allSettled(Array.from({ length: 6 }, (_, n) => reserve(30, n % 2 === 0 ? pp : ppk)));
  assert.equal(answers.filter(({ status }) => status === 'fulfilled').length, 3, 'three times thirty is within a hundred');
  for (const answer of answers) if (answer.status === 'rejected') assert.ok(refused('reservation.beyond_announced')(answer.reason));
  const left = async () => (await house.look(hq, async (reader) => announcedLines(reader, (await announcementOf(reader, year))?.id ?? '')))[0]?.reserved;
  assert.equal(await left(), 90);
  const numbers = answers.flatMap((answer) => (answer.status === 'fulfilled' ? [answer.value.number] : []));
  const released = await act(pp, (tx) => releaseReservation(tx, { number: numbers[0] ?? '', quantity: 10, reason: 'Anggaran dipotong' }));
  assert.deepEqual([released.left, await left()], [20, 80]);
  await assert.rejects(act(pp, (tx) => releaseReservation(tx, { number: numbers[0] ?? '', quantity: 21, reason: 'Anggaran dipotong' })), refused('reservation.beyond_reserved'));
  await act(pp, (tx) => releaseReservation(tx, { number: numbers[0] ?? '', reason: 'Anggaran dipotong' }));
  await assert.rejects(act(pp, (tx) => releaseReservation(tx, { number: numbers[0] ?? '', reason: 'Anggaran dipotong' })), refused('reservation.nothing_left'));
  assert.equal(await left(), 60);
  await assert.rejects(house.admin.query('update procurement.announcement_line set reserved = 101'), /reserved_within_announced/);
  await assert.rejects(house.admin.query('update procurement.reservation set quantity = 500'), /rewritten/);
  await assert.rejects(house.look({ ...pp, agency_id: crypto.randomUUID() }, (reader) => reservationByNumber(reader, numbers[1] ?? '')), NotFound);
});

test('call-offs are orders within the reservation; an order that is cancelled gives back, and the figures follow', async (t) => {
  const { act, asBuyer, pp, kasi, house, hq, toAnnounced } = await scene(t);
  await toAnnounced({ plans: [10, 5] });
  const { number } = await act(pp, (tx) => reserveKind(tx, { year, kind: 'MEJA', quantity: 30 }));
  const wish = { number, sku: 'K-MEJA', quantity: 20, unit: 'Bagian Umum', receiver: 'Penerima Contoh', address: 'Jalan Contoh 1', requested_on: '2027-03-01' };
  const call = (more: Partial<typeof wish> = {}) => asBuyer(pp, (tx) => callOff(tx, { ...wish, ...more }));
  await assert.rejects(call({ requested_on: '2026-12-30' }), refused('call_off.other_year'));
  await assert.rejects(call({ sku: 'K-TIDAK' }), refused('call_off.not_planned'));
  await assert.rejects(call({ quantity: 31 }), refused('reservation.beyond_reserved'));
  const { order } = await call();
  await assert.rejects(call({ quantity: 11 }), refused('reservation.beyond_reserved'));
  const other = await call({ sku: 'L-MEJA', quantity: 10 });
  const row = () => house.look(pp, (reader) => reservationByNumber(reader, number));
  assert.deepEqual(await row().then(({ called, left, delivered }) => [called, left, delivered]), [30, 0, 0]);
  assert.deepEqual((await house.look(pp, async (reader) => offersFor(reader, await row()))).map(({ sku, price_idr, planned: n }) => [sku, price_idr, n]), [['L-MEJA', 90_000, 60], ['K-MEJA', 100_000, 120]]);
  await act(kasi, (tx) => acceptOrder(tx, { number: order }));
  await asBuyer(pp, (tx) => cancelOrder(tx, { number: other.order, reason: 'Tidak jadi dipesan' }));
  await outboxOf(house.db, [orderReactions, loopReactions]).drain();
  assert.deepEqual(await row().then(({ called, left }) => [called, left]), [20, 10]);
  assert.deepEqual((await house.look(hq, (reader) => loopCompliance(reader, year))).map(({ asked: a, reserved, called, delivered }) => [a, reserved, called, delivered]), [[40, 30, 20, 0]]);
  assert.deepEqual((await house.look(pp, async (reader) => callOffsOf(reader, (await row()).id))).map(({ quantity, returned, state }) => [quantity, returned, state]), [[20, 0, 'accepted'], [10, 10, 'cancelled']]);
  await assert.rejects(house.admin.query('update procurement.reservation set called = 31'), /called_within_reserved/);
  await assert.rejects(house.admin.query('update procurement.call_off set quantity = 1'), /append-only/);
});

test('twelve months are twelve months: a plan with another number of them is no plan', async (t) => {
  const { house, open, plan } = await scene(t);
  await open();
  const id = await plan(1, { lines: [planned(1, { monthly: evenly(2) })] });
  await assert.rejects(house.admin.query("alter table procurement.supply_line disable trigger line_is_open; update procurement.supply_line set monthly = '{1,2}' where plan_id = '" + id + "'"), /monthly/);
});
