import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { activateDevice, deviceCookie, enrolDevice } from '#identity';
import { policyRows } from '#kernel/policy.ts';
import { openHouse, refused, type House } from '#tests/house.ts';
import { captureAnswer } from './commands/captures.ts';
import { dropCapture, giveTool, markAttendance, resolveConflict, routes } from './index.ts';
import { addTool, furnish, monday, type Floor } from './test-floor.ts';

const now = new Date('2026-11-23T02:00:00Z');
type Capture = { id: string; type: string; occurred_at: string } & Record<string, unknown>;
const capture = (type: string, rest: object, clock = '08:30'): Capture => ({ id: crypto.randomUUID(), type, occurred_at: `2026-11-23T${clock}:00+07:00`, ...rest });
type Two = { house: House; floor: Floor; session: string; worker: string; send: (device: string, person: number, ...captures: Capture[]) => Promise<z.infer<typeof captureAnswer>[]> };

async function twoDevices(t: Parameters<typeof openHouse>[0]): Promise<Two> {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 2 });
  const opened = await house.request('/api/v1/sessions', { as: house.as('officer'), json: { workshop: 'mebel', day: monday, slot: 'AM' } });
  const { id: session } = z.object({ id: z.string() }).parse(await opened.json());
  return {
    house, floor, session, worker: floor.workers[0]?.id ?? '',
    send: async (device, person, ...captures) => {
      const answer = await house.request('/api/v1/captures', { as: house.as('officer', 'facility', person), json: { device, captures } });
      assert.equal(answer.status, 201, await answer.clone().text());
      return z.array(captureAnswer).parse(await answer.json());
    },
  };
}

const counted = async (house: House, worker: string): Promise<string | undefined> => (await house.admin.query<{ reason_code: string }>('select reason_code from workshop.attendance_current where worker_id = $1', [worker])).rows[0]?.reason_code;
const page = async (house: House, role: 'officer' | 'section_head' = 'section_head'): Promise<string> => (await house.request('/bengkel/antrean', { as: house.as(role) })).text();

test('two devices mark the same person differently: both are kept, the newest counts, the section head settles with a reason, and the audit says so', async (t) => {
  const { house, floor, session, worker, send } = await twoDevices(t);
  await send('hp-1', 1, capture('attendance', { session, worker }, '08:10'));
  const second = capture('attendance', { session, worker, reason: 'VISIT' }, '08:20');
  const [answer] = await send('hp-2', 2, second);
  assert.deepEqual([answer?.result, answer?.code], ['conflict', 'attendance.changed']);
  assert.equal(await counted(house, worker), 'VISIT', 'the newest counts');
  assert.equal((await house.admin.query('select 1 from workshop.attendance')).rowCount, 2, 'both are kept');
  assert.match(await page(house), /A01[\s\S]*Hadir[\s\S]*hp-1[\s\S]*berlaku sekarang[\s\S]*hp-2/);
  assert.match(await page(house, 'officer'), /Kepala seksi yang memilih/);
  assert.match(await (await house.request('/bengkel', { as: house.as('section_head') })).text(), /1 berbeda, 0 ditolak/, 'and Today says so');

  const bare = await house.request('/bengkel/antrean', { as: house.as('section_head'), form: { capture_id: second.id, decision: 'earlier' } });
  assert.equal(bare.status, 422, 'a reason is asked for');
  assert.match(await bare.text(), /Wajib diisi/);
  const done = await house.request('/bengkel/antrean', { as: house.as('section_head'), form: { capture_id: second.id, decision: 'earlier', reason: 'Kunjungan dibatalkan, saksi petugas blok' } });
  assert.equal(done.status, 303);
  assert.equal(await counted(house, worker), 'ATTENDED');
  assert.equal((await house.admin.query('select 1 from workshop.attendance')).rowCount, 3, 'settling adds a mark, it erases none');
  const { rows } = await house.admin.query<{ particulars: { reason: string; decision: string } }>("select particulars from kernel.event where verb = 'capture.resolved'");
  assert.deepEqual(rows.map(({ particulars: { reason, decision } }) => [decision, reason]), [['earlier', 'Kunjungan dibatalkan, saksi petugas blok']]);
  assert.match(await page(house), /Tidak ada catatan yang berbeda/);
  assert.doesNotMatch(await (await house.request('/bengkel', { as: house.as('section_head') })).text(), /Selesaikan di antrean/);
  await assert.rejects(house.act(house.as('section_head'), (tx) => resolveConflict(tx, { facility_id: floor.facility_id, capture_id: second.id, decision: 'later', reason: 'x' })), refused('capture.resolved_already'));
});

