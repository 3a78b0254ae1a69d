import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import type { Db } from '#kernel/db.ts';
import { policyRows } from '#kernel/policy.ts';
import { form, type Route } from '#kernel/web.ts';
import { openHouse, type House } from '#tests/house.ts';
import { tooSimple, waitMinutes } from './pin.ts';
import { actorOf, activateDevice, deviceCookie, enrolDevice, forgetActors, hashPin, revokeDevice, routes, setPin } from './index.ts';
import { Browser, secret, somebody } from './people.fixture.ts';

const pin = '271849';
type Floor = { house: House; phone: Browser; device: { id: string; secret: string }; rina: { id: string; terms: string[] } };

/** A facility with an enrolled phone, and an officer of it who has a PIN. */
async function floorWithPhone(t: Parameters<typeof openHouse>[0], role: 'officer' | 'section_head' = 'officer'): Promise<Floor> {
  const house = await openHouse(t, { routes });
  const rina = await somebody(house, 'rina@contoh.test', { role, facility_id: house.facility.id });
  await givePin(house, rina.id);
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.facility.id, name: 'HP 1', kind: 'workshop' }));
  const device = await activateDevice(house.db, code);
  return { house, device, rina, phone: phoneOf(house, device) };
}

async function givePin(house: House, account_id: string): Promise<void> {
  const pin_hash = await hashPin(house.db, pin);
  await house.act({ ...house.as('officer'), account_id }, (tx) => setPin(tx, { pin_hash }));
}

function phoneOf(house: House, device: { id: string; secret: string }): Browser {
  const phone = new Browser(house);
  phone.cookies.set(deviceCookie, `${device.id}.${device.secret}`);
  return phone;
}

const acting = (db: Db, browser: Browser) => actorOf(db, new Request('http://localhost/', { headers: { cookie: [...browser.cookies].map(([name, value]) => `${name}=${value}`).join('; ') } }));

/** The last request was this long ago. */
async function sleepFor(house: House, minutes: number): Promise<void> {
  await house.admin.query(`update identity.session set last_seen_at = now() - make_interval(mins => $1), created_at = now() - make_interval(mins => $1)`, [minutes]);
  forgetActors();
}

test('on an enrolled device an officer signs in by PIN, and the next officer takes over', async (t) => {
  const { house, phone, rina } = await floorWithPhone(t);
  const budi = await somebody(house, 'budi@contoh.test', { role: 'officer', facility_id: house.facility.id });
  await givePin(house, budi.id);
  assert.equal((await phone.open('/masuk?lanjut=/bengkel')).location, '/bengkel/petugas?lanjut=%2Fbengkel', 'the floor is entered by PIN');
  assert.match((await phone.open('/bengkel/petugas')).text, /Orang Contoh[\s\S]*PIN/);
  const entered = await phone.open('/bengkel/petugas', { account_id: rina.id, pin, lanjut: '/bengkel/alat' });
  assert.deepEqual([entered.status, entered.location], [303, '/bengkel/alat']);
  const first = await acting(house.db, phone);
  assert.deepEqual([first.account_id, first.role, first.facility_id, first.device?.name], [rina.id, 'officer', house.facility.id, 'HP 1']);
  assert.equal((await phone.open('/bengkel/petugas', { account_id: budi.id, pin })).status, 303);
  assert.equal((await acting(house.db, phone)).account_id, budi.id);
  const { rows } = await house.admin.query<{ n: number }>('select count(*)::int as n from identity.session where account_id = $1', [rina.id]);
  assert.equal(rows[0]?.n, 0, 'who held the device before is signed out');
  assert.equal((await phone.open('/keluar', {})).location, '/bengkel/petugas');
});

test('a PIN opens the floor and nothing else: a section head by PIN acts as an officer', async (t) => {
  const { house, phone, rina } = await floorWithPhone(t, 'section_head');
  await phone.open('/bengkel/petugas', { account_id: rina.id, pin });
  assert.equal((await acting(house.db, phone)).role, 'officer');
});

