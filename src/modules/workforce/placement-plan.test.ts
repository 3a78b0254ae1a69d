import assert from 'node:assert/strict';
import test from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { system } from '#kernel/policy.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { eight, fit, furnish, monday, type Floor } from '../workshop/test-floor.ts';
import { openSession } from '../workshop/commands/session.ts';
import { recordDiscipline, registerWorker } from './commands.ts';
import { recordConsent, withdrawConsent } from './consent-commands.ts';
import { approvePlacement, placeWorker } from './placement-commands.ts';
import { acknowledgeChanges, endWork, turnPlans } from './placement-night-commands.ts';
import { cancelEnd, decideRelease, endExclusion, excludeFrom, liftSuspension, planEnd, planSuspension, requestRelease } from './placement-plan-commands.ts';
import { changes } from './placement-plan-queries.ts';
import { releaseMoves, suspensionMoves } from './placement-plan.ts';
import { placementsOf } from './queries.ts';
import { reactions } from './reactions.ts';
import { applyForWork } from './waiting-commands.ts';

const on = (day: string) => new Date(`${day}T01:00:00Z`);
const section = (house: House) => house.as('section_head');
const which = (floor: Floor, n = 0) => ({ facility_id: floor.facility_id, placement_id: floor.placements[n] ?? '' });
const roster = async (house: House, floor: Floor, day: string, slot: 'AM' | 'PM' = 'AM') => {
  const session = await house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: floor.workshop.code, day, slot }), on(day));
  return { people: session.roster.map((row) => row.roster_code), out: session.left_out.map((row) => [row.roster_code, row.code]), why: session.left_out[0]?.why };
};
const night = (house: House, floor: Floor, day: string) => house.act(system, (tx) => turnPlans(tx, { facility_id: floor.facility_id }), on(day));
const told = async (house: House, floor: Floor) => (await house.look(house.as('officer'), (reader) => changes(reader, { facility_id: floor.facility_id, state: 'all' }))).map((row) => [row.on_day, row.kind]).reverse();
const happens = (house: House, floor: Floor, verb: string, worker_id: string, at: string, particulars: object = {}) => house.act(system, async (tx) => {
  await reactions[verb]?.(tx, { id: crypto.randomUUID(), verb, facility_id: floor.facility_id, subject_kind: 'worker', subject_id: worker_id, particulars: { ...particulars }, actor_id: null, at: on(at) });
}, on(at));

test('twenty approvals at once for three places: exactly three are placed, and nobody slips in over time', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0, capacity: 3 });
  const { facility_id } = floor;
  const proposals = await house.act(section(house), async (tx) => {
    const made: string[] = [];
    for (let n = 0; n < 20; n++) {
      const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/P/${n}`, name: `Peserta Contoh ${n}` });
      made.push((await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'Rangka', from: monday, decree: 'SK-UJI/1', ...(n % 2 ? { to: addDays(monday, 30) } : {}) })).id);
    }
    return made;
  }, eight);
  const answers = await Promise.allSettled(proposals.map((placement_id) => house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id }), eight)));
  assert.equal(answers.filter((each) => each.status === 'fulfilled').length, 3);
  for (const each of answers) if (each.status === 'rejected') assert.ok(refused('placement.workshop_full')(each.reason), String(each.reason));
  const { rows } = await house.admin.query<{ n: number }>('select count(*)::int as n from workforce.placement where approved_at is not null');
  assert.equal(rows[0]?.n, 3);
  await assert.rejects(house.admin.query('update workforce.placement set approved_at = now() where id = (select id from workforce.placement where approved_at is null limit 1)'), /workshop full: 4 of 3/);
});

test('who is approved while a session runs begins with the next one', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const { facility_id } = floor;
  const before = await roster(house, floor, monday, 'AM');
  const { id } = await house.act(section(house), async (tx) => {
    const worker = await registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/N/1', name: 'Peserta Contoh' });
    return placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'x', from: monday, decree: 'SK' });
  }, eight);
  await house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id: id }), eight);
  const { rows } = await house.admin.query('select 1 from workshop.roster');
  assert.deepEqual([before.people.length, rows.length, (await roster(house, floor, monday, 'PM')).people.length], [1, 1, 2]);
});

test('a place that will be full later refuses who would still be there then', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0, capacity: 1 });
  const { facility_id } = floor;
  const place = async (n: number, from: string, to?: string) => {
    const { id } = await house.act(section(house), async (tx) => {
      const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/L/${n}`, name: 'Peserta Contoh' });
      return placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'x', from, to, decree: 'SK' });
    }, eight);
    return house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id: id }), eight);
  };
  await place(1, '2027-01-01', '2027-02-01');
  await assert.rejects(place(2, monday), refused('placement.workshop_full'));
  await place(3, monday, '2027-01-01');
  await place(4, '2027-02-01');
});

