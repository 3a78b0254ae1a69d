import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse } from '#tests/house.ts';
import { registerWorker } from '#workforce';
import { eight, fit, furnish } from '../workshop/test-floor.ts';
import { alarms, alarmText, groupName, keptBack, riskRatio, shown, type Counted } from './fairness.ts';
import { groupsOf } from './fairness-queries.ts';
import './policy.ts';
import { fairnessRoutes } from './routes-fairness.tsx';

const group = (code: string | null, people: number, paid: number, more: Partial<Counted> = {}): Counted => ({ dimension: 'sex', code, people, paid, minutes: paid * 600, pay_idr: paid * 50_000, ...more });

test('a small group is kept back, and with a single one the next smallest too, so that no total gives it away', () => {
  assert.deepEqual([...keptBack([group('a', 100, 50), group('b', 40, 20), group('c', 9, 3)], 10)], ['c', 'b']);
  assert.deepEqual([...keptBack([group('a', 100, 50), group('b', 9, 2), group('c', 3, 3)], 10)], ['c', 'b'], 'two small ones hide each other');
  assert.deepEqual([...keptBack([group('a', 100, 50), group('b', 10, 2)], 10)], [], 'ten is no small group');
  assert.deepEqual(shown([group('a', 100, 50), group('b', 9, 3)], 10).map((row) => [row.people, row.share_percent, row.pay_per_hour_idr]), [[null, null, null], [null, null, null]]);
  assert.deepEqual(shown([group('a', 100, 50), group('b', 50, 10)], 10).map((row) => [row.people, row.share_percent, row.pay_per_hour_idr]), [[100, 50, 5000], [50, 20, 5000]]);
});

test('the risk ratio and its interval are those of a textbook table', () => {
  const { ratio, low, high } = riskRatio({ people: 100, paid: 20 }, { people: 100, paid: 40 });
  assert.deepEqual([ratio.toFixed(3), low.toFixed(3), high.toFixed(3)], ['0.500', '0.316', '0.792']);
  const none = riskRatio({ people: 20, paid: 0 }, { people: 20, paid: 10 });
  assert.ok(none.low > 0 && none.high < 1, 'nobody at all is still a number');
});

test('a gap is an alarm when the ratio is below the rule and its interval below one, and it is named in words', () => {
  const rules = { smallest_group: 10, alarm_ratio: 0.8 };
  const [alarm, ...others] = alarms([group('L', 200, 120), group('P', 60, 12)], rules);
  assert.ok(alarm);
  assert.deepEqual([alarm.code, alarm.kind, others.length], ['P', 'work', 0]);
  assert.match(alarmText(alarm, 'id'), /Jenis kelamin “Perempuan” mendapat pekerjaan berpremi 0,33 kali kelompok lain \(selang 95% 0,\d\d sampai 0,\d\d\)/);
  assert.match(alarmText(alarm, 'en'), /Sex “Women” gets paid work 0\.33 times as often/);
  assert.deepEqual(alarms([group('L', 12, 6), group('P', 12, 4)], rules), [], 'chance alone is no alarm');
  assert.deepEqual(alarms([group('L', 200, 120), group('P', 9, 0)], rules), [], 'who is kept back is not named');
  const [pay] = alarms([group('L', 100, 50), group('P', 100, 50, { pay_idr: 1_000_000 })], rules);
  assert.match(pay ? alarmText(pay, 'id') : '', /premi per jam 0,40 kali/);
});

test('every group and dimension has a name in both languages', () => {
  for (const [dimension, code] of [['sex', 'L'], ['age', '<18'], ['disability', 'yes'], ['waiting', '90+'], ['origin', null], ['facility', 'Lapas Contoh']] as const) assert.ok(groupName(dimension, code).id && groupName(dimension, code).en);
});

test('a facility sees its own people alone, the country all of them, and small groups nowhere', async (t) => {
  const house = await openHouse(t, { routes: fairnessRoutes, now: eight });
  await furnish(house, { people: 12, capacity: 20 });
  await furnish(house, { people: 3, where: 'other' });
  await house.act(house.as('section_head'), async (tx) => {
    for (let n = 0; n < 12; n++) await registerWorker(tx, { ...fit, facility_id: house.facility.id, register_number: `UJI/P/${n}`, name: 'Peserta Contoh', sex: 'P' });
  });
  const counted = await house.look(house.as('section_head'), (reader) => groupsOf(reader, { day: '2026-11-23', facility_id: house.facility.id }));
  assert.deepEqual(counted.filter((row) => row.dimension === 'sex').map((row) => [row.code, row.people, row.paid]), [['L', 12, 12], ['P', 12, 0]]);
  const page = await (await house.request('/bengkel/keadilan', { as: house.as('section_head') })).text();
  assert.match(page, /“Perempuan” mendapat pekerjaan berpremi/);
  const all = await (await house.request('/pusat/keadilan', { as: house.as('headquarters') })).text();
  assert.match(all, /Lapas Contoh Lain[\s\S]*tidak ditampilkan/);
  assert.equal((await house.request('/bengkel/keadilan', { as: house.as('officer') })).status, 403);
  assert.equal((await house.request('/pusat/keadilan', { as: house.as('section_head') })).status, 403);
  assert.match((await house.request('/pusat/keadilan/data.xlsx', { as: house.as('auditor') })).headers.get('content-type') ?? '', /spreadsheetml/);
  assert.equal((await house.request('/api/v1/fairness', { as: house.as('facility_head') })).status, 200);
});
