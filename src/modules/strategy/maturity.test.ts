import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace } from '#tests/stage-sale.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { routes } from './index.ts';
import { against, assessmentTransitions, dimensions, mayBe, nextStep, periodOf, suggested, type Criterion } from './maturity.ts';
import { assess, returnAssessment, sendAssessment, verifyAssessment } from './maturity-commands.ts';
import { assessmentById, claimsOf, criteriaOn, heat, peers } from './maturity-queries.ts';

const row = (level: number, measure: string | null, threshold: number | null): Criterion => ({ dimension: 'production', level, name_id: 'x', name_en: 'x', measure, threshold, source: 'test' });
const model = [row(1, null, null), row(2, 'places_filled', 50), row(3, null, null), row(4, 'passed_first', 90), row(5, null, null)];
const all = <T>(of: T) => Object.fromEntries(dimensions.map((dimension) => [dimension, of])) as Record<(typeof dimensions)[number], T>;

test('the level the facts suggest ends with the last criterion they speak for, before the first they speak against', () => {
  const facts = (places_filled: number | null, passed_first: number | null) => new Map([['places_filled', { value: places_filled }], ['passed_first', { value: passed_first }]] as const);
  assert.deepEqual([suggested(model, 'production', facts(60, 95)), suggested(model, 'production', facts(60, 80)), suggested(model, 'production', facts(40, 95)), suggested(model, 'production', facts(null, 95))], [4, 2, 0, 0]);
  assert.deepEqual(against(model, 'production', 5, facts(60, 80)).map(({ level }) => level), [4]);
  assert.deepEqual(against(model, 'production', 3, facts(60, 80)), []);
  assert.equal(suggested([{ ...row(1, 'tools_missing', 0), dimension: 'safety' }], 'safety', new Map([['tools_missing', { value: 0 }]])), 1, 'where less is better');
  assert.equal(nextStep(model, [{ dimension: 'production', level: 3 }, { dimension: 'safety', level: 5 }])?.level, 4);
  assert.deepEqual([periodOf('2026-06-30'), periodOf('2026-07-01')], ['2026-S1', '2026-S2']);
});

test('what may follow what in an assessment, each step and no other', () => {
  const found = (['draft', 'sent', 'verified', 'returned'] as const).flatMap((from) => (['rewrite', 'send', 'verify', 'return'] as const).filter((verb) => mayBe(from, verb)).map((verb) => `${from}:${verb}`));
  assert.deepEqual(found, ['draft:rewrite', 'draft:send', 'sent:verify', 'sent:return', 'returned:rewrite', 'returned:send']);
  assert.equal(assessmentTransitions.length, 6);
});

async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const { facility_id, staff: { section_head: section } } = place;
  const region = house.as('regional');
  const claim = (level: number, actor = section) => house.act(actor, (tx) => assess(tx, { facility_id, said: all({ level, evidence: 'Berkas' }) }));
  const verify = (id: string, level: number, finding?: string, actor = region) => house.act(actor, (tx) => verifyAssessment(tx, { id, found: all({ level, finding }) }));
  return { house, place, facility_id, section, region, claim, verify };
}

test('the model stands as data: eight dimensions by five levels, each with its source', async (t) => {
  const { house, section } = await scene(t);
  const criteria = await house.look(section, (reader) => criteriaOn(reader, '2026-11-24'));
  assert.equal(criteria.length, 40);
  assert.ok(criteria.every(({ source }) => source.length > 0));
  for (const dimension of dimensions) assert.deepEqual(criteria.filter((one) => one.dimension === dimension).map(({ level }) => level), [1, 2, 3, 4, 5]);
});

test('a facility claims, facts that contradict are flagged, another person of the region verifies, and then it is frozen', async (t) => {
  const s = await scene(t);
  await makePieces(s.house, s.place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 60, good: 1 }] });
  const { id, flagged } = await s.claim(2);
  const claims = await s.house.look(s.section, async (reader) => claimsOf(reader, await assessmentById(reader, id)));
  const production = claims.find(({ dimension }) => dimension === 'production');
  assert.deepEqual([production?.suggested, production?.against.map(({ level }) => level)], [1, [2]], 'two of twenty places are filled');
  assert.equal(flagged, claims.filter(({ against: found }) => found.length > 0).length);
  await assert.rejects(s.verify(id, 2), refused('maturity.not_sent'));
  await s.house.act(s.section, (tx) => sendAssessment(tx, { id }));
  await assert.rejects(s.claim(3), refused('maturity.not_in_hand'));
  await assert.rejects(s.verify(id, 2, 'Diperiksa', { ...s.region, person_id: s.section.person_id }), refused('maturity.same_person'));
  await assert.rejects(s.verify(id, 2, 'Diperiksa', s.section), Forbidden);
  await assert.rejects(s.verify(id, 2), (error) => error instanceof Invalid && 'found.production.finding' in error.problems);
  await assert.rejects(s.house.admin.query("update strategy.assessment set state = 'verified', decided_person = made_person, decided_at = now() where id = $1", [id]), /assessment_two_persons/);
  assert.equal((await s.verify(id, 1, 'Diperiksa di tempat')).state, 'verified');
  await assert.rejects(s.house.act(s.section, (tx) => sendAssessment(tx, { id })), refused('maturity.not_in_hand'));
  await assert.rejects(s.house.admin.query('update strategy.claim set level = 5 where assessment_id = $1', [id]), /frozen/);
  await assert.rejects(s.house.admin.query("update strategy.assessment set state = 'draft', decided_at = null where id = $1", [id]), /frozen/);
  assert.deepEqual((await s.house.look(s.house.as('headquarters'), heat)).map(({ levels }) => levels.production), [1]);
});

