import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { openHouse } from '#tests/house.ts';
import { readSheet, type SheetRow } from '#kernel/sheets/index.ts';
import { appointmentsOf, seatsOn, staffOf } from './team-queries.ts';
import { routes } from './index.ts';

const now = new Date('2026-11-24T03:00:00Z');
const today = '2026-11-24';

async function open(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const [section, head, officer] = [house.as('section_head'), house.as('facility_head'), house.as('officer')];
  const facility_id = house.facility.id;
  const text = async (path: string, as = section) => {
    const response = await house.request(path, { as });
    assert.equal(response.status, 200, `${path} ${response.status}`);
    return response.text();
  };
  const send = async (path: string, form: Record<string, string>, as = section) => {
    const response = await house.request(path, { as, form });
    return { status: response.status, location: response.headers.get('location') ?? '', text: await response.text() };
  };
  const team = async () => ({ seats: await house.look(section, (reader) => seatsOn(reader, facility_id, today)), staff: await house.look(section, (reader) => staffOf(reader, facility_id, today)) });
  return { house, section, head, officer, facility_id, text, send, team };
}

test('a team is set up, staffed and appointed on screen, and a refusal is drawn in place', async (t) => {
  const { house, section, head, officer, facility_id, text, send, team } = await open(t);
  assert.match(await text('/bengkel/tim'), /Tim belum disusun[\s\S]*Susun tim menurut kelas/);
  assert.equal((await send('/bengkel/tim/susun', { from: '01/01/2026' })).status, 303);
  assert.equal((await send('/bengkel/tim/pegawai', { nip: '1980 0000 1999 0010 01', name: 'Pegawai Contoh Satu' })).status, 303);
  assert.match((await send('/bengkel/tim/pegawai', { nip: '12', name: 'X' })).text, /NIP terdiri dari 18 angka/);
  const { seats, staff } = await team();
  const seat = seats.find((row) => row.code === 'sales')?.id ?? '';
  const wish = { post_id: seat, staff_id: staff[0]?.id ?? '', kind: 'plt', decree: 'SK-7', decree_on: '01/11/2026', from: '01/11/2026' };
  assert.match((await send('/bengkel/tim/angkat', wish, head)).text, /harus punya hari terakhir/);
  assert.equal((await send('/bengkel/tim/angkat', { ...wish, to: '31/12/2026' }, head)).status, 303);
  assert.match(await text('/bengkel/tim', officer), /Pegawai Contoh Satu[\s\S]*Plt/);
  const [term] = await house.look(section, (reader) => appointmentsOf(reader, facility_id));
  assert.equal((await send(`/bengkel/tim/masa/${term?.id}`, { last_day: '20/11/2026', reason: 'Cuti' }, head)).status, 303);
  assert.match(await text('/bengkel/tim'), /kosong sejak/);
  assert.equal((await house.request('/bengkel/tim/angkat', { as: officer })).status, 403);
  assert.match(await text(`/bengkel/tim?upt=${house.facility.code}`, house.as('regional')), /Lapas Contoh Uji/);
  assert.equal((await house.request(`/bengkel/tim?upt=${house.other.code}`, { as: house.as('regional') })).status, 404);
});

test('the skill matrix warns on screen and leaves as a sheet', async (t) => {
  const { house, section, text, send, team } = await open(t);
  await send('/bengkel/tim/pegawai', { nip: '198000001999001001', name: 'Pegawai Contoh Satu' });
  const { staff } = await team();
  assert.equal((await send('/bengkel/tim/keterampilan', { staff_id: staff[0]?.id ?? '', skill: 'K3', level: '3', certificate_number: 'K3-1', issued_on: '01/12/2023', valid_until: '01/12/2026' })).status, 303);
  assert.match(await text('/bengkel/tim/keterampilan'), /Sertifikat yang perlu diperbarui[\s\S]*Ahli K3 umum[\s\S]*≤ 30 hari/);
  const sheet = await house.request('/bengkel/tim/keterampilan.xlsx', { as: section });
  assert.equal(sheet.headers.get('content-type')?.includes('spreadsheetml'), true);
  const rows: SheetRow[] = [];
  for await (const row of readSheet(new Uint8Array(await sheet.arrayBuffer()))) rows.push(row);
  assert.deepEqual(rows.map((row) => row.cells['NIP']), ['198000001999001001'], 'the NIP keeps its eighteen digits');
});

