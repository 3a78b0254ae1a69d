import assert from 'node:assert/strict';
import test from 'node:test';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, refused } from '#tests/house.ts';
import { sell } from '#tests/stage-sale.ts';
import { stage } from '#tests/stage-shop.ts';
import { approveAdjustment, approveRefund, orderByNumber, prepareAdjustment, prepareRefund, recordPayment, refuseAdjustment } from '#orders';
import { adoptReading, approveDifference, approveRealisation, approveReversal, approveSettlement, createDeposit, decideClaim, prepareRealisation, prepareSettlement, proposeClaim, proposeReversal, recordContract, recordDepositPaid, refuseDifference, refuseRealisation } from '../index.ts';
import { undeposited } from '../queries.ts';
import { claims, dueDifferences } from './difference-queries.ts';
import { waitingForBudget } from './realisation-queries.ts';
import { adjusted, approve, balance, balances, day, later, noon, prepare, ruled, saved, scene, settled } from './scene.fixture.ts';

test('goods that come back after the division: the buyer owes less, the difference is posted by two persons, and nobody’s savings are touched', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const { id, order } = await settled(s);
  assert.deepEqual([await saved(s, 0), await saved(s, 1), ...(await balances(s, '2200', '3100'))], [37_500, 112_500, -45_000, -105_000]);
  await assert.rejects(prepare(s, id), refused('difference.nothing'));
  const wish = { number: order, line: 1, kind: 'return', quantity: 1, paper: 'BA-UJI/1', reason: 'Kaki meja retak setelah dipakai' } as const;
  await assert.rejects(s.house.act(s.staff.officer, (tx) => prepareAdjustment(tx, wish)), Forbidden);
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => prepareAdjustment(tx, { ...wish, quantity: 4 })), refused('adjustment.beyond_line'));
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => prepareAdjustment(tx, { ...wish, quantity: 0 })), refused('adjustment.nothing'));
  const dropped = await s.house.act(s.staff.section_head, (tx) => prepareAdjustment(tx, wish), noon);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.section_head.person_id }, (tx) => approveAdjustment(tx, { number: order, id: dropped.id })), refused('adjustment.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => refuseAdjustment(tx, { number: order, id: dropped.id, reason: 'Belum ada berita acara' }), noon);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveAdjustment(tx, { number: order, id: dropped.id })), refused('adjustment.decided_already'));
  await adjusted(s, order, { kind: 'return', quantity: 1 });
  assert.deepEqual(await balances(s, '1200', '2900'), [-100_000, 100_000]);
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => dueDifferences(reader, s.facility_id)))[0]?.why, 'adjusted');
  const refund = await s.house.act(s.staff.treasurer, (tx) => prepareRefund(tx, { number: order, method: 'transfer', payee: 'Pembeli Contoh', reference: 'Bank 1', reason: 'Barang dikembalikan' }), noon);
  assert.deepEqual([refund.amount_idr, refund.cause], [100_000, 'rejected']);
  await s.house.act(s.staff.facility_head, (tx) => approveRefund(tx, { number: order, id: refund.id }), noon);

  const made = await prepare(s, id);
  assert.match(made.number, /^BS-2026-0001$/);
  assert.equal(made.gross_delta_idr, -100_000);
  await assert.rejects(prepare(s, id), refused('difference.exists'));
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => approveDifference(tx, { id: made.id ?? '' })), Forbidden);
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveDifference(tx, { id: made.id ?? '' })), refused('difference.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => refuseDifference(tx, { id: made.id ?? '', reason: 'Periksa lagi' }), noon);
  await assert.rejects(approve(s, made.id), refused('difference.decided_already'));
  const again = await prepare(s, id);
  await approve(s, again.id);
  // The loss of the workers' part (50,000) is the facility's: 105,000 less its own 35,000 and that.
  assert.deepEqual([await saved(s, 0), await saved(s, 1), ...(await balances(s, '1200', '2900', '2200', '3100'))], [37_500, 112_500, 0, 0, -30_000, -20_000]);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => dueDifferences(reader, s.facility_id)), []);
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => proposeReversal(tx, { settlement_id: id, reason: 'Salah semua' })), refused('reversal.built_upon'));
  await assert.rejects(s.house.admin.query("update pay.difference set gross_idr = 1 where state = 'approved'"), /already decided|frozen/);
  // The state’s part that is too much lowers the deposit of the same month.
  const bill = await s.house.act(s.staff.treasurer, (tx) => createDeposit(tx, { facility_id: s.facility_id, period: '2026-11' }), noon);
  assert.equal(bill.amount_idr, 30_000);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => undeposited(reader, s.facility_id)), []);
});