test('a PIN session is worth nothing off its device, and ends when the device is revoked', async (t) => {
  const { house, phone, rina, device } = await floorWithPhone(t);
  await phone.open('/bengkel/petugas', { account_id: rina.id, pin });
  const stolen = new Browser(house);
  for (const [name, value] of phone.cookies) if (name !== deviceCookie) stolen.cookies.set(name, value);
  assert.equal((await acting(house.db, stolen)).role, 'public');
  assert.equal((await acting(house.db, phone)).role, 'officer');
  await house.act(house.as('admin'), (tx) => revokeDevice(tx, { id: device.id }));
  assert.equal((await acting(house.db, phone)).role, 'public', 'at the very next request');
  assert.match((await phone.open('/bengkel/petugas')).text, /belum terdaftar/);
  assert.match((await phone.open('/bengkel/petugas', { account_id: rina.id, pin })).text, /tidak dikenal lagi/);
});

test('without an enrolled device, or on one of another facility, a PIN opens nothing', async (t) => {
  const { house, rina } = await floorWithPhone(t);
  assert.match((await new Browser(house).open('/bengkel/petugas', { account_id: rina.id, pin })).text, /tidak dikenal lagi/);
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.other.id, name: 'HP lain', kind: 'workshop' }));
  const elsewhere = phoneOf(house, await activateDevice(house.db, code));
  assert.doesNotMatch((await elsewhere.open('/bengkel/petugas')).text, /Orang Contoh/);
  assert.match((await elsewhere.open('/bengkel/petugas', { account_id: rina.id, pin })).text, /PIN tidak cocok/);
  const kiosk = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.facility.id, name: 'Kios', kind: 'kiosk' }));
  assert.match((await phoneOf(house, await activateDevice(house.db, kiosk.code)).open('/bengkel/petugas')).text, /belum terdaftar/);
});

test('after five wrong PINs the account waits, longer each time; the right PIN then does not help, later it does', async (t) => {
  const { house, phone, rina } = await floorWithPhone(t);
  for (let n = 0; n < 5; n++) assert.match((await phone.open('/bengkel/petugas', { account_id: rina.id, pin: '902716' })).text, /PIN tidak cocok/);
  assert.match((await phone.open('/bengkel/petugas', { account_id: rina.id, pin })).text, /Tunggu 1 menit/);
  await house.admin.query("update identity.pin set locked_until = now() - interval '1 second'");
  assert.match((await phone.open('/bengkel/petugas', { account_id: rina.id, pin: '902716' })).text, /PIN tidak cocok/);
  assert.match((await phone.open('/bengkel/petugas', { account_id: rina.id, pin })).text, /Tunggu 2 menit/);
  await house.admin.query("update identity.pin set locked_until = now() - interval '1 second'");
  assert.equal((await phone.open('/bengkel/petugas', { account_id: rina.id, pin })).status, 303);
  const { rows } = await house.admin.query<{ failures: number; locked: number }>("select failures, (select count(*)::int from kernel.event where verb = 'pin.locked') as locked from identity.pin");
  assert.deepEqual(rows, [{ failures: 0, locked: 3 }], 'success wipes the slate; each wait is on record (the right PIN of the last try was written down first)');
});

test('many guesses at once are counted one by one', async (t) => {
  const { phone, rina } = await floorWithPhone(t);
  const answers = await Promise.all(Array.from({ length: 12 }, () => phone.open('/bengkel/petugas', { account_id: rina.id, pin: '902716' })));
  assert.equal(answers.filter((answer) => answer.text.includes('PIN tidak cocok')).length, 5);
});

test('the wait doubles up to an hour, and simple PINs are refused', () => {
  assert.deepEqual([1, 4, 5, 6, 7, 10, 11, 12, 40].map(waitMinutes), [0, 0, 1, 2, 4, 32, 60, 60, 60]);
  for (const simple of ['000000', '111111', '123456', '654321', '890123', '121212', '123123']) assert.ok(tooSimple(simple), simple);
  for (const fine of [pin, '902716', '112358', '135246']) assert.ok(!tooSimple(fine), fine);
});

