import assert from 'node:assert/strict';
import test from 'node:test';
import { openHouse, type House } from '#tests/house.ts';
import { routes, verifyChains } from './index.ts';
import { somebody } from './people.fixture.ts';

const zero = '00000000-0000-0000-0000-000000000000';

async function written(house: House): Promise<void> {
  for (let n = 0; n < 4; n++) {
    await house.act(house.as('officer'), async (tx) => tx.emit({ verb: 'bench.tried', facility_id: house.facility.id, subject_kind: 'bench', subject_id: `b-${n}`, particulars: { n } }));
    await house.act(house.as('officer', 'other'), async (tx) => tx.emit({ verb: 'bench.tried', facility_id: house.other.id, subject_kind: 'bench', subject_id: `o-${n}` }));
  }
}

/** What only somebody with the database in hand can do: the guards are lifted, the row is changed. */
async function tamper(house: House, statement: string, values: unknown[]): Promise<void> {
  const client = await house.admin.connect();
  try {
    await client.query('alter table kernel.event disable trigger all');
    assert.ok(((await client.query(statement, values)).rowCount ?? 0) > 0, 'something was changed');
    await client.query('alter table kernel.event enable always trigger insert_only');
  } finally {
    client.release();
  }
}

const broken = async (house: House) => (await house.look(house.as('auditor'), verifyChains)).filter((chain) => chain.broken_at !== null).map(({ facility_code, broken_at, why }) => ({ facility_code, broken_at, why }));

test('an untouched log is whole, every chain of it', async (t) => {
  const house = await openHouse(t);
  await written(house);
  await somebody(house, 'a@x.test', { role: 'admin' });
  const chains = await house.look(house.as('auditor'), verifyChains);
  assert.deepEqual(chains.map((chain) => [chain.facility_code, chain.events > 0]), [[null, true], ['lapas-contoh-lain', true], ['lapas-contoh-uji', true]]);
  assert.deepEqual(await broken(house), []);
});

for (const [what, statement, expected] of [
  ['a changed content', `update kernel.event set particulars = '{"n": 99}' where chain = $1 and seq = 2`, { broken_at: 2, why: 'changed' }],
  ['a changed actor', `update kernel.event set actor_id = kernel.new_id() where chain = $1 and seq = 3`, { broken_at: 3, why: 'changed' }],
  ['a changed time', `update kernel.event set at = at - interval '1 day' where chain = $1 and seq = 1`, { broken_at: 1, why: 'changed' }],
  ['an event moved out of sight of its facility', `update kernel.event set facility_id = null where chain = $1 and seq = 2`, { broken_at: 2, why: 'changed' }],
  ['an event rewritten together with its own hash', `update kernel.event set subject_id = 'x', hash = kernel.event_hash(chain, seq, id, at, actor_id, verb, subject_kind, 'x', particulars, prev_hash) where chain = $1 and seq = 2`, { broken_at: 3, why: 'unlinked' }],
  ['a removed event', `with gone as (delete from kernel.outbox o using kernel.event e where e.id = o.event_id and e.chain = $1 and e.seq = 2) delete from kernel.event where chain = $1 and seq = 2`, { broken_at: 3, why: 'missing' }],
  ['a removed last event', `with gone as (delete from kernel.outbox o using kernel.event e where e.id = o.event_id and e.chain = $1 and e.seq = 4) delete from kernel.event where chain = $1 and seq = 4`, { broken_at: 3, why: 'cut' }],
] as const) {
  test(`${what} is found in its chain and nowhere else`, async (t) => {
    const house = await openHouse(t);
    await written(house);
    await tamper(house, statement, [house.facility.id]);
    assert.deepEqual(await broken(house), [{ facility_code: 'lapas-contoh-uji', ...expected }]);
  });
}

test('the log is read by auditor and administrator alone, filtered and page by page', async (t) => {
  const house = await openHouse(t, { routes });
  await written(house);
  for (const role of ['officer', 'facility_head', 'headquarters', 'partner'] as const) assert.equal((await house.request('/sistem/audit', { as: house.as(role) })).status, 403, role);
  const auditor = house.as('auditor');
  const page = await (await house.request(`/sistem/audit?chain=${house.facility.code}&subject=b-2&periksa=1`, { as: auditor })).text();
  assert.match(page, /Utuh: \d+ kejadian/);
  assert.match(page, /b-2/);
  assert.doesNotMatch(page, /b-1|o-2/);
  const seen: string[] = [];
  let cursor = '';
  do {
    const answer: { items: { id: string; verb: string }[]; next_cursor: string | null } = await (await house.request(`/api/v1/events?verb=bench&limit=3${cursor && `&cursor=${cursor}`}`, { as: auditor })).json();
    seen.push(...answer.items.map((event) => event.id));
    cursor = answer.next_cursor ?? '';
  } while (cursor);
  assert.equal(seen.length, 8);
  assert.deepEqual(seen, [...new Set(seen)].sort().reverse());
  assert.equal((await house.request('/sistem/audit?from=kemarin&after=x', { as: auditor })).status, 200, 'a filter that does not parse falls away');
});

test('the log names accounts by id: no names, emails or passwords in its content', async (t) => {
  const house = await openHouse(t);
  await somebody(house, 'rahasia@x.test', { role: 'admin' });
  const { rows } = await house.admin.query<{ text: string }>(`select string_agg(e::text, E'\\n') as text from kernel.event e where chain = $1`, [zero]);
  assert.ok(rows[0]?.text);
  assert.doesNotMatch(rows[0].text, /rahasia|Orang Contoh|kalimat sandi/);
});
