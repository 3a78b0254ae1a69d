import assert from 'node:assert/strict';
import test from 'node:test';
import { z } from 'zod';
import { openHouse, type House } from '#tests/house.ts';
import { routes } from './index.ts';
import { captureAnswer, registerCapture } from './commands/captures.ts';
import { addTool, furnish, monday, type Floor } from './test-floor.ts';

const now = new Date('2026-11-23T02:00:00Z');
const seen = '2026-11-23T08:30:00+07:00';
type Capture = { id: string; type: string; occurred_at: string } & Record<string, unknown>;
const capture = (type: string, rest: object, occurred_at = seen): Capture => ({ id: crypto.randomUUID(), type, occurred_at, ...rest });

async function floorWithSession(t: Parameters<typeof openHouse>[0]): Promise<{ house: House; floor: Floor; session: string; send: (...captures: Capture[]) => Promise<z.infer<typeof captureAnswer>[]> }> {
  const house = await openHouse(t, { routes, now });
  const floor = await furnish(house, { people: 2 });
  const officer = house.as('officer');
  const opened = await house.request('/api/v1/sessions', { as: officer, json: { workshop: 'mebel', day: monday, slot: 'AM' } });
  assert.equal(opened.status, 201);
  const { id: session, roster } = z.object({ id: z.string(), roster: z.array(z.object({ worker_id: z.string() })) }).parse(await opened.json());
  assert.equal(roster.length, 2);
  return {
    house, floor, session,
    send: async (...captures) => {
      const answer = await house.request('/api/v1/captures', { as: officer, json: { device: 'hp-bengkel-1', captures } });
      assert.equal(answer.status, 201, await answer.clone().text());
      return z.array(captureAnswer).parse(await answer.json());
    },
  };
}

test('a device sends a morning: each fact is answered by itself, and the session closes', async (t) => {
  const { house, floor, session, send } = await floorWithSession(t);
  await addTool(house, floor, 'MEB-01', 'A');
  const [first, second] = floor.workers;
  const answers = await send(
    capture('attendance', { session, worker: first?.id, reason: 'ATTENDED' }),
    capture('attendance', { session, worker: second?.roster_code, reason: 'SICK' }),
    capture('attendance', { session, worker: second?.roster_code, reason: 'SICK', paid: false }),
    capture('tool_out', { session, tool: 'MEB-01', worker: first?.id }),
    capture('tool_in', { tool: 'MEB-01' }),
    capture('incident', { kind: 'near_miss', what: 'Papan tergelincir', session }),
    capture('rumor', {}),
    capture('attendance', { session, worker: first?.id, colour: 'red' }),
    capture('tool_out', { session, tool: 'TIADA-1' }),
  );
  assert.deepEqual(answers.map((answer) => [answer.result, answer.code]), [
    ['accepted', undefined], ['rejected', 'attendance.needs_decision'], ['accepted', undefined], ['accepted', undefined], ['accepted', undefined], ['accepted', undefined],
    ['rejected', 'capture.unknown_type'], ['rejected', 'capture.invalid'], ['rejected', 'not_found'],
  ]);
  assert.match(answers[1]?.message ?? '', /pilih dibayar/);
  const closed = await house.request(`/api/v1/sessions/${session}/closure`, { as: house.as('officer'), json: {} });
  assert.equal(closed.status, 201);
  const [late] = await send(capture('attendance', { session, worker: first?.id, reason: 'VISIT' }));
  assert.deepEqual([late?.result, late?.code], ['rejected', 'session.closed'], 'late facts are for the section head');
});

test('the same capture sent twice is one fact, and hears the code of its refusal again', async (t) => {
  const { house, floor, session, send } = await floorWithSession(t);
  const good = capture('attendance', { session, worker: floor.workers[0]?.id });
  const bad = capture('attendance', { session, worker: floor.workers[0]?.id, reason: 'REFUSED' });
  assert.deepEqual((await send(good, bad)).map((answer) => answer.result), ['accepted', 'rejected']);
  assert.deepEqual((await send(good, bad, good)).map((answer) => [answer.result, answer.code]), [['duplicate', undefined], ['duplicate', 'attendance.needs_note'], ['duplicate', undefined]]);
  const together = capture('attendance', { session, worker: floor.workers[1]?.id });
  const both = (await Promise.all([send(together), send(together)])).flat().map((answer) => answer.result).sort();
  assert.deepEqual(both, ['accepted', 'duplicate']);
  assert.equal((await house.admin.query('select 1 from workshop.attendance')).rowCount, 2);
});