test('a PIN is set with the password, twice the same; its hash is kept, never the digits', async (t) => {
  const house = await openHouse(t, { routes });
  const { id } = await somebody(house, 'rina@contoh.test', { role: 'officer', facility_id: house.facility.id });
  const desk = new Browser(house);
  await desk.open('/masuk', { email: 'rina@contoh.test', password: secret });
  assert.match((await desk.open('/akun/pin', { password_now: secret, pin: '123456', pin_again: '123456' })).text, /mudah ditebak/);
  assert.match((await desk.open('/akun/pin', { password_now: secret, pin: '12a456', pin_again: '12a456' })).text, /6 angka/);
  assert.match((await desk.open('/akun/pin', { password_now: secret, pin, pin_again: '902716' })).text, /tidak sama/);
  const wrong = await desk.open('/akun/pin', { password_now: 'kalimat sandi salah', pin, pin_again: pin });
  assert.equal(wrong.status, 422);
  assert.ok(!wrong.text.includes(pin), 'a PIN is never drawn again');
  assert.equal((await desk.open('/akun/pin', { password_now: secret, pin, pin_again: pin })).status, 303);
  const { rows } = await house.admin.query<{ account_id: string; row: string }>('select account_id, p::text as row from identity.pin p');
  assert.equal(rows[0]?.account_id, id);
  assert.ok(!rows[0]?.row.includes(pin));
  assert.deepEqual(policyRows().get('pin.set'), ['officer', 'section_head']);
});

test('a session that nobody used for fifteen minutes sleeps; one that was used does not; overseers have no such limit', async (t) => {
  const house = await openHouse(t, { routes });
  await somebody(house, 'rina@contoh.test', { role: 'officer', facility_id: house.facility.id });
  await somebody(house, 'pusat@contoh.test', { role: 'headquarters' });
  const [desk, centre] = [new Browser(house), new Browser(house)];
  await desk.open('/masuk', { email: 'rina@contoh.test', password: secret });
  await centre.open('/masuk', { email: 'pusat@contoh.test', password: secret });
  await sleepFor(house, 14);
  assert.equal((await desk.open('/akun/keamanan')).status, 200);
  forgetActors();
  assert.equal((await desk.open('/akun/keamanan')).status, 200, 'and being used was written down');
  await sleepFor(house, 16);
  assert.equal((await desk.open('/akun/keamanan')).location, '/masuk?lanjut=%2Fakun%2Fkeamanan');
  assert.equal((await centre.open('/akun/keamanan')).status, 200);
  await desk.open('/akun/keamanan');
  await sleepFor(house, 1);
  await house.admin.query("update kernel.rule set value = '{}' where key = 'identity.idle_minutes'");
  await sleepFor(house, 60);
  assert.equal((await desk.open('/akun/keamanan')).status, 200, 'the limit is a dated rule');
});

test('what was typed while the session slept comes back to the same account, is not acted on, and is nobody else\'s', async (t) => {
  const kept: string[] = [];
  const notes: Route = form({
    path: '/catatan', may: 'signed-in', fields: z.object({ note: z.string() }),
    act: async (_, { note }) => {
      kept.push(note);
      return '/catatan';
    },
    again: (_, state) => new Response(JSON.stringify(state)),
  });
  const house = await openHouse(t, { routes });
  await somebody(house, 'rina@contoh.test', { role: 'officer', facility_id: house.facility.id });
  await somebody(house, 'budi@contoh.test', { role: 'officer', facility_id: house.facility.id });
  const desk = new Browser(house, {}, [notes]);
  await desk.open('/masuk', { email: 'rina@contoh.test', password: secret });
  await sleepFor(house, 20);
  const sent = await desk.open('/catatan', { note: 'Papan jati 12 lembar', password: 'rahasia' });
  assert.match(sent.location, /^\/masuk\?lanjut=%2Fakun%2Fisian%2F[0-9a-f-]{36}$/);
  const onward = decodeURIComponent(sent.location.split('lanjut=')[1] ?? '');

  const other = new Browser(house, {}, [notes]);
  await other.open('/masuk', { email: 'budi@contoh.test', password: secret });
  assert.equal((await other.open(onward)).status, 404);

  assert.equal((await desk.open('/masuk', { email: 'rina@contoh.test', password: secret, lanjut: onward })).location, onward);
  const back = await desk.open(onward);
  assert.match(back.text, /action="\/catatan"[\s\S]*name="note" value="Papan jati 12 lembar"/);
  assert.doesNotMatch(back.text, /rahasia/);
  const drawn = await desk.open('/catatan', { note: 'Papan jati 12 lembar', _isian: '1' });
  assert.equal(drawn.status, 200);
  assert.match(drawn.text, /"note":"Papan jati 12 lembar"[\s\S]*belum terkirim/);
  assert.deepEqual(kept, [], 'reading again is not sending');
  assert.equal((await desk.open('/catatan', { note: 'Papan jati 12 lembar' })).status, 303);
  assert.deepEqual(kept, ['Papan jati 12 lembar']);
});
