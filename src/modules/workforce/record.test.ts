import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { readSheet } from '#kernel/sheets/index.ts';
import { openHouse, refused } from '#tests/house.ts';
import { eight, fit, furnish } from '../workshop/test-floor.ts';
import { registerWorker } from './commands.ts';
import { recordConsent, withdrawConsent } from './consent-commands.ts';
import { verdictOn } from './eligibility.ts';
import { routes } from './index.ts';
import { approvePlacement, placeWorker } from './placement-commands.ts';
import { workerById } from './queries.ts';
import { changeWorker, endRequirement, liftRestriction, recordAssessment, recordFitness, recordQualification, recordRemission, recordRestriction, setRequirement } from './record-commands.ts';
import { historyOf } from './record-queries.ts';
import { stageOn, stagesOf } from './sentence.ts';

const day = '2026-11-23';

test('a third, a half and two thirds are reached on the first whole day; remissions bring every stage nearer', () => {
  const stages = stagesOf({ from: '2024-01-01', end_on: '2026-12-31' });
  assert.deepEqual(stages, { third_on: '2024-12-31', half_on: '2025-07-02', two_thirds_on: '2025-12-31', end_on: '2026-12-31' });
  assert.deepEqual(stagesOf({ from: '2024-01-01', end_on: '2026-12-31', remission_days: 90 }), { third_on: '2024-12-01', half_on: '2025-05-18', two_thirds_on: '2025-11-01', end_on: '2026-10-02' });
  assert.equal(stagesOf({ from: '2024-01-01', end_on: '2024-02-01', remission_days: 400 }).end_on, '2024-01-01', 'no sentence ends before it begins');
  assert.deepEqual(['2024-12-30', '2024-12-31', '2025-07-02', '2025-12-31', '2026-12-31'].map((on) => stageOn(stages, on)), ['early', 'third', 'half', 'two_thirds', 'ended']);
});

