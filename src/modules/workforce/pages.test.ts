import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { readSheet } from '#kernel/sheets/index.ts';
import { openHouse } from '#tests/house.ts';
import { furnish, eight, fit } from '../workshop/test-floor.ts';
import { registerWorker } from './commands.ts';
import { readWorkerFile } from './file-commands.ts';
import { routes } from './index.ts';
import { recordQualification } from './record-commands.ts';

const now = eight;

test('opening a file is on record: who, when, whose', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 1 });
  const officer = house.as('officer');
  const id = floor.workers[0]?.id ?? '';
  const reads = async () => (await house.admin.query<{ actor_id: string; subject_id: string; particulars: object }>("select actor_id, subject_id, particulars from kernel.event where verb = 'worker.read' order by seq")).rows;
  const asked = await (await house.request(`/bengkel/peserta/${id}`, { as: officer })).text();
  assert.match(asked, /Pilih alasan Anda/);
  assert.doesNotMatch(asked, /Peserta Contoh|Risiko peserta/, 'nothing of the file before the reason');
  const open = (form: Record<string, string>, as = officer) => house.request(`/bengkel/peserta/${id}/buka`, { as, form });
  assert.equal((await open({ reason: 'TIDAK_ADA' })).status, 422);
  assert.equal((await open({ reason: 'COMPLAINT' })).status, 422, 'a complaint wants a few words');
  assert.deepEqual(await reads(), []);
  assert.equal((await open({ reason: 'PLACEMENT' })).status, 303);
  const answer = await house.request(`/bengkel/peserta/${id}`, { as: officer });
  assert.equal(answer.status, 200);
  assert.deepEqual(await reads(), [{ actor_id: officer.account_id, subject_id: id, particulars: { reason: 'PLACEMENT' } }]);
  const html = await answer.text();
  assert.match(html, /Boleh bekerja\?[\s\S]*Penilaian|Risiko peserta rendah/);
  assert.match(html, /Sehat untuk bekerja sampai 31 Desember 2027/);
  assert.match(html, /Diperiksa di berkas kertas/);
  assert.doesNotMatch(/<title>([^<]*)/.exec(html)?.[1] ?? '', /Peserta Contoh/, 'no name in the title, which browsers keep');
  assert.equal((await house.request(`/api/v1/workers/${id}`, { as: officer })).status, 200, 'the reason holds for an hour, for the API as well');
  assert.equal((await house.request(`/api/v1/workers/${id}`, { as: house.as('section_head') })).status, 422, 'another person gives a reason of their own');
  assert.equal((await house.request(`/api/v1/workers/${id}?reason=AUDIT&note=Pemeriksaan+triwulan`, { as: house.as('auditor') })).status, 200);
  assert.equal((await reads()).length, 2);
  assert.equal((await open({ reason: 'PLACEMENT' }, house.as('section_head', 'other'))).status, 404);
  assert.equal((await house.request(`/bengkel/peserta/${id}`, { as: house.as('section_head', 'other') })).status, 404);
  assert.equal((await house.request(`/bengkel/peserta/${id}`, { as: house.as('headquarters') })).status, 403);
  assert.equal((await reads()).length, 2, 'who was refused read nothing');
  assert.equal((await house.request(`/bengkel/peserta/${id}`)).status, 303);
  assert.equal((await house.request('/bengkel/peserta/bukan-id', { as: officer })).status, 404);
  await house.act(officer, (tx) => assert.rejects(readWorkerFile(tx, id), /file.reason_needed/), new Date(now.getTime() + 61 * 60_000));
});

test('a child’s file is for those whose work needs it, and so are health and disability', async (t) => {
  const house = await openHouse(t, { routes, now });
  await furnish(house, { people: 0 });
  const [officer, section] = [house.as('officer'), house.as('section_head')];
  const register = (more: object) => house.act(section, (tx) => registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: crypto.randomUUID(), name: 'Anak Contoh', ...more }));
  const child = await register({ kind: 'child', born_on: '2010-01-01' });
  assert.equal((await house.request(`/bengkel/peserta/${child.id}`, { as: officer })).status, 403);
  assert.equal((await house.request(`/api/v1/workers/${child.id}?reason=PLACEMENT`, { as: officer })).status, 403);
  assert.equal((await house.request(`/api/v1/workers/${child.id}?reason=PLACEMENT`, { as: section })).status, 200);
  assert.doesNotMatch(await (await house.request('/bengkel/peserta', { as: officer })).text(), /Anak Contoh/, 'the list shows an officer a code');
  const grown = await register({ name: 'Peserta Contoh', disability: 'pendengaran', disability_purpose: 'menyesuaikan tempat kerja' });
  const seen = async (as: typeof officer) => (await house.request(`/api/v1/workers/${grown.id}?reason=HEALTH_SAFETY`, { as })).text();
  assert.match(await seen(section), /pendengaran/);
  assert.doesNotMatch(await seen(officer), /pendengaran|fitness/);
});

