import assert from 'node:assert/strict';
import test from 'node:test';
import type { Actor } from '#kernel/policy.ts';
import { Forbidden, NotFound, type Refusal } from '#kernel/refusal.ts';
import { assignRole, createAccount, delegateAuthority } from '#identity';
import { asSystem, refused } from '#tests/house.ts';
import { acceptOrder, commitOrder } from '../index.ts';
import { agreeAddendum, prepareAddendum, signAddendum } from '../addenda/addendum-commands.ts';
import { agencyOrder, place, scene, type Scene } from '../scene.fixture.ts';
import { checkLimit } from './limit.ts';
import { approveLimit, proposeLimit, refuseLimit } from './limit-commands.ts';
import { limitsOn } from './limit-queries.ts';

/** An officer of the agency whose account the register knows. */
async function officer(s: Scene, name: string, role: 'procurement_officer' | 'commitment_officer'): Promise<Actor> {
  const account = await s.house.act(asSystem, async (tx) => {
    const made = await createAccount(tx, { email: `${name.toLowerCase().replace(/\W/g, '')}@uji.karya.test`, name, password: 'kata sandi contoh 7', is_sample: true });
    await assignRole(tx, { account_id: made.id, role, agency_id: s.house.agency.id, from: '2026-01-01', decree: 'SK-1' });
    return made;
  });
  return { ...s.house.as(role), account_id: account.id, person_id: account.person_id, name };
}
async function staffed(s: Scene): Promise<{ pp: Actor; small: Actor; large: Actor }> {
  return { pp: await officer(s, 'Pepe Contoh', 'procurement_officer'), small: await officer(s, 'Kecil Contoh', 'commitment_officer'), large: await officer(s, 'Besar Contoh', 'commitment_officer') };
}
const wish = (of: Actor, amount_idr: number, more: object = {}) => ({ account_id: of.account_id ?? '', amount_idr, from: '2026-11-24', letter: 'KPA-07/2026', ...more });
async function granted(s: Scene, by: Actor, decider: Actor, of: Actor, amount_idr: number, more: object = {}): Promise<void> {
  const { id } = await s.act(by, (tx) => proposeLimit(tx, wish(of, amount_idr, more)));
  await s.act(decider, (tx) => approveLimit(tx, { id }));
}
async function accepted(s: Scene, quantity: number): Promise<string> {
  const number = await place(s, agencyOrder([{ sku: 'K-MEJA', quantity }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number }));
  return number;
}

test('who signs beyond the limit is refused by the name of who may; an agency without limits signs as before', async (t) => {
  const s = await scene(t);
  const { pp, small, large } = await staffed(s);
  await s.asBuyer(small, async (tx) => commitOrder(tx, { number: await accepted(s, 5) }));
  await granted(s, pp, large, small, 1_000_000);
  await granted(s, pp, small, large, 100_000_000);
  const number = await accepted(s, 5);
  await assert.rejects(s.asBuyer(small, (tx) => commitOrder(tx, { number })), (error) => refused('limit.exceeded')(error) && /Besar Contoh \(Rp\s100\.000\.000\)/.test((error as Refusal).text.id) && /Rp\s1\.000\.000/.test((error as Refusal).text.en));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number })), refused('limit.exceeded'));
  await s.asBuyer(large, (tx) => commitOrder(tx, { number }));
  const { id } = await s.asBuyer(s.pp, (tx) => prepareAddendum(tx, { number, reason: 'Perlu lebih banyak', lines: [{ line: 1, quantity: 6 }] }));
  await assert.rejects(s.asBuyer(small, (tx) => signAddendum(tx, { number, id })), refused('limit.exceeded'));
  await s.asBuyer(large, (tx) => signAddendum(tx, { number, id }));
  await s.act(s.house.as('facility_head'), (tx) => agreeAddendum(tx, { number, id }));
  const maker = await s.act(s.kasi, (tx) => prepareAddendum(tx, { number, reason: 'Harga kayu naik', lines: [{ line: 1, unit_price_idr: 510_000 }] }));
  await s.act(s.house.as('facility_head'), (tx) => signAddendum(tx, { number, id: maker.id }));
  await assert.rejects(s.asBuyer(small, (tx) => agreeAddendum(tx, { number, id: maker.id })), refused('limit.exceeded'));
});

