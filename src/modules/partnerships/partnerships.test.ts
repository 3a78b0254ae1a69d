import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { transact } from '#kernel/db.ts';
import { may, policyRows, roles, visitor, type Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { openWorkplace } from '#tests/stage-sale.ts';
import { answerInterest, closeOpening, expressInterest, publishOpening, routes, withdrawInterest } from './index.ts';
import { moves, type State } from './opening.ts';

const now = new Date('2026-11-24T03:00:00Z');
const firm = { firm: 'PT Contoh Mitra', contact_name: 'Umpama Mitra', email: 'mitra@contoh.test', phone: '0812-3456-7890', places: 4, message: 'Kaki meja, kayu dari kami, mulai Januari' };

type Scene = { house: House; kasi: Actor; partner: Actor; publish: (more?: object) => Promise<string>; express: (opening: string, as?: Actor, more?: object) => Promise<string> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes, now });
  const { facility_id } = await openWorkplace(house);
  const kasi = house.as('section_head');
  const reach = { facility_ids: [facility_id] };
  return {
    house, kasi, partner: house.as('partner'),
    publish: async (more = {}) => (await house.act(kasi, (tx) => publishOpening(tx, { facility_id, workshop: 'kayu', places: 5, work_id: 'Kaki meja, bahan dari mitra', until: '2027-01-31', ...more }))).number,
    express: async (opening, as = visitor, more = {}) => (await transact(house.db, { actor: as, now, reach }, (tx) => expressInterest(tx, { ...firm, ...more, opening }))).number,
  };
}
const code = (wanted: string) => (error: unknown) => (error as { code?: string }).code === wanted;

test('a facility offers at most what is free, for one workshop once, until a day to come', async (t) => {
  const { publish } = await scene(t);
  await assert.rejects(publish({ workshop: 'besi' }), code('opening.no_workshop'));
  await assert.rejects(publish({ places: 19 }), code('opening.no_room'), 'two of twenty are placed: eighteen are free');
  await assert.rejects(publish({ until: '2026-11-23' }), code('opening.past'));
  assert.equal(await publish({ places: 18, until: '2026-11-24' }), 'PL-2026-0001');
  await assert.rejects(publish(), code('opening.already_open'));
});

test('anybody sees the capacity on offer as numbers of places, in both languages, and never a person', async (t) => {
  const { house, publish } = await scene(t);
  const number = await publish({ work_en: 'Table legs, material from the partner' });
  const list = await (await house.request('/mitra?category=furniture&province=62&junk=1')).text();
  for (const word of [number, '5 dari 20', 'Bengkel Kayu Contoh', 'Lapas Contoh Uji', 'Sedang']) assert.ok(list.includes(word), word);
  const page = await (await house.request(`/mitra/peluang/${number}`)).text();
  assert.match(page, /Kosong hari ini[\s\S]*18/);
  assert.match(page, /Data contoh/);
  const english = await (await house.request(`/en/mitra/peluang/${number}`)).text();
  for (const word of ['Table legs', 'Express interest', 'Medium']) assert.ok(english.includes(word), word);
  for (const text of [list, page, english, JSON.stringify(await (await house.request('/api/v1/openings')).json())]) assert.doesNotMatch(text, /Peserta Contoh|UJI\/\d|roster|worker_id/);
  assert.equal((await house.request('/mitra/peluang/PL-2026-9999')).status, 404);
  // When the places fill after the offer, the offer shrinks with them.
  await house.admin.query('update workshop.workshop set capacity = 4');
  assert.match(await (await house.request('/mitra')).text(), /2 dari 4/);
  await house.admin.query('update workshop.workshop set capacity = 2');
  assert.match(await (await house.request('/mitra')).text(), /Penuh hari ini/);
});

