import assert from 'node:assert/strict';
import test from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { Forbidden, NotFound } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { dokumenSwakelola } from '../documents/index.ts';
import { scene, type Scene } from '../scene.fixture.ts';
import { lastStep, nextStep, papers } from './swakelola.ts';
import { endSwakelola, openSwakelola, prepareSwakelola, returnSwakelola, signSwakelola } from './swakelola-commands.ts';
import { swakelolaFile } from './swakelola-queries.ts';

const head = (s: Scene) => s.house.as('facility_head');
const wish = { subject: 'Mebel ruang pelayanan', unit: 'Bagian Umum', rup_code: 'RUP-SW', value_idr: 30_000_000, starts_on: '2026-11-25', ends_on: '2027-02-28' };
const opened = async (s: Scene) => (await s.asBuyer(s.pp, (tx) => openSwakelola(tx, { facility_id: s.house.facility.id, ...wish }))).number;
const costs = [{ name: 'Bahan kayu', quantity: 10, unit: 'm3', unit_price_idr: 2_000_000 }, { name: 'Premi peserta kerja', quantity: 100, unit: 'orang-hari', unit_price_idr: 100_000 }];
const bodyOf = (step: number) => ({ text: `Isi dokumen langkah ${step}.\n\nAlinea kedua.`, ...(step === 3 ? { costs } : {}), ...(step === 5 ? { progress_percent: 100 } : {}) });
async function prepared(s: Scene, number: string, step: number): Promise<void> {
  const side = papers.find((paper) => paper.step === step)?.side;
  if (side === 'maker') await s.act(s.kasi, (tx) => prepareSwakelola(tx, { number, ...bodyOf(step) }));
  else await s.asBuyer(s.pp, (tx) => prepareSwakelola(tx, { number, ...bodyOf(step) }));
}
async function issued(s: Scene, number: string, step: number): Promise<string> {
  await prepared(s, number, step);
  assert.equal((await s.asBuyer(s.ppk, (tx) => signSwakelola(tx, { number }))).document, null);
  return (await s.act(head(s), (tx) => signSwakelola(tx, { number }))).document ?? '';
}

test('six papers in sequence, each prepared by its side and signed by both, and the file is complete', async (t) => {
  const s = await scene(t);
  const number = await opened(s);
  const codes = [];
  for (let step = 1; step <= lastStep; step++) codes.push(await issued(s, number, step));
  const file = await s.house.look(s.ppk, (reader) => swakelolaFile(reader, number));
  assert.deepEqual([file.state, file.done, file.papers.map((paper) => paper.side)], ['completed', 6, ['maker', 'buyer', 'buyer', 'buyer', 'maker', 'maker']]);
  const { rows } = await s.house.admin.query("select code, number, content from kernel.document where kind = 'swakelola' order by number");
  assert.deepEqual(rows.map((row) => row.code), codes);
  await expectPaper(t, dokumenSwakelola, rows[2].content, [30_000_000]);
  assert.throws(() => dokumenSwakelola.compose({ ...rows[2].content, value_idr: 1 }), /costs are not/);
  assert.equal((await s.house.request(`/dokumen/${codes[3]}`, { as: s.kasi })).status, 200);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => endSwakelola(tx, { number, reason: 'Sudah selesai' })), refused('swakelola.over'));
  await assert.rejects(s.house.admin.query("update orders.swakelola_paper set body = '{}'"), /frozen/);
});

test('no paper comes before its turn, from the wrong side, twice, or signed by who prepared it', async (t) => {
  const s = await scene(t);
  const number = await opened(s);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => signSwakelola(tx, { number })), refused('swakelola.nothing_to_sign'));
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareSwakelola(tx, { number, ...bodyOf(1) })), refused('swakelola.other_side'));
  await prepared(s, number, 1);
  await assert.rejects(s.act(s.kasi, (tx) => prepareSwakelola(tx, { number, ...bodyOf(1) })), refused('swakelola.prepared_already'));
  await assert.rejects(s.act({ ...head(s), person_id: s.kasi.person_id }, (tx) => signSwakelola(tx, { number })), refused('swakelola.same_person'));
  await s.asBuyer(s.ppk, (tx) => signSwakelola(tx, { number }));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => signSwakelola(tx, { number })), refused('swakelola.signed_already'));
  await assert.rejects(s.act({ ...head(s), person_id: s.ppk.person_id }, (tx) => signSwakelola(tx, { number })), refused('swakelola.same_person'));
  await assert.rejects(s.house.act(asSystem, (tx) => tx.run({ text: "insert into orders.swakelola_paper (facility_id, swakelola_id, agency_id, step, draft, side, body, prepared_at) select facility_id, id, agency_id, 4, 1, 'buyer', '{}', now() from orders.swakelola", values: [] } as never)), refused('swakelola.out_of_sequence'));
});

