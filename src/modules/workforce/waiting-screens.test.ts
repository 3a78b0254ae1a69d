import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { readSheet } from '#kernel/sheets/index.ts';
import { policyRows, roles, type Role } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { eight, fit, furnish, monday, type Floor } from '../workshop/test-floor.ts';
import { registerWorker } from './commands.ts';
import { routes } from './index.ts';

const now = eight;
const as = (house: House, role: Role = 'section_head', person = 1) => house.as(role, 'facility', person);
const post = async (house: House, path: string, form: Record<string, string>, role: Role = 'section_head', person = 1): Promise<{ status: number; to: string; html: string }> => {
  const answer = await house.request(path, { as: as(house, role, person), form });
  return { status: answer.status, to: answer.headers.get('location') ?? '', html: await answer.text() };
};
const page = async (house: House, path: string, role: Role = 'section_head'): Promise<string> => {
  const answer = await house.request(path, { as: as(house, role) });
  assert.equal(answer.status, 200, path);
  return answer.text();
};
const someone = (house: House, more: object = {}) => house.act(as(house), (tx) => registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: `UJI/${crypto.randomUUID()}`, name: 'Peserta Contoh Antre', ...more }), eight);
async function staged(t: Parameters<typeof openHouse>[0]): Promise<{ house: House; floor: Floor; worker: { id: string; roster_code: string } }> {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 1 });
  return { house, floor, worker: await someone(house) };
}

test('from application over the board’s letter to the placement, in screens', async (t) => {
  const { house, floor, worker } = await staged(t);
  assert.match(await page(house, '/bengkel/daftar-tunggu', 'officer'), /Tidak ada yang menunggu/);
  assert.match(await page(house, `/bengkel/daftar-tunggu/baru?peserta=${worker.roster_code}`, 'officer'), new RegExp(`value="${worker.roster_code}"`));
  const wrong = await post(house, '/bengkel/daftar-tunggu/baru', { worker: 'Z99', requested_by: 'self', applied_on: monday }, 'officer');
  assert.deepEqual([wrong.status, /Kode peserta tidak dikenal/.test(wrong.html), wrong.html.includes('value="Z99"')], [422, true, true]);
  const applied = await post(house, '/bengkel/daftar-tunggu/baru', { worker: worker.roster_code, workshop: floor.workshop.id, requested_by: 'self', applied_on: monday }, 'officer');
  assert.equal(applied.status, 303);
  const entry = applied.to;
  assert.match(await page(house, entry, 'officer'), /Mengapa di urutan ini[\s\S]*Belum pernah ditempatkan/);
  assert.equal((await post(house, `${entry}/putusan`, { decision: 'decline' })).status, 422, 'no reason, no refusal');
  assert.match(await page(house, '/bengkel/tpp'), /Menunggu disidangkan[\s\S]*Peserta Contoh Antre/);

  const members = { 'members.0.name': 'Ketua Contoh', 'members.0.position': 'Kasi Binadik', 'members.0.post': 'chair', 'members.1.name': 'Sekretaris', 'members.1.position': 'Kasubsi', 'members.1.post': 'secretary', 'members.2.name': 'Anggota', 'members.2.position': 'KPLP', 'members.2.post': 'member', 'members.3.post': 'member', 'members.4.post': 'member' };
  assert.equal((await post(house, '/bengkel/tpp/baru', { held_on: monday, place: 'Ruang TPP', 'members.0.name': 'Sendiri', 'members.0.position': 'x', 'members.0.post': 'chair' })).status, 422);
  const called = await post(house, '/bengkel/tpp/baru', { held_on: monday, place: 'Ruang TPP', ...members, cases: `waiting:${entry.split('/').at(-1)}` });
  assert.equal(called.status, 303);
  const board = called.to;
  const html = await page(house, board);
  const caseId = /name="cases\.0\.id" value="([^"]+)"/.exec(html)?.[1] ?? '';
  const result = { minutes: 'Sidang dibuka.', present: '1', 'cases.0.id': caseId, 'cases.0.decision': 'approve', 'cases.0.votes_for': '3', 'cases.0.votes_against': '0', 'cases.0.votes_abstained': '0', 'cases.0.reason': 'Perilaku baik' };
  const alone = await post(house, `${board}/hasil`, result);
  assert.deepEqual([alone.status, /Hadir 1 dari 3/.test(alone.html)], [422, true]);
  const held = await house.request(`${board}/hasil`, { as: as(house), json: undefined, method: 'POST', headers: { 'content-type': 'application/x-www-form-urlencoded' } });
  assert.equal(held.status, 422);
  const three = new URLSearchParams({ _token: crypto.randomUUID(), ...result });
  three.append('present', '2');
  three.append('present', '3');
  assert.equal((await house.app.request(`${board}/hasil`, { method: 'POST', headers: { 'x-test-actor': as(house).account_id ?? '' }, body: three })).status, 303);
  assert.match(await page(house, board, 'facility_head'), /Tandatangani SK/);
  assert.equal((await post(house, `${board}/tandatangan`, {}, 'facility_head')).status, 303);
  assert.match(await page(house, `${board}/sk`, 'facility_head'), /SK-TPP-2026-001[\s\S]*Peserta Contoh Antre/);
  const pdf = await house.request(`${board}/sk.pdf`, { as: as(house, 'officer') });
  assert.equal(Buffer.from(await pdf.arrayBuffer()).subarray(0, 5).toString(), '%PDF-');
  assert.doesNotMatch(pdf.headers.get('content-disposition') ?? '', /Peserta/);

  assert.match(await page(house, entry), /Diterima[\s\S]*Tawarkan tempat/);
  const offered = await post(house, `${entry}/tawaran`, { workshop_id: floor.workshop.id, job: 'Rangka', from: monday });
  assert.equal(offered.status, 303);
  const sheet = Buffer.from(await (await house.request('/bengkel/daftar-tunggu.xlsx', { as: as(house) })).arrayBuffer());
  const rows = [];
  for await (const row of readSheet(sheet)) rows.push(row.cells);
  assert.ok(rows.some((cells) => Object.values(cells).includes('Peserta Contoh Antre')));
  assert.match(await page(house, '/bengkel/daftar-tunggu?bengkel=mebel&keadaan=offered'), /Peserta Contoh Antre/);
  assert.match(await page(house, '/bengkel/daftar-tunggu?keadaan=apa-saja'), /Ditawari tempat/, 'a filter that is none is no error');
  assert.equal((await post(house, '/bengkel/daftar-tunggu/undian', {})).status, 303);
  assert.equal((await post(house, '/bengkel/daftar-tunggu/undian', {})).status, 409);
  assert.doesNotMatch(await page(house, entry), /Terima permohonan/, 'what is offered is not accepted again');
});

