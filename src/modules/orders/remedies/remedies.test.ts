import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden, Invalid, NotFound } from '#kernel/refusal.ts';
import { balanceOf } from '#ledger';
import { asSystem, refused } from '#tests/house.ts';
import { acceptOrder, approveRefund, changePromise, commitOrder, handOverOrder, prepareRefund, recordPayment, shipOrder } from '../index.ts';
import { orderFile } from '../order-file.ts';
import { agencyOrder, now, place, scene, type Scene } from '../scene.fixture.ts';
import { checkClaimMove, claimStates, claimTransitions, type ClaimWish } from './claim.ts';
import { answerClaim, closeClaim, decideClaim, fileClaim, returnClaim } from './claim-commands.ts';
import { latenessOf } from './late.ts';
import { applyLate, prepareLate, waiveLate } from './late-commands.ts';
import { claimsOf } from './remedy-queries.ts';

const at = (day: string) => new Date(`${day}T03:00:00Z`);
const head = (s: Scene) => s.house.as('facility_head');
const file = (s: Scene, number: string) => s.house.look(asSystem, (reader) => orderFile(reader, number));
/** Four chairs at 300,000, promised for 27 November, received on the day that is given. */
async function received(s: Scene, on_day = '2026-11-25'): Promise<string> {
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 4 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-11-27' }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-1', received_by: 'Panitia', on_day }), at(on_day));
  return number;
}
const wish: ClaimWish = { line: 1, quantity: 2, fault: 'broken', wanted: 'replace', description: 'Kaki kursi retak saat diduduki' };
const claimed = async (s: Scene, number: string, more: object = {}, day = '2026-11-28') => (await s.asBuyer(s.pp, (tx) => fileClaim(tx, { number, ...wish, ...more }), at(day))).id;
const grant = { outcome: 'grant' as const, remedy: 'refund' as const, remedy_by: '2026-12-05', answer: 'Benar, las kurang kuat' };
const balance = (s: Scene, account: string) => s.house.look(s.treasurer, (reader) => balanceOf(reader, { facility_id: s.house.facility.id, account }));

test('a claim is filed within the warranty, answered by one, decided by another, and confirmed by the agency', async (t) => {
  const s = await scene(t);
  const number = await received(s);
  const id = await claimed(s, number);
  const [claim] = await s.house.look(s.pp, async (reader) => claimsOf(reader, (await orderFile(reader, number)).id));
  assert.match(claim?.number ?? '', /^KL-2026-0001$/);
  // Saturday the 28th: five working days later is Friday 4 December; the product's own warranty is thirty days.
  assert.deepEqual([claim?.answer_by, claim?.warranty_until], ['2026-12-04', '2026-12-25']);
  await assert.rejects(s.act(s.kasi, (tx) => answerClaim(tx, { number, id, outcome: 'grant', answer: 'Tanpa tanggal' })), (error) => error instanceof Invalid && 'remedy_by' in error.problems && 'remedy' in error.problems);
  await assert.rejects(s.act(s.kasi, (tx) => answerClaim(tx, { number, id, ...grant, remedy_by: '2026-11-01' })), refused('goods_claim.remedy_past'));
  await s.act(s.kasi, (tx) => answerClaim(tx, { number, id, ...grant, remedy: 'replace' }));
  await assert.rejects(s.act({ ...head(s), person_id: s.kasi.person_id }, (tx) => decideClaim(tx, { number, id })), refused('goods_claim.same_person'));
  assert.equal((await s.act(head(s), (tx) => returnClaim(tx, { number, id }))).state, 'filed');
  await s.act(s.kasi, (tx) => answerClaim(tx, { number, id, ...grant, remedy: 'replace' }));
  assert.equal((await s.act(head(s), (tx) => decideClaim(tx, { number, id }))).state, 'granted');
  assert.equal((await s.asBuyer(s.pp, (tx) => closeClaim(tx, { number, id, note: 'Dua kursi baru diterima' }))).state, 'fulfilled');
  await assert.rejects(s.asBuyer(s.pp, (tx) => closeClaim(tx, { number, id, note: 'Sekali lagi' })), refused('goods_claim.wrong_state'));
  assert.equal((await file(s, number)).credit_idr, 0);
  await assert.rejects(s.house.admin.query("update orders.claim set description = 'lain sama sekali'"), /frozen/);
});

