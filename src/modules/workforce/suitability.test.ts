import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from '#tests/house.ts';
import { checksOn } from './queries.ts';
import { judge, whyNot, type CheckRow, type Facts, type Person } from './suitability.ts';

const person: Person = { kind: 'convict', risk: 'low', fit_until: '2027-01-01', release_on: '2028-06-01', state: 'present', born_on: '1990-05-01', sentence_from: '2024-06-01' };
const facts: Facts = { person, workshop_risk: 'medium', juvenile_facility: false, consents: [], conflicts: 0, discipline_until: undefined, decree: 'SK-UJI/1', regime: 'facility', day: '2026-11-23' };
const but = (changes: Partial<Person>, more: Partial<Facts> = {}): Facts => ({ ...facts, ...more, person: { ...person, ...changes } });

test('the register of checks is dated, and its effects are those of the published table', async (t) => {
  const house = await openHouse(t);
  const rows = await house.look(house.as('officer'), (reader) => checksOn(reader, house.facility.id, '2026-11-23'));
  assert.equal(rows.length, 20);
  const effects = Object.fromEntries(rows.map((row) => [row.code, row.effect]));
  assert.deepEqual([effects['WORKPLACE_RISK'], effects['MEDICAL_FITNESS'], effects['NON_ASSOCIATION'], effects['EDUCATION']], ['inform', 'block', 'block', 'override_with_reason']);
  assert.deepEqual(await house.look(house.as('officer'), (reader) => checksOn(reader, house.facility.id, '2019-12-31')), [], 'no check before its day');
  walk(rows);
});

/** [what, facts, is allowed, the code that speaks, whether it passed, its words] */
const cases: [string, Facts, boolean, string, boolean, RegExp][] = [
  ['a fit convict of low risk may work', facts, true, 'WORKPLACE_RISK', true, /rendah/],
  ['no risk assessment is not suitable', but({ risk: 'unknown' }), false, 'WORKPLACE_RISK', false, /belum ada/],
  ['a known risk above the workshop is said, and does not block by the national table', but({ risk: 'high' }), true, 'WORKPLACE_RISK', false, /tinggi/],
  ['no certificate of fitness, no work', but({ fit_until: null }), false, 'MEDICAL_FITNESS', false, /belum ada/],
  ['a certificate of yesterday has ended', but({ fit_until: '2026-11-22' }), false, 'MEDICAL_FITNESS', false, /22 November 2026/],
  ['a certificate holds on its last day', but({ fit_until: '2026-11-23' }), true, 'MEDICAL_FITNESS', true, /23 November 2026/],
  ['people on remand do not work without consent', but({ kind: 'remand' }), false, 'CUSTODY_STATUS', false, /permintaan sendiri/],
  ['people on remand work by their own written wish', but({ kind: 'remand' }, { consents: ['facility'] }), true, 'CUSTODY_STATUS', true, /persetujuan tertulis ada/],
  ['a wish for one kind of work is none for another', but({ kind: 'remand' }, { consents: ['facility'], regime: 'outside' }), false, 'CUSTODY_STATUS', false, /belum ada/],
  ['a partner’s work needs written consent', but({}, { regime: 'private_partner' }), false, 'CONSENT_PRIVATE_PARTNER', false, /ILO 29/],
  ['with consent, a partner’s work is open', but({}, { regime: 'private_partner', consents: ['private_partner'] }), true, 'CONSENT_PRIVATE_PARTNER', true, /ada/],
  ['two who must be kept apart do not share a workshop', but({}, { conflicts: 1 }), false, 'NON_ASSOCIATION', false, /satu ruang/],
  ['a running measure of register F blocks', but({}, { discipline_until: '2026-12-01' }), false, 'DISCIPLINE_CLEAR', false, /30 November 2026/],
  ['a measure without an end blocks', but({}, { discipline_until: null }), false, 'DISCIPLINE_CLEAR', false, /sedang berjalan/],
  ['less than a third of the sentence served blocks', but({ sentence_from: '2026-06-01' }), false, 'MIN_SENTENCE_SHARE', false, /23%.*34%/],
  ['an unknown sentence is said, and does not block', but({ sentence_from: null }), true, 'MIN_SENTENCE_SHARE', false, /belum dicatat/],
  ['release in two weeks is said, and does not block', but({ release_on: '2026-12-05' }), true, 'RELEASE_DATE', false, /singkat/],
  ['a child does not work in a workshop for adults', but({ kind: 'child', born_on: '2008-11-24' }, { consents: ['facility'] }), false, 'AGE', false, /17 tahun/],
  ['one is of age on the eighteenth birthday', but({ born_on: '2008-11-23' }), true, 'AGE', true, /18 tahun/],
  ['a juvenile institution has its own rules', but({ kind: 'child', born_on: '2010-01-01' }, { consents: ['facility'], juvenile_facility: true }), true, 'AGE', true, /LPKA/],
  ['who is away does not work', but({ state: 'away' }), false, 'PRESENT', false, /Tidak sedang/],
];

function walk(rows: CheckRow[]): void {
  for (const [what, asked, allowed, code, passed, says] of cases) {
    const verdict = judge(asked, rows);
    const check = verdict.checks.find((row) => row.code === code);
    assert.equal(verdict.allowed, allowed, what);
    assert.equal(check?.passed, passed, what);
    assert.match(check?.text.id ?? '', says, what);
    for (const each of verdict.checks) assert.ok(each.text.id && each.text.en && each.name.id && each.name.en, `${what}: ${each.code} speaks both languages`);
    if (!allowed) assert.match(whyNot(verdict).id, says, what);
  }
  const spoken = new Set(cases.map(([, , , code]) => code));
  const answered = judge(facts, rows);
  assert.deepEqual(answered.checks.map((check) => check.code).filter((code) => !spoken.has(code) && code !== 'TPP_DECISION'), [], 'every check that answers has a case');
  assert.equal(answered.checks.length + answered.on_paper.length, rows.length, 'what is not kept here is named as to be looked at on paper');
}

test('a facility may ask more than the nation, from its own day', async (t) => {
  const house = await openHouse(t);
  await house.admin.query(`insert into workforce.suitability_check select code, $1, name_id, name_en, rule, 'override_with_reason', parameters, '[2026-12-01,)', 'Keputusan kepala UPT contoh', source from workforce.suitability_check where code = 'WORKPLACE_RISK'`, [house.facility.id]);
  const on = (day: string, facility_id: string) => house.look(house.as('officer'), (reader) => checksOn(reader, facility_id, day));
  const risky = but({ risk: 'high' });
  assert.equal(judge(risky, await on('2026-11-23', house.facility.id)).needs_reason, false);
  assert.equal(judge(risky, await on('2026-12-01', house.facility.id)).needs_reason, true);
  assert.equal(judge(risky, await on('2026-12-01', house.other.id)).needs_reason, false);
});
