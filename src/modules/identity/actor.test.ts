import assert from 'node:assert/strict';
import test from 'node:test';
import { Refusal } from '#kernel/refusal.ts';
import { system, visitor } from '#kernel/policy.ts';
import { openHouse } from '#tests/house.ts';
import { actorOf, assignRole, createToken, disableAccount, enableAccount, endAssignment, forgetActors, listAccounts, revokeToken } from './index.ts';
import { bearing, somebody } from './people.fixture.ts';

const now = new Date('2026-11-24T03:00:00Z');
const refuses = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('each role reaches exactly the facilities of its unit', async (t) => {
  const house = await openHouse(t, { now });
  const facility_id = house.facility.id;
  const office = (await house.admin.query<{ code: string; n: number }>('select regional_office_code as code, (select count(*)::int from organisation.facility o where o.regional_office_code = f.regional_office_code) as n from organisation.facility f where id = $1', [facility_id])).rows[0];
  assert.ok(office);
  const reach = async (address: string, term: Parameters<typeof somebody>[2]) => {
    const { token, id } = await somebody(house, address, term);
    const actor = await actorOf(house.db, bearing(token));
    assert.equal(actor.account_id, id);
    assert.equal(actor.role, term?.role);
    return actor;
  };
  for (const role of ['officer', 'section_head', 'facility_head', 'treasurer'] as const) {
    const actor = await reach(`${role}@x.test`, { role, facility_id });
    assert.deepEqual(actor.facility_ids, [facility_id]);
    assert.equal(actor.unit_name, 'Lapas Contoh Uji');
  }
  for (const role of ['procurement_officer', 'commitment_officer'] as const) {
    const actor = await reach(`${role}@x.test`, { role, agency_id: house.agency.id });
    assert.deepEqual([actor.facility_ids, actor.agency_id], [[], house.agency.id]);
  }
  for (const role of ['headquarters', 'auditor', 'admin'] as const) assert.equal((await reach(`${role}@x.test`, { role })).facility_ids, 'all');
  const regional = await reach('regional@x.test', { role: 'regional', regional_office_code: office.code });
  assert.ok(regional.facility_ids !== 'all' && regional.facility_ids.length === office.n && regional.facility_ids.includes(facility_id));
  assert.deepEqual((await reach('mitra@x.test', { role: 'partner', partner_name: 'PT Contoh' })).facility_ids, []);
});

test('nobody acts by a token that is wrong, revoked or past its end', async (t) => {
  const house = await openHouse(t, { now });
  const { token, id } = await somebody(house, 'a@x.test', { role: 'admin' });
  assert.equal((await actorOf(house.db, bearing(`${token}x`))).role, 'public');
  assert.equal((await actorOf(house.db, bearing(token))).role, 'admin');
  const { rows: [row] } = await house.admin.query<{ id: string }>('select id from identity.api_token where account_id = $1', [id]);
  await house.act(system, (tx) => revokeToken(tx, { id: row?.id ?? '' }));
  assert.equal((await actorOf(house.db, bearing(token))).role, 'public');
  const short = await house.act(system, (tx) => createToken(tx, { email: 'a@x.test', expires_at: new Date(now.getTime() + 60_000) }));
  await house.admin.query(`update identity.api_token set expires_at = $1 where id = $2`, [now, short.id]);
  assert.equal((await actorOf(house.db, bearing(short.token))).role, 'public');
  await assert.rejects(house.act(system, (tx) => createToken(tx, { email: 'a@x.test', expires_at: '2029-01-01T00:00:00Z' })), refuses('token.term'));
  await assert.rejects(house.act(system, (tx) => createToken(tx, { email: 'nobody@x.test' })), refuses('token.no_account'));
});

test('a token is kept as a hash only', async (t) => {
  const house = await openHouse(t, { now });
  const { token } = await somebody(house, 'a@x.test', { role: 'admin' });
  const { rows } = await house.admin.query<{ row: string }>('select t::text as row from identity.api_token t');
  assert.equal(rows.length, 1);
  assert.ok(!rows[0]?.row.includes(token));
});