test('a claim names what was received, on a day that can be, within the warranty, and no piece twice', async (t) => {
  const s = await scene(t);
  const number = await received(s);
  // Without a warranty of its own: the fourteen days of the rule.
  await s.house.admin.query("update products.product set warranty_days = 0 where sku = 'K-KURSI'");
  const waiting = await place(s, agencyOrder([{ sku: 'K-MEJA', quantity: 1 }]), s.pp);
  await assert.rejects(claimed(s, waiting, { quantity: 1 }), refused('goods_claim.not_received'));
  await assert.rejects(claimed(s, number, { quantity: 5 }), refused('goods_claim.beyond_received'));
  await assert.rejects(claimed(s, number, { found_on: '2026-11-20' }), refused('goods_claim.found_when'));
  await assert.rejects(claimed(s, number, {}, '2026-12-10'), refused('goods_claim.too_late'));
  const id = await claimed(s, number, { quantity: 3 });
  await assert.rejects(claimed(s, number), refused('goods_claim.beyond_received'));
  await s.act(s.kasi, (tx) => answerClaim(tx, { number, id, outcome: 'decline', answer: 'Dipakai di luar ruang' }));
  assert.equal((await s.act(head(s), (tx) => decideClaim(tx, { number, id }))).state, 'declined');
  const again = await claimed(s, number, { quantity: 3 });
  assert.equal((await s.asBuyer(s.pp, (tx) => closeClaim(tx, { number, id: again, note: 'Tidak jadi diklaim' }))).state, 'withdrawn');
  // The product's own warranty is longer than the rule's days.
  await s.house.admin.query("update products.product set warranty_days = 90 where sku = 'K-KURSI'");
  await claimed(s, number, {}, '2026-12-10');
  const stranger = { ...s.pp, agency_id: crypto.randomUUID() };
  await assert.rejects(s.asBuyer(stranger, (tx) => fileClaim(tx, { number, ...wish })), NotFound);
  await assert.rejects(s.asBuyer(s.pp, (tx) => closeClaim(tx, { number, id: crypto.randomUUID(), note: 'Tidak ada' })), NotFound);
});

test('money back for a claim is taken off the sale, and what was paid of it is refunded by the two who refund', async (t) => {
  const s = await scene(t);
  const number = await received(s);
  await s.act(s.treasurer, (tx) => recordPayment(tx, { number, method: 'ls', amount_idr: 1_200_000, reference: 'SP2D-1' }), at('2026-11-26'));
  const id = await claimed(s, number);
  await s.act(s.kasi, (tx) => answerClaim(tx, { number, id, ...grant }));
  await s.act(head(s), (tx) => decideClaim(tx, { number, id }));
  const owed = await file(s, number);
  assert.deepEqual([owed.credit_idr, owed.due_idr, owed.refund_idr], [600_000, 600_000, 600_000]);
  assert.deepEqual([await balance(s, '1200'), await balance(s, '2900')], [-600_000, -600_000]);
  const refund = await s.act(s.treasurer, (tx) => prepareRefund(tx, { number, method: 'transfer', payee: 'Kas negara', reference: 'Rekening 1', reason: 'Klaim diterima' }));
  await s.act(head(s), (tx) => approveRefund(tx, { number, id: refund.id }));
  assert.equal(await balance(s, '1200'), 0);
  const { rows: [seen] } = await s.house.admin.query('select due_idr, credit_idr from orders.order_published where number = $1', [number]);
  assert.deepEqual([Number(seen.due_idr), Number(seen.credit_idr)], [600_000, 600_000]);
  await assert.rejects(s.house.admin.query('update orders.credit set amount_idr = 1'), /append-only/);
  const settled = await claimed(s, number, { quantity: 1 });
  await s.act(s.kasi, (tx) => answerClaim(tx, { number, id: settled, ...grant }));
  await s.house.admin.query("update orders.sales_order set state = 'settled' where number = $1", [number]);
  await assert.rejects(s.act(head(s), (tx) => decideClaim(tx, { number, id: settled })), refused('credit.divided'));
});

