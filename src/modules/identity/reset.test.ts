import assert from 'node:assert/strict';
import { mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs';
import os from 'node:os';
import path from 'node:path';
import test, { type TestContext } from 'node:test';
import { SMTPServer } from 'smtp-server';
import { sendMail } from '#kernel/mail.ts';
import { openHouse } from '#tests/house.ts';
import { Browser, email, secret, somebody } from './people.fixture.ts';

/** A mail server of our own that keeps what it is given. */
async function sink(t: TestContext): Promise<{ url: string; letters: string[] }> {
  const letters: string[] = [];
  const server = new SMTPServer({
    authOptional: true, disabledCommands: ['STARTTLS'],
    onData: (stream, _, done) => {
      let text = '';
      stream.on('data', (chunk: Buffer) => (text += chunk.toString('utf8')));
      stream.on('end', () => {
        letters.push(text);
        done();
      });
    },
  });
  await new Promise<void>((resume) => server.listen(0, '127.0.0.1', resume));
  t.after(() => new Promise<void>((resume) => server.close(() => resume())));
  const address = server.server.address();
  return { url: `smtp://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`, letters };
}

async function arrived(letters: string[], n: number): Promise<void> {
  for (let tries = 0; letters.length < n && tries < 100; tries++) await new Promise((resume) => setTimeout(resume, 20));
}

function surrounded(t: TestContext, env: Record<string, string>): void {
  const before = Object.keys(env).map((name) => [name, process.env[name]] as const);
  Object.assign(process.env, env);
  t.after(() => {
    for (const [name, value] of before) if (value === undefined) delete process.env[name];
    else process.env[name] = value;
  });
}

test('a forgotten password is set anew by a letter\'s link, once; the old one and open sessions are void', async (t) => {
  const house = await openHouse(t);
  const { url, letters } = await sink(t);
  surrounded(t, { SMTP_URL: url, KARYA_PUBLIC_URL: 'https://karya.example' });
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const open = new Browser(house);
  await open.open('/masuk', { email, password: secret });

  const browser = new Browser(house, { host: 'evil.example' });
  assert.equal((await browser.open('/lupa-sandi', { email })).location, '/lupa-sandi');
  await arrived(letters, 1);
  const letter = (letters[0] ?? '').replace(/=\r\n/g, '').replaceAll('=3D', '=');
  assert.match(letter, /^To: petugas@contoh\.test\r$/m);
  const token = /https:\/\/karya\.example\/lupa-sandi\/baru\?token=([\w-]+)/.exec(letter)?.[1] ?? '';
  assert.ok(token.length >= 20, 'the address comes from the settings, never from the request');

  assert.equal((await browser.open('/lupa-sandi/baru', { token, password: 'pendek' })).status, 422);
  assert.equal((await browser.open('/lupa-sandi/baru', { token, password: 'kalimat yang baru' })).location, '/masuk');
  assert.equal((await browser.open('/lupa-sandi/baru', { token, password: 'kalimat lain lagi' })).status, 422);
  assert.equal((await open.open('/akun/keamanan')).status, 303);
  assert.equal((await browser.open('/masuk', { email, password: secret })).status, 422);
  assert.equal((await browser.open('/masuk', { email, password: 'kalimat yang baru' })).location, '/bengkel');
});

test('asking for a letter answers alike whether or not the account exists, and no letter goes to strangers', async (t) => {
  const house = await openHouse(t);
  const { url, letters } = await sink(t);
  surrounded(t, { SMTP_URL: url });
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  const answers = [await new Browser(house).open('/lupa-sandi', { email: 'tak.ada@contoh.test' }), await new Browser(house).open('/lupa-sandi', { email })];
  assert.deepEqual(answers[0], answers[1]);
  await arrived(letters, 1);
  assert.equal(letters.length, 1);
  assert.match(letters[0] ?? '', /petugas@contoh\.test/);
});

test('nobody can be flooded with letters', async (t) => {
  const house = await openHouse(t);
  const { url, letters } = await sink(t);
  surrounded(t, { SMTP_URL: url });
  await somebody(house, email, { role: 'officer', facility_id: house.facility.id });
  for (let n = 0; n < 5; n++) assert.equal((await new Browser(house).open('/lupa-sandi', { email })).status, 303);
  assert.equal((await new Browser(house, { 'x-forwarded-for': '203.0.113.9' }).open('/lupa-sandi', { email })).status, 422);
  await arrived(letters, 5);
  assert.equal(letters.length, 5);
});

test('without a mail server letters are kept as files whose names tell nothing', async (t) => {
  const folder = mkdtempSync(path.join(os.tmpdir(), 'karya-mail-'));
  t.after(() => rmSync(folder, { recursive: true }));
  await sendMail({ to: 'petugas@contoh.test', subject: 'Percobaan', text: 'Isi surat' }, { KARYA_DATA: folder });
  const files = readdirSync(path.join(folder, 'outbox'));
  assert.equal(files.length, 1);
  assert.match(files[0] ?? '', /^[0-9a-f-]{36}\.eml$/);
  assert.match(readFileSync(path.join(folder, 'outbox', files[0] ?? ''), 'utf8'), /To: petugas@contoh\.test[\s\S]*Isi surat/);
});
