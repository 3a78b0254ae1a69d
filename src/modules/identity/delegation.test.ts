import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { addDays } from '#kernel/calendar.ts';
import { definePolicy, may, permit, policyRows, system, type Actor } from '#kernel/policy.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { delegateAuthority, withdrawDelegation } from './commands/delegation.ts';
import { disableAccount, endAssignment } from './commands/accounts.ts';
import { lendable, lendableBy } from './delegation.ts';
import { actorOf } from './index.ts';
import { standingOf } from './queries.ts';
import { bearing, somebody } from './people.fixture.ts';

definePolicy({ 'uji.sign': ['facility_head'], 'uji.read': ['facility_head'] });
const today = new Date().toISOString().slice(0, 10);

async function office(t: TestContext) {
  const house = await openHouse(t);
  const facility_id = house.facility.id;
  const [head, section, other] = [await somebody(house, 'kepala@contoh.test', { role: 'facility_head', facility_id }), await somebody(house, 'kasi@contoh.test', { role: 'section_head', facility_id }), await somebody(house, 'bendahara@contoh.test', { role: 'treasurer', facility_id })];
  const actor = async (account_id: string, chosen: string | null = null): Promise<Actor> => {
    const found = await house.look(system, (reader) => standingOf(reader, account_id, chosen));
    assert.ok(found);
    const { on_behalf_of, regional_office_code: _, assignment_id: __, ...person } = found;
    return { ...person, facility_ids: [facility_id], ...(on_behalf_of ? { on_behalf_of } : {}) };
  };
  const lend = async (more: Partial<Parameters<typeof delegateAuthority>[1]> = {}, as = head) => house.act(await actor(as.id), (tx) => delegateAuthority(tx, { delegate_id: section.id, from: today, to: addDays(today, 10), decree: 'SPT-UJI/7', ...more }));
  return { house, facility_id, head, section, other, actor, lend };
}
const eventOf = async (house: House, verb: string) => (await house.admin.query<{ particulars: Record<string, unknown>; actor_id: string }>('select particulars, actor_id from kernel.event where verb = $1', [verb])).rows[0];

test('a delegate acts in the lender’s role in its days, and every deed says on whose behalf', async (t) => {
  const { house, facility_id, head, section, actor, lend } = await office(t);
  const { id } = await lend();
  const own = await actor(section.id);
  assert.equal(own.role, 'section_head', 'the own role comes first');
  const lent = await actor(section.id, id);
  assert.deepEqual([lent.role, lent.on_behalf_of?.account_id, lent.person_id === own.person_id], ['facility_head', head.id, true]);
  await house.act(lent, async (tx) => {
    permit(tx.actor, 'uji.sign');
    tx.emit({ verb: 'uji.signed', facility_id, subject_kind: 'uji', subject_id: '1' });
  });
  const event = await eventOf(house, 'uji.signed');
  assert.deepEqual([event?.actor_id, event?.particulars['on_behalf_of'], event?.particulars['delegation']], [section.id, head.id, id]);
});

test('lent verbs are these verbs and looking, no more', async (t) => {
  const { section, actor, lend } = await office(t);
  definePolicy({ 'settlement.approve': ['facility_head'], 'report.sign': ['facility_head'] });
  const { id } = await lend({ verbs: ['report.sign'] });
  const lent = await actor(section.id, id);
  assert.deepEqual(['report.sign', 'settlement.approve', 'uji.sign', 'uji.read'].map((verb) => may(lent, verb)), [true, false, false, true]);
  await assert.rejects(lend({ verbs: ['order.ship'], from: addDays(today, 20), to: addDays(today, 21) }), refused('delegation.not_lendable'));
  assert.deepEqual(lendableBy('facility_head').filter((verb) => verb !== 'report.sign' && verb !== 'settlement.approve').every((verb) => policyRows().has(verb)), true);
  assert.ok(Object.values(lendable).every((phrase) => phrase.id && phrase.en));
});

