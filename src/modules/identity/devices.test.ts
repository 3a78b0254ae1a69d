import assert from 'node:assert/strict';
import test from 'node:test';
import { policyRows, system } from '#kernel/policy.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { activateDevice, deviceCookie, deviceOf, enrolDevice, revokeDevice, routes } from './index.ts';
import { Browser } from './people.fixture.ts';

const shown = (html: string): string => /class="device-code">([A-Z0-9]{4}-[A-Z0-9]{4})</.exec(html)?.[1] ?? '';
const carrying = (device: { id: string; secret: string }): Request => new Request('http://localhost/', { headers: { cookie: `${deviceCookie}=${device.id}.${device.secret}` } });
const enrolled = (house: House, name: string, now?: Date) => house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.facility.id, name, kind: 'workshop' }), now);

test('an administrator enrols a device, the code is typed on it, and it is known until it is revoked', async (t) => {
  const house = await openHouse(t, { routes });
  const as = house.as('admin');
  const made = await house.request('/sistem/perangkat/baru', { as, form: { facility_id: house.facility.id, name: 'HP bengkel 1', kind: 'workshop' } });
  assert.equal(made.status, 200);
  const code = shown(await made.text());
  assert.equal(code.length, 9);
  assert.match(await (await house.request('/sistem/perangkat', { as })).text(), /HP bengkel 1[\s\S]*Menunggu kode/);

  const phone = new Browser(house);
  const typed = await phone.open('/perangkat', { code: code.toLowerCase().replace('-', ' ') });
  assert.deepEqual([typed.status, typed.location], [303, '/bengkel/petugas']);
  const [id = '', secret = ''] = (phone.cookies.get(deviceCookie) ?? '').split('.');
  const known = await deviceOf(house.db, carrying({ id, secret }));
  assert.deepEqual(known, { id, facility_id: house.facility.id, kind: 'workshop', name: 'HP bengkel 1' });
  assert.match((await phone.open('/perangkat')).text, /dikenal sebagai “HP bengkel 1”/);
  assert.match(await (await house.request('/sistem/perangkat?state=active', { as })).text(), /HP bengkel 1/);

  assert.equal((await house.request(`/sistem/perangkat/${id}/cabut`, { as, form: {} })).status, 303);
  assert.equal(await deviceOf(house.db, carrying({ id, secret })), undefined, 'at the very next request');
  const again = await house.request(`/sistem/perangkat/${id}/cabut`, { as, form: {} });
  assert.equal(again.status, 409);
  assert.match(await again.text(), /sudah dicabut/);
  const { rows } = await house.admin.query<{ verb: string }>('select verb from kernel.event where subject_kind = $1 and subject_id = $2 order by seq', ['device', id]);
  assert.deepEqual(rows.map((row) => row.verb), ['device.enrolled', 'device.activated', 'device.revoked']);
});

test('a code works once, for fifteen minutes; a new one replaces what the device holds', async (t) => {
  const house = await openHouse(t, { routes });
  const { code } = await enrolled(house, 'HP 1');
  const first = await activateDevice(house.db, code);
  await assert.rejects(activateDevice(house.db, code), refused('device.code_unknown'));
  const late = await enrolled(house, 'HP 2', new Date(Date.now() - 16 * 60_000));
  await assert.rejects(activateDevice(house.db, late.code), refused('device.code_unknown'));
  assert.match(await (await house.request('/sistem/perangkat?state=late', { as: house.as('auditor') })).text(), /HP 2/);

  const renewed = await house.request(`/sistem/perangkat/${first.id}/kode`, { as: house.as('admin'), form: {} });
  assert.ok(await deviceOf(house.db, carrying(first)), 'until the new code is typed');
  const second = await activateDevice(house.db, shown(await renewed.text()));
  assert.equal(second.id, first.id);
  assert.equal(await deviceOf(house.db, carrying(first)), undefined);
  assert.equal((await deviceOf(house.db, carrying(second)))?.id, first.id);
});

test('neither secret nor code is kept in plain, and a made-up cookie names nothing', async (t) => {
  const house = await openHouse(t, { routes });
  const { code } = await enrolled(house, 'HP 1');
  const device = await activateDevice(house.db, code);
  const { rows } = await house.admin.query<{ row: string }>('select d::text as row from identity.device d');
  assert.ok(!rows.some(({ row }) => row.includes(code) || row.includes(code.replace('-', '')) || row.includes(device.secret)));
  for (const cookie of ['', 'x', `${device.id}.`, `${device.id}.${'a'.repeat(43)}`, `${crypto.randomUUID()}.${device.secret}`]) {
    assert.equal(await deviceOf(house.db, new Request('http://localhost/', { headers: { cookie: `${deviceCookie}=${cookie}` } })), undefined, cookie);
  }
});

test('guessing codes is slowed', async (t) => {
  const house = await openHouse(t, { routes });
  const { code } = await enrolled(house, 'HP 1');
  const guesser = new Browser(house);
  for (let n = 0; n < 5; n++) assert.match((await guesser.open('/perangkat', { code: `AAAA-AAA${n}` })).text, /Kode tidak cocok/);
  assert.match((await guesser.open('/perangkat', { code })).text, /Terlalu banyak percobaan/);
});

test('one name names one standing device of a facility; a revoked name is free again', async (t) => {
  const house = await openHouse(t, { routes });
  const first = await enrolled(house, 'HP 1');
  await assert.rejects(enrolled(house, 'HP 1'), refused('device.name_taken'));
  await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.other.id, name: 'HP 1', kind: 'kiosk' }));
  await house.act(system, (tx) => revokeDevice(tx, { id: first.id }));
  await assert.rejects(house.act(system, (tx) => revokeDevice(tx, { id: first.id })), refused('device.revoked_already'));
  assert.ok((await enrolled(house, 'HP 1')).id);
});

test('devices are the administrator\'s to enrol; the auditor looks; the API says the same', async (t) => {
  const house = await openHouse(t, { routes });
  const json = { facility: house.facility.code, name: 'Kios 1', kind: 'kiosk' };
  for (const role of ['officer', 'section_head', 'facility_head', 'headquarters', 'auditor'] as const) {
    assert.equal((await house.request('/api/v1/devices', { as: house.as(role), json })).status, 403, role);
    assert.equal((await house.request('/sistem/perangkat', { as: house.as(role) })).status, role === 'auditor' ? 200 : 403, role);
  }
  const made = await house.request('/api/v1/devices', { as: house.as('admin'), json });
  assert.equal(made.status, 201);
  const { id }: { id: string } = await made.json();
  const list: { items: { id: string; state: string }[] } = await (await house.request(`/api/v1/devices?facility=${house.facility.code}`, { as: house.as('auditor') })).json();
  assert.deepEqual(list.items.map((item) => [item.id, item.state]), [[id, 'waiting']]);
  assert.equal((await house.request(`/api/v1/devices/${id}/revocation`, { as: house.as('admin'), json: {} })).status, 200);
  assert.equal((await house.request('/api/v1/devices/tidak-ada/revocation', { as: house.as('admin'), json: {} })).status, 404);
  assert.equal((await house.request('/api/v1/devices', { as: house.as('admin'), json: { ...json, kind: 'kulkas' } })).status, 422);
  assert.deepEqual([policyRows().get('device.manage'), policyRows().get('device.look')], [['admin', 'system'], ['admin', 'auditor', 'system']]);
});