test('lateness counts from the day both agreed, by the rule of the day, under its cap; one officer prepares, another applies or waives', async (t) => {
  const s = await scene(t);
  const early = await received(s);
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareLate(tx, { number: early, handover_number: 'BAST-1' })), refused('late.nothing'));
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 4 }]), s.pp);
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-11-27' }));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }));
  await s.act(s.kasi, (tx) => changePromise(tx, { number, line: 1, day: '2026-12-15', reason: 'Kayu terlambat datang' }));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-2', received_by: 'Panitia', on_day: '2026-12-07' }), at('2026-12-07'));
  const { rows: [paper] } = await s.house.admin.query("select content from kernel.document where kind = 'bast' and number like 'BAST-2%'");
  assert.deepEqual([paper.content.days_late, paper.content.penalty_idr], [10, 12_000]);
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareLate(tx, { number, handover_number: 'TIDAK-ADA' })), NotFound);
  const late = await s.asBuyer(s.pp, (tx) => prepareLate(tx, { number, handover_number: 'BAST-2' }), at('2026-12-08'));
  assert.deepEqual([late.days, late.amount_idr], [10, 12_000]);
  await assert.rejects(s.asBuyer(s.pp, (tx) => prepareLate(tx, { number, handover_number: 'BAST-2' })), refused('late.prepared_already'));
  await assert.rejects(s.asBuyer({ ...s.ppk, person_id: s.pp.person_id }, (tx) => applyLate(tx, { number, id: late.id })), refused('late.same_person'));
  await s.asBuyer(s.ppk, (tx) => applyLate(tx, { number, id: late.id }), at('2026-12-09'));
  assert.deepEqual([(await file(s, number)).due_idr, await balance(s, '2900')], [1_188_000, -2_388_000]);
  await assert.rejects(s.asBuyer(s.ppk, (tx) => waiveLate(tx, { number, id: late.id, reason: 'Antarinstansi' })), refused('late.decided_already'));
  await assert.rejects(s.house.admin.query('update orders.late_remedy set amount_idr = 1'), /frozen/);
});

test('a waived penalty leaves the bill as it is', async (t) => {
  const s = await scene(t);
  const number = await received(s, '2026-12-20');
  const { id } = await s.asBuyer(s.pp, (tx) => prepareLate(tx, { number, handover_number: 'BAST-1' }), at('2026-12-21'));
  await assert.rejects(s.asBuyer(s.ppk, (tx) => waiveLate(tx, { number, id, reason: 'x' })), Invalid);
  await s.asBuyer(s.ppk, (tx) => waiveLate(tx, { number, id, reason: 'Dibebaskan antarinstansi pemerintah' }));
  assert.equal((await file(s, number)).due_idr, 1_200_000);
});

test('the reckoning: per line, whole rupiah down, capped on the goods, less what was taken off before', () => {
  const line = { line: 1, name: 'Kursi', accepted: 3, unit_price_idr: 333_333, promised_on: '2026-12-01', changes: [] };
  const rule = { per_mille_per_day: 1, cap_percent: 5 };
  const of = (more: object, on_day = '2026-12-11') => latenessOf({ on_day, lines: [{ ...line, ...more }], goods_idr: 1_000_000, before_idr: 0, rule });
  assert.deepEqual([of({}).days, of({}).amount_idr], [10, 9_999]);
  assert.equal(of({}, '2027-12-01').amount_idr, 50_000);
  assert.equal(latenessOf({ on_day: '2027-12-01', lines: [line], goods_idr: 1_000_000, before_idr: 45_000, rule }).amount_idr, 5_000);
  assert.equal(of({ changes: [{ day: '2026-12-09', agreed: true }, { day: '2026-12-30', agreed: false }] }).days, 2);
  assert.equal(of({ accepted: 0 }).amount_idr, 0);
  assert.equal(of({ promised_on: null }).days, 0);
  for (const from of claimStates) for (const to of claimStates) {
    if (claimTransitions[from].includes(to)) checkClaimMove(from, to);
    else assert.throws(() => checkClaimMove(from, to), refused('goods_claim.wrong_state'));
  }
});

