import assert from 'node:assert/strict';
import test from 'node:test';
import * as OTPAuth from 'otpauth';
import pg from 'pg';
import { system } from '#kernel/policy.ts';
import { openHouse } from '#tests/house.ts';
import { disableAccount, forgetActors, offerDemoAccounts } from './index.ts';
import { Browser, email, secret, somebody } from './people.fixture.ts';

test('the right password opens the surface of the role, and signing out closes it', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const browser = new Browser(house);
  assert.match((await browser.open('/akun/keamanan')).location, /^\/masuk\?lanjut=/);
  const entered = await browser.open('/masuk', { email, password: secret });
  assert.deepEqual([entered.status, entered.location], [303, '/bengkel']);
  const page = await browser.open('/akun/keamanan');
  assert.equal(page.status, 200);
  assert.match(page.text, /Orang Contoh/);
  assert.equal((await browser.open('/keluar', {})).status, 303);
  assert.equal((await browser.open('/akun/keamanan')).status, 303);
});

test('after sign-in people come back to the page they wanted, never to another site', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  assert.equal((await new Browser(house).open('/masuk', { email, password: secret, lanjut: '/akun/token?x=1' })).location, '/akun/token?x=1');
  for (const lanjut of ['//evil.example/', '/\\evil.example', 'https://evil.example/', '/masuk']) {
    assert.equal((await new Browser(house).open('/masuk', { email, password: secret, lanjut })).location, '/bengkel', lanjut);
  }
});

test('a wrong password, an unknown email, a closed account and an ended role hear the same answer', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  await somebody(house, 'lama@contoh.test', { role: 'officer', facility_id: house.facility.id, from: '2025-01-01', to: '2025-12-31' });
  const closed = await somebody(house, 'tutup@contoh.test', { role: 'officer', facility_id: house.facility.id });
  await house.act(system, (tx) => disableAccount(tx, { account_id: closed.id, reason: 'pindah' }));
  const said = new Set<string>();
  for (const [address, password] of [[email, 'kalimat sandi salah'], ['tak.ada@contoh.test', secret], ['lama@contoh.test', secret], ['tutup@contoh.test', secret]] as const) {
    const browser = new Browser(house);
    const answer = await browser.open('/masuk', { email: address, password });
    assert.equal(answer.status, 422, address);
    assert.equal(browser.cookies.get('karya.session_token'), undefined, address);
    assert.ok(!answer.text.includes(password), 'a password is never drawn again');
    said.add(/Surel dan sandi tidak cocok[^<"]*/.exec(answer.text)?.[0] ?? `nothing for ${address}`);
  }
  assert.equal(said.size, 1, [...said].join('\n'));
});

test('after five failures from one address the account waits, also with the right password; from elsewhere it opens', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const guesser = new Browser(house, { 'x-forwarded-for': '203.0.113.7' });
  for (let n = 0; n < 5; n++) assert.match((await guesser.open('/masuk', { email, password: `salah ${n}` })).text, /tidak cocok/);
  const slowed = await guesser.open('/masuk', { email, password: secret });
  assert.equal(slowed.status, 422);
  assert.match(slowed.text, /Terlalu banyak percobaan/);
  assert.equal((await new Browser(house, { 'x-forwarded-for': '203.0.113.7, 198.51.100.4' }).open('/masuk', { email, password: secret })).location, '/bengkel');
});

test('many guesses at once are counted one by one', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const answers = await Promise.all(Array.from({ length: 12 }, (_, n) => new Browser(house).open('/masuk', { email, password: `salah ${n}` })));
  assert.equal(answers.filter((answer) => answer.text.includes('tidak cocok')).length, 5);
});