async function onePerson(t: Parameters<typeof openHouse>[0], more: object = {}) {
  const house = await openHouse(t, { routes, now: eight });
  const floor = await furnish(house, { people: 0 });
  const section = house.as('section_head');
  const { facility_id } = floor;
  const { id: worker_id } = await house.act(section, (tx) => registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/1', name: 'Peserta Contoh', ...more }));
  const act = <T>(work: (tx: Tx) => Promise<T>) => house.act(section, work);
  const file = () => house.look(section, (reader) => workerById(reader, worker_id));
  const verdict = (extra: object = {}) => house.look(section, (reader) => verdictOn(reader, { facility_id, worker_id, workshop_id: floor.workshop.id, day, ...extra }));
  const check = async (code: string, extra: object = {}) => (await verdict(extra)).checks.find((row) => row.code === code)?.passed;
  return { house, floor, section, facility_id, worker_id, whose: { facility_id, worker_id }, act, file, verdict, check };
}

test('the newest examination says until when somebody may work; unfit ends it, and limits speak against what the work involves', async (t) => {
  const { act, whose, file, check, floor, facility_id } = await onePerson(t);
  const examine = (more: object) => act((tx) => recordFitness(tx, { ...whose, examined_on: day, result: 'fit', valid_until: '2027-05-23', examiner: 'dr. Contoh', profession: 'doctor', licence: 'SIP-1', ...more }));
  await examine({});
  assert.equal((await file()).fit_until, '2027-05-23');
  await examine({ examined_on: '2026-01-01', valid_until: '2026-06-01' });
  assert.equal((await file()).fit_until, '2027-05-23', 'an older paper recorded later changes nothing');
  await assert.rejects(examine({ valid_until: '2026-11-01' }), refused('fitness.backwards'));
  await assert.rejects(examine({ result: 'limited' }), refused('fitness.limits'));
  await assert.rejects(examine({ examined_on: '2026-12-01' }), refused('fact.in_the_future'));
  await examine({ result: 'limited', limits: ['dust-smoke'] });
  assert.equal(await check('MEDICAL_FITNESS'), true);
  await act((tx) => setRequirement(tx, { facility_id, workshop_id: floor.workshop.id, kind: 'demand', what: 'dust-smoke', from: '2026-01-01', legal_basis: 'Instruksi kerja contoh' }));
  assert.equal(await check('MEDICAL_FITNESS'), false);
  await examine({ result: 'unfit' });
  assert.equal((await file()).fit_until, '2026-11-22');
});

test('an assessment is a fact with its day; the newest risk is the register’s risk', async (t) => {
  const { act, whose, file, check } = await onePerson(t);
  const assess = (kind: 'risk' | 'escape' | 'incentive' | 'group', value: string, on_day = day, more: object = {}) => act((tx) => recordAssessment(tx, { ...whose, kind, value, on_day, assessor: 'Asesor Contoh', ...more }));
  await assess('risk', 'high');
  await assess('risk', 'low', '2026-01-01');
  assert.equal((await file()).risk, 'high');
  await assert.rejects(assess('risk', 'listed'), z.ZodError);
  await assert.rejects(assess('risk', 'low', day, { review_by: day }), refused('assessment.review_backwards'));
  await assess('escape', 'listed');
  assert.equal(await check('ESCAPE_RISK'), false);
  await assess('escape', 'none');
  assert.equal(await check('ESCAPE_RISK'), true);
});

test('a remission moves the end, is recorded once by its decree, and its withdrawal moves it back', async (t) => {
  const { act, whose, file } = await onePerson(t);
  const grant = (days: number, decree: string) => act((tx) => recordRemission(tx, { ...whose, days, granted_on: '2026-08-17', decree }));
  assert.deepEqual(await grant(30, 'PAS-1'), { release_on: '2028-05-02' });
  await assert.rejects(grant(30, 'PAS-1'), refused('remission.recorded_already'));
  await grant(-30, 'PAS-2');
  assert.deepEqual([(await file()).release_on, (await file()).sentence_end_on], ['2028-06-01', '2028-06-01']);
});

test('what the work asks is asked of the person: skill, module, education, tools, and only for its job', async (t) => {
  const { act, whose, verdict, check, floor, facility_id } = await onePerson(t, { education: 'primary', tool_clearance: 'B' });
  const ask = (kind: string, what: string, more: object = {}) => act((tx) => setRequirement(tx, { facility_id, workshop_id: floor.workshop.id, kind: kind as 'skill', what, from: '2026-01-01', legal_basis: 'Uji', ...more }));
  const module = await ask('module', 'K3 Dasar');
  await assert.rejects(ask('module', 'k3  dasar'), refused('requirement.holds'));
  await assert.rejects(ask('education', 'professor'), refused('requirement.unknown'));
  assert.equal((await verdict()).allowed, false);
  await act((tx) => recordQualification(tx, { ...whose, kind: 'module', name: 'K3 dasar', from: '2026-02-01', until: '2026-12-01' }));
  assert.equal(await check('TRAINING_MODULE'), true);
  assert.equal(await check('TRAINING_MODULE', { day: '2026-12-01' }), false, 'a module that ran out is not held');
  await assert.rejects(act((tx) => recordQualification(tx, { ...whose, kind: 'module', name: 'K3 dasar', from: '2026-03-01' })), refused('qualification.on_file'));
  await assert.rejects(act((tx) => recordQualification(tx, { ...whose, kind: 'skill', name: 'Jahit', from: '2026-03-01', until: '2026-03-01' })), refused('fact.not_running'));
  await ask('tool_class', 'A', { job: 'Rangka' });
  assert.deepEqual([await check('TOOL_CLEARANCE', { job: 'Rangka' }), await check('TOOL_CLEARANCE', { job: 'Amplas' })], [false, true]);
  await ask('education', 'senior');
  assert.equal((await verdict()).needs_reason, true);
  await act((tx) => endRequirement(tx, { facility_id, requirement_id: module.id, on_day: day }));
  await assert.rejects(act((tx) => endRequirement(tx, { facility_id, requirement_id: module.id, on_day: day })), refused('fact.not_running'));
});

test('a restriction holds from its day to its end', async (t) => {
  const { act, whose, facility_id, floor, check } = await onePerson(t);
  await act((tx) => setRequirement(tx, { facility_id, workshop_id: floor.workshop.id, kind: 'demand', what: 'heights', from: '2026-01-01', legal_basis: 'Uji' }));
  const restrict = () => act((tx) => recordRestriction(tx, { ...whose, code: 'heights', source: 'security', from: '2026-11-01', reason: 'Percobaan pelarian' }));
  const { id } = await restrict();
  await assert.rejects(restrict(), refused('restriction.on_file'));
  assert.equal(await check('RESTRICTION'), false);
  await act((tx) => liftRestriction(tx, { facility_id, restriction_id: id, on_day: day }));
  assert.equal(await check('RESTRICTION'), true);
  await assert.rejects(act((tx) => liftRestriction(tx, { facility_id, restriction_id: id, on_day: day })), refused('fact.not_running'));
});

test('a check that is set aside takes two persons: one writes the reason, another approves', async (t) => {
  const { house, section, whose, act, facility_id, floor } = await onePerson(t, { education: 'primary' });
  await act((tx) => setRequirement(tx, { facility_id, workshop_id: floor.workshop.id, kind: 'education', what: 'senior', from: '2026-01-01', legal_basis: 'Uji' }));
  const placement = { ...whose, workshop_id: floor.workshop.id, job: 'Rangka', from: day, decree: 'SK-UJI/1' };
  await assert.rejects(act((tx) => placeWorker(tx, placement)), refused('placement.reason_needed'));
  const { id } = await act((tx) => placeWorker(tx, { ...placement, override_reason: 'Didampingi instruktur' }));
  await assert.rejects(act((tx) => approvePlacement(tx, { facility_id, placement_id: id })), refused('placement.same_person'));
  await house.act({ ...house.as('facility_head'), person_id: house.as('facility_head').person_id }, (tx) => approvePlacement(tx, { facility_id, placement_id: id }));
  assert.notEqual(section.person_id, house.as('facility_head').person_id);
});

test('a change is remembered with before and after, on the file and in the history; the same again is none', async (t) => {
  const { house, section, whose, act, facility_id, worker_id } = await onePerson(t);
  assert.deepEqual(await act((tx) => changeWorker(tx, { ...whose, education: 'senior', name: 'Peserta Contoh' })), { changed: ['education'] });
  assert.deepEqual(await act((tx) => changeWorker(tx, { ...whose, education: 'senior' })), { changed: [] });
  const [latest] = await house.look(section, (reader) => historyOf(reader, facility_id, worker_id, ['worker.changed']));
  assert.deepEqual([latest?.verb, latest?.before, latest?.after], ['worker.changed', { education: null }, { education: 'senior' }]);
  const { rows } = await house.admin.query<{ particulars: object }>("select particulars - 'change_id' as particulars from kernel.event where verb = 'worker.changed'");
  assert.deepEqual(rows, [{ particulars: { columns: ['education'] } }], 'the event names the column, never what stands in it');
  await assert.rejects(act((tx) => changeWorker(tx, { ...whose, disability: 'pendengaran' })), refused('worker.disability_purpose'));
  await assert.rejects(act((tx) => changeWorker(tx, { ...whose, sentence_end_on: '2020-01-01' })), refused('worker.sentence_backwards'));
  await assert.rejects(act((tx) => changeWorker(tx, { ...whose, origin_province: '00' })), refused('worker.province_unknown'));
  const patched = await house.request(`/api/v1/workers/${worker_id}`, { as: section, method: 'PATCH', json: { skill_level: 3 } });
  assert.deepEqual([patched.status, await patched.json()], [200, { changed: ['skill_level'] }]);
});

test('people on remand and children are always paid, by the database as well', async (t) => {
  const { act, whose, floor, house, facility_id } = await onePerson(t, { kind: 'remand', sentence_from: null, release_on: null });
  await act((tx) => recordConsent(tx, { ...whose, regime: 'facility', given_on: '2026-11-01', evidence: 'Arsip 1' }));
  await assert.rejects(act((tx) => placeWorker(tx, { ...whose, workshop_id: floor.workshop.id, job: 'Rangka', from: day, decree: 'SK', paid: false })), refused('placement.must_be_paid'));
  const { id } = await act((tx) => placeWorker(tx, { ...whose, workshop_id: floor.workshop.id, job: 'Rangka', from: day, decree: 'SK' }));
  await assert.rejects(house.admin.query('update workforce.placement set paid = false where facility_id = $1 and id = $2', [facility_id, id]), /always paid/);
});

test('consent on paper has two witnesses, is given for one contract, and is withdrawn without losing anything', async (t) => {
  const { house, act, whose, check, floor, facility_id } = await onePerson(t);
  const give = (more: object) => act((tx) => recordConsent(tx, { ...whose, regime: 'private_partner', contract_ref: 'PKS-1', given_on: '2026-11-01', evidence: 'Surat 7', proof: 'paper', witness_a: 'Saksi Satu', ...more }));
  await assert.rejects(give({}), refused('consent.two_witnesses'));
  await assert.rejects(give({ witness_b: ' saksi satu ' }), refused('consent.two_witnesses'));
  await give({ witness_b: 'Saksi Dua' });
  await give({ contract_ref: 'PKS-2', witness_b: 'Saksi Dua' });
  const partner = { regime: 'private_partner' };
  assert.deepEqual([await check('CONSENT_PRIVATE_PARTNER', { ...partner, contract_ref: 'PKS-1' }), await check('CONSENT_PRIVATE_PARTNER', { ...partner, contract_ref: 'PKS-3' })], [true, false]);
  await act((tx) => placeWorker(tx, { ...whose, workshop_id: floor.workshop.id, job: 'Rangka', from: day, decree: 'SK', regime: 'private_partner', contract_ref: 'PKS-1' }));
  const privileges = () => house.admin.query('select (select to_jsonb(w) from workforce.worker w where id = $1) as file, (select jsonb_agg(to_jsonb(p)) from workforce.placement p where worker_id = $1) as placements, (select jsonb_agg(to_jsonb(e)) from workforce.waiting_entry e where worker_id = $1) as waiting', [whose.worker_id]).then(({ rows }) => rows);
  const before = await privileges();
  await act((tx) => withdrawConsent(tx, { ...whose, regime: 'private_partner', contract_ref: 'PKS-1', on_day: day }));
  assert.deepEqual(await privileges(), before, 'skill level, place and turn are as before');
  assert.deepEqual([await check('CONSENT_PRIVATE_PARTNER', { ...partner, contract_ref: 'PKS-1' }), await check('CONSENT_PRIVATE_PARTNER', { ...partner, contract_ref: 'PKS-2' })], [false, true], 'only this contract');
  assert.equal(facility_id, whose.facility_id);
});

test('facts and requirements are recorded by those who decide on work', async (t) => {
  const { house, whose, facility_id, floor } = await onePerson(t);
  const officer = house.as('officer');
  const acts: ((tx: Tx) => Promise<unknown>)[] = [
    (tx) => changeWorker(tx, { ...whose, skill_level: 2 }), (tx) => recordAssessment(tx, { ...whose, kind: 'risk', value: 'low', on_day: day, assessor: 'x' }), (tx) => recordRemission(tx, { ...whose, days: 1, granted_on: day, decree: 'x' }),
    (tx) => recordQualification(tx, { ...whose, kind: 'skill', name: 'x', from: day }), (tx) => recordRestriction(tx, { ...whose, code: 'heat', source: 'own', from: day, reason: 'x' }), (tx) => setRequirement(tx, { facility_id, workshop_id: floor.workshop.id, kind: 'skill', what: 'x', from: day, legal_basis: 'x' }),
  ];
  for (const act of acts) await assert.rejects(house.act(officer, act), Forbidden);
});

test('a sheet is checked, kept, answered with the reason in a column, and applied once', async (t) => {
  const house = await openHouse(t, { routes, now: eight });
  const section = house.as('section_head');
  const head = 'register_number;name;kind;sex;custody_from;education;can_read';
  const upload = async (...lines: string[]) => {
    const form = new FormData();
    form.set('_token', crypto.randomUUID());
    form.set('sheet', new File([lines.join('\n')], 'daftar.csv'));
    return house.app.request('/bengkel/peserta/impor', { method: 'POST', headers: { 'x-test-actor': section.account_id ?? '' }, body: form });
  };
  const bad = await upload(head, 'UJI/1;Peserta Contoh 1;narapidana;L;2024-01-01;sekolah;ya', 'UJI/2;Peserta Contoh 2;tahanan;P;31/12/2024;;tidak');
  assert.equal(bad.status, 303, await bad.clone().text());
  const page = bad.headers.get('location') ?? '';
  const shown = await (await house.request(page, { as: section })).text();
  assert.match(shown, /education[\s\S]*tidak ada dalam pilihan/);
  assert.equal((await house.request(page, { as: section, form: { decision: 'apply' } })).status, 409, 'a faulty sheet is not applied');
  const answered: string[] = [];
  for await (const { cells } of readSheet(new Uint8Array(await (await house.request(`${page}/jawaban.xlsx`, { as: section })).arrayBuffer()), { expects: ['register_number', 'name'] })) answered.push(cells['Catatan'] ?? '');
  assert.deepEqual(answered.map((remark) => remark.startsWith('education')), [true, false]);
  assert.equal((await house.request(page, { as: section, form: { decision: 'put_aside' } })).status, 303);
  const good = (await upload(head, 'UJI/1;Peserta Contoh 1;narapidana;L;2024-01-01;senior;ya')).headers.get('location') ?? '';
  assert.equal((await house.admin.query('select 1 from workforce.worker')).rowCount, 0, 'checking writes nobody');
  assert.equal((await house.request(good, { as: section, form: { decision: 'apply' } })).status, 303);
  assert.equal((await house.request(good, { as: section, form: { decision: 'apply' } })).status, 409, 'applied once');
  assert.deepEqual((await house.admin.query('select roster_code, education, can_read from workforce.worker')).rows, [{ roster_code: 'A01', education: 'senior', can_read: true }]);
  assert.equal((await house.admin.query('select 1 from workforce.import_row')).rowCount, 0, 'the rows do not outlive their use');
  assert.equal((await upload(head)).status, 422);
  assert.equal((await house.request('/bengkel/peserta/impor', { as: section, form: {} })).status, 422);
  assert.match((await house.request('/bengkel/peserta/impor/templat.xlsx', { as: section })).headers.get('content-type') ?? '', /spreadsheetml/);
  const changed = (await upload(head, 'UJI/1;Peserta Contoh 1;narapidana;L;2024-01-01;degree;')).headers.get('location') ?? '';
  await house.request(changed, { as: section, form: { decision: 'apply' } });
  assert.deepEqual((await house.admin.query('select before, after from workforce.change')).rows, [{ before: { education: 'senior' }, after: { education: 'degree' } }], 'an import remembers what it changed');
  const { rows } = await house.admin.query<{ particulars: object }>("select particulars from kernel.event where verb = 'workers.imported' order by seq");
  assert.deepEqual(rows.map((row) => row.particulars), [{ inserted: 1, updated: 0 }, { inserted: 0, updated: 1 }]);
});
