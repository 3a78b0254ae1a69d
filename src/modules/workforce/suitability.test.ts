import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from '#tests/house.ts';
import { checksOn } from './eligibility-queries.ts';
import { judge, whyNot, type CheckRow, type Facts, type OnFile, type Person } from './suitability.ts';

const person: Person = { kind: 'convict', risk: 'low', fit_until: '2027-01-01', release_on: '2028-06-01', state: 'present', born_on: '1990-05-01', sentence_from: '2024-06-01' };
const file: OnFile = {
  tool_clearance: 'B', education: 'junior', can_read: true, held: [{ kind: 'skill', code: 'jahit-dasar', level: 2 }, { kind: 'module', code: 'k3-dasar', level: null }], restrictions: [], fitness: { result: 'fit', limits: [] },
  escape: 'none', incentive: 'standard', group: null, groups_there: [], hours: { minutes: 600, max_minutes: 2400, days: 2, max_days: 6, basis: 'Mandela Rules 102' }, queue: { place: 1, of: 4 },
};
const facts: Facts = { person, file, asked: [], workshop_risk: 'medium', juvenile_facility: false, consents: [], conflicts: 0, discipline_until: undefined, decree: 'SK-UJI/1', regime: 'facility', contract_ref: '', paid: true, day: '2026-11-23' };
const ours = { regime: 'facility', contract_ref: '' } as const;
const withFile = (changes: Partial<OnFile>, more: Partial<Facts> = {}): Facts => ({ ...facts, ...more, file: { ...file, ...changes } });
const asks = (...asked: Facts['asked']): Partial<Facts> => ({ asked });
const but = (changes: Partial<Person>, more: Partial<Facts> = {}): Facts => ({ ...facts, ...more, person: { ...person, ...changes } });