test('one id with other content is refused', async (t) => {
  const { floor, session, send } = await floorWithSession(t);
  const good = capture('attendance', { session, worker: floor.workers[0]?.id });
  await send(good);
  const [answer] = await send({ ...good, reason: 'REST_DAY' });
  assert.deepEqual([answer?.result, answer?.code], ['rejected', 'capture.reused']);
});

test('a mark that contradicts an earlier one is kept and told as a conflict; the one seen later counts', async (t) => {
  const { house, floor, session, send } = await floorWithSession(t);
  const worker = floor.workers[0]?.id;
  await send(capture('attendance', { session, worker }, '2026-11-23T08:40:00+07:00'));
  const [earlier] = await send(capture('attendance', { session, worker, reason: 'VISIT' }, '2026-11-23T08:10:00+07:00'));
  assert.deepEqual([earlier?.result, earlier?.code], ['conflict', 'attendance.changed']);
  const answer = await house.request(`/api/v1/sessions/${session}`, { as: house.as('officer') });
  const { roster } = z.object({ roster: z.array(z.object({ worker_id: z.string(), reason_code: z.string().nullable() })) }).parse(await answer.json());
  assert.equal(roster.find((row) => row.worker_id === worker)?.reason_code, 'ATTENDED');
});

test('a device whose clock runs ahead is told so', async (t) => {
  const { floor, session, send } = await floorWithSession(t);
  const [answer] = await send(capture('attendance', { session, worker: floor.workers[0]?.id }, '2026-11-23T12:00:00+07:00'));
  assert.deepEqual([answer?.result, answer?.code], ['rejected', 'capture.in_future']);
});

test('a batch holds at most 100 captures, and comes only from the floor of a facility', async (t) => {
  const { house, session } = await floorWithSession(t);
  const json = (n: number) => ({ device: 'hp-1', captures: Array.from({ length: n }, () => capture('attendance', { session, worker: 'A01' })) });
  assert.equal((await house.request('/api/v1/captures', { as: house.as('officer'), json: json(101) })).status, 422);
  assert.equal((await house.request('/api/v1/captures', { as: house.as('officer'), json: json(0) })).status, 422);
  assert.equal((await house.request('/api/v1/captures', { as: house.as('treasurer'), json: json(1) })).status, 403);
  assert.equal((await house.request('/api/v1/captures', { json: json(1) })).status, 401);
  const stranger = await house.request('/api/v1/captures', { as: house.as('officer', 'other'), json: json(1) });
  const [answer] = z.array(captureAnswer).parse(await stranger.json());
  assert.deepEqual([answer?.result, answer?.code], ['rejected', 'not_found'], 'nothing of ours is there for others');
});

test('a room above registers its own kind of capture', async (t) => {
  const { send } = await floorWithSession(t);
  const got: unknown[] = [];
  registerCapture('sample_kind', { schema: z.strictObject({ pieces: z.int() }), apply: async (_, facility_id, { pieces }, occurred_at) => void got.push([typeof facility_id, pieces, occurred_at.toISOString()]) });
  const [answer] = await send(capture('sample_kind', { pieces: 3 }));
  assert.equal(answer?.result, 'accepted');
  assert.deepEqual(got, [['string', 3, '2026-11-23T01:30:00.000Z']]);
});

test('the API answers with problems that carry the stable code', async (t) => {
  const { house, session } = await floorWithSession(t);
  const closure = await house.request(`/api/v1/sessions/${session}/closure`, { as: house.as('officer'), json: {} });
  assert.equal(closure.status, 409);
  assert.match(closure.headers.get('content-type') ?? '', /application\/problem\+json/);
  assert.equal(z.object({ code: z.string() }).parse(await closure.json()).code, 'session.attendance_open');
  assert.equal((await house.request('/api/v1/sessions', { as: house.as('officer'), json: { workshop: 'mebel', day: monday, slot: 'AM', colour: 'red' } })).status, 422);
  assert.equal((await house.request('/api/v1/sessions/abc', { as: house.as('officer') })).status, 404);
  const reasons = await house.request('/api/v1/attendance-reasons', { as: house.as('auditor') });
  assert.equal(z.object({ items: z.array(z.unknown()) }).parse(await reasons.json()).items.length, 27);
  assert.equal((await house.request('/api/v1/tools', { as: house.as('auditor') })).status, 422, 'who looks over several facilities names one');
  assert.equal((await house.request(`/api/v1/tools?facility=${house.facility.code}`, { as: house.as('auditor') })).status, 200);
  const seenByAuditor = await house.request(`/api/v1/sessions/${session}`, { as: house.as('auditor') });
  assert.doesNotMatch(await seenByAuditor.text(), /Peserta Contoh/, 'names stay inside the facility');
});