test('access ends with the term, and with the account', async (t) => {
  const house = await openHouse(t, { now });
  const { token, id, terms: [term = ''] } = await somebody(house, 'a@x.test', { role: 'officer', facility_id: house.facility.id });
  assert.equal((await actorOf(house.db, bearing(token))).role, 'officer');
  await house.act(system, (tx) => endAssignment(tx, { assignment_id: term, last_day: '2026-11-24' }));
  assert.equal((await actorOf(house.db, bearing(token))).role, 'officer', 'its last day is still worked');
  await house.admin.query(`update identity.assignment set valid = daterange('2026-01-01', '2026-11-23', '[]') where id = $1`, [term]);
  forgetActors();
  assert.deepEqual(await actorOf(house.db, bearing(token)), visitor);

  const other = await somebody(house, 'b@x.test', { role: 'officer', facility_id: house.facility.id });
  assert.equal((await actorOf(house.db, bearing(other.token))).role, 'officer');
  await house.act(system, (tx) => disableAccount(tx, { account_id: other.id, reason: 'pindah tugas' }));
  assert.deepEqual(await actorOf(house.db, bearing(other.token)), visitor);
  await house.act(system, (tx) => enableAccount(tx, { account_id: other.id }));
  assert.equal((await actorOf(house.db, bearing(other.token))).role, 'public', 'its tokens stay void');
  assert.ok((await house.look(system, (reader) => listAccounts(reader, { role: 'officer' }))).some((row) => row.id === other.id));
  assert.ok(id);
});

test('a role that ends in another process ends here within five seconds', async (t) => {
  const house = await openHouse(t, { now });
  const { token, terms: [term = ''] } = await somebody(house, 'a@x.test', { role: 'admin' });
  assert.equal((await actorOf(house.db, bearing(token))).role, 'admin');
  await house.admin.query(`update identity.assignment set valid = daterange('2026-01-01', '2026-02-01') where id = $1`, [term]);
  await new Promise((resume) => setTimeout(resume, 5_050));
  assert.equal((await actorOf(house.db, bearing(token))).role, 'public');
});

test('one person holds one role in one unit once at a time', async (t) => {
  const house = await openHouse(t, { now });
  const { id } = await somebody(house, 'a@x.test', { role: 'treasurer', facility_id: house.facility.id, from: '2026-01-01', to: '2026-06-30' });
  const again = (from: string, to?: string) => house.act(system, (tx) => assignRole(tx, { account_id: id, role: 'treasurer', facility_id: house.facility.id, from, to, decree: 'SK-2' }));
  await assert.rejects(again('2026-06-30'), refuses('assignment.overlapping'));
  await again('2026-07-01');
  await house.act(system, (tx) => assignRole(tx, { account_id: id, role: 'treasurer', facility_id: house.other.id, from: '2026-07-01', decree: 'SK-3' }));
});

test('a role of a facility is not given in an agency', async (t) => {
  const house = await openHouse(t, { now });
  const { id } = await somebody(house, 'a@x.test', { role: 'admin' });
  await assert.rejects(house.act(system, (tx) => assignRole(tx, { account_id: id, role: 'treasurer', facility_id: house.facility.id, agency_id: house.agency.id, from: '2026-01-01', decree: 'SK' })), refuses('assignment.unit'));
});

test('a term ends neither before it began nor later than it already ends', async (t) => {
  const house = await openHouse(t, { now });
  const { terms: [term = ''] } = await somebody(house, 'a@x.test', { role: 'admin' });
  const end = (last_day: string) => house.act(system, (tx) => endAssignment(tx, { assignment_id: term, last_day }));
  await assert.rejects(end('2025-12-31'), refuses('assignment.ends_before_start'));
  await end('2026-12-01');
  await assert.rejects(end('2026-12-31'), refuses('assignment.already_ended'));
});

test('an administrator changes neither their own account nor their own roles', async (t) => {
  const house = await openHouse(t, { now });
  const admin = house.as('admin');
  const account_id = admin.account_id ?? '';
  await assert.rejects(house.act(admin, (tx) => assignRole(tx, { account_id, role: 'treasurer', facility_id: house.facility.id, from: '2026-01-01', decree: 'SK' })), refuses('account.not_yourself'));
  await assert.rejects(house.act(admin, (tx) => disableAccount(tx, { account_id, reason: 'x' })), refuses('account.not_yourself'));
});

test('an email belongs to one account', async (t) => {
  const house = await openHouse(t, { now });
  await somebody(house, 'a@x.test', { role: 'admin' });
  await assert.rejects(somebody(house, 'A@X.test', { role: 'admin' }), refuses('account.email_taken'));
});