test('a charter is written, its task done with evidence, a decision tied to it, and it prints', async (t) => {
  const { section, text, send, team } = await open(t);
  await send('/bengkel/tim/pegawai', { nip: '198000001999001001', name: 'Pegawai Contoh Satu' });
  const chair = (await team()).staff[0]?.id ?? '';
  const written = await send('/bengkel/tim/piagam/baru', { number: 'SK-TIM/1', decree_on: '01/11/2026', title: 'Tim meja sekolah', purpose: 'Seratus meja', from: '01/11/2026', to: '30/06/2027', chair });
  assert.equal(written.status, 303);
  assert.equal((await send(`${written.location}/tugas`, { title: 'Beli kayu', owner_id: chair, due_on: '20/11/2026' })).status, 303);
  const charters = await text('/bengkel/tim/piagam');
  assert.match(charters, /Beli kayu[\s\S]*Terlambat/);
  const task = /\/bengkel\/tim\/tugas\/[0-9a-f-]{36}/.exec(charters)?.[0] ?? '';
  assert.match((await send(task, { state: 'done' })).text, /Tulis buktinya/);
  assert.equal((await send(`${task}/tenggat`, { due_on: '30/11/2026', reason: 'Kayu terlambat' })).status, 303);
  assert.equal((await send('/bengkel/tim/keputusan', { decided_on: today, topic: 'Kayu', decision: 'Pakai mahoni', reason: 'Ada', decided_by: 'Rapat', tasks: task.split('/').at(-1) ?? '' })).status, 303);
  assert.equal((await send(task, { state: 'done', evidence: 'Nota 12' })).status, 303);
  assert.match(await text('/bengkel/tim/keputusan?q=mahoni'), /KPT-2026-001[\s\S]*Beli kayu/);
  assert.match(await text(`${written.location}/cetak`), /Piagam Tim[\s\S]*Beli kayu[\s\S]*KPT-2026-001/);
  assert.ok(section);
});

test('region and headquarters see empty posts and late tasks, and download them', async (t) => {
  const { house, text, send } = await open(t);
  await send('/bengkel/tim/susun', { from: '01/01/2026' });
  const page = await text('/pusat/tim?jabatan=sales', house.as('headquarters'));
  assert.match(page, /Jabatan kosong[\s\S]*Petugas niaga/);
  assert.doesNotMatch(page.slice(page.indexOf('id="kosong"'), page.indexOf('id="terlambat"')), /Pemeriksa mutu/);
  assert.equal((await house.request('/pusat/tim.xlsx', { as: house.as('regional') })).status, 200);
  assert.equal((await house.request('/pusat/tim', { as: house.as('section_head') })).status, 403);
});

test('the API appoints, records and lists as the screens do', async (t) => {
  const { house, section, head, team } = await open(t);
  const post = async (path: string, json: object, as = section) => {
    const response = await house.request(`/api/v1${path}`, { as, json });
    return { status: response.status, body: (await response.json()) as Record<string, unknown> };
  };
  assert.equal((await post('/team', { from: '2026-01-01' })).status, 201);
  const officer = await post('/team/officers', { nip: '198000001999001001', name: 'Pegawai Contoh' });
  const { seats } = await team();
  const seat = seats.find((row) => row.code === 'inspector')?.id ?? '';
  const term = { post_id: seat, staff_id: String(officer.body['id']), kind: 'definitive', decree: 'SK-1', decree_on: '2026-01-01', from: '2026-01-01' };
  const made = await post('/team/appointments', term, head);
  assert.equal(made.status, 201);
  assert.deepEqual([(await post('/team/appointments', term, head)).status, (await post('/team/appointments', term)).status], [409, 403]);
  assert.equal((await post(`/team/appointments/${String(made.body['id'])}/end`, { last_day: '2026-11-01', reason: 'Pindah' }, head)).status, 200);
  const read = (await (await house.request('/api/v1/team?on=2026-10-01', { as: section })).json()) as { posts: { code: string; holder: { name: string } | null }[] };
  assert.equal(read.posts.find((row) => row.code === 'inspector')?.holder?.name, 'Pegawai Contoh');
  const empty = (await (await house.request('/api/v1/vacancies?on=2026-11-24&post=inspector', { as: house.as('headquarters') })).json()) as { items: unknown[] };
  assert.equal(empty.items.length, 1);
});
