import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { transact } from '#kernel/db.ts';
import { visitor, type Actor } from '#kernel/policy.ts';
import { openHouse, type House } from '#tests/house.ts';
import { stage } from '#tests/stage-shop.ts';
import { openBooks } from '#ledger';
import { acceptOrder, commitOrder, handOverOrder, placeOrder, recordPayment, shipOrder } from '#orders';
import { ocdsRoutes } from './index.ts';
import { ocidOf } from './process.ts';
import { processes } from './queries.ts';

const now = new Date('2026-11-24T03:00:00Z');
const secrets = { phone: '081200009999', name: 'Rahasia Penerima', address: 'Jalan Rahasia 7', carrier: 'Kurir Rahasia', received: 'Rahasia Pemeriksa', payer: 'Rahasia Bendahara', note: 'Rahasia Catatan' };
type Scene = { house: House; pp: Actor; place: (channel?: 'agency' | 'public', quantity?: number) => Promise<string>; finish: (number: string) => Promise<void> };
async function scene(t: TestContext): Promise<Scene> {
  const house = await openHouse(t, { routes: ocdsRoutes, now });
  await stage(house, { sku: 'K-KURSI', name_id: 'Kursi lipat', name_en: 'Folding chair', price_idr: 300_000, stock: 100 });
  await house.act({ ...visitor, role: 'system', facility_ids: 'all' }, (tx) => openBooks(tx, house.facility.id));
  const [pp, ppk, section, treasurer] = [house.as('procurement_officer'), house.as('commitment_officer'), house.as('section_head'), house.as('treasurer')];
  const reach = { facility_ids: [house.facility.id], agency_id: house.agency.id };
  const later = (hours: number) => new Date(now.getTime() + hours * 3_600_000);
  const buying = <T>(actor: Actor, work: Parameters<typeof transact<T>>[2], at = now) => transact(house.db, { actor, now: at, reach: { ...reach, agency_id: actor.agency_id } }, work);
  return {
    house, pp,
    place: async (channel = 'agency', quantity = 2) => (await buying(channel === 'agency' ? pp : visitor, (tx) => placeOrder(tx, {
      channel, lines: [{ sku: 'K-KURSI', quantity }], deliver_to: { name: secrets.name, address: secrets.address, phone: secrets.phone }, buyer: channel === 'agency' ? { name: 'Instansi Contoh Uji', unit: 'Bagian Umum', rup_code: 'RUP-77', budget_account: '521211' } : { name: 'Pembeli Rahasia', phone: secrets.phone },
    }))).number,
    finish: async (number) => {
      await house.act(section, (tx) => acceptOrder(tx, { number }), later(1));
      await buying(ppk, (tx) => commitOrder(tx, { number }), later(2));
      await house.act(section, (tx) => shipOrder(tx, { number, carrier: secrets.carrier, note: secrets.note }), later(3));
      await buying(ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-1', received_by: secrets.received, note: secrets.note }), later(4));
      await house.act(treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 600_000, reference: 'SP2D-9', payer: secrets.payer }), later(5));
    },
  };
}
const json = async (response: Response) => response.json() as Promise<Record<string, never> & { records: { ocid: string; releases: { tag: string[] }[]; compiledRelease: Record<string, unknown> }[]; releases: { ocid: string; tag: string[] }[]; links?: { next: string }; next_cursor: string | null; ocid: string; extensions: string[] }>;

test('agencies’ orders are published from plan to payment; no person, no order number, and no private buyer', async (t) => {
  const s = await scene(t);
  const number = await s.place();
  await s.finish(number);
  const hidden = await s.place('public');
  const text = await (await s.house.request('/open/ocds/records.json')).text();
  const { records } = JSON.parse(text) as Awaited<ReturnType<typeof json>>;
  assert.equal(records.length, 1);
  assert.deepEqual(records[0]?.releases.flatMap(({ tag }) => tag), ['planning', 'tender', 'award', 'contract', 'implementation', 'implementation', 'implementation', 'contractTermination']);
  for (const word of [number, hidden, ...Object.values(secrets), 'Pembeli Rahasia', 'Contoh procurement_officer', 'SP2D-9', 'BAST-1', 'Bagian Umum']) assert.ok(!text.includes(word), `${word} is published`);
  for (const word of ['Instansi Contoh Uji', 'Lapas Contoh Uji', 'RUP-77', '521211', 'Kursi lipat', 'UJI-COBA', '600000']) assert.ok(text.includes(word), `${word} is missing`);
});