test('with a sign-in code switched on, the password alone opens nothing; the code does, a backup code once', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'treasurer', facility_id: house.facility.id });
  const browser = new Browser(house);
  await browser.open('/masuk', { email, password: secret });
  assert.equal((await browser.open('/akun/keamanan/kode', { password_now: 'salah sekali' })).status, 422);
  const setup = await browser.open('/akun/keamanan/kode', { password_now: secret });
  assert.equal(setup.status, 200);
  const key = /<code>([A-Z2-7]{20,})=*<\/code>/.exec(setup.text)?.[1] ?? '';
  const backup = [...setup.text.matchAll(/<li><code>([^<]+)<\/code>/g)].map((match) => match[1] ?? '');
  assert.ok(key.length >= 32 && backup.length >= 8);
  const codes = new OTPAuth.TOTP({ secret: key });
  assert.equal((await browser.open('/akun/keamanan/kode/aktif', { code: '000000' })).status, 422);
  assert.equal((await browser.open('/akun/keamanan/kode/aktif', { code: codes.generate() })).status, 303);
  assert.match((await browser.open('/akun/keamanan')).text, /Aktif/);

  const phone = new Browser(house);
  const halfway = await phone.open('/masuk', { email, password: secret, lanjut: '/akun/peran' });
  assert.equal(halfway.location, '/masuk/kode?lanjut=%2Fakun%2Fperan');
  assert.equal((await phone.open('/akun/keamanan')).status, 303, 'not in yet');
  assert.equal((await phone.open('/masuk/kode', { code: '123456' === codes.generate() ? '654321' : '123456' })).status, 422);
  assert.equal((await phone.open('/masuk/kode', { code: codes.generate(), lanjut: '/akun/peran' })).location, '/akun/peran');
  assert.equal((await phone.open('/akun/keamanan')).status, 200);

  for (const [n, status] of [[0, 303], [1, 422]] as const) {
    const lost = new Browser(house);
    await lost.open('/masuk', { email, password: secret });
    assert.equal((await lost.open('/masuk/kode', { code: backup[0] ?? '' })).status, status, `use ${n + 1}`);
  }
});

test('a new password needs the old one and signs other devices out', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const [one, two] = [new Browser(house), new Browser(house)];
  for (const browser of [one, two]) await browser.open('/masuk', { email, password: secret });
  assert.equal((await one.open('/akun/keamanan', { current_password: 'salah sekali', password: 'kalimat yang baru' })).status, 422);
  assert.equal((await one.open('/akun/keamanan', { current_password: secret, password: 'pendek' })).status, 422);
  assert.equal((await one.open('/akun/keamanan', { current_password: secret, password: 'kalimat yang baru' })).status, 303);
  assert.equal((await one.open('/akun/keamanan')).status, 200);
  assert.equal((await two.open('/akun/keamanan')).status, 303);
  assert.equal((await new Browser(house).open('/masuk', { email, password: 'kalimat yang baru' })).location, '/bengkel');
});

test('somebody with two roles chooses one per device; a device can be signed out from another', async (t) => {
  const house = await openHouse(t);
  const { terms } = await somebody(house, email, { role: 'officer', facility_id: house.facility.id }, { role: 'treasurer', facility_id: house.other.id, from: '2026-02-01' }, { role: 'section_head', facility_id: house.other.id, from: '2025-01-01', to: '2025-12-31' });
  const [one, two] = [new Browser(house), new Browser(house)];
  for (const browser of [one, two]) await browser.open('/masuk', { email, password: secret });
  assert.match((await one.open('/api/v1/me')).text, /"role":"officer"/);
  assert.equal((await one.open('/akun/peran', { assignment_id: terms[1] ?? '' })).status, 303);
  const me = (await one.open('/api/v1/me')).text;
  assert.match(me, /"role":"treasurer"/);
  assert.ok(me.includes(house.other.id));
  assert.match((await two.open('/api/v1/me')).text, /"role":"officer"/);
  assert.equal((await one.open('/akun/peran', { assignment_id: crypto.randomUUID() })).status, 404);
  const ended = await one.open('/akun/peran', { assignment_id: terms[2] ?? '' });
  assert.equal(ended.status, 409);
  assert.match(ended.text, /sudah berakhir/);
  assert.equal((await one.open('/akun/keamanan/perangkat', {})).status, 303);
  assert.equal((await two.open('/akun/keamanan')).status, 303);
  assert.equal((await one.open('/akun/keamanan')).status, 200);
});