test('a paper that is sent back stays on record and another is prepared; costs agree with the value, a report has its progress', async (t) => {
  const s = await scene(t);
  const number = await opened(s);
  await prepared(s, number, 1);
  await s.asBuyer(s.ppk, (tx) => returnSwakelola(tx, { number, reason: 'Kapasitas belum disebut' }));
  await issued(s, number, 1);
  await issued(s, number, 2);
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareSwakelola(tx, { number, text: 'Tanpa biaya' })), refused('swakelola.costs_differ'));
  await issued(s, number, 3);
  await issued(s, number, 4);
  await assert.rejects(s.act(s.kasi, (tx) => prepareSwakelola(tx, { number, text: 'Sudah dikerjakan' })), refused('swakelola.no_progress'));
  await s.asBuyer(s.ppk, (tx) => endSwakelola(tx, { number, reason: 'Anggaran ditarik' }));
  const file = await s.house.look(s.kasi, (reader) => swakelolaFile(reader, number));
  assert.deepEqual([file.state, file.papers.length, file.papers.filter((paper) => paper.returned_at).length, nextStep(file.papers)], ['ended', 5, 1, 5]);
});

test('a past term, strangers and other roles are refused', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.asBuyer(s.pp, (tx) => openSwakelola(tx, { facility_id: s.house.facility.id, ...wish, starts_on: '2026-01-01', ends_on: '2026-02-01' })), refused('swakelola.past'));
  const number = await opened(s);
  await assert.rejects(s.asBuyer({ ...s.ppk, agency_id: crypto.randomUUID() }, (tx) => signSwakelola(tx, { number })), NotFound);
  await assert.rejects(s.act(s.house.as('section_head', 'other'), (tx) => prepareSwakelola(tx, { number, ...bodyOf(1) })), NotFound);
  for (const [verb, actor, work] of [['swakelola.open', s.kasi, (tx) => openSwakelola(tx, { facility_id: s.house.facility.id, ...wish })], ['swakelola.prepare', s.treasurer, (tx) => prepareSwakelola(tx, { number, ...bodyOf(1) })], ['swakelola.sign', s.pp, (tx) => signSwakelola(tx, { number })], ['swakelola.sign', s.kasi, (tx) => returnSwakelola(tx, { number, reason: 'Tidak boleh' })], ['swakelola.sign', s.kasi, (tx) => endSwakelola(tx, { number, reason: 'Tidak boleh' })]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});

test('opened, prepared and signed in the forms of both sides', async (t) => {
  const s = await scene(t);
  const sent = await s.house.request('/pengadaan/swakelola', { as: s.pp, form: { facility: s.house.facility.code, subject: 'Mebel', unit: 'Umum', value_idr: '30.000.000', starts_on: '2026-11-25', ends_on: '2027-02-28' } });
  const agency = sent.headers.get('location') ?? '';
  const maker = agency.replace('/pengadaan/', '/bengkel/');
  assert.equal((await s.house.request(`${maker}/susun`, { as: s.kasi, form: { text: 'Kami bersedia.' } })).status, 303);
  assert.match(await (await s.house.request(agency, { as: s.ppk })).text(), /Tanda tangani dokumen/);
  assert.equal((await s.house.request(`${agency}/tanda-tangan`, { as: s.ppk, form: {} })).status, 303);
  assert.equal((await s.house.request(`${maker}/tanda-tangan`, { as: head(s), form: {} })).status, 303);
  assert.match(await (await s.house.request(agency, { as: s.pp })).text(), /1 dari 6/);
  for (const [path, as] of [['/pengadaan/swakelola', s.pp], ['/bengkel/swakelola', s.kasi], [maker, head(s)]] as const) assert.equal((await s.house.request(path, { as })).status, 200, path);
  const api = await (await s.house.request(`/api/v1/swakelola/${agency.split('/').at(-1)}`, { as: s.kasi })).json() as { done: number };
  assert.equal(api.done, 1);
});