test('a price that both sides raise is divided once it is paid; a slip tells it, and a rule set for a day that is past is settled the same way', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const { id, order } = await settled(s);
  await adjusted(s, order, { kind: 'price', amount_idr: 60_000 });
  await assert.rejects(prepare(s, id), refused('difference.nothing'));
  await s.house.act(s.staff.treasurer, (tx) => recordPayment(tx, { number: order, method: 'transfer', amount_idr: 60_000, reference: 'TAMBAH-1' }), noon);
  await approve(s, (await prepare(s, id)).id);
  assert.deepEqual([await saved(s, 0), await saved(s, 1), await balance(s, '2900')], [45_000, 135_000, 0]);
  assert.match(await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text(), /bagian Anda dari Rp\s*37\.500 menjadi Rp\s*45\.000/);
  // Headquarters sets another rule from before the settlement’s day on.
  await ruled(s, { from: '2026-11-01', shares: [{ to: 'worker', percent: 60 }, { to: 'state', percent: 15 }, { to: 'capital', percent: 25 }] });
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => dueDifferences(reader, s.facility_id)))[0]?.why, 'rule');
  await approve(s, (await prepare(s, id)).id);
  assert.deepEqual([await saved(s, 0), await saved(s, 1), ...(await balances(s, '3100', '2200'))], [54_000, 162_000, -90_000, -54_000]);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => dueDifferences(reader, s.facility_id)), []);
});

test('where the rule makes it a claim, premi beyond the part is given back by a decision of two persons alone, and a later difference waits for it', async (t) => {
  const s = await scene(t);
  await ruled(s);
  await s.house.admin.query(`update kernel.rule set value = '"claim"' where key = 'pay.negative_difference'`);
  const { id, order } = await settled(s);
  await adjusted(s, order, { kind: 'return', quantity: 1 });
  await approve(s, (await prepare(s, id)).id);
  assert.deepEqual([await balance(s, '1310'), await saved(s, 0), await saved(s, 1)], [50_000, 37_500, 112_500]);
  await assert.rejects(prepare(s, id), refused('difference.claims_open'));
  const [small, big] = (await s.house.look(s.staff.treasurer, (reader) => claims(reader, s.facility_id))).toSorted((a, b) => a.amount_idr - b.amount_idr);
  assert.deepEqual([small?.amount_idr, big?.amount_idr], [12_500, 37_500]);
  const decision = 'SK Kepala UPT 12/2026';
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => proposeClaim(tx, { id: small?.id ?? '', recovered_idr: 12_501, decision })), refused('claim.too_much'));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => decideClaim(tx, { id: small?.id ?? '', agreed: true })), refused('claim.not_proposed'));
  await s.house.act(s.staff.treasurer, (tx) => proposeClaim(tx, { id: small?.id ?? '', recovered_idr: 5_000, decision }), noon);
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => proposeClaim(tx, { id: small?.id ?? '', recovered_idr: 1, decision })), refused('claim.proposed_already'));
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => decideClaim(tx, { id: small?.id ?? '', agreed: true })), refused('claim.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => decideClaim(tx, { id: small?.id ?? '', agreed: false }), noon);
  for (const [claim, recovered_idr] of [[small, 5_000], [big, 0]] as const) {
    await s.house.act(s.staff.treasurer, (tx) => proposeClaim(tx, { id: claim?.id ?? '', recovered_idr, decision }), noon);
    await s.house.act(s.staff.facility_head, (tx) => decideClaim(tx, { id: claim?.id ?? '', agreed: true }), noon);
  }
  assert.deepEqual([await balance(s, '1310'), await saved(s, 0), await saved(s, 1)], [0, 32_500, 112_500]);
  // Another piece comes back: the one who gave 5,000 back is beyond the part by what was kept, the other by 37,500 more.
  await adjusted(s, order, { kind: 'return', quantity: 1 });
  const next = await prepare(s, id);
  assert.deepEqual(next.people.map((each) => [each.applied_idr, each.beyond_before_idr, each.beyond_after_idr]).sort((a, b) => (a[1] ?? 0) - (b[1] ?? 0)), [[0, 7_500, 20_000], [0, 37_500, 75_000]]);
});