test('a firm without an account asks by form, keeps its words when something is wrong, and asks once', async (t) => {
  const { house, publish, kasi } = await scene(t);
  const path = `/mitra/peluang/${await publish()}`;
  const form = { ...firm, places: '4' };
  const bad = await house.request(path, { form: { ...form, email: 'bukan', phone: '12' } });
  assert.equal(bad.status, 422);
  const text = await bad.text();
  for (const word of ['nama@perusahaan', '081234567890', firm.message]) assert.ok(text.includes(word), word);
  const sent = await house.request(path, { form });
  assert.equal(sent.status, 303);
  assert.equal((await house.request(path, { form: { ...form, email: 'MITRA@contoh.test' } })).status, 409, 'the same address in other letters');
  const inbox = await (await house.request('/bengkel/mitra', { as: kasi })).text();
  assert.match(inbox, /PT Contoh Mitra/);
  assert.match(inbox, /MN-2026-0001/);
  assert.match(await (await house.request('/bengkel/mitra?status=declined', { as: kasi })).text(), /Belum ada minat/);
  assert.equal((await house.request('/bengkel/mitra.xlsx', { as: kasi })).headers.get('content-type'), 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet');
});

test('a firm with an account reads its own interest with every answer, and nobody else’s; another facility reads none', async (t) => {
  const { house, publish, express, partner, kasi } = await scene(t);
  const opening = await publish();
  const number = await express(opening, partner);
  await express(opening, visitor, { email: 'lain@contoh.test', firm: 'CV Contoh Lain' });
  await house.act(kasi, (tx) => answerInterest(tx, { number, state: 'invited', words: 'Silakan datang Selasa' }));
  const mine = await (await house.request('/mitra/minat', { as: partner })).text();
  assert.match(mine, new RegExp(number));
  assert.doesNotMatch(mine, /MN-2026-0002/);
  const one = await (await house.request(`/mitra/minat/${number}`, { as: partner })).text();
  for (const word of ['Diundang berunding', 'Silakan datang Selasa', opening]) assert.ok(one.includes(word), word);
  assert.equal((await house.request('/mitra/minat/MN-2026-0002', { as: partner })).status, 404);
  assert.equal((await house.request(`/mitra/minat/${number}`, { as: house.as('partner', 'facility', 2) })).status, 404);
  const elsewhere = house.as('section_head', 'other');
  assert.equal((await house.request(`/bengkel/mitra/minat/${number}`, { as: elsewhere })).status, 404);
  assert.doesNotMatch(await (await house.request('/bengkel/mitra', { as: elsewhere })).text(), /MN-2026/);
  assert.equal((await house.request(`/bengkel/mitra/minat/${number}`, { as: house.as('officer') })).status, 403);
  assert.match(await (await house.request('/bengkel/mitra', { as: house.as('headquarters') })).text(), new RegExp(`${number}[\\s\\S]*Lapas Contoh Uji`));
  const api = await (await house.request('/api/v1/interests', { as: partner })).json() as { items: unknown[] };
  assert.equal(api.items.length, 1);
  assert.equal((await house.request('/api/v1/interests', { as: house.as('officer') })).status, 403);
});

test('an interest moves only as the table says, by whoever may, and the database holds it as well', async (t) => {
  const { house, publish, express, partner, kasi } = await scene(t);
  const opening = await publish();
  const steps = { invited: (number: string) => house.act(kasi, (tx) => answerInterest(tx, { number, state: 'invited', words: 'Mari berunding' })), declined: (number: string) => house.act(kasi, (tx) => answerInterest(tx, { number, state: 'declined', words: 'Mesin belum ada' })), withdrawn: (number: string) => transact(house.db, { actor: partner, now, reach: { facility_ids: [house.facility.id] } }, (tx) => withdrawInterest(tx, { number, reason: 'Pesanan batal' })) };
  const ways: Record<State, (keyof typeof steps)[]> = { sent: [], invited: ['invited'], declined: ['declined'], withdrawn: ['withdrawn'] };
  let n = 0;
  for (const [from, way] of Object.entries(ways)) {
    for (const to of Object.keys(steps) as (keyof typeof steps)[]) {
      const number = await express(opening, partner, { email: `uji${++n}@contoh.test` });
      for (const step of way) await steps[step](number);
      if (moves[from as State].includes(to)) await steps[to](number);
      else await assert.rejects(steps[to](number), code('interest.moved'), `${from} → ${to}`);
    }
  }
  const { rows: [done] } = await house.admin.query<{ facility_id: string; id: string }>("select facility_id, id from partnerships.interest where state = 'declined' limit 1");
  const past = (state: string, side: string) => house.admin.query("insert into partnerships.interest_step (facility_id, interest_id, seq, state, words, by_side, at) values ($1, $2, 9, $3, 'x', $4, now())", [done?.facility_id, done?.id, state, side]);
  await assert.rejects(past('invited', 'facility'), /has been answered/);
  await assert.rejects(past('withdrawn', 'facility'), /firm_withdraws/);
  await assert.rejects(house.admin.query("update partnerships.interest_step set words = 'lain'"), /append-only/);
  await assert.rejects(house.db.app.query("update partnerships.interest set state = 'sent'"), /permission denied/);
  const answered = await house.request(`/bengkel/mitra/minat/MN-2026-0001/jawab`, { as: kasi, form: { state: 'declined', words: '' } });
  assert.equal(answered.status, 422);
});

test('a closed or past opening takes no interest, closes once, and stays as it was offered', async (t) => {
  const { house, publish, express, kasi } = await scene(t);
  const opening = await publish();
  const closed = await house.request(`/bengkel/mitra/peluang/${opening}/tutup`, { as: kasi, form: { reason: 'Sudah ada mitra' } });
  assert.equal(closed.status, 303);
  await assert.rejects(express(opening), code('opening.closed'));
  await assert.rejects(house.act(kasi, (tx) => closeOpening(tx, { number: opening, reason: 'lagi' })), code('opening.closed'));
  assert.equal((await house.request(`/mitra/peluang/${opening}`)).status, 404);
  await assert.rejects(house.admin.query('update partnerships.opening set places = 1'), /frozen/);
  const short = await publish({ until: '2026-11-24' });
  await assert.rejects(transact(house.db, { actor: visitor, now: new Date('2026-11-25T03:00:00Z'), reach: { facility_ids: [house.facility.id] } }, (tx) => expressInterest(tx, { ...firm, opening: short })), code('opening.closed'));
});

test('who may what between firms and facilities is the table, for pages, commands and the API alike', async (t) => {
  const { house, publish } = await scene(t);
  const opening = await publish();
  const table: Record<string, Actor['role'][]> = {
    'opening.publish': ['section_head', 'system'], 'opening.close': ['section_head', 'system'], 'interest.express': ['public', 'partner', 'system'], 'interest.own': ['partner'], 'interest.withdraw': ['partner', 'system'],
    'interest.read': ['section_head', 'facility_head', 'regional', 'headquarters', 'auditor'], 'interest.answer': ['section_head', 'system'],
  };
  for (const [verb, who] of Object.entries(table)) {
    assert.ok(policyRows().has(verb));
    for (const role of [...roles, 'public', 'system'] as const) assert.equal(may({ ...visitor, role }, verb), who.includes(role), `${role} ${verb}`);
  }
  const sent = await house.request(`/api/v1/openings/${opening}/interests`, { json: firm });
  assert.equal(sent.status, 201);
  const { number } = (await sent.json()) as { number: string };
  assert.equal((await house.request(`/api/v1/openings/${opening}/interests`, { json: { ...firm, email: 'b@contoh.test', extra: 1 } })).status, 422);
  assert.equal((await house.request(`/api/v1/interests/${number}/answer`, { as: house.as('partner'), json: { state: 'invited', words: 'x' } })).status, 403);
  assert.equal((await house.request(`/api/v1/interests/${number}/answer`, { as: house.as('section_head'), json: { state: 'invited', words: 'Mari' } })).status, 201);
  assert.equal((await house.request(`/api/v1/interests/${number}/withdrawal`, { as: house.as('partner'), json: { reason: 'bukan milik saya' } })).status, 404, 'somebody else’s interest');
  assert.equal((await house.request(`/api/v1/openings/${opening}/closure`, { as: house.as('section_head'), json: { reason: 'cukup' } })).status, 201);
  const { rows } = await house.admin.query<{ verb: string }>("select verb from kernel.event where subject_kind in ('opening', 'interest') order by seq");
  assert.deepEqual(rows.map((row) => row.verb), ['opening.published', 'interest.expressed', 'interest.invited', 'opening.closed']);
});