test('choosing what counts already adds no mark; with the session closed only that is possible', async (t) => {
  const { house, floor, session, send } = await twoDevices(t);
  const { facility_id } = floor;
  const [first, second] = floor.workers.map(({ id }) => id);
  const changes = [first, second].map((worker) => capture('attendance', { session, worker, reason: 'VISIT' }, '08:20'));
  await send('hp-1', 1, ...[first, second].map((worker) => capture('attendance', { session, worker }, '08:10')));
  await send('hp-2', 2, ...changes);
  const resolve = (n: number, decision: 'earlier' | 'later') => house.act(house.as('section_head'), (tx) => resolveConflict(tx, { facility_id, capture_id: changes[n]?.id ?? '', decision, reason: 'Sudah ditanyakan' }));
  await resolve(0, 'later');
  assert.equal((await house.admin.query('select 1 from workshop.attendance')).rowCount, 4);
  assert.equal((await house.request(`/api/v1/sessions/${session}/closure`, { as: house.as('officer'), json: {} })).status, 201);
  await assert.rejects(resolve(1, 'earlier'), refused('session.closed'));
  await resolve(1, 'later');
});

test('a correction by the same officer on the same device is no contradiction; by another officer, or over the page of another, it is', async (t) => {
  const { house, floor, session, worker, send } = await twoDevices(t);
  await send('hp-1', 1, capture('attendance', { session, worker }, '08:10'), capture('attendance', { session, worker, reason: 'VISIT' }, '08:20'));
  assert.match(await page(house), /Tidak ada catatan yang berbeda/);
  await send('hp-1', 2, capture('attendance', { session, worker }, '08:25'));
  assert.match(await page(house), /Yang benar/);
  const other = floor.workers[1]?.id ?? '';
  await house.act(house.as('section_head'), (tx) => markAttendance(tx, { facility_id: floor.facility_id, session_id: session, worker_id: other, reason_code: 'VISIT' }));
  await send('hp-1', 1, capture('attendance', { session, worker: other }, '08:30'));
  assert.match(await page(house), /halaman kehadiran/);
});

test('a refused fact is listed with its reason until it is mended and sent again, or let go with a reason', async (t) => {
  const { house, floor, session, worker, send } = await twoDevices(t);
  const { facility_id } = floor;
  const [bad, lost] = [capture('attendance', { session, worker, reason: 'SICK' }), capture('tool_in', { tool: 'TIADA-1' })];
  assert.deepEqual((await send('hp-1', 1, bad, lost)).map((answer) => answer.code), ['attendance.needs_decision', 'not_found']);
  assert.match(await page(house), /Belum dipilih dibayar atau tidak/);
  const [mended] = await send('hp-1', 1, { ...capture('attendance', { session, worker, reason: 'SICK', paid: false }), mends: bad.id });
  assert.equal(mended?.result, 'accepted');
  assert.doesNotMatch(await page(house), /Belum dipilih dibayar atau tidak/);
  assert.match(await page(house), /TIADA-1/);
  assert.equal((await house.request(`/api/v1/captures/${lost.id}/resolution`, { as: house.as('officer'), json: { decision: 'dropped', reason: 'x' } })).status, 403);
  assert.equal((await house.request(`/api/v1/captures/${lost.id}/resolution`, { as: house.as('section_head'), json: { decision: 'dropped', reason: 'Kode alat salah ketik' } })).status, 200);
  assert.match(await page(house), /Tidak ada catatan yang ditolak/);
  await assert.rejects(house.act(house.as('section_head'), (tx) => dropCapture(tx, { facility_id, capture_id: lost.id, reason: 'x' })), refused('capture.resolved_already'));
  const [fine] = await send('hp-1', 1, { ...capture('attendance', { session, worker: floor.workers[1]?.id }) });
  await assert.rejects(house.act(house.as('section_head'), (tx) => dropCapture(tx, { facility_id, capture_id: fine?.id ?? '', reason: 'x' })), refused('capture.not_refused'));
  assert.deepEqual(policyRows().get('capture.resolve'), ['section_head', 'facility_head', 'system']);
});