test('deposit all, then spend by the budget: the state is owed the sale, people’s parts wait and are told, and the budget’s money reaches people first', async (t) => {
  const s = await scene(t);
  await ruled(s);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => adoptReading(tx, { facility_id: s.facility_id, reading: 'deposit_all', from: '2026-11-01', legal_basis: 'UU 9/2018' })), Forbidden);
  await s.house.act(asSystem, (tx) => adoptReading(tx, { facility_id: s.facility_id, reading: 'deposit_all', from: '2026-11-01', legal_basis: 'UU 9/2018 PNBP, uji' }));
  await assert.rejects(s.house.act(asSystem, (tx) => adoptReading(tx, { facility_id: s.facility_id, reading: 'split_first', from: '2026-10-01', legal_basis: 'UU 9/2018' })), refused('reading.overlaps'));
  const { id, number, order } = await settled(s);
  assert.deepEqual([await saved(s, 0), ...(await balances(s, '2900', '2200', '1300', '2700', '2710'))], [0, 0, -300_000, 255_000, -150_000, -105_000]);
  const [due] = await s.house.look(s.staff.treasurer, (reader) => undeposited(reader, s.facility_id));
  assert.equal(due?.amount_idr, 300_000);
  const bill = await s.house.act(s.staff.treasurer, (tx) => createDeposit(tx, { facility_id: s.facility_id, period: '2026-11' }), noon);
  await s.house.act(s.staff.facility_head, (tx) => recordDepositPaid(tx, { id: bill.id, ntpn: 'ABCDEF0123456789', paid_at: later(1) }), later(1));
  assert.match(await (await s.house.request(`/bengkel/premi/${number}`, { as: s.staff.treasurer })).text(), /Disetor seluruhnya, kembali lewat anggaran/);
  assert.match(await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}`, { as: s.staff.treasurer })).text(), /Hak Anda dari pesanan/);
  assert.equal((await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}/2026-11/kartu.pdf`, { as: s.staff.treasurer })).status, 200);

  const receive = (amount_idr: number, paper: string, received_on = '2026-11-24') => s.house.act(s.staff.treasurer, (tx) => prepareRealisation(tx, { facility_id: s.facility_id, paper, received_on, amount_idr }), later(2));
  await assert.rejects(receive(255_001, 'SP2D-0'), refused('realisation.too_much'));
  await assert.rejects(receive(1, 'SP2D-0', '2026-12-30'), refused('realisation.in_future'));
  const first = await receive(100_001, 'SP2D-1');
  await assert.rejects(receive(1, 'SP2D-1'), refused('realisation.paper_known'));
  await assert.rejects(s.house.act({ ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }, (tx) => approveRealisation(tx, { id: first.id })), refused('realisation.same_person'));
  await s.house.act(s.staff.facility_head, (tx) => refuseRealisation(tx, { id: first.id, reason: 'Nomor salah' }), later(2));
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveRealisation(tx, { id: first.id })), refused('realisation.decided_already'));
  const second = await receive(100_001, 'SP2D-1');
  await s.house.act(s.staff.facility_head, (tx) => approveRealisation(tx, { id: second.id }), later(2));
  assert.deepEqual([await saved(s, 0), await saved(s, 1), ...(await balances(s, '1300', '2700', '2710'))], [25_000, 75_001, 154_999, -49_999, -105_000]);
  assert.match(await (await s.house.request(`/bengkel/premi/kartu/${s.workers[0]?.id}?bulan=2026-11`, { as: s.staff.treasurer })).text(), /yang menunggu anggaran diterima dengan RA-2026-0002 \(SP2D-1\)/);
  await assert.rejects(s.house.act(s.staff.treasurer, (tx) => proposeReversal(tx, { settlement_id: id, reason: 'Salah semua' })), refused('reversal.built_upon'));
  // Two pieces come back: what still waits shrinks first, and what was paid beyond the part is the facility’s.
  await adjusted(s, order, { kind: 'return', quantity: 2 });
  const made = await prepare(s, id);
  assert.deepEqual(made.people.map((each) => [each.applied_idr, each.beyond_after_idr]).sort((a, b) => (b[0] ?? 0) - (a[0] ?? 0)), [[-12_500, 12_500], [-37_499, 37_501]]);
  await approve(s, made.id);
  assert.deepEqual([await saved(s, 0), await saved(s, 1), ...(await balances(s, '2900', '2200', '2700', '2710'))], [25_000, 75_001, 0, 200_000, 0, -35_000]);
  const rest = await receive(35_000, 'SP2D-2');
  await adjusted(s, order, { kind: 'price', amount_idr: -10_000 });
  await approve(s, (await prepare(s, id)).id);
  await assert.rejects(s.house.act(s.staff.facility_head, (tx) => approveRealisation(tx, { id: rest.id }), later(2)), refused('realisation.too_much'));
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => waitingForBudget(reader, s.facility_id)))[0]?.others_idr, 31_500);
});