test('the list is found by name, workshop and placement, and filters that do not parse fall back', async (t) => {
  const house = await openHouse(t, { routes, now });
  await furnish(house, { people: 2 });
  const list = async (query: string) => (await house.request(`/bengkel/peserta${query}`, { as: house.as('officer') })).text();
  assert.match(await list(''), /mebel 1[\s\S]*mebel 2/);
  assert.doesNotMatch(await list('?q=mebel+2'), /mebel 1</);
  assert.match(await list('?bengkel=mebel&penempatan=yes'), /mebel 1/);
  assert.match(await list('?penempatan=no'), /Tidak ada peserta yang cocok/);
  assert.match(await list('?penempatan=entah'), /mebel 1/);
  assert.doesNotMatch(await (await house.request('/bengkel/peserta', { as: house.as('officer', 'other') })).text(), /mebel 1/);
});

test('from register to approved placement, by pages', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 0 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const person = { register_number: 'UJI/P/1', name: 'Peserta Contoh', kind: 'convict', sex: 'P', custody_from: '01/01/2024', risk: 'low', fit_until: '31/12/2027', tool_clearance: 'B', skill_level: '2' };
  const missing = await house.request('/bengkel/peserta/baru', { as: section, form: { ...person, name: '' } });
  assert.equal(missing.status, 422);
  assert.match(await missing.text(), /Wajib diisi[\s\S]*UJI\/P\/1/, 'the words typed are kept');
  const made = await house.request('/bengkel/peserta/baru', { as: section, form: person });
  const file = made.headers.get('location') ?? '';
  assert.match(file, /^\/bengkel\/peserta\/[0-9a-f-]{36}$/);
  const proposal = { workshop: floor.workshop.id, job: 'Jahit', from: '2026-11-23', decree: 'SK-UJI/3', regime: 'private_partner' };
  const refused = await house.request(`${file}/usul`, { as: section, form: proposal });
  assert.equal(refused.status, 409);
  assert.match(await refused.text(), /persetujuan tertulis belum ada \(Konvensi ILO 29\)/);
  assert.equal((await house.request(`${file}/persetujuan`, { as: section, form: { regime: 'private_partner', given_on: '2026-11-20', evidence: 'Formulir' } })).status, 303);
  assert.equal((await house.request(`${file}/usul`, { as: section, form: proposal })).status, 303);
  const own = await (await house.request('/bengkel/peserta/usulan', { as: section })).text();
  assert.match(own, /mintalah orang lain/);
  const waiting = await (await house.request('/bengkel/peserta/usulan', { as: head })).text();
  const approve = /action="([^"]+\/setuju)"/.exec(waiting)?.[1] ?? '';
  assert.equal((await house.request(approve, { as: section, form: {} })).status, 409);
  assert.equal((await house.request(approve, { as: head, form: {} })).status, 303);
  assert.match(await (await house.request(file, { as: section })).text(), /Disetujui/);
  const consent = /<select[^>]*name="consent"[\s\S]*?<option value="([^"]+)"/.exec(await (await house.request(`${file}?bagian=persetujuan`, { as: section })).text())?.[1] ?? '';
  assert.equal((await house.request(`${file}/persetujuan/tarik`, { as: section, form: { consent, on_day: '2026-11-23' } })).status, 303);
  assert.match(await (await house.request(file, { as: section })).text(), /Belum boleh/, 'withdrawing consent stops the work');
  const placement = /name="placement_id" value="([^"]+)"/.exec(await (await house.request(file, { as: section })).text())?.[1] ?? '';
  assert.equal((await house.request(`${file}/akhiri`, { as: section, form: { placement_id: placement, on_day: '2026-11-24', reason: 'Menarik persetujuan' } })).status, 303);
});

