import { refused } from '#tests/house.ts';
import assert from 'node:assert/strict';
import test from 'node:test';
import { hashPin } from '#identity';
import { issueCard, revokeCard, setKioskPin } from './commands/cards.ts';
import { raiseObjection } from './commands/objections.ts';
import { events, hall, Kiosk, kioskOf, now, pages, person } from './kiosk.fixture.ts';

test('card and PIN open six screens on an enrolled kiosk, and each locks by itself after a minute', async (t) => {
  const { first, kiosk } = await hall(t);
  assert.match((await kiosk.open('/kios')).text, /Pindai QR di kartu Anda/);
  const signed = await kiosk.signIn({ ...first, code: ` ${first.code.toLowerCase().slice(0, 4)} ${first.code.slice(4)}` });
  assert.deepEqual([signed.status, signed.location], [303, '/kios/menu'], 'spaces and small letters do not matter');
  for (const path of pages) {
    const { status, text } = await kiosk.open(path);
    assert.equal(status, 200, path);
    assert.match(text, new RegExp(`kiosk__who">${first.roster_code}<`), path);
    assert.match(text, path === '/kios/keberatan' ? /http-equiv="refresh" content="180;url=\/kios\/terkunci"/ : /http-equiv="refresh" content="60;url=\/kios\/terkunci"/, path);
    assert.ok(!text.includes('/bengkel'), path);
  }
  assert.match((await kiosk.open('/kios/terkunci')).text, /Layar terkunci/);
  for (const path of pages) assert.doesNotMatch((await kiosk.open(path)).text, /kiosk__who/, path);
});

test('a scanner that types the card alone is asked for the PIN next, the card kept', async (t) => {
  const { first, kiosk } = await hall(t);
  const { status, text } = await kiosk.open('/kios', { card: first.code });
  assert.equal(status, 422);
  assert.match(text, new RegExp(`value="${first.code}"`));
  assert.match(text, /Sekarang ketik PIN Anda/);
  assert.doesNotMatch(text, /govuk-error-summary/);
});

test('without an enrolled device, on a workshop device and on a revoked one there is no kiosk', async (t) => {
  const { house, first, kiosk } = await hall(t);
  const stranger = new Kiosk(house);
  assert.match((await stranger.open('/kios')).text, /belum menjadi kios/);
  assert.match((await stranger.signIn(first)).text, /belum menjadi kios/);
  assert.match((await (await kioskOf(house, 'workshop')).signIn(first)).text, /belum menjadi kios/);
  await kiosk.signIn(first);
  stranger.cookies.set('karya_kios', kiosk.cookies.get('karya_kios') ?? '');
  assert.match((await stranger.open('/kios/premi')).text, /belum menjadi kios/, 'a stolen cookie is worth nothing elsewhere');
  await house.admin.query("update identity.device set revoked_at = now(), secret_hash = null where kind = 'kiosk'");
  assert.match((await kiosk.open('/kios/premi')).text, /belum menjadi kios/);
});

test('the server locks as well: a minute without a step ends the visit, whatever the page does', async (t) => {
  const { house, first, kiosk } = await hall(t);
  await kiosk.signIn(first);
  await house.admin.query("update kiosk.visit set locks_at = $1", [new Date(now.getTime() - 1)]);
  assert.match((await kiosk.open('/kios/simpanan')).text, /Layar terkunci/);
  assert.equal((await kiosk.open('/kios/keberatan', { about: 'pay', month: '2026-10', words: 'x' })).status, 422);
  assert.equal((await house.admin.query('select 1 from kiosk.objection')).rowCount, 0);
});