test('a planned suspension keeps somebody off the roster from its day, begins and ends in the night, and is told', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2 });
  const plan = (more: object = {}) => house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: addDays(monday, 1), to: addDays(monday, 3), paid: false, reason_code: 'training', ...more }), eight);
  await plan();
  await assert.rejects(plan(), refused('suspension.overlap'));
  await assert.rejects(plan({ from: addDays(monday, -1) }), refused('plan.past'));
  await assert.rejects(plan({ to: addDays(monday, 1) }), refused('placement.empty'));
  assert.equal((await roster(house, floor, monday)).people.length, 2);
  const off = await roster(house, floor, addDays(monday, 1));
  assert.deepEqual(off.out, [[floor.workers[0]?.roster_code, 'suspended']]);
  assert.match(off.why?.id ?? '', /Ditangguhkan tanpa premi: pelatihan atau belajar, kembali 26 November 2026/);
  await night(house, floor, addDays(monday, 1));
  await night(house, floor, addDays(monday, 1));
  await night(house, floor, addDays(monday, 3));
  assert.deepEqual((await told(house, floor)).filter(([, kind]) => String(kind).startsWith('suspension')), [[addDays(monday, 1), 'suspension_started'], [addDays(monday, 3), 'suspension_over']], 'each is told once');
  assert.equal((await roster(house, floor, addDays(monday, 3))).people.length, 2);
});

test('who is suspended with pay is marked so when the session opens, and takes no place in it', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 2, capacity: 2 });
  await house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: monday, paid: true, reason_code: 'training' }), eight);
  await house.admin.query('update workshop.workshop set capacity = 1');
  assert.deepEqual((await roster(house, floor, monday)).people, floor.workers.map((worker) => worker.roster_code));
  const { rows } = await house.admin.query<{ reason_code: string; minutes: number; paid: boolean }>('select reason_code, minutes, paid from workshop.attendance');
  assert.deepEqual(rows, [{ reason_code: 'SUSPENDED_WITH_PAY', minutes: 0, paid: true }]);
});

test('pay during a suspension is only for a paid placement; outside its time nothing is planned', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1, paid: false });
  await assert.rejects(house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: monday, paid: true, reason_code: 'health' }), eight), refused('suspension.unpaid_placement'));
  await assert.rejects(house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: '2025-01-01', reason_code: 'health' }), eight), refused('plan.outside_placement'));
  await assert.rejects(house.act(house.as('officer'), (tx) => planSuspension(tx, { ...which(floor), from: monday, reason_code: 'health' }), eight), Forbidden);
});

test('a lifted suspension lets the person back in the same day, and what ran stays on record', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const { id } = await house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: monday, reason_code: 'security' }), eight);
  assert.deepEqual((await roster(house, floor, monday)).people, []);
  const lift = () => house.act(section(house), (tx) => liftSuspension(tx, { facility_id: floor.facility_id, suspension_id: id, reason: 'Diperiksa, tidak terbukti' }), on(addDays(monday, 1)));
  await lift();
  await assert.rejects(lift(), refused('suspension.not_open'));
  assert.equal((await roster(house, floor, addDays(monday, 1))).people.length, 1);
  for (const [from, moves] of Object.entries(suspensionMoves)) for (const to of Object.keys(suspensionMoves)) {
    if (from === to) continue;
    await house.admin.query(`alter table workforce.placement_suspension disable trigger suspension_moves; update workforce.placement_suspension set state = '${from}', lifted_at = case when '${from}' = 'lifted' then now() end; alter table workforce.placement_suspension enable trigger suspension_moves`);
    const move = () => house.admin.query("update workforce.placement_suspension set state = $1, lifted_at = case when $1 = 'lifted' then now() end", [to]);
    if (moves.some((allowed) => allowed === to)) await move();
    else await assert.rejects(move(), /no way/, `${from} → ${to}`);
  }
});

