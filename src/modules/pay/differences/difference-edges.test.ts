import assert from 'node:assert/strict';
import test from 'node:test';
import fc from 'fast-check';
import { asSystem, refused } from '#tests/house.ts';
import { sell } from '#tests/stage-sale.ts';
import { orderByNumber, prepareAdjustment, recordPayment } from '#orders';
import { adoptReading, approveRealisation, approveSettlement, approveWithdrawal, decideClaim, prepareRealisation, prepareSettlement, prepareWithdrawal, proposeClaim } from '../index.ts';
import { differenceLines, peopleDiffer, type Standing } from './difference.ts';
import { claims } from './difference-queries.ts';
import { bring } from './realisation.ts';
import { adjusted, approve, day, noon, prepare, ruled, saved, scene, settled } from './scene.fixture.ts';

test('eight who approve a difference at once post it once; a claim beyond what a book holds is not taken', async (t) => {
  const s = await scene(t);
  await ruled(s);
  await s.house.admin.query(`update kernel.rule set value = '"claim"' where key = 'pay.negative_difference'`);
  const { id, order } = await settled(s);
  await adjusted(s, order, { kind: 'return', quantity: 1 });
  const made = await prepare(s, id);
  const answers = await Promise.allSettled(Array.from({ length: 8 }, () => approve(s, made.id)));
  assert.equal(answers.filter((each) => each.status === 'fulfilled').length, 1);
  const { rows } = await s.house.admin.query("select count(*)::int as n from ledger.journal where kind = 'difference'");
  assert.equal(rows[0]?.n, 1);
  // Most of a book goes home before the decision: no more than is left can be given back.
  const [worker] = s.workers;
  const asked = await s.house.act(s.staff.treasurer, (tx) => prepareWithdrawal(tx, { facility_id: s.facility_id, worker_id: worker?.id ?? '', kind: 'SEND_FAMILY', amount_idr: 30_000, purpose: 'Keluarga' }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveWithdrawal(tx, { id: asked.id }), noon);
  const claim = (await s.house.look(s.staff.treasurer, (reader) => claims(reader, s.facility_id))).find((each) => each.worker_id === worker?.id);
  await s.house.act(s.staff.treasurer, (tx) => proposeClaim(tx, { id: claim?.id ?? '', recovered_idr: 12_500, decision: 'SK 12/2026' }), noon);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => decideClaim(tx, { id: claim?.id ?? '', agreed: true }), noon), refused('ledger.savings_short'));
  assert.equal(await saved(s, 0), 7_500);
});

test('what the buyer did not accept is no return; a first part that brought everything ends its order without money; what waits may change before it is passed on', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const rejected = await sell(s.house, s, { quantity: 1, day, rejected: 1 });
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => prepareAdjustment(tx, { number: rejected, line: 1, kind: 'return', quantity: 1, paper: 'BA-UJI/1', reason: 'Dikembalikan' })), refused('adjustment.not_accepted'));
  // All that will ever be kept is accepted and paid; the rest comes back, so that the whole is what the part was.
  const order = await sell(s.house, s, { quantity: 2, day, paid: false });
  await s.house.act(s.staff.treasurer, (tx) => recordPayment(tx, { number: order, method: 'transfer', amount_idr: 100_000, reference: 'DP-2' }), noon);
  const part = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order, part: true }), noon);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: part.id }), noon);
  await adjusted(s, order, { kind: 'return', quantity: 1 });
  assert.equal((await prepare(s, part.id)).id, null);
  await s.drain();
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => orderByNumber(reader, order))).state, 'settled');

  await s.house.act(asSystem, (tx) => adoptReading(tx, { facility_id: s.facility_id, reading: 'deposit_all', from: '2026-11-01', legal_basis: 'UU 9/2018 PNBP, uji' }));
  const first = await settled(s, 2);
  await settled(s, 1);
  const receipt = await s.house.act(s.staff.treasurer, (tx) => prepareRealisation(tx, { facility_id: s.facility_id, paper: 'SP2D-7', received_on: '2026-11-24', amount_idr: 180_000 }), noon);
  await adjusted(s, first.order, { kind: 'return', quantity: 1 });
  await approve(s, (await prepare(s, first.id)).id);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveRealisation(tx, { id: receipt.id }), noon), refused('realisation.too_much'));
  const small = await s.house.act(s.staff.treasurer, (tx) => prepareRealisation(tx, { facility_id: s.facility_id, paper: 'SP2D-8', received_on: '2026-11-24', amount_idr: 60_000 }), noon);
  await adjusted(s, first.order, { kind: 'price', amount_idr: -20_000 });
  await approve(s, (await prepare(s, first.id)).id);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveRealisation(tx, { id: small.id }), noon), refused('realisation.changed'));
});

