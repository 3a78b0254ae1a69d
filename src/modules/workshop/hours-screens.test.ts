import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { addDays } from '#kernel/calendar.ts';
import { policyRows, roles, type Role } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { approvePlacement, decideRelease, placeWorker, planSuspension, recordConsent, registerWorker, requestRelease } from '#workforce';
import { routes } from './index.ts';
import { openSession } from './commands/session.ts';
import { movements } from './movement-queries.ts';
import { eight, fit, furnish, monday } from './test-floor.ts';

const now = eight;
const page = async (house: House, path: string, role: Role = 'section_head'): Promise<string> => {
  const answer = await house.request(path, { as: house.as(role) });
  assert.equal(answer.status, 200, path);
  return answer.text();
};

test('the page of hours shows the rules with their basis, the times kept for learning, and everybody’s week', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 1 });
  assert.match(await page(house, '/bengkel/jam-kerja'), /480 menit[\s\S]*Mandela[\s\S]*Belum ada waktu belajar/);
  const keep = (more: Record<string, string> = {}) => house.request('/bengkel/jam-kerja/belajar', { as: house.as('section_head'), form: { weekday: '1', starts: '13.00', ends: '15.00', what: 'Kejar Paket B', from: monday, legal_basis: 'Jadwal contoh', ...more } });
  const wrong = await keep({ ends: '12.00' });
  assert.deepEqual([wrong.status, /Jam selesai harus sesudah/.test(await wrong.text())], [422, true]);
  assert.equal((await keep({ worker: 'Z99' })).status, 404);
  assert.equal((await keep()).status, 303);
  await house.act(house.as('officer'), (tx) => openSession(tx, { facility_id: floor.facility_id, workshop: 'mebel', day: monday, slot: 'AM' }), eight);
  const html = await page(house, '/bengkel/jam-kerja');
  assert.match(html, /Kejar Paket B[\s\S]*semua peserta[\s\S]*210 menit/);
  const id = /name="id"[\s\S]*?<option value="([^"]+)"/.exec(html)?.[1] ?? '';
  assert.equal((await house.request('/bengkel/jam-kerja/belajar/akhiri', { as: house.as('section_head'), form: { id, on_day: addDays(monday, 7) } })).status, 303);
  assert.equal((await house.request('/bengkel/jam-kerja/belajar/akhiri', { as: house.as('section_head'), form: { id, on_day: addDays(monday, 8) } })).status, 409);
  const answer = z.looseObject({ week_from: z.string(), people: z.array(z.record(z.string(), z.unknown())) }).parse(await (await house.request('/api/v1/hours', { as: house.as('officer') })).json());
  assert.deepEqual([answer.week_from, answer.people[0]?.['minutes'], 'name' in (answer.people[0] ?? {})], [monday, 210, false]);
});

test('the movement list says who goes where, and no more than name, code and place', async (t) => {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 3 });
  const { facility_id } = floor;
  const [section, head] = [house.as('section_head'), house.as('facility_head')];
  await house.act(section, (tx) => planSuspension(tx, { facility_id, placement_id: floor.placements[0] ?? '', from: monday, reason_code: 'health' }), eight);
  const outside = await house.act(section, async (tx) => {
    const worker = await registerWorker(tx, { ...fit, facility_id, register_number: 'UJI/L/1', name: 'Peserta Luar Contoh' });
    await recordConsent(tx, { facility_id, worker_id: worker.id, regime: 'outside', given_on: '2026-01-01', evidence: 'Formulir' });
    const { id } = await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: floor.workshop.id, job: 'Kebun', from: monday, decree: 'SK', regime: 'outside' });
    return { id, code: worker.roster_code };
  }, eight);
  await house.act(head, (tx) => approvePlacement(tx, { facility_id, placement_id: outside.id }), eight);
  const release = await house.act(section, (tx) => requestRelease(tx, { facility_id, placement_id: outside.id, permit_number: 'I/1', place: 'Kebun luar', escort: 'Satu', from: monday, to: addDays(monday, 7), weekdays: ['1'], leaves: '07.30', returns: '12.00' }), eight);
  await house.act(head, (tx) => decideRelease(tx, { facility_id, release_id: release.id, to: 'permitted' }), eight);
  const list = (slot: 'AM' | 'PM') => house.look(section, (reader) => movements(reader, { facility_id, day: monday, slot }));
  assert.deepEqual((await list('AM')).map((each) => [each.place.name_id, each.source, each.people.map((row) => row.roster_code)]), [
    ['Bengkel Contoh', 'expected', floor.workers.slice(1).map((row) => row.roster_code)], ['Kebun luar', 'outside', [outside.code]],
  ]);
  await house.act(house.as('officer'), (tx) => openSession(tx, { facility_id, workshop: 'mebel', day: monday, slot: 'PM' }), eight);
  assert.deepEqual((await list('PM')).map((each) => [each.source, each.people.length]), [['opened', 2]]);
  const paper = await page(house, `/bengkel/daftar-gerak/cetak?hari=${monday}&jam=AM`, 'officer');
  assert.match(paper, /Bengkel Contoh: 2 orang[\s\S]*Kebun luar/);
  assert.doesNotMatch(paper, /UJI\/|Kesehatan|risiko|IZIN|SK-UJI/i);
  assert.match(await page(house, '/bengkel/daftar-gerak?hari=2026-11-22&jam=PM', 'officer'), /perkiraan, sesi belum dibuka/);
  assert.match(await page(house, '/bengkel/daftar-gerak?hari=salah&jam=XX', 'officer'), /Daftar gerak/);
  const api = z.object({ items: z.array(z.object({ people: z.array(z.strictObject({ roster_code: z.string(), name: z.string() })) })) }).parse(await (await house.request(`/api/v1/movements?day=${monday}&slot=AM`, { as: house.as('officer') })).json());
  assert.equal(api.items.length, 2);
});

test('each verb of hours and movement is for its roles', () => {
  const expected: Record<string, Role[]> = { 'hours.read': ['officer', 'section_head', 'facility_head', 'regional', 'headquarters', 'auditor'], 'hours.define': ['section_head', 'facility_head'], 'movement.read': ['officer', 'section_head', 'facility_head'] };
  for (const [verb, who] of Object.entries(expected)) {
    const row = policyRows().get(verb) ?? [];
    assert.deepEqual(roles.filter((role) => row.includes(role)).sort(), [...who].sort(), verb);
  }
});