test('what the region returned is claimed anew, and an assessment of half the dimensions is none', async (t) => {
  const s = await scene(t);
  const { id } = await s.claim(1);
  await s.house.act(s.section, (tx) => sendAssessment(tx, { id }));
  await s.house.act(s.region, (tx) => returnAssessment(tx, { id, reason: 'Bukti kurang' }));
  assert.equal((await s.claim(1)).id, id);
  assert.equal((await s.house.look(s.section, (reader) => assessmentById(reader, id))).state, 'draft');
  await assert.rejects(s.house.act(s.section, (tx) => assess(tx, { facility_id: s.facility_id, said: { safety: { level: 1, evidence: 'x' } } as never })), (error) => error instanceof Invalid && 'said.organisation.level' in error.problems);
});

test('a peer is of the same kind, does work in common and is verified; another facility’s claims are not shown', async (t) => {
  const s = await scene(t);
  const find = () => s.house.look(s.house.as('section_head', 'other'), (reader) => peers(reader, s.house.other.id));
  await s.house.admin.query("insert into workshop.workshop (facility_id, code, name_id, name_en, category, capacity, risk_level) values ($1, 'lain', 'Lain', 'Other', 'furniture', 5, 'low')", [s.house.other.id]);
  assert.deepEqual(await find(), []);
  const { id } = await s.claim(1);
  await s.house.act(s.section, (tx) => sendAssessment(tx, { id }));
  await s.verify(id, 1, 'Diperiksa');
  assert.deepEqual((await find()).map(({ facility_code, shared, levels }) => [facility_code, shared, levels.safety]), [[s.house.facility.code, ['furniture'], 1]]);
  assert.deepEqual(await s.house.look(s.house.as('section_head', 'other'), heat), []);
  await s.house.admin.query("update workshop.workshop set category = 'batik' where facility_id = $1", [s.house.other.id]);
  assert.deepEqual(await find(), []);
});

test('the screens and the API do the whole way', async (t) => {
  const { house, section, region } = await scene(t);
  const typed = Object.fromEntries(dimensions.flatMap((dimension) => [[`said.${dimension}.level`, '1'], [`said.${dimension}.evidence`, 'Berkas']]));
  assert.equal((await house.request('/bengkel/kematangan/nilai', { as: section, form: { 'said.safety.level': '1' } })).status, 422);
  assert.equal((await house.request('/bengkel/kematangan/nilai', { as: section, form: typed })).status, 303);
  const page = await (await house.request('/bengkel/kematangan', { as: section })).text();
  const id = /kematangan\/([0-9a-f-]{36})\/kirim/.exec(page)?.[1] ?? '';
  assert.equal((await house.request(`/bengkel/kematangan/${id}/kirim`, { as: section, form: {} })).status, 303);
  assert.match(await (await house.request('/pusat/kematangan', { as: region })).text(), new RegExp(id));
  const found = Object.fromEntries(dimensions.flatMap((dimension) => [[`found.${dimension}.level`, '1'], [`found.${dimension}.finding`, 'Diperiksa']]));
  assert.equal((await house.request(`/pusat/kematangan/${id}/verifikasi`, { as: region, form: found })).status, 303);
  for (const path of ['/pusat/kematangan', `/pusat/kematangan/${id}`]) assert.equal((await house.request(path, { as: house.as('auditor') })).status, 200, path);
  assert.equal((await house.request('/bengkel/kematangan/nilai', { as: section })).status, 200);
  assert.equal((await (await house.request(`/api/v1/maturity/assessments/${id}`, { as: section })).json()).claims.length, 8);
  assert.equal((await house.request(`/api/v1/maturity/assessments/${id}`, { as: house.as('section_head', 'other') })).status, 404);
});