test('plans for a placement are made, refused and undone on its page, and what they change is marked as seen', async (t) => {
  const { house, floor } = await staged(t);
  const path = `/bengkel/penempatan/${floor.placements[0]}`;
  assert.match(await page(house, path, 'officer'), /Tidak ada penangguhan/);
  assert.doesNotMatch(await page(house, path, 'officer'), /Rencanakan penangguhan/, 'who may not plan is not offered it');
  const bad = await post(house, `${path}/penangguhan`, { from: addDays(monday, -2), reason_code: 'health', note: 'Kata saya' });
  assert.deepEqual([bad.status, bad.html.includes('Kata saya')], [422, true], 'the words stay');
  assert.equal((await post(house, `${path}/penangguhan`, { from: monday, to: addDays(monday, 3), paid: 'on', reason_code: 'health' })).status, 303);
  const id = /name="suspension_id"[\s\S]*?<option value="([0-9a-f-]{36})"/.exec(await page(house, path))?.[1] ?? '';
  assert.equal((await post(house, `${path}/penangguhan/cabut`, { suspension_id: id, reason: 'Sudah sehat' })).status, 303);
  assert.equal((await post(house, `${path}/rencana-akhir`, { on_day: addDays(monday, 10), reason_code: 'completed' })).status, 303);
  assert.match(await page(house, path), /Berakhir 3 Desember 2026: Selesai masa kerja/);
  assert.equal((await post(house, `${path}/rencana-akhir/batal`, {})).status, 303);
  assert.equal((await post(house, `${path}/pengecualian`, { from: monday, reason: 'Ibadah' })).status, 422, 'at least one weekday');
  assert.equal((await post(house, `${path}/pengecualian`, { weekdays: '5', slot: 'PM', from: monday, reason: 'Ibadah' })).status, 303);
  const exclusion = /name="exclusion_id"[\s\S]*?<option value="([0-9a-f-]{36})"/.exec(await page(house, path))?.[1] ?? '';
  assert.equal((await post(house, `${path}/pengecualian/akhiri`, { exclusion_id: exclusion, on_day: addDays(monday, 5) })).status, 303);
  assert.equal((await post(house, `${path}/kerja-luar`, { permit_number: 'I/1', place: 'Kebun', escort: 'Satu', from: monday, to: addDays(monday, 5), weekdays: '1', leaves: '08.00', returns: '12.00' })).status, 409, 'only outside work goes outside');
  await house.admin.query("update workforce.placement set regime = 'outside'");
  assert.equal((await post(house, `${path}/kerja-luar`, { permit_number: 'I/1', place: 'Kebun', escort: 'Satu', from: monday, to: addDays(monday, 5), weekdays: '1', leaves: '08.00', returns: '12.00' })).status, 303);
  const permits = await page(house, '/bengkel/kerja-luar', 'facility_head');
  const decide = /action="(\/bengkel\/kerja-luar\/[^"]+)"/.exec(permits)?.[1] ?? '';
  assert.equal((await post(house, decide, { to: 'refused' }, 'facility_head')).status, 422);
  assert.equal((await post(house, decide, { to: 'permitted' }, 'facility_head')).status, 303);
  await house.admin.query("update workforce.worker set fit_until = $1", [addDays(monday, -1)]);
  const { turnAllPlans } = await import('./placement-night-commands.ts');
  await turnAllPlans(house.db);
  const inbox = await page(house, '/bengkel/perubahan', 'officer');
  assert.match(inbox, /Surat sehat habis/);
  assert.doesNotMatch(inbox, /name="ids"/);
  const change = /name="ids"[^>]*value="([^"]+)"/.exec(await page(house, '/bengkel/perubahan'))?.[1] ?? '';
  assert.equal((await post(house, '/bengkel/perubahan/dilihat', { ids: change, note: 'Klinik dihubungi' })).status, 303);
  assert.equal((await post(house, '/bengkel/perubahan/dilihat', { ids: change })).status, 409);
  assert.match(await page(house, '/bengkel/perubahan?keadaan=seen'), /Klinik dihubungi/);
});