test('the language of signed-in screens is the account\'s', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const browser = new Browser(house);
  await browser.open('/masuk', { email, password: secret });
  assert.match((await browser.open('/akun/bahasa')).text, /Simpan bahasa/);
  await browser.open('/akun/bahasa', { locale: 'en' });
  assert.match((await browser.open('/akun/bahasa')).text, /Save the language/);
});

test('a token made on the screen works, and is void once it is revoked there', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const browser = new Browser(house);
  await browser.open('/masuk', { email, password: secret });
  const token = /kb_[\w-]{43}/.exec((await browser.open('/akun/token', {})).text)?.[0] ?? '';
  const program = new Browser(house, { authorization: `Bearer ${token}` });
  assert.equal((await program.open('/api/v1/me')).status, 200);
  const { rows } = await house.admin.query<{ id: string }>('select id from identity.api_token order by created_at');
  await browser.open('/akun/token/cabut', { id: rows.at(-1)?.id ?? '' });
  assert.equal((await program.open('/api/v1/me')).status, 401);
});

test('sample accounts stand on the sign-in page only where a demo offers them', async (t) => {
  const house = await openHouse(t);
  assert.doesNotMatch((await new Browser(house).open('/masuk')).text, /contoh-muara/);
  offerDemoAccounts([{ role: 'officer', email: 'petugas@contoh-muara.karya.test', password: secret, unit: 'Lapas Contoh Muara' }]);
  t.after(() => offerDemoAccounts([]));
  assert.match((await new Browser(house).open('/masuk')).text, /petugas@contoh-muara/);
});

test('switching the language leads back to the page that was being read, never to another site', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const browser = new Browser(house);
  await browser.open('/masuk', { email, password: secret });
  assert.match((await browser.open('/akun/keamanan?x=1')).text, /name="kembali" value="\/akun\/keamanan\?x=1"/);
  const switched = await browser.open('/akun/bahasa', { locale: 'en', kembali: '/akun/keamanan?x=1' });
  assert.deepEqual([switched.status, switched.location], [303, '/akun/keamanan?x=1']);
  assert.match((await browser.open('/akun/keamanan')).text, /Account security/);
  assert.equal((await browser.open('/akun/bahasa', { locale: 'id', kembali: '//evil.example/' })).location, '/akun/bahasa');
});

test('a sample account says its role and duty in the language of the page', async (t) => {
  const house = await openHouse(t);
  offerDemoAccounts([{ role: 'officer', duty: { id: 'mutu', en: 'quality' }, email, password: secret, unit: 'Lapas Contoh' }]);
  t.after(() => offerDemoAccounts([]));
  assert.match((await new Browser(house).open('/masuk')).text, /Petugas bengkel \(mutu\)/);
  const english = (await new Browser(house).open('/en/masuk')).text;
  assert.match(english, /\(quality\)/);
  assert.doesNotMatch(english, /Petugas bengkel|mutu/);
});

test('while the database is away, somebody signed in hears 503, and is still signed in afterwards', async (t) => {
  const house = await openHouse(t);
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const browser = new Browser(house);
  await browser.open('/masuk', { email, password: secret });
  const name = new URL(house.adminUrl).pathname.slice(1);
  const outside = new pg.Client({ connectionString: house.adminUrl.replace(`/${name}`, '/postgres') });
  await outside.connect();
  t.after(() => outside.end());
  const away = async (isAway: boolean) => {
    await outside.query(`alter database ${name} allow_connections ${!isAway}`);
    if (isAway) await outside.query('select pg_terminate_backend(pid) from pg_stat_activity where datname = $1', [name]);
  };
  forgetActors();
  await away(true);
  assert.equal((await browser.open('/akun/keamanan')).status, 503);
  await away(false);
  assert.equal((await browser.open('/akun/keamanan')).status, 200);
});