test('a planned end takes effect on its day even before the night, and the night closes the placement', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const plan = (on_day = addDays(monday, 2)) => house.act(section(house), (tx) => planEnd(tx, { ...which(floor), on_day, reason_code: 'completed' }), eight);
  await assert.rejects(plan(monday), refused('ending.not_ahead'));
  await plan();
  await assert.rejects(plan(), refused('ending.planned_already'));
  await house.act(section(house), (tx) => cancelEnd(tx, which(floor)), eight);
  await assert.rejects(house.act(section(house), (tx) => cancelEnd(tx, which(floor)), eight), refused('ending.none'));
  await plan();
  assert.deepEqual((await roster(house, floor, addDays(monday, 2))).out, [[floor.workers[0]?.roster_code, 'ending']]);
  await night(house, floor, addDays(monday, 2));
  const [row] = await house.look(section(house), (reader) => placementsOf(reader, floor.workers[0]?.id ?? ''));
  assert.deepEqual([row?.to, row?.ended_reason], [addDays(monday, 2), 'Selesai masa kerja']);
  assert.deepEqual((await told(house, floor)).filter(([, kind]) => kind === 'placement_ended').length, 1);
});

test('an exclusion frees one slot on its weekdays, ends, and is not recorded twice', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const exclude = (more: object = {}) => house.act(section(house), (tx) => excludeFrom(tx, { ...which(floor), weekdays: ['1', '5'], slot: 'AM', from: monday, reason: 'Kelas baca', ...more }), eight);
  const { id } = await exclude();
  await assert.rejects(exclude({ weekdays: ['5'], slot: null }), refused('exclusion.overlap'));
  await assert.rejects(exclude({ weekdays: ['2'], from: addDays(monday, -3) }), refused('plan.past'));
  const am = await roster(house, floor, monday, 'AM');
  assert.deepEqual([am.out, am.why?.en], [[[floor.workers[0]?.roster_code, 'excluded']], 'Not in this slot: Kelas baca']);
  assert.equal((await roster(house, floor, monday, 'PM')).people.length, 1);
  assert.equal((await roster(house, floor, addDays(monday, 1), 'AM')).people.length, 1);
  const end = () => house.act(section(house), (tx) => endExclusion(tx, { facility_id: floor.facility_id, exclusion_id: id, on_day: addDays(monday, 4) }), eight);
  await end();
  await assert.rejects(end(), refused('exclusion.not_open'));
  assert.equal((await roster(house, floor, addDays(monday, 4), 'AM')).people.length, 1);
});