test('a limit takes two persons, never the holder’s own decision; a newer one takes its place from its day', async (t) => {
  const s = await scene(t);
  const { pp, small, large } = await staffed(s);
  const { id } = await s.act(pp, (tx) => proposeLimit(tx, wish(small, 5_000_000)));
  await assert.rejects(s.act(pp, (tx) => approveLimit(tx, { id })), refused('limit.same_person'));
  await assert.rejects(s.act(small, (tx) => approveLimit(tx, { id })), refused('limit.own'));
  await s.act(large, (tx) => approveLimit(tx, { id }));
  await assert.rejects(s.act(large, (tx) => refuseLimit(tx, { id, reason: 'Terlambat' })), refused('limit.decided_already'));
  await granted(s, pp, large, small, 9_000_000, { from: '2027-01-01' });
  await assert.rejects(granted(s, pp, large, small, 1, { from: '2027-01-01' }), refused('limit.overlaps'));
  for (const [day, amount] of [['2026-12-31', 5_000_000], ['2027-01-01', 9_000_000]] as const) assert.equal((await s.house.look(pp, (reader) => limitsOn(reader, s.house.agency.id, day)))[0]?.amount_idr, amount);
  await assert.rejects(s.act(pp, (tx) => proposeLimit(tx, wish(small, 1, { from: '2026-11-01' }))), refused('limit.in_past'));
  await assert.rejects(s.act(pp, (tx) => proposeLimit(tx, wish(s.kasi, 1))), refused('limit.not_colleague'));
  const refusedOne = await s.act(pp, (tx) => proposeLimit(tx, wish(large, 1)));
  await s.act(small, (tx) => refuseLimit(tx, { id: refusedOne.id, reason: 'Terlalu kecil' }));
  await assert.rejects(s.house.admin.query('update orders.spending_limit set amount_idr = 1'), /frozen/);
  const stranger = { ...large, agency_id: crypto.randomUUID() };
  await assert.rejects(s.act(stranger, (tx) => approveLimit(tx, { id })), NotFound);
  for (const work of [(tx) => proposeLimit(tx, wish(small, 1)), (tx) => approveLimit(tx, { id }), (tx) => refuseLimit(tx, { id, reason: 'Tidak boleh' })] as Parameters<typeof s.act>[1][]) await assert.rejects(s.act(s.kasi, work), Forbidden);
});

test('authority is lent inside the agency, and the lender’s limit goes with it', async (t) => {
  const s = await scene(t);
  const { pp, small, large } = await staffed(s);
  await granted(s, pp, large, small, 3_000_000);
  await s.act(small, (tx) => delegateAuthority(tx, { delegate_id: large.account_id ?? '', from: '2026-11-24', to: '2026-11-30', decree: 'SK-9', verbs: ['order.commit'] }));
  const lent: Actor = { ...large, on_behalf_of: { assignment_id: crypto.randomUUID(), account_id: small.account_id ?? '', name: small.name, only: ['order.commit'] } };
  const number = await accepted(s, 5);
  await assert.rejects(s.asBuyer(large, (tx) => commitOrder(tx, { number })), refused('limit.exceeded'));
  await s.asBuyer(lent, (tx) => commitOrder(tx, { number }));
  await assert.rejects(s.act(large, (tx) => delegateAuthority(tx, { delegate_id: s.kasi.account_id ?? '', from: '2026-11-24', to: '2026-11-30', decree: 'SK-9' })), refused('delegation.not_colleague'));
});

test('nobody may when no limit reaches, and the refusal says so', () => {
  assert.throws(() => checkLimit([{ account_id: 'a', officer_name: 'A', amount_idr: 5 }], { account_id: 'a', amount_idr: 6 }), (error) => refused('limit.exceeded')(error) && /belum ada pejabat/.test((error as Refusal).text.id));
  checkLimit([], { account_id: null, amount_idr: 1e9 });
  checkLimit([{ account_id: 'a', officer_name: 'A', amount_idr: 5 }], { account_id: 'a', amount_idr: 5 });
});

test('proposed, decided and lent on the page of people and limits', async (t) => {
  const s = await scene(t);
  const target = await officer(s, 'Target Contoh', 'commitment_officer');
  const path = '/pengadaan/organisasi';
  assert.match(await (await s.house.request(path, { as: s.pp })).text(), /belum menetapkan batas/);
  assert.equal((await s.house.request(path, { as: s.pp, form: { account_id: target.account_id ?? '', amount_idr: '25.000.000', from: '2026-11-24', letter: 'KPA-1' } })).status, 303);
  const { items: [limit] } = await (await s.house.request('/api/v1/spending-limits', { as: s.ppk })).json() as { items: { id: string; state: string }[] };
  assert.match(await (await s.house.request(path, { as: s.ppk })).text(), /Setujui batas/);
  assert.equal((await s.house.request(`${path}/${limit?.id}/setuju`, { as: s.ppk, form: {} })).status, 303);
  assert.match(await (await s.house.request(path, { as: s.ppk })).text(), /Rp\s?25\.000\.000/);
});