test('a first part is divided when it is accepted and paid; the rest follows as a difference and settles the order', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const order = await sell(s.house, s, { quantity: 3, day, paid: false });
  const part = () => s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order, part: true }), noon);
  await assert.rejects(part(), refused('settlement.no_part'));
  await s.house.act(s.staff.treasurer, (tx) => recordPayment(tx, { number: order, method: 'transfer', amount_idr: 120_000, reference: 'DP-1' }), noon);
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order })), refused('settlement.not_paid'));
  assert.match(await (await s.house.request('/bengkel/premi', { as: s.staff.section_head })).text(), /Bagi yang sudah diterima dan dibayar/);
  const made = await part();
  assert.deepEqual([made.gross_idr, made.notes.find((note) => note.code === 'part')?.amount_idr], [120_000, 180_000]);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), noon);
  await s.drain();
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => orderByNumber(reader, order))).state, 'handed_over');
  assert.deepEqual([await saved(s, 0), await balance(s, '2900')], [15_000, -180_000]);
  await s.house.act(s.staff.treasurer, (tx) => recordPayment(tx, { number: order, method: 'transfer', amount_idr: 180_000, reference: 'LUNAS-1' }), noon);
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => dueDifferences(reader, s.facility_id)))[0]?.why, 'part');
  await approve(s, (await prepare(s, made.id)).id);
  await s.drain();
  assert.deepEqual([await saved(s, 0), await saved(s, 1), await balance(s, '2900')], [37_500, 112_500, 0]);
  assert.equal((await s.house.look(s.staff.treasurer, (reader) => orderByNumber(reader, order))).state, 'settled');
  const whole = await sell(s.house, s, { quantity: 1, day });
  await assert.rejects(s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: whole, part: true })), refused('settlement.whole'));
});

test('only what is approved has differences; a reversal that waits stands in the way, and facts that change in between are seen', async (t) => {
  const s = await scene(t);
  await ruled(s);
  const order = await sell(s.house, s, { quantity: 1, day });
  const waiting = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), noon);
  await assert.rejects(prepare(s, waiting.id), refused('difference.not_approved'));
  const other = await settled(s, 2);
  await adjusted(s, other.order, { kind: 'return', quantity: 1 });
  const asked = await s.house.act(s.staff.treasurer, (tx) => proposeReversal(tx, { settlement_id: other.id, reason: 'Regu salah dicatat' }), noon);
  await assert.rejects(prepare(s, other.id), refused('difference.being_reversed'));
  await s.house.act(s.staff.facility_head, (tx) => approveReversal(tx, { id: asked.id }), noon);
  await s.drain();
  const again = await s.house.act(s.staff.section_head, (tx) => prepareSettlement(tx, { order_number: other.order }), noon);
  assert.equal(again.gross_idr, 100_000);
  await s.house.act(s.staff.facility_head, (tx) => approveSettlement(tx, { id: again.id }), noon);
  await adjusted(s, other.order, { kind: 'price', amount_idr: -10_000 });
  const made = await prepare(s, again.id);
  await adjusted(s, other.order, { kind: 'price', amount_idr: -10_000 });
  await assert.rejects(approve(s, made.id), refused('difference.changed'));
});

test('a partner’s contract has its own rule: what is made under it is divided by it, the rest by the facility’s own', async (t) => {
  const s = await scene(t);
  await ruled(s);
  await ruled(s, { contract: 'PKS-7', from: '2026-11-01', shares: [{ to: 'partner', percent: 65 }, { to: 'worker', percent: 29.75 }, { to: 'state', percent: 5.25 }] });
  const wish = { facility: s.house.facility.code, contract: 'PKS-7', partner: 'CV Mitra Contoh', sku: s.product.sku, from: '2026-11-01', legal_basis: 'PKS 7/2026' };
  assert.equal((await s.house.request('/api/v1/contract-products', { as: s.house.as('treasurer'), json: wish })).status, 403);
  assert.equal((await s.house.request('/api/v1/contract-products', { as: s.house.as('headquarters'), json: wish })).status, 201);
  const { id } = await settled(s);
  const { rows } = await s.house.admin.query("select recipient, amount_idr from pay.settlement_share where settlement_id = $1 and amount_idr > 0 order by 1", [id]);
  assert.deepEqual(rows.map((row) => [row.recipient, Number(row.amount_idr)]), [['partner', 195_000], ['state', 15_750], ['worker', 89_250]]);
  assert.equal((await s.house.request('/api/v1/contract-products', { as: s.house.as('headquarters'), json: { ...wish, sku: 'TIDAK-ADA' } })).status, 404);
  const foreign = await stage(s.house, { sku: 'K-LAIN', name_id: 'Kursi lain', name_en: 'Other chair', where: 'other' });
  await assert.rejects(s.house.act(asSystem, (tx) => recordContract(tx, { ...wish, facility_id: s.facility_id, sku: foreign.sku })), refused('contract.other_facility'));
  assert.equal((await s.house.request('/api/v1/contract-products', { as: s.house.as('headquarters'), json: { ...wish, contract: 'PKS-8', from: '2026-10-01' } })).status, 409);
});