test('one delegate of an authority at a time', async (t) => {
  const { other, lend } = await office(t);
  await lend();
  await assert.rejects(lend({ delegate_id: other.id, from: addDays(today, 5), to: addDays(today, 12) }), refused('delegation.overlapping'));
  await lend({ delegate_id: other.id, from: addDays(today, 11), to: addDays(today, 12) });
});

test('it is lent to a colleague with an account, not to oneself and not to another facility', async (t) => {
  const { house, head, lend } = await office(t);
  await assert.rejects(lend({ delegate_id: head.id }), refused('delegation.not_colleague'));
  const stranger = await somebody(house, 'lain@contoh.test', { role: 'section_head', facility_id: house.other.id });
  await assert.rejects(lend({ delegate_id: stranger.id }), refused('delegation.not_colleague'));
});

test('it keeps to the dated limit and to the lender’s own term, and is not lent on', async (t) => {
  const { house, head, section, other, actor, lend } = await office(t);
  await assert.rejects(lend({ to: addDays(today, 90) }), refused('delegation.too_long'));
  await assert.rejects(lend({ from: '2025-12-30', to: '2026-01-02' }), refused('delegation.no_own_term'));
  const { id } = await lend();
  await assert.rejects(house.act(await actor(section.id, id), (tx) => delegateAuthority(tx, { delegate_id: other.id, from: today, to: today, decree: 'SPT-2' })), refused('delegation.no_own_term'));
  const insert = (of: string, days: string) => house.admin.query(`insert into identity.assignment (account_id, role, facility_id, valid, decree, on_behalf_of) select $1, role, facility_id, $3::daterange, 'x', id from identity.assignment where id = $2`, [other.id, of, days]);
  await assert.rejects(insert(id, `[${today},${addDays(today, 2)})`), /lent authority is not lent on/);
  await assert.rejects(insert(head.terms[0] ?? '', '[2025-01-01,2025-02-01)'), /outside the term/);
  await assert.rejects(insert(head.terms[0] ?? '', '[2026-02-01,)'), /delegation_is_bounded/);
});

test('withdrawn authority ends at once; the lender or the head withdraws it, once', async (t) => {
  const { house, section, head, other, actor, lend } = await office(t);
  const { id } = await lend();
  const withdraw = async (as: Actor) => house.act(as, (tx) => withdrawDelegation(tx, { id }));
  await assert.rejects(withdraw(await actor(other.id)), Forbidden);
  await assert.rejects(withdraw({ ...(await actor(head.id)), facility_id: house.other.id, facility_ids: [house.other.id] }), NotFound);
  await withdraw(await actor(head.id));
  assert.equal((await actor(section.id, id)).role, 'section_head');
  await assert.rejects(withdraw(await actor(head.id)), refused('delegation.withdrawn_already'));
});

test('lent authority ends with the lender’s term and with the lender’s account', async (t) => {
  const { house, head, section, actor, lend } = await office(t);
  const { id } = await lend();
  await house.act(system, (tx) => disableAccount(tx, { account_id: head.id, reason: 'uji' }));
  assert.equal((await actor(section.id, id)).role, 'section_head');
  await house.admin.query('update identity.account set disabled_at = null where id = $1', [head.id]);
  assert.equal((await actor(section.id, id)).role, 'facility_head');
  await house.act(system, (tx) => endAssignment(tx, { assignment_id: head.terms[0] ?? '', last_day: addDays(today, -1) }));
  assert.equal((await actor(section.id, id)).role, 'section_head');
});

test('a program’s token acts in the own role, never in a lent one', async (t) => {
  const { house, section, lend } = await office(t);
  await lend();
  assert.equal((await actorOf(house.db, bearing(section.token))).role, 'section_head');
});

test('who may lend and take back', () => {
  assert.deepEqual(['authority.delegate', 'authority.withdraw', 'authority.withdraw_any'].map((verb) => policyRows().get(verb)), [['section_head', 'facility_head', 'treasurer', 'procurement_officer', 'commitment_officer'], ['section_head', 'facility_head', 'treasurer', 'procurement_officer', 'commitment_officer'], ['facility_head']]);
});