test('claims and penalties are made in the forms of both sides, and read by the API', async (t) => {
  const s = await scene(t);
  const number = await place(s, agencyOrder([{ sku: 'K-KURSI', quantity: 2 }]), s.pp, new Date('2026-11-10T03:00:00Z'));
  await s.act(s.kasi, (tx) => acceptOrder(tx, { number, promised_on: '2026-11-12' }), new Date('2026-11-10T04:00:00Z'));
  await s.asBuyer(s.ppk, (tx) => commitOrder(tx, { number }), new Date('2026-11-10T05:00:00Z'));
  await s.act(s.kasi, (tx) => shipOrder(tx, { number, carrier: 'Kurir' }));
  await s.asBuyer(s.ppk, (tx) => handOverOrder(tx, { number, handover_number: 'BAST-7', received_by: 'Panitia' }), now);
  const [agency, maker] = [`/pengadaan/pesanan/${number}/klaim`, `/bengkel/pesanan/${number}/klaim`];
  assert.match(await (await s.house.request(agency, { as: s.pp })).text(), /Susun denda/);
  assert.equal((await s.house.request(`${agency}/denda`, { as: s.pp, form: { handover_number: 'BAST-7' } })).status, 303);
  const { remedies: [late] } = await (await s.house.request(`/api/v1/orders/${number}/lateness`, { as: s.ppk })).json() as { remedies: { id: string; days: number }[] };
  assert.equal(late?.days, 12);
  assert.match(await (await s.house.request(agency, { as: s.ppk })).text(), /Terapkan denda/);
  assert.equal((await s.house.request(`${agency}/denda/${late?.id}/terapkan`, { as: s.ppk, form: {} })).status, 303);
  assert.equal((await s.house.request(agency, { as: s.pp, form: { line: '1', quantity: '1', fault: 'broken', wanted: 'repair', description: 'Sandaran kursi retak' } })).status, 303);
  const { items: [claim] } = await (await s.house.request(`/api/v1/orders/${number}/claims`, { as: s.kasi })).json() as { items: { id: string }[] };
  assert.equal((await s.house.request(`${maker}/${claim?.id}/jawab`, { as: s.kasi, form: { outcome: 'grant', remedy: 'repair', remedy_by: '2026-12-01', answer: 'Kami perbaiki di tempat' } })).status, 303);
  assert.match(await (await s.house.request(maker, { as: head(s) })).text(), /Putuskan: klaim diterima/);
  assert.equal((await s.house.request(`${maker}/${claim?.id}/putus`, { as: head(s), form: {} })).status, 303);
  assert.equal((await s.house.request(`${agency}/${claim?.id}/selesai`, { as: s.pp, form: { note: 'Sudah diperbaiki' } })).status, 303);
  for (const [path, as] of [[agency, s.ppk], [maker, s.kasi], [`/pengadaan/pesanan/${number}`, s.ppk]] as const) assert.equal((await s.house.request(path, { as })).status, 200);
  const id = crypto.randomUUID();
  for (const [verb, actor, work] of [['goods_claim.file', s.kasi, (tx) => fileClaim(tx, { number, ...wish })], ['goods_claim.file', s.kasi, (tx) => closeClaim(tx, { number, id, note: 'Tidak boleh' })], ['goods_claim.answer', s.pp, (tx) => answerClaim(tx, { number, id, ...grant })], ['goods_claim.decide', s.kasi, (tx) => decideClaim(tx, { number, id })], ['goods_claim.decide', s.kasi, (tx) => returnClaim(tx, { number, id })], ['late.prepare', s.kasi, (tx) => prepareLate(tx, { number, handover_number: 'x' })], ['late.decide', s.pp, (tx) => applyLate(tx, { number, id })], ['late.decide', s.pp, (tx) => waiveLate(tx, { number, id, reason: 'Tidak boleh' })]] as [string, typeof s.pp, Parameters<typeof s.act>[1]][]) {
    await assert.rejects(s.act(actor, work), (error) => error instanceof Forbidden && error.verb === verb, verb);
  }
});