test('outside work waits for the head’s permit, and keeps to its days and hours', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  const { facility_id } = floor;
  const head = house.as('facility_head');
  const ask = (more: object = {}, n = 0) => house.act(section(house), (tx) => requestRelease(tx, { ...which(floor, n), permit_number: 'IZIN/1', place: 'Kebun luar', escort: 'Dua petugas', from: monday, to: addDays(monday, 14), weekdays: ['1', '2'], leaves: '08.00', returns: '12.00', ...more }), eight);
  await assert.rejects(ask(), refused('day_release.not_outside'));
  await house.admin.query("update workforce.placement set regime = 'outside'");
  await house.act(section(house), (tx) => recordConsent(tx, { facility_id, worker_id: floor.workers[0]?.id ?? '', regime: 'outside', given_on: '2026-01-01', evidence: 'Formulir contoh' }), eight);
  await assert.rejects(ask({ returns: '07.00' }), refused('day_release.hours'));
  const { id } = await ask();
  await assert.rejects(ask({ permit_number: 'IZIN/2' }), refused('day_release.overlap'));
  await assert.rejects(ask({ from: addDays(monday, 20), to: addDays(monday, 21) }), refused('day_release.number_taken'));
  assert.deepEqual((await roster(house, floor, monday)).out, [[floor.workers[0]?.roster_code, 'day_release']]);
  const decide = (to: 'permitted' | 'refused' | 'revoked', reason?: string, actor = head) => house.act(actor, (tx) => decideRelease(tx, { facility_id, release_id: id, to, reason }), eight);
  await assert.rejects(decide('refused'), refused('day_release.reason_needed'));
  await assert.rejects(decide('permitted', undefined, { ...head, person_id: section(house).person_id }), refused('day_release.same_person'));
  await assert.rejects(decide('permitted', undefined, section(house)), Forbidden);
  await decide('permitted');
  assert.equal((await roster(house, floor, addDays(monday, 1), 'AM')).people.length, 1);
  assert.deepEqual((await roster(house, floor, addDays(monday, 1), 'PM')).out[0]?.[1], 'day_release', 'the afternoon is beyond the hours of the permit');
  assert.deepEqual((await roster(house, floor, addDays(monday, 2), 'AM')).out[0]?.[1], 'day_release', 'Wednesday is not on the permit');
  await decide('revoked', 'Terlambat kembali');
  await assert.rejects(decide('permitted'), refused('day_release.no_way'));
  for (const [from, moves] of Object.entries(releaseMoves)) for (const to of Object.keys(releaseMoves)) {
    if (from === to) continue;
    await house.admin.query(`alter table workforce.day_release disable trigger day_release_moves; update workforce.day_release set state = '${from}'; alter table workforce.day_release enable trigger day_release_moves`);
    const move = () => house.admin.query('update workforce.day_release set state = $1', [to]);
    if (moves.some((allowed) => allowed === to)) await move();
    else await assert.rejects(move(), /no way/, `${from} → ${to}`);
  }
});

test('who leaves works no longer: placements, plans and applications end with the stay, once', async (t) => {
  const house = await openHouse(t);
  for (const [verb, word] of [['worker.transferred', 'Pindah UPT'], ['worker.released', 'Bebas'], ['worker.died', 'Meninggal dunia']] as const) {
    const floor = await furnish(house, { people: 1, code: verb.slice(7) });
    const worker_id = floor.workers[0]?.id ?? '';
    await house.act(section(house), (tx) => planEnd(tx, { ...which(floor), on_day: addDays(monday, 9), reason_code: 'completed' }), eight);
    await house.act(section(house), (tx) => planSuspension(tx, { ...which(floor), from: addDays(monday, 3), reason_code: 'health' }), eight);
    await house.act(section(house), (tx) => applyForWork(tx, { facility_id: floor.facility_id, worker_id }), eight);
    for (const _ of [1, 2]) await happens(house, floor, verb, worker_id, addDays(monday, 1), { on_day: monday });
    const [row] = await house.look(section(house), (reader) => placementsOf(reader, worker_id));
    assert.deepEqual([row?.to, row?.ended_reason], [monday, word]);
    const { rows } = await house.admin.query<{ ending: string; suspension: string; waiting: string; told: number }>(`
      select (select state from workforce.placement_ending where worker_id = $1) as ending, (select state from workforce.placement_suspension where worker_id = $1) as suspension, (select state || ' ' || reason_code from workforce.waiting_entry where worker_id = $1) as waiting, (select count(*)::int from workforce.change_notice where worker_id = $1) as told`, [worker_id]);
    assert.deepEqual(rows[0], { ending: 'cancelled', suspension: 'lifted', waiting: `removed ${verb.slice(7).toUpperCase()}`, told: 2 });
  }
});

test('a placement that had not begun is called off when the person leaves', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 0 });
  const { facility_id } = floor;
  const worker = await house.act(section(house), (tx) => registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/F/1', name: 'Peserta Contoh' }), eight);
  const { id } = await house.act(section(house), (tx) => placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'x', from: addDays(monday, 7), decree: 'SK' }), eight);
  await house.act(house.as('facility_head'), (tx) => approvePlacement(tx, { facility_id, placement_id: id }), eight);
  await house.act(system, (tx) => endWork(tx, { facility_id, worker_id: worker.id, on_day: monday, reason: 'released' }), eight);
  const [row] = await house.look(section(house), (reader) => placementsOf(reader, worker.id));
  assert.deepEqual([row?.approved_at, row?.refused_reason], [null, 'Bebas']);
});