test('the same on the screens and by the API', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const { id, number, order } = await settled(s);
  const { treasurer, facility_head, section_head } = s.staff;
  const form = (path: string, as: typeof treasurer, fields: Record<string, string> = {}) => s.house.request(path, { as, form: fields });
  assert.equal((await s.house.request(`/bengkel/pesanan/${order}/penyesuaian`, { as: section_head })).status, 200);
  assert.equal((await form(`/bengkel/pesanan/${order}/penyesuaian`, section_head, { line: '1', kind: 'price', quantity: '', amount_idr: '-30.000', paper: 'ADD-1', reason: 'Harga disepakati turun' })).status, 303);
  const adjustment = /penyesuaian\/([0-9a-f-]{36})\/setuju/.exec(await (await s.house.request(`/bengkel/pesanan/${order}`, { as: facility_head })).text())?.[1] ?? '';
  assert.equal((await form(`/bengkel/pesanan/${order}/penyesuaian/${adjustment}/setuju`, facility_head)).status, 303);
  assert.match(await (await s.house.request('/bengkel/selisih', { as: treasurer })).text(), /barang kembali atau harga berubah/);
  assert.equal((await form('/bengkel/selisih', treasurer, { settlement: number, reason: 'x' })).status, 422);
  const made = await form('/bengkel/selisih', treasurer, { settlement: number, reason: 'Harga disepakati turun' });
  const at = made.headers.get('location')?.replace(/^https?:\/\/[^/]+/, '').split('?')[0] ?? '';
  assert.match(await (await s.house.request(at, { as: facility_head })).text(), /ditanggung modal kerja/);
  assert.equal((await form(`${at}/setuju`, facility_head)).status, 303);
  assert.match(await (await s.house.request(`/bengkel/premi/${number}`, { as: treasurer })).text(), /BS-2026-0001/);
  assert.equal((await s.house.request('/bengkel/menunggu-anggaran', { as: treasurer })).status, 200);
  assert.equal((await form('/bengkel/menunggu-anggaran', treasurer, { paper: 'SP2D-9', received_on: '2026-11-24', amount_idr: '5000' })).status, 422);
  assert.equal((await s.house.request('/pusat/kebijakan', { as: s.house.as('headquarters') })).status, 200);
  const code = s.house.facility.code;
  assert.equal((await form('/pusat/kebijakan/cara-baca', s.house.as('headquarters'), { facility: code, reading: 'deposit_all', from: '2026-12-01', legal_basis: 'UU 9/2018' })).status, 303);
  assert.equal((await form('/pusat/kebijakan/pembagian', s.house.as('headquarters'), { facility: code, activity: '', contract: '', basis: 'gross_sales', team: 'hours', from: '2026-12-01', legal_basis: 'SK contoh', worker: '29,75', capital: '0', state: '5,25', programme: '0', partner: '65' })).status, 303);
  const list = await (await s.house.request('/api/v1/settlement-differences', { as: treasurer })).json() as { items: { id: string }[] };
  assert.equal((await s.house.request(`/api/v1/settlement-differences/${list.items[0]?.id}`, { as: treasurer })).status, 200);
  assert.equal((await s.house.request(`/api/v1/settlements/${id}/differences`, { as: treasurer, json: { reason: 'Tidak berubah' } })).status, 409);
  assert.equal((await s.house.request('/api/v1/budget-waits', { as: treasurer })).status, 200);
  assert.equal((await s.house.request('/bengkel/selisih', { as: s.house.as('treasurer', 'other') })).status, 200);
  assert.equal((await s.house.request(at, { as: s.house.as('treasurer', 'other') })).status, 404);
});

