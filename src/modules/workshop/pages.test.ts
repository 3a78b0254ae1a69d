import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse, type House } from '#tests/house.ts';
import { catalogues } from '#kernel/words.ts';
import { routes } from './index.ts';
import { addTool, furnish, monday, type Floor } from './test-floor.ts';

const now = new Date('2026-11-23T02:00:00Z');
const open = async (house: House): Promise<string> => {
  const answer = await house.request('/bengkel/sesi/baru', { as: house.as('officer'), form: { workshop: 'mebel', slot: 'AM', day: monday } });
  assert.equal(answer.status, 303);
  return answer.headers.get('location') ?? '';
};
const text = async (house: House, path: string, role: 'officer' | 'section_head' | 'facility_head' = 'officer'): Promise<string> => {
  const answer = await house.request(path, { as: house.as(role) });
  assert.equal(answer.status, 200, path);
  return answer.text();
};
async function rooms(t: Parameters<typeof openHouse>[0]): Promise<{ house: House; floor: Floor; session: string; id: string }> {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 2 });
  const session = await open(house);
  return { house, floor, session, id: session.split('/').at(-1) ?? '' };
}

test('an officer walks a session through pages: open, mark, explain, lend, count, close', async (t) => {
  const { house, floor, session, id } = await rooms(t);
  const officer = house.as('officer');
  const [first, second] = floor.workers;
  await addTool(house, floor, 'MEB-01', 'A');
  assert.match(await text(house, '/bengkel'), /Sesi kerja[\s\S]*Kehadiran[\s\S]*Perintah kerja[\s\S]*Alat di luar[\s\S]*Jawab pesanan[\s\S]*Periksa mutu/);
  assert.match(await text(house, session), /Belum dicatat/);
  const marked = await house.request(`/bengkel/kehadiran/${id}`, { as: officer, form: { [`mark.${first?.id}`]: 'ya', [`mark.${second?.id}`]: 'tidak' } });
  const why = marked.headers.get('location') ?? '';
  assert.match(why, /alasan\?peserta=/);
  assert.doesNotMatch(why, /Contoh|UJI/, 'no name and no register number in an address');
  const asked = await text(house, why);
  assert.match(asked, /Sakit — pilih dibayar atau tidak/);
  assert.match(asked, /Menolak bekerja \* — tidak dibayar/);
  assert.doesNotMatch(asked, /Peserta Contoh mebel 1/, 'only the absent are asked');
  const wrong = await house.request(why, { as: officer, form: { [`reason.${second?.id}`]: 'REFUSED' } });
  assert.equal(wrong.status, 422);
  assert.match(await wrong.text(), /perlu catatan/);
  assert.equal((await house.request(why, { as: officer, form: { [`reason.${second?.id}`]: 'REFUSED', [`note.${second?.id}`]: 'Menolak dengan alasan pribadi' } })).headers.get('location'), session);
  const board = await text(house, `/bengkel/alat/bon?sesi=${id}`);
  const tool = /<option value="([0-9a-f-]{36})"[^>]*>MEB-01/.exec(board)?.[1] ?? '';
  const lent = await house.request(`/bengkel/alat/bon?sesi=${id}`, { as: officer, form: { session_id: id, tool_id: tool, worker_id: first?.id ?? '' } });
  assert.equal(lent.status, 303);
  assert.match(await text(house, '/bengkel/alat'), /MEB-01[\s\S]*Keluar/);
  const early = await house.request(`${session}/tutup`, { as: officer, form: {} });
  assert.equal(early.status, 409);
  assert.match(await early.text(), /Alat belum kembali: MEB-01/);
  assert.equal((await house.request(`/bengkel/alat/hitung/${id}`, { as: officer, form: { [`count.${tool}`]: 'baik' } })).headers.get('location'), session);
  assert.equal((await house.request(`${session}/tutup`, { as: officer, form: {} })).status, 303);
  assert.match(await text(house, session), /Ditutup/);
});

test('a tool not there at the count becomes a report, and the session may close', async (t) => {
  const { house, floor, session, id } = await rooms(t);
  const officer = house.as('officer');
  const { id: tool } = await addTool(house, floor, 'MEB-01', 'A');
  await house.request(`/bengkel/kehadiran/${id}`, { as: officer, form: Object.fromEntries(floor.workers.map((worker) => [`mark.${worker.id}`, 'ya'])) });
  await house.request('/bengkel/alat/bon', { as: officer, form: { session_id: id, tool_id: tool, worker_id: floor.workers[0]?.id ?? '' } });
  const counted = await house.request(`/bengkel/alat/hitung/${id}`, { as: officer, form: { [`count.${tool}`]: 'hilang' } });
  const report = counted.headers.get('location') ?? '';
  assert.match(report, /^\/bengkel\/alat\/hilang\//);
  assert.equal((await house.request(`${session}/tutup`, { as: officer, form: {} })).status, 303);
  assert.doesNotMatch(await text(house, report), /Tutup laporan/, 'the reporter is not offered to close it');
  assert.match(await text(house, report, 'section_head'), /Tutup laporan/);
  assert.equal((await house.request(report, { as: house.as('section_head'), form: { outcome: 'Tidak ditemukan' } })).status, 303);
  assert.match(await text(house, report), /Selesai/);
});

test('the file of a session belongs to its facility; overseers do not walk the floor', async (t) => {
  const { house, session, id } = await rooms(t);
  for (const path of [session, `/bengkel/kehadiran/${id}`, `/bengkel/alat/hitung/${id}`]) assert.equal((await house.request(path, { as: house.as('officer', 'other') })).status, 404, path);
  assert.equal((await house.request('/bengkel', { as: house.as('auditor') })).status, 403);
  assert.equal((await house.request('/bengkel')).headers.get('location'), '/masuk?lanjut=%2Fbengkel');
  assert.equal((await house.request('/bengkel/sesi/baru', { as: house.as('treasurer') })).status, 403);
});

test('a form sent twice opens one session; a taken slot draws the form again', async (t) => {
  const house = await openHouse(t, { routes, now });
  await furnish(house, { people: 1 });
  const form = { workshop: 'mebel', slot: 'PM', day: monday, _token: crypto.randomUUID() };
  const [once, twice] = [await house.request('/bengkel/sesi/baru', { as: house.as('officer'), form }), await house.request('/bengkel/sesi/baru', { as: house.as('officer'), form })];
  assert.equal(once.headers.get('location'), twice.headers.get('location'));
  const again = await house.request('/bengkel/sesi/baru', { as: house.as('officer'), form: { ...form, _token: crypto.randomUUID() } });
  assert.equal(again.status, 409);
  assert.match(await again.text(), /sudah dibuka/);
  const empty = await house.request('/bengkel/sesi/baru', { as: house.as('officer'), form: { day: monday } });
  assert.equal(empty.status, 422);
});

test('every word of the floor is said in both languages', () => {
  for (const catalogue of catalogues) for (const [key, phrase] of Object.entries(catalogue)) assert.ok(phrase.id && phrase.en, key);
});