test('the same by API: apply, decide, offer, call, record, sign, plan', async (t) => {
  const { house, floor, worker } = await staged(t);
  const send = async (path: string, json: unknown, role: Role = 'section_head') => {
    const answer = await house.request(`/api/v1${path}`, { as: as(house, role), json });
    return { status: answer.status, body: z.record(z.string(), z.any()).parse(await answer.json()) };
  };
  const get = async (path: string, role: Role = 'section_head') => {
    const answer = await house.request(`/api/v1${path}`, { as: as(house, role) });
    assert.equal(answer.status, 200, path);
    return z.looseObject({ items: z.array(z.any()).default([]) }).catchall(z.any()).parse(await answer.json());
  };
  const entry = await send('/waiting-list', { worker: worker.id, workshop: 'mebel', requested_by: 'guardian' }, 'officer');
  assert.deepEqual([entry.status, entry.body['state']], [201, 'pending']);
  assert.equal((await send('/waiting-list', { worker: worker.id, workshop: 'tiada' })).status, 422);
  assert.equal((await get('/waiting-list?workshop=mebel')).items.length, 1);
  assert.equal((await get('/waiting-list/rules'))['priorities'].length, 5);
  assert.equal((await send(`/waiting-list/${entry.body['id']}/decision`, { decision: 'approve' })).body['state'], 'approved');
  const offered = await send(`/waiting-list/${entry.body['id']}/offer`, { job: 'Rangka', from: monday });
  assert.equal(offered.status, 201);
  assert.equal((await get(`/waiting-list/${entry.body['id']}`))['log'].length, 3);
  const members = ['chair', 'secretary', 'member'].map((post) => ({ name: 'Contoh', position: 'Contoh', post, present: true }));
  const board = await send('/board-sessions', { held_on: monday, place: 'Ruang TPP', members });
  assert.equal(board.status, 201);
  assert.equal((await get('/board-sessions/open-cases')).items.length, 1);
  const added = await send(`/board-sessions/${board.body['id']}/cases`, { kind: 'placement', subject: offered.body['placement_id'] });
  assert.equal(added.status, 201);
  const held = await send(`/board-sessions/${board.body['id']}/result`, { minutes: 'Sidang.', present: [1, 2, 3], cases: [{ id: added.body['id'], decision: 'approve', votes_for: 2, votes_against: 0, votes_abstained: 1, reason: 'Baik' }] });
  assert.equal(held.body['state'], 'held');
  const signed = await send(`/board-sessions/${board.body['id']}/signature`, {}, 'facility_head');
  assert.equal(signed.body['decree'], 'SK-TPP-2026-001');
  assert.equal((await get(`/waiting-list/${entry.body['id']}`))['state'], 'placed');
  assert.equal((await get('/board-sessions?state=signed', 'officer')).items.length, 1);
  assert.equal((await send(`/board-sessions/${board.body['id']}/cancellation`, { reason: 'x' })).status, 409);
  const placement = `/placements/${offered.body['placement_id']}`;
  const suspended = await send(`${placement}/suspensions`, { from: monday, paid: false, reason_code: 'security' });
  assert.equal(suspended.status, 201);
  assert.equal((await send(`${placement}/suspensions/lift`, { suspension_id: suspended.body['id'], reason: 'Selesai' })).status, 201);
  assert.equal((await send(`${placement}/planned-end`, { on_day: addDays(monday, 9), reason_code: 'other' })).status, 201);
  assert.equal((await send(`${placement}/planned-end/cancel`, {})).status, 201);
  const excluded = await send(`${placement}/exclusions`, { weekdays: [1], from: monday, reason: 'Kelas' });
  assert.equal((await send(`${placement}/exclusions/end`, { exclusion_id: excluded.body['id'], on_day: addDays(monday, 2) })).status, 201);
  assert.equal((await send(`${placement}/day-releases`, { permit_number: 'I/1', place: 'x', escort: 'x', from: monday, to: addDays(monday, 2), weekdays: [1], leaves: '08:00', returns: '09:00' })).status, 409);
  assert.equal((await get(`${placement}/plans`))['suspensions'].length, 1);
  assert.equal((await get('/day-releases')).items.length, 0);
  assert.equal((await get('/placement-changes?state=all')).items.length, 0);
  assert.equal((await send('/placement-changes/acknowledgement', { ids: [crypto.randomUUID()] })).status, 409);
  assert.equal((await send(`/day-releases/${crypto.randomUUID()}/decision`, { to: 'permitted' }, 'facility_head')).status, 404);
  assert.equal((await send('/waiting-list/lottery', { month: '2026-11' })).status, 201);
  const spells = await get('/waiting-list/spells?limit=1');
  assert.ok(spells.items.length === 1 || spells['next_cursor'] === null);
  assert.equal(floor.workers.length, 1);
});

test('each verb of waiting, board and plans is for its roles', () => {
  const expected: Record<string, Role[]> = {
    'waiting.list': ['officer', 'section_head', 'facility_head'], 'waiting.apply': ['officer', 'section_head', 'facility_head'], 'waiting.decide': ['section_head', 'facility_head'],
    'board.read': ['officer', 'section_head', 'facility_head', 'auditor'], 'board.call': ['section_head', 'facility_head'], 'board.record': ['section_head'], 'board.sign': ['facility_head'],
    'placement.plan': ['section_head', 'facility_head'], 'day_release.request': ['section_head'], 'day_release.decide': ['facility_head'], 'change.read': ['officer', 'section_head', 'facility_head'], 'change.acknowledge': ['section_head', 'facility_head'],
  };
  for (const [verb, who] of Object.entries(expected)) {
    const row = policyRows().get(verb) ?? [];
    assert.deepEqual(roles.filter((role) => row.includes(role)).sort(), [...who].sort(), verb);
  }
});