test('bulk and single, cached by content, paged by process; what is none of ours is not found', async (t) => {
  const s = await scene(t);
  assert.deepEqual((await json(await s.house.request('/open/ocds/releases.json'))).releases, [], 'an empty house publishes an empty package');
  for (let n = 0; n < 3; n++) await s.place();
  const all = await s.house.look(visitor, (reader) => processes(reader, { limit: 10 }));
  const [first, second] = all;
  assert.ok(first && second && all.length === 3);
  const response = await s.house.request('/open/ocds/releases.json');
  assert.match(response.headers.get('cache-control') ?? '', /public, max-age=\d+/);
  const etag = response.headers.get('etag') ?? '';
  assert.equal((await s.house.request('/open/ocds/releases.json', { headers: { 'if-none-match': etag } })).status, 304);
  const packed = await s.house.request('/open/ocds/releases.json', { headers: { 'accept-encoding': 'gzip, br' } });
  assert.deepEqual([packed.headers.get('content-encoding'), gunzipSync(new Uint8Array(await packed.arrayBuffer())).toString()], ['gzip', await response.text()]);
  await s.place();
  assert.equal((await s.house.request('/open/ocds/releases.json', { headers: { 'if-none-match': etag } })).status, 200, 'new content is a new mark');
  assert.deepEqual((await json(await s.house.request(`/open/ocds/records.json?setelah=${first.id}`))).records[0]?.ocid, ocidOf(second));
  assert.equal((await json(await s.house.request('/open/ocds/records.json?setelah=bukan-id'))).records.length, 4, 'a cursor that is none falls away');
  assert.equal((await json(await s.house.request(`/open/ocds/${ocidOf(first)}/record.json`))).records[0]?.ocid, ocidOf(first));
  assert.equal((await json(await s.house.request(`/open/ocds/${ocidOf(first)}/releases.json`))).releases.length, 1);
  for (const strange of ['ocds-kb0000-00000000-0000-7000-8000-000000000000', ocidOf({ ...first, ocid_prefix: 'ocds-zzzzzz' }), 'x']) assert.equal((await s.house.request(`/open/ocds/${strange}/record.json`)).status, 404, strange);
  const lines = (await (await s.house.request('/open/ocds/records.jsonl')).text()).trim().split('\n').map((line) => (JSON.parse(line) as { ocid: string }).ocid);
  assert.deepEqual(lines, (await s.house.look(visitor, (reader) => processes(reader, { limit: 10 }))).map(ocidOf));
  const squeezed = await s.house.request('/open/ocds/records.jsonl', { headers: { 'accept-encoding': 'gzip' } });
  assert.equal(gunzipSync(new Uint8Array(await squeezed.arrayBuffer())).toString().trim().split('\n').length, lines.length);
  const api = await json(await s.house.request(`/api/v1/ocds/records?cursor=${second.id}`));
  assert.deepEqual([api.records.length, api.next_cursor, api.extensions.length], [2, null, 1]);
  assert.equal((await json(await s.house.request('/api/v1/ocds/releases'))).releases.length, 4);
  assert.equal((await json(await s.house.request(`/api/v1/ocds/records/${ocidOf(first)}`))).ocid, ocidOf(first));
});

test('more than a page leads on to the next, and every process is on exactly one page', async (t) => {
  const s = await scene(t);
  for (let n = 0; n < 52; n++) await s.place('agency', 1);
  const first = await json(await s.house.request('/open/ocds/records.json'));
  assert.match(first.links?.next ?? '', /setelah=[0-9a-f-]{36}$/);
  const second = await json(await s.house.request(new URL(first.links?.next ?? '').pathname + new URL(first.links?.next ?? '').search));
  assert.deepEqual([first.records.length, second.records.length, second.links], [50, 2, undefined]);
  assert.equal(new Set([...first.records, ...second.records].map(({ ocid }) => ocid)).size, 52);
  assert.equal((await (await s.house.request('/open/ocds/records.jsonl')).text()).trim().split('\n').length, 52);
});

test('the page for readers says what is published and how, in both languages', async (t) => {
  const s = await scene(t);
  assert.match(await (await s.house.request('/terbuka/kontrak')).text(), /Belum ada pesanan instansi/);
  await s.place();
  const text = await (await s.house.request('/terbuka/kontrak')).text();
  assert.match(text, /Instansi Contoh Uji/);
  assert.match(text, /ocds-kb0000/);
  assert.match(await (await s.house.request('/en/terbuka/kontrak')).text(), /Open Contracting Data Standard/);
});