test('a shared device that changed hands sends nobody else\'s marks; an enrolled one is known by its cookie, not by what it says', async (t) => {
  const { house, session, worker } = await twoDevices(t);
  const [first, second] = [house.as('officer'), house.as('officer', 'facility', 2)];
  const json = { device: 'apa saja', officer: first.account_id, captures: [capture('attendance', { session, worker })] };
  const wrong = await house.request('/api/v1/captures', { as: second, json });
  assert.equal(wrong.status, 409);
  assert.equal(z.object({ code: z.string() }).parse(await wrong.json()).code, 'capture.other_officer');
  const { code } = await house.act(house.as('admin'), (tx) => enrolDevice(tx, { facility_id: house.facility.id, name: 'HP bengkel 1', kind: 'workshop' }));
  const device = await activateDevice(house.db, code);
  assert.equal((await house.request('/api/v1/captures', { as: first, json, headers: { cookie: `${deviceCookie}=${device.id}.${device.secret}`, 'sec-fetch-site': 'same-origin' } })).status, 201);
  const { rows } = await house.admin.query<{ device: string; device_id: string }>('select device, device_id from workshop.capture');
  assert.deepEqual(rows, [{ device: 'HP bengkel 1', device_id: device.id }]);
});

test('what a device keeps of a session: names and codes, reasons and tools, and nothing of sentence, health or money', async (t) => {
  const { house, floor, session } = await twoDevices(t);
  const tool = await addTool(house, floor, 'MEB-01', 'A');
  await house.act(house.as('officer'), async (tx) => {
    await markAttendance(tx, { facility_id: floor.facility_id, session_id: session, worker_id: floor.workers[0]?.id ?? '', reason_code: 'ATTENDED' });
    await giveTool(tx, { facility_id: floor.facility_id, session_id: session, tool_id: tool.id, worker_id: floor.workers[0]?.id ?? '' });
  });
  const answer = await house.request(`/api/v1/sessions/${session}/floor`, { as: house.as('officer') });
  const pack = z.looseObject({ roster: z.array(z.looseObject({ name: z.string() })), tools: z.array(z.unknown()), reasons: z.array(z.unknown()) }).parse(await answer.json());
  assert.deepEqual(pack.roster.map((row) => Object.keys(row).sort()), Array.from({ length: 2 }, () => ['attended', 'name', 'reason_code', 'roster_code', 'worker_id']));
  assert.deepEqual(pack.tools, [{ code: 'MEB-01', name: 'Alat contoh', state: 'out', here: true, holder: 'A01', two_officers: false }]);
  assert.equal(pack.reasons.length, 27);
  assert.equal((await house.request(`/api/v1/sessions/${session}/floor`, { as: house.as('auditor') })).status, 403);
  assert.equal((await house.request(`/api/v1/sessions/${session}/floor`, { as: house.as('officer', 'other') })).status, 404);
});

test('the shell for the time without a line says no name and asks nobody who they are', async (t) => {
  const { house } = await twoDevices(t);
  const shell = await house.request('/bengkel/luring');
  assert.equal(shell.status, 200);
  assert.doesNotMatch(await shell.text(), /Peserta Contoh|Contoh officer/);
  assert.doesNotMatch(await (await house.request('/bengkel/luring', { as: house.as('officer') })).text(), /data-account/);
});
