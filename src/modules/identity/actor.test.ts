import assert from 'node:assert/strict';
import test from 'node:test';
import { system, type Role } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { actorOf, assignRole, createAccount, createToken } from './index.ts';

const now = new Date('2026-11-24T03:00:00Z');
const secret = 'kalimat sandi contoh';

async function somebody(house: House, email: string, term: Partial<Parameters<typeof assignRole>[1]> & { role: Role }): Promise<{ id: string; token: string }> {
  return house.act(system, async (tx) => {
    const account = await createAccount(tx, { email, name: 'Orang Contoh', password: secret, is_sample: true });
    await assignRole(tx, { account_id: account.id, from: '2026-01-01', decree: 'SK-1', ...term });
    return { id: account.id, token: (await createToken(tx, { email })).token };
  });
}

const bearing = (token: string): Request => new Request('http://localhost/', { headers: { authorization: `Bearer ${token}` } });

test('a token acts as its account, in the role and unit of the term that runs', async (t) => {
  const house = await openHouse(t, { now });
  const { id, token } = await somebody(house, 'petugas@contoh.test', { role: 'officer', facility_id: house.facility.id });
  const actor = await actorOf(house.db, bearing(token));
  assert.equal(actor.account_id, id);
  assert.equal(actor.role, 'officer');
  assert.deepEqual(actor.facility_ids, [house.facility.id]);
});