test('the register of checks is dated, and its effects are those of the published table', async (t) => {
  const house = await openHouse(t);
  const on = (day: string) => house.look(house.as('officer'), (reader) => checksOn(reader, { facility_id: house.facility.id, facility_kind: 'lapas', category: 'furniture', day }));
  const rows = await on('2026-11-23');
  assert.equal(rows.length, 21);
  const effects = Object.fromEntries(rows.map((row) => [row.code, row.effect]));
  assert.deepEqual([effects['WORKPLACE_RISK'], effects['MEDICAL_FITNESS'], effects['NON_ASSOCIATION'], effects['EDUCATION']], ['inform', 'block', 'block', 'override_with_reason']);
  assert.deepEqual(await on('2019-12-31'), [], 'no check before its day');
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
  ['people on remand work by their own written wish', but({ kind: 'remand' }, { consents: [ours] }), true, 'CUSTODY_STATUS', true, /persetujuan tertulis ada/],
  ['a wish for one kind of work is none for another', but({ kind: 'remand' }, { consents: [ours], regime: 'outside' }), false, 'CUSTODY_STATUS', false, /belum ada/],
  ['a partner’s work needs written consent', but({}, { regime: 'private_partner' }), false, 'CONSENT_PRIVATE_PARTNER', false, /ILO 29/],
  ['with consent, a partner’s work is open', but({}, { regime: 'private_partner', consents: [{ regime: 'private_partner', contract_ref: '' }] }), true, 'CONSENT_PRIVATE_PARTNER', true, /ada/],
  ['two who must be kept apart do not share a workshop', but({}, { conflicts: 1 }), false, 'NON_ASSOCIATION', false, /satu ruang/],
  ['a running measure of register F blocks', but({}, { discipline_until: '2026-12-01' }), false, 'DISCIPLINE_CLEAR', false, /30 November 2026/],
  ['a measure without an end blocks', but({}, { discipline_until: null }), false, 'DISCIPLINE_CLEAR', false, /sedang berjalan/],
  ['less than a third of the sentence served blocks', but({ sentence_from: '2026-06-01' }), false, 'MIN_SENTENCE_SHARE', false, /23%.*34%/],
  ['an unknown sentence is said, and does not block', but({ sentence_from: null }), true, 'MIN_SENTENCE_SHARE', false, /belum dicatat/],
  ['release in two weeks is said, and does not block', but({ release_on: '2026-12-05' }), true, 'RELEASE_DATE', false, /singkat/],
  ['a child does not work in a workshop for adults', but({ kind: 'child', born_on: '2008-11-24' }, { consents: [ours] }), false, 'AGE', false, /17 tahun/],
  ['one is of age on the eighteenth birthday', but({ born_on: '2008-11-23' }), true, 'AGE', true, /18 tahun/],
  ['a juvenile institution has its own rules', but({ kind: 'child', born_on: '2010-01-01' }, { consents: [ours], juvenile_facility: true }), true, 'AGE', true, /LPKA/],
  ['a paid job wants a rate for the level', withFile({ incentive: 'isolated' }), false, 'INCENTIVE_LEVEL', false, /belum ada tarif/],
  ['a level that nobody assessed is said, and does not block', withFile({ incentive: null }), true, 'INCENTIVE_LEVEL', false, /belum dinilai/],
  ['training without pay asks no rate', withFile({ incentive: 'isolated' }, { paid: false }), true, 'INCENTIVE_LEVEL', true, /tidak berlaku/],
  ['less schooling than the work asks wants a reason', withFile({}, asks({ kind: 'education', code: 'senior', level: null })), true, 'EDUCATION', false, /SMP.*diminta SMA/],
  ['vocational school opens what senior school opens', withFile({ education: 'vocational' }, asks({ kind: 'education', code: 'senior', level: null })), true, 'EDUCATION', true, /SMK/],
  ['schooling that is not on file wants a reason', withFile({ education: null }, asks({ kind: 'education', code: 'primary', level: null })), true, 'EDUCATION', false, /belum dicatat/],
  ['a skill below the level asked wants a reason', withFile({}, asks({ kind: 'skill', code: 'jahit-dasar', level: 3 })), true, 'SKILL_CERTIFICATE', false, /jahit dasar \(3\)/],
  ['a skill at its level is enough', withFile({}, asks({ kind: 'skill', code: 'jahit-dasar', level: 2 })), true, 'SKILL_CERTIFICATE', true, /Dimiliki/],
  ['a language that the work asks and the person lacks wants a reason', withFile({}, asks({ kind: 'language', code: 'inggris', level: null })), true, 'SKILL_CERTIFICATE', false, /inggris/],
  ['no safety module, no work', withFile({}, asks({ kind: 'module', code: 'k3-kebakaran', level: null })), false, 'TRAINING_MODULE', false, /k3 kebakaran/],
  ['a safety module passed opens the work', withFile({}, asks({ kind: 'module', code: 'k3-dasar', level: null })), true, 'TRAINING_MODULE', true, /Dimiliki/],
  ['tools of a class above the clearance block', withFile({}, asks({ kind: 'tool_class', code: 'A', level: null })), false, 'TOOL_CLEARANCE', false, /kelas B, diminta kelas A/],
  ['tools of the class of the clearance are open', withFile({ tool_clearance: 'A' }, asks({ kind: 'tool_class', code: 'A', level: null })), true, 'TOOL_CLEARANCE', true, /kelas A/],
  ['who is on the escape list does not work', withFile({ escape: 'listed' }), false, 'ESCAPE_RISK', false, /dalam daftar/],
  ['a risk of escape that nobody assessed is said', withFile({ escape: null }), true, 'ESCAPE_RISK', false, /belum dinilai/],
  ['groups without a rule share a workshop', withFile({ group: 'a', groups_there: ['b'] }), true, 'GANG_SEPARATION', true, /terpenuhi/],
  ['the hours of the week are used up', withFile({ hours: { minutes: 2400, max_minutes: 2400, days: 5, max_days: 6, basis: 'Mandela Rules 102' } }), false, 'SHIFT_LIMIT', false, /2400 dari 2400.*Mandela/],
  ['no day of rest is left', withFile({ hours: { minutes: 1400, max_minutes: 2400, days: 7, max_days: 6, basis: 'Mandela Rules 102' } }), false, 'SHIFT_LIMIT', false, /7 hari/],
  ['who cannot read gets steps in pictures', withFile({ can_read: false }), true, 'LITERACY', false, /bergambar/],
  ['reading that is not on file is said', withFile({ can_read: null }), true, 'LITERACY', false, /belum dicatat/],
  ['a place further down the list is said', withFile({ queue: { place: 3, of: 4 } }), true, 'WAITLIST_ORDER', false, /Urutan 3 dari 4/],
  ['no heights for who must not climb', withFile({ restrictions: [{ code: 'heights', source: 'security' }] }, asks({ kind: 'demand', code: 'heights', level: null })), false, 'RESTRICTION', false, /tanpa kerja di ketinggian/],
  ['a restriction that the work does not touch stands in nobody’s way', withFile({ restrictions: [{ code: 'heights', source: 'security' }] }), true, 'RESTRICTION', true, /Tidak ada pembatasan/],
  ['who must not go out does not work outside', withFile({ restrictions: [{ code: 'outside', source: 'security' }] }, { regime: 'outside', consents: [{ regime: 'outside', contract_ref: '' }] }), false, 'RESTRICTION', false, /tidak di luar/],
  ['a limit of the clinic blocks the work that crosses it', withFile({ fitness: { result: 'limited', limits: ['dust-smoke'] } }, asks({ kind: 'demand', code: 'dust-smoke', level: null })), false, 'MEDICAL_FITNESS', false, /tanpa debu/],
  ['who was found unfit does not work, whatever an older paper says', withFile({ fitness: { result: 'unfit', limits: [] } }), false, 'MEDICAL_FITNESS', false, /belum sehat/],
  ['consent for one contract is none for another', but({}, { regime: 'private_partner', contract_ref: 'PKS-2', consents: [{ regime: 'private_partner', contract_ref: 'PKS-1' }] }), false, 'CONSENT_PRIVATE_PARTNER', false, /PKS-2.*belum ada/],
  ['consent names the contract it is for', but({}, { regime: 'export', contract_ref: 'PKS-1', consents: [{ regime: 'export', contract_ref: 'PKS-1' }] }), true, 'CONSENT_PRIVATE_PARTNER', true, /PKS-1/],
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
  const on = (day: string, facility_id: string, facility_kind = 'lapas', category = 'furniture') => house.look(house.as('officer'), (reader) => checksOn(reader, { facility_id, facility_kind, category, day }));
  const risky = but({ risk: 'high' });
  assert.equal(judge(risky, await on('2026-11-23', house.facility.id)).needs_reason, false);
  assert.equal(judge(risky, await on('2026-12-01', house.facility.id)).needs_reason, true);
  assert.equal(judge(risky, await on('2026-12-01', house.other.id)).needs_reason, false);
  // The most particular row counts: a facility's own, then a category of work, then a kind of facility.
  await house.admin.query(`insert into workforce.suitability_check (code, facility_kind, category, name_id, name_en, rule, effect, parameters, valid, legal_basis, source)
    select code, k.kind, k.category, name_id, name_en, rule, k.effect, parameters, '[2026-01-01,)', 'uji', 'uji' from workforce.suitability_check, (values ('lpka', null, 'block'), (null, 'food', 'override_with_reason'), ('lpka', 'food', 'inform')) k (kind, category, effect) where code = 'LITERACY'`);
  const effect = async (kind: string, category: string) => (await on('2026-11-23', house.other.id, kind, category)).find((row) => row.code === 'LITERACY')?.effect;
  assert.deepEqual([await effect('lapas', 'furniture'), await effect('lpka', 'furniture'), await effect('lapas', 'food'), await effect('lpka', 'food')], ['inform', 'block', 'override_with_reason', 'inform']);
});

test('groups that a facility keeps apart do not share a workshop', async (t) => {
  const house = await openHouse(t);
  await house.admin.query(`insert into workforce.suitability_check (code, facility_id, name_id, name_en, rule, effect, parameters, valid, legal_basis, source) select code, $1, name_id, name_en, rule, effect, '{"apart": ["a/b"]}', '[2026-01-01,)', 'Keputusan kepala UPT contoh', source from workforce.suitability_check where code = 'GANG_SEPARATION'`, [house.facility.id]);
  const rows = await house.look(house.as('officer'), (reader) => checksOn(reader, { facility_id: house.facility.id, facility_kind: 'lapas', category: 'furniture', day: '2026-11-23' }));
  for (const [own, there, allowed] of [['a', 'b', false], ['b', 'a', false], ['a', 'a', true], ['c', 'b', true]] as const) assert.equal(judge(withFile({ group: own, groups_there: [there] }), rows).allowed, allowed, `${own} beside ${there}`);
});