test('who is away, disciplined or takes a consent back is suspended without pay, and comes back', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 3 });
  const { facility_id } = floor;
  const [a, b, c] = floor.workers.map((worker) => worker.id);
  const open = async () => (await house.admin.query<{ reason_code: string }>("select reason_code from workforce.placement_suspension where state = 'running' and upper(valid) is null order by 1")).rows.map((row) => row.reason_code);
  await happens(house, floor, 'worker.away', a ?? '', monday);
  await happens(house, floor, 'worker.away', a ?? '', monday);
  await house.act(section(house), (tx) => recordDiscipline(tx, { facility_id, worker_id: b ?? '', from: monday, decision: 'Register F/1' }), eight);
  await happens(house, floor, 'discipline.recorded', b ?? '', monday);
  await house.admin.query("update workforce.placement set regime = 'private_partner' where worker_id = $1", [c]);
  await house.act(section(house), (tx) => recordConsent(tx, { facility_id, worker_id: c ?? '', regime: 'private_partner', given_on: '2026-01-01', evidence: 'Formulir contoh' }), eight);
  await house.act(section(house), (tx) => withdrawConsent(tx, { facility_id, worker_id: c ?? '', regime: 'private_partner', on_day: monday }), eight);
  await happens(house, floor, 'consent.withdrawn', c ?? '', monday, { regime: 'private_partner' });
  await happens(house, floor, 'consent.withdrawn', a ?? '', monday, { regime: 'facility' });
  assert.deepEqual(await open(), ['away', 'consent', 'discipline'], 'the facility’s own work needs no consent of a convict');
  await happens(house, floor, 'worker.returned', a ?? '', addDays(monday, 2));
  await happens(house, floor, 'consent.given', c ?? '', addDays(monday, 2), { regime: 'private_partner' });
  assert.deepEqual(await open(), ['discipline']);
});

test('a certificate that runs out in the night suspends work and is told once; a new one lets it go on; a person marks the change as seen', async (t) => {
  const house = await openHouse(t);
  const floor = await furnish(house, { people: 1 });
  await house.admin.query('update workforce.worker set fit_until = $1', [addDays(monday, -1)]);
  await night(house, floor, monday);
  assert.deepEqual((await told(house, floor)).at(-1), [monday, 'fitness_expired']);
  assert.equal((await night(house, floor, addDays(monday, 1))).changed, 0);
  const paused = async () => (await house.admin.query<{ state: string }>("select state from workforce.placement_suspension where reason_code = 'health'")).rows.map((each) => each.state);
  assert.deepEqual(await paused(), ['running']);
  const worker_id = floor.workers[0]?.id ?? '';
  await happens(house, floor, 'worker.examined', worker_id, addDays(monday, 2));
  assert.deepEqual(await paused(), ['running'], 'an examination that does not say fit changes nothing');
  await house.admin.query('update workforce.worker set fit_until = $1', [addDays(monday, 300)]);
  await happens(house, floor, 'worker.examined', worker_id, addDays(monday, 2));
  assert.deepEqual(await paused(), ['over']);
  const [row] = await house.look(house.as('officer'), (reader) => changes(reader, { facility_id: floor.facility_id }));
  assert.equal(row?.kind, 'suspension_over');
  const see = (actor = section(house)) => house.act(actor, (tx) => acknowledgeChanges(tx, { facility_id: floor.facility_id, ids: [row?.id ?? ''], note: 'Klinik sudah dihubungi' }), eight);
  await assert.rejects(see(house.as('officer')), Forbidden);
  assert.deepEqual(await see(), { seen: 1 });
  await assert.rejects(see(), refused('change.seen_already'));
  await assert.rejects(house.act(section(house), (tx) => tx.run({ text: "update workforce.change_notice set kind = 'x'", values: [] } as never), eight), /permission denied/);
});