test('a difference sums to zero whatever came before, never takes from a person what was paid, and what the budget brings is passed on whole', () => {
  const amount = fc.nat(2_000_000);
  const person = fc.record({ target: amount, extra: fc.nat(100_000), waits: fc.nat(100), after: amount });
  fc.assert(fc.property(fc.array(person, { maxLength: 12 }), fc.record({ capital: amount, state: amount, programme: amount, partner: amount }), fc.record({ capital: amount, state: amount, programme: amount, partner: amount }), fc.constantFrom('split_first' as const, 'deposit_all' as const), fc.constantFrom('facility_loss' as const, 'claim' as const), (people, was, is, reading, negative) => {
    const standing: Standing[] = people.map((each, n) => { const kept_idr = each.target + each.extra; return { worker: String(n).padStart(2, '0'), target_idr: each.target, kept_idr, waiting_idr: reading === 'deposit_all' ? Math.floor((kept_idr * each.waits) / 100) : 0 }; });
    const anew = people.map((each, n) => ({ worker: String(n).padStart(2, '0'), amount_idr: each.after }));
    const moved = peopleDiffer(standing, anew);
    for (const each of moved) {
      const before = standing.find((one) => one.worker === each.worker);
      assert.ok(each.applied_idr >= -(before?.waiting_idr ?? 0));
      assert.equal((before?.kept_idr ?? 0) + each.applied_idr - each.after_idr, each.beyond_after_idr);
      assert.equal(each.after_idr - each.before_idr, each.applied_idr - (each.beyond_after_idr - each.beyond_before_idr));
    }
    const sum = (parts: readonly number[]) => parts.reduce((total, part) => total + part, 0);
    const others = ['capital', 'state', 'programme', 'partner'] as const;
    const shares = [{ to: 'worker' as const, before_idr: sum(people.map((each) => each.target)), after_idr: sum(people.map((each) => each.after)) }, ...others.map((to) => ({ to, before_idr: was[to], after_idr: is[to] }))];
    const gross_delta_idr = sum(shares.map((each) => each.after_idr - each.before_idr));
    assert.equal(sum(differenceLines({ reading, gross_delta_idr, shares, people: moved, negative }).map((line) => line.amount_idr)), 0);
  }), { numRuns: 400 });
  fc.assert(fc.property(fc.nat(1_000_000), fc.array(fc.record({ people: fc.array(fc.nat(50_000), { maxLength: 6 }), capital: fc.nat(50_000) }), { minLength: 1, maxLength: 6 }), (wanted, rows) => {
    const waiting = rows.map((row, n) => ({ settlement_id: String(n), people: row.people.map((amount_idr, w) => ({ worker: String(w), amount_idr })), others: [{ to: 'capital' as const, amount_idr: row.capital }] }));
    const total = waiting.reduce((sum, row) => sum + row.people.reduce((all, each) => all + each.amount_idr, 0) + (row.others[0]?.amount_idr ?? 0), 0);
    const brought = bring(Math.min(wanted, total), waiting);
    assert.equal(brought.reduce((sum, row) => sum + row.people.reduce((all, each) => all + each.amount_idr, 0) + row.others.reduce((all, each) => all + each.amount_idr, 0), 0), Math.min(wanted, total));
    for (const row of brought) for (const each of row.people) assert.ok(each.amount_idr <= (waiting[Number(row.settlement_id)]?.people[Number(each.worker)]?.amount_idr ?? 0));
  }), { numRuns: 400 });
});