test('the lock’s seconds are a dated rule, the facility’s own before the national one', async (t) => {
  const { house, first, kiosk } = await hall(t);
  await house.admin.query("insert into kernel.rule (key, facility_id, value, valid, legal_basis) values ('kiosk.lock_seconds', $1, '{\"reading\": 30, \"writing\": 90}', '[2026-01-01,)', 'Keputusan kepala contoh')", [house.facility.id]);
  await kiosk.signIn(first);
  assert.match((await kiosk.open('/kios/menu')).text, /content="30;url/);
});

test('nobody sees anybody else: ids of others in the address change nothing, and a card of another facility opens nothing', async (t) => {
  const { house, first, second, kiosk, facility_id } = await hall(t);
  const other = await person(house, 1, 'other');
  await house.act(house.as('section_head'), (tx) => raiseObjection(tx, { facility_id, worker_id: second.id, device_id: null, about: 'pay', month: '2026-10', words: 'Rahasia orang kedua' }), now);
  await kiosk.signIn(first);
  for (const path of pages) for (const query of [`worker_id=${second.id}`, `id=${second.id}`, `peserta=${second.id}`, `bulan=2026-10&worker=${second.id}`, `bulan=' or 1=1`, `facility_id=${house.other.id}`]) {
    const { text } = await kiosk.open(`${path}?${new URLSearchParams(query).toString()}`);
    assert.ok(!text.includes('Rahasia orang kedua') && !text.includes(second.name) && !text.includes(second.id) && !text.includes(`>${second.roster_code}<`), `${path}?${query}`);
  }
  for (const path of [`/kios/premi/${second.id}`, `/kios/keberatan/${second.id}`, `/kios/${second.id}`]) assert.equal((await kiosk.open(path)).status, 404, path);
  await kiosk.open('/kios/keluar', {});
  assert.match((await kiosk.signIn(other)).text, /tidak cocok/);
  await kiosk.signIn(second);
  assert.match((await kiosk.open('/kios/keberatan')).text, /Rahasia orang kedua/);
});

test('the one who signs in ends the visit before', async (t) => {
  const { first, second, kiosk } = await hall(t);
  await kiosk.signIn(first);
  const token = kiosk.cookies.get('karya_kios') ?? '';
  await kiosk.signIn(second);
  assert.match((await kiosk.open('/kios/menu')).text, new RegExp(`kiosk__who">${second.roster_code}<`));
  kiosk.cookies.set('karya_kios', token);
  assert.match((await kiosk.open('/kios/menu')).text, /Layar terkunci/);
});

test('after five wrong PINs the card waits, also for the right one; a new PIN wipes the slate', async (t) => {
  const { house, first, kiosk, facility_id } = await hall(t);
  for (let n = 0; n < 5; n++) assert.match((await kiosk.signIn(first, '000000')).text, /tidak cocok/);
  assert.match((await kiosk.signIn(first)).text, /Tunggu 1 menit/);
  assert.equal((await events(house, 'kiosk.slowed')).length, 1);
  await house.act(house.as('officer'), async (tx) => setKioskPin(tx, { facility_id, worker_id: first.id, pin_hash: await hashPin(house.db, '739182') }), now);
  assert.match((await kiosk.signIn(first)).text, /tidak cocok/, 'the old PIN');
  assert.equal((await kiosk.signIn(first, '739182')).status, 303);
});

test('a replaced or revoked card opens nothing, and whoever left has no card', async (t) => {
  const { house, first, second, kiosk, facility_id } = await hall(t);
  await house.act(house.as('officer'), (tx) => issueCard(tx, { facility_id, worker_id: first.id }), now);
  assert.match((await kiosk.signIn(first)).text, /tidak cocok/);
  await kiosk.signIn(second);
  await house.act(house.as('officer'), (tx) => revokeCard(tx, { facility_id, worker_id: second.id, reason: 'Hilang' }), now);
  assert.match((await kiosk.open('/kios/menu')).text, /Layar terkunci/, 'the open visit ended');
  await assert.rejects(house.act(house.as('officer'), (tx) => revokeCard(tx, { facility_id, worker_id: second.id, reason: 'Lagi' }), now), refused('kiosk.no_card'));
  await assert.rejects(house.act(house.as('officer'), (tx) => setKioskPin(tx, { facility_id, worker_id: second.id, pin_hash: 'x' }), now), refused('kiosk.no_card'));
  await house.admin.query("update workforce.worker set state = 'released' where id = $1", [second.id]);
  await assert.rejects(house.act(house.as('officer'), (tx) => issueCard(tx, { facility_id, worker_id: second.id }), now), refused('kiosk.not_present'));
});

test('the PIN is set at the counter, twice the same, not a simple one; its digits are nowhere', async (t) => {
  const { house, first } = await hall(t);
  const set = async (form: Record<string, string>) => house.request(`/bengkel/kios/${first.id}/pin`, { as: house.as('officer'), form });
  assert.match(await (await set({ pin: '123456', pin_again: '123456' })).text(), /mudah ditebak/);
  assert.match(await (await set({ pin: '739182', pin_again: '739183' })).text(), /tidak sama/);
  assert.equal((await set({ pin: '739182', pin_again: '739182' })).status, 303);
  const { rows } = await house.admin.query<{ row: string }>('select p::text as row from kiosk.pin p union all select o::text from kernel.once o union all select e::text from kernel.event e');
  assert.ok(!rows.some(({ row }) => row.includes('739182')));
  assert.equal((await house.request(`/bengkel/kios/${first.id}`, { as: house.as('officer', 'other') })).status, 404);
});

test('the card shows a code for the roster and a code by chance: no name, no register number, no reason', async (t) => {
  const { house, first } = await hall(t);
  const text = await (await house.request(`/bengkel/kartu-peserta?peserta=${first.id}`, { as: house.as('officer') })).text();
  assert.ok(text.includes(first.roster_code) && text.includes(first.code.slice(0, 4)));
  assert.ok(!text.includes('UJI/facility/1') && !text.includes(first.name) && !text.includes(first.id));
});
