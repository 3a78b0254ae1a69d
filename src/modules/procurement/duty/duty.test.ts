import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { referenceRows } from '#kernel/reference.ts';
import { refused } from '#tests/house.ts';
import { buying } from '../buying.fixture.ts';
import { decideRule, proposeRule } from './commands.ts';
import { fitsKind, newRule, verdictOn, type Facts, type RuleRow } from './duty.ts';
import { rulesOn } from './queries.ts';

const rules = referenceRows('duty_rules').map((row) => ({ ...row, seq: Number(row['seq']), value: JSON.parse(row['value'] ?? '{}') }) as unknown as RuleRow);
const facts = (more: Partial<Facts> = {}): Facts => ({ buyer: 'ministry', category: 'furniture', value_idr: 50_000_000, circumstance: undefined, supply: 'by_day', ...more });

test('the first rule that speaks decides: bans, then who, what, circumstances, small values, what can be had, and then the duty', () => {
  const cases: [Partial<Facts>, string, string][] = [
    [{}, 'must', 'DUTY'], [{ circumstance: 'sensitive' }, 'must_not', 'BAN_SENSITIVE'], [{ circumstance: 'sensitive', buyer: 'other' }, 'must_not', 'BAN_SENSITIVE'], [{ buyer: 'other' }, 'may', 'BUYER'], [{ category: 'services' }, 'may', 'GOODS'],
    [{ circumstance: 'emergency' }, 'may', 'EMERGENCY'], [{ circumstance: 'abroad' }, 'may', 'ABROAD'], [{ circumstance: 'used' }, 'may', 'USED_GOODS'], [{ circumstance: 'contract' }, 'may', 'EXISTING_CONTRACT'],
    [{ value_idr: 10_000_000 }, 'may', 'THRESHOLD'], [{ value_idr: 10_000_001 }, 'must', 'DUTY'], [{ supply: 'none' }, 'may', 'NOT_MADE'], [{ supply: 'partly' }, 'may', 'EXHAUSTED'], [{ supply: 'now' }, 'must', 'DUTY'], [{ category: null, supply: 'none' }, 'may', 'NOT_MADE'],
  ];
  for (const [more, answer, code] of cases) {
    const verdict = verdictOn(facts(more), rules.toReversed());
    assert.deepEqual(verdict && [verdict.answer, verdict.rule.code, verdict.trial], [answer, code, true], JSON.stringify(more));
  }
  assert.equal(verdictOn(facts(), []), undefined);
});

test('every rule that is laid down has the figures of its kind, a basis and a source, and says that it is a trial', () => {
  assert.ok(rules.length >= 15);
  for (const rule of rules) assert.ok(fitsKind(rule.kind, rule.value) && rule.legal_basis.length > 20 && rule.source && rule.standing === 'trial', rule.code);
  assert.deepEqual(['ban', 'buyer', 'goods', 'circumstance', 'threshold', 'supply', 'duty', 'precedence', 'silence', 'appeal', 'blanket', 'share'].filter((kind) => !rules.some((rule) => rule.kind === kind)), []);
});

test('a rule begins by two persons, on its day, and the one before ends the day before', async (t) => {
  const { house, hq, other_hq, act, ppk } = await buying(t, 'none');
  const wish = (more: Record<string, unknown> = {}) => newRule.parse({ code: 'THRESHOLD', from: '2027-01-01', standing: 'in_force', legal_basis: 'Perpres 1/2027 pasal 5', text_id: 'Sampai Rp5 juta boleh di mana pun.', text_en: 'Up to Rp 5 m, buy anywhere.', value: '{"up_to_idr":5000000}', ...more });
  await assert.rejects(act(ppk, (tx) => proposeRule(tx, wish())), Forbidden);
  await assert.rejects(act(hq, (tx) => proposeRule(tx, wish({ from: '2026-11-24' }))), refused('duty.too_early'));
  await assert.rejects(act(hq, (tx) => proposeRule(tx, wish({ value: '{"up_to":5}' }))), refused('duty.misshapen'));
  const { id } = await act(hq, (tx) => proposeRule(tx, wish()));
  await assert.rejects(act(hq, (tx) => decideRule(tx, id, { approve: true })), refused('duty.second_person'));
  await assert.rejects(act({ ...other_hq, person_id: hq.person_id }, (tx) => decideRule(tx, id, { approve: true })), refused('duty.second_person'));
  await act(other_hq, (tx) => decideRule(tx, id, { approve: true }));
  await assert.rejects(act(other_hq, (tx) => decideRule(tx, id, { approve: false })), refused('duty.decided'));
  const on = async (day: string) => (await house.look(hq, (reader) => rulesOn(reader, day))).filter(({ code }) => code === 'THRESHOLD').map(({ value, standing }) => [value['up_to_idr'], standing]);
  assert.deepEqual([await on('2026-12-31'), await on('2027-01-01')], [[[10_000_000, 'trial']], [[5_000_000, 'in_force']]]);
  const second = await act(hq, (tx) => proposeRule(tx, wish({ from: '2026-12-15' })));
  await assert.rejects(act(other_hq, (tx) => decideRule(tx, second.id, { approve: true })), refused('duty.overlap'));
  await act(other_hq, (tx) => decideRule(tx, second.id, { approve: false }));
});

test('anybody asks in one question, as a page and as other systems do, and hears that it is a trial', async (t) => {
  const { house } = await buying(t);
  const ask = async (query: Record<string, string>) => (await house.request(`/api/v1/duty?${new URLSearchParams({ item: 'Kursi lipat rapat', quantity: '8', value_idr: '20000000', needed_by: '2026-12-31', buyer: 'ministry', ...query })}`)).json() as Promise<{ answer: string; trial: boolean; rule: { code: string; legal_basis: string }; unspsc: string; supply: string; sources: { sku: string }[] }>;
  const must = await ask({});
  assert.deepEqual([must.answer, must.trial, must.rule.code, must.unspsc, must.supply, must.sources[0]?.sku], ['must', true, 'DUTY', '56101542', 'now', 'K-KURSI']);
  assert.match(must.rule.legal_basis, /uji coba/);
  const free = await ask({ quantity: '9000' });
  assert.deepEqual([free.answer, free.rule.code], ['may', 'EXHAUSTED'], 'a quantity that cannot be had lifts the duty by itself');
  assert.deepEqual([(await ask({ item: 'Satelit komunikasi' })).rule.code, (await ask({ value_idr: '9.000.000' })).rule.code], ['NOT_MADE', 'THRESHOLD']);
  const page = await (await house.request('/wajib-beli?barang=Kursi+lipat&jumlah=8&nilai=20.000.000&hari=31/12/2026&pembeli=agency')).text();
  assert.match(page, /Ini uji coba/);
  assert.match(page, /wajib dibeli di upt/i);
  assert.match(page, /Kursi lipat/);
  assert.match(await (await house.request('/en/wajib-beli')).text(), /This is a trial/);
  const wrong = await house.request('/wajib-beli?barang=Kursi&jumlah=x&nilai=1&hari=besok');
  assert.match(await wrong.text(), /govuk-error-summary/);
  await house.admin.query("update procurement.duty_rule set standing = 'in_force', legal_basis = 'Perpres 9/2027' where code = 'DUTY'");
  const firm = await (await house.request('/wajib-beli?barang=Kursi+lipat&jumlah=8&nilai=20000000&hari=31/12/2026')).text();
  assert.doesNotMatch(firm, /Ini uji coba/, 'and no more once the rule is in force');
  assert.match(firm, /Wajib dibeli di UPT/);
});
