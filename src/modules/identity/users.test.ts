import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';
import { policyRows } from '#kernel/policy.ts';
import { openHouse } from '#tests/house.ts';
import { listAccounts, routes } from './index.ts';
import { somebody } from './people.fixture.ts';

const address = 'baru@contoh.test';

test('an administrator adds an account, gives it a role by a decree, ends the role and closes the account', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'karya-mail-'));
  process.env['KARYA_DATA'] = folder;
  t.after(() => {
    delete process.env['KARYA_DATA'];
    rmSync(folder, { recursive: true });
  });
  const house = await openHouse(t, { routes });
  const as = house.as('admin');
  const made = await house.request('/sistem/pengguna/baru', { as, form: { name: 'Orang Baru', email: address, locale: 'id' } });
  assert.equal(made.status, 303);
  const user = made.headers.get('location') ?? '';
  for (let tries = 0; tries < 50 && readLetters(folder) === 0; tries++) await new Promise((resume) => setTimeout(resume, 20));
  assert.equal(readLetters(folder), 1, 'the person sets a password by letter');

  const lacking = await house.request(`${user}/peran`, { as, form: { role: 'officer', from: '2026-01-01', decree: 'SK-9' } });
  assert.equal(lacking.status, 422);
  assert.match(await lacking.text(), /Pilih unit untuk peran ini/);
  assert.equal((await house.request(`${user}/peran`, { as, form: { role: 'officer', facility_id: house.facility.id, from: '01/01/2026', decree: 'SK-9' } })).status, 303);
  const [row] = await house.look(as, (reader) => listAccounts(reader, { q: address }));
  assert.deepEqual([row?.role, row?.unit], ['officer', 'Lapas Contoh Uji']);
  assert.match(await (await house.request(user, { as })).text(), /SK-9/);

  const { rows: [term] } = await house.admin.query<{ id: string }>('select id from identity.assignment order by id desc limit 1');
  assert.equal((await house.request(`${user}/akhir`, { as, form: { assignment_id: term?.id ?? '', last_day: '2026-01-02' } })).status, 303);
  assert.equal((await house.look(as, (reader) => listAccounts(reader, { q: address })))[0]?.role, null);
  assert.equal((await house.request(`${user}/tutup`, { as, form: { reason: 'pindah tugas' } })).status, 303);
  assert.match(await (await house.request('/sistem/pengguna?q=baru', { as })).text(), /Ditutup/);
  assert.equal((await house.request(`${user}/buka`, { as, form: {} })).status, 303);
});

const readLetters = (folder: string): number => {
  try {
    return readdirSync(path.join(folder, 'outbox')).length;
  } catch {
    return 0;
  }
};

test('accounts are managed by administrators alone; the auditor looks', async (t) => {
  const house = await openHouse(t, { routes });
  const { id } = await somebody(house, address, { role: 'partner', partner_name: 'PT Contoh' });
  for (const role of ['officer', 'facility_head', 'headquarters', 'regional', 'partner', 'auditor'] as const) {
    const as = house.as(role);
    assert.equal((await house.request(`/sistem/pengguna/${id}/tutup`, { as, form: { reason: 'x' } })).status, 403, role);
    assert.equal((await house.request('/api/v1/accounts', { as, json: { email: 'x@x.test', name: 'X' } })).status, 403, role);
    assert.equal((await house.request('/sistem/pengguna', { as })).status, role === 'auditor' ? 200 : 403, role);
  }
  assert.equal((await house.request('/sistem/pengguna')).status, 303);
  assert.equal((await house.request('/api/v1/accounts')).status, 401);
  assert.deepEqual(policyRows().get('account.manage'), ['admin', 'system']);
});

test('the API makes accounts and terms with units by code, and says which field is wrong', async (t) => {
  const house = await openHouse(t, { routes });
  const as = house.as('admin');
  const made = await house.request('/api/v1/accounts', { as, json: { email: address, name: 'Orang Baru' } });
  assert.equal(made.status, 201);
  const { id }: { id: string } = await made.json();
  assert.equal((await house.request(`/api/v1/accounts/${id}/assignments`, { as, json: { role: 'treasurer', facility: house.facility.code, from: '2026-01-01', decree: 'SK' } })).status, 201);
  assert.equal((await house.request(`/api/v1/accounts/${id}/assignments`, { as, json: { role: 'treasurer', facility: 'tak-ada', from: '2026-01-01', decree: 'SK' } })).status, 404);
  assert.equal((await house.request(`/api/v1/accounts/${id}/assignments`, { as, json: { role: 'treasurer', facility: house.facility.code, from: '2026-02-01', decree: 'SK' } })).status, 409);
  const wrong = await house.request('/api/v1/accounts', { as, json: { email: 'bukan surel', name: 'X', nik: '1' } });
  assert.ok(wrong.status === 422 || wrong.status === 400);
  assert.equal((await house.request(`/api/v1/accounts/${id}`, { as })).status, 200);
  assert.equal((await house.request('/api/v1/accounts/tidak-ada', { as })).status, 404);
});

test('a token for somebody else is an administrator\'s to make', async (t) => {
  const house = await openHouse(t, { routes });
  await somebody(house, address, { role: 'partner', partner_name: 'PT Contoh' });
  assert.equal((await house.request('/api/v1/tokens', { as: house.as('officer'), json: { account: address } })).status, 403);
  assert.equal((await house.request('/api/v1/tokens', { as: house.as('officer'), json: { account: 'tak.ada@x.test' } })).status, 403, 'no hint of who exists');
  const made = await house.request('/api/v1/tokens', { as: house.as('admin'), json: { account: address } });
  assert.equal(made.status, 201);
});