test('the API registers, proposes, approves and explains', async (t) => {
  const house = await openHouse(t, { routes, now });
  await furnish(house, { people: 1 });
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  const id = z.object({ id: z.string() });
  const made = await house.request('/api/v1/workers', { as: section, json: { register_number: 'UJI/A/1', name: 'Peserta Contoh', kind: 'convict', sex: 'L', custody_from: '2024-01-01', risk: 'low', fit_until: '2027-12-31' } });
  assert.equal(made.status, 201);
  const worker = id.parse(await made.json()).id;
  const verdict = z.object({ allowed: z.boolean(), checks: z.array(z.object({ code: z.string(), text: z.object({ id: z.string(), en: z.string() }) })) });
  const asked = await house.request(`/api/v1/workers/${worker}/verdict?workshop=mebel`, { as: section });
  assert.equal(verdict.parse(await asked.json()).allowed, true);
  const proposed = await house.request('/api/v1/placements', { as: section, json: { worker, workshop: 'mebel', job: 'Rangka', from: '2026-11-23', decree: 'SK-UJI/4' } });
  assert.equal(proposed.status, 201, await proposed.clone().text());
  const placement = id.parse(await proposed.json()).id;
  assert.equal((await house.request(`/api/v1/placements/${placement}/approval`, { as: section, json: {} })).status, 409);
  assert.equal((await house.request(`/api/v1/placements/${placement}/approval`, { as: head, json: {} })).status, 201);
  assert.equal((await house.request(`/api/v1/placements/${placement}/end`, { as: section, json: { on_day: '2026-12-01', reason: 'Selesai' } })).status, 201);
  assert.equal((await house.request('/api/v1/consents', { as: section, json: { worker, regime: 'outside', given_on: '2026-11-01', evidence: 'Formulir' } })).status, 201);
  assert.equal((await house.request('/api/v1/consents/withdrawal', { as: section, json: { worker, regime: 'outside', on_day: '2026-11-20' } })).status, 201);
  const listed = z.object({ items: z.array(z.object({ roster_code: z.string() })), next_cursor: z.string().nullable() });
  const first = listed.parse(await (await house.request('/api/v1/workers?limit=1', { as: section })).json());
  const second = listed.parse(await (await house.request(`/api/v1/workers?limit=1&cursor=${first.next_cursor}`, { as: section })).json());
  assert.deepEqual([first.items[0]?.roster_code, second.items[0]?.roster_code], ['A01', 'A02']);
  assert.equal((await house.request('/api/v1/workers', { as: house.as('regional') })).status, 403, 'the register of people stays in its facility');
  assert.equal((await house.request('/api/v1/workers', { as: section, json: { colour: 'red' } })).status, 422);
});

test('the list is narrowed by skill, fitness and state; legal status and stage only for those who decide on placements', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { facility_id } = await furnish(house, { people: 0 });
  const [officer, section] = [house.as('officer'), house.as('section_head')];
  await house.act(section, async (tx) => {
    const person = (n: number, more: object) => registerWorker(tx, { ...fit, facility_id, register_number: `UJI/${n}`, name: `Orang ${n}`, ...more });
    const sewing = await person(1, {});
    await recordQualification(tx, { facility_id, worker_id: sewing.id, kind: 'skill', name: 'Jahit dasar', from: '2026-01-01' });
    await person(2, { fit_until: '2026-12-10' });
    await person(3, { fit_until: null, kind: 'remand', sentence_from: null, release_on: null });
    await person(4, { sentence_from: '2026-06-01', release_on: '2030-06-01' });
  });
  const names = async (query: string, as = section) => [...(await (await house.request(`/bengkel/peserta?${query}`, { as })).text()).matchAll(/>Orang (\d)</g)].map(([, n]) => Number(n));
  assert.deepEqual([await names('terampil=jahit'), await names('sehat=soon'), await names('sehat=expired'), await names('status=remand'), await names('tahap=early'), await names('tahap=half'), await names('keadaan=released')], [[1], [2], [3], [3], [4], [1, 2], []]);
  assert.deepEqual([await names('status=remand', officer), await names('tahap=early', officer), await names('terampil=jahit', officer)], [[1, 2, 3, 4], [1, 2, 3, 4], [1]]);
  assert.equal((await house.request('/bengkel/peserta/daftar.xlsx', { as: officer })).status, 403);
  const sheet = await house.request('/bengkel/peserta/daftar.xlsx', { as: section });
  for await (const { cells } of readSheet(new Uint8Array(await sheet.arrayBuffer()))) assert.doesNotMatch(JSON.stringify(cells), /Orang|UJI/, 'codes, no names');
});

test('the form of consent is printed from an opened file, and names the work', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 1 });
  const [section, id] = [house.as('section_head'), floor.workers[0]?.id ?? ''];
  const paper = (end: string) => house.request(`/bengkel/peserta/${id}/persetujuan/formulir${end}?jenis=export&kontrak=PKS-7`, { as: section });
  assert.equal((await paper('')).status, 422, 'not before a reason is given');
  await house.request(`/bengkel/peserta/${id}/buka`, { as: section, form: { reason: 'OWN_REQUEST' } });
  assert.match(await (await paper('')).text(), /Pekerjaan untuk ekspor[\s\S]*PKS-7[\s\S]*Saksi 2/);
  assert.equal((await paper('.pdf')).headers.get('content-type'), 'application/pdf');
});
