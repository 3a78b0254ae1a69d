import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { expectPaper } from '#kernel/documents/expectations.ts';
import { documentByCode } from '#kernel/issue.ts';
import { Forbidden, Invalid } from '#kernel/refusal.ts';
import { openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { approveSettlement, prepareSettlement } from '#pay';
import { usulanAnggaran } from './documents/usulan-anggaran.ts';
import { routes } from './index.ts';
import { payback, type Investment } from './payback.ts';
import { background, mayFollow, perRupiah, proposalTransitions, type NewProposal, type ProposalState, type Simulation } from './proposal.ts';
import { returnProposal, rewriteProposal, signProposal, submitProposal, writeProposal } from './proposal-commands.ts';
import { paperOf } from './proposal-paper.ts';
import { investmentOf, linesOf, proposalById } from './proposal-queries.ts';

const line = { output_code: '5252.QAA.001', account: '532111', fund: 'RM', what: 'Mesin serut', quantity: 2, unit: 'unit', unit_price_idr: 40_000_000 } as const;
const wish: NewProposal = { year: 2027, title: 'Mesin serut', need: 'Mesin lama patah', aim: 'Menambah hasil meja', activities: ['Beli mesin', 'Latih peserta'], indicators: [{ name: 'Meja jadi', unit: 'buah', baseline: '10', target: '40' }], jobs: 8, trained: 4, lines: [line, { ...line, account: '522151', what: 'Pelatihan', quantity: 1, unit: 'paket', unit_price_idr: 20_000_000 }] };
const simulation: Simulation = { sku: 'K-MEJA', price_idr: 80_000_000, training_idr: 20_000_000, pieces_per_month: 30, upkeep_idr_per_month: 500_000, people: 8 };

async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const { facility_id, staff: { section_head: section, facility_head: head } } = place;
  const write = (more: Partial<NewProposal> = {}) => house.act(section, (tx) => writeProposal(tx, { facility_id, ...wish, ...more }));
  const send = async (more: Partial<NewProposal> = {}) => {
    const { id } = await write(more);
    await house.act(section, (tx) => submitProposal(tx, { id }));
    return id;
  };
  const sign = (id: string, actor = head) => house.act(actor, (tx) => signProposal(tx, { id }));
  const give = (id: string) => house.act(head, (tx) => returnProposal(tx, { id, reason: 'Harga tanpa pembanding' }));
  const read = (id: string) => house.look(section, (reader) => proposalById(reader, id));
  const settleOne = async () => {
    await makePieces(house, place, { day: '2026-11-23', work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
    const order_number = await sell(house, place, { quantity: 4, day: '2026-11-23' });
    const { id } = await house.act(section, (tx) => prepareSettlement(tx, { order_number }));
    await house.act(head, (tx) => approveSettlement(tx, { id }));
  };
  return { house, facility_id, section, head, write, send, sign, give, read, settleOne };
}

test('an investment pays back when what is left each month, premi paid, has covered it: a whole month counts, a fifth less and more make the range', () => {
  const input: Investment = { price_idr: 9_000_000, training_idr: 1_000_000, pieces_per_month: 100, product_price_idr: 50_000, variable_cost_idr: 20_000, upkeep_idr_per_month: 100_000, people: 5, premi_bp: 3_000, state_bp: 1_000 };
  const { invested_idr, expected, low, high, jobs } = payback(input);
  // A month: 5,000,000 sold − 2,000,000 − 1,500,000 premi − 100,000 upkeep.
  assert.deepEqual([invested_idr, jobs, expected.month_idr, expected.months], [10_000_000, 5, 1_400_000, 8]);
  assert.deepEqual([low.pieces_per_month, low.month_idr, low.months, high.pieces_per_month, high.month_idr, high.months], [80, 1_100_000, 10, 120, 1_700_000, 6]);
  assert.deepEqual([expected.sales_idr_per_year, expected.premi_idr_per_year, expected.state_idr_per_year], [60_000_000, 18_000_000, 6_000_000]);
  assert.equal(payback({ ...input, variable_cost_idr: 34_000 }).expected.months, null, 'left each month is nothing');
  assert.equal(payback({ ...input, variable_cost_idr: 33_999 }).expected.months, 100_000);
});

test('per rupiah asked: people for each hundred million, premi and state revenue for each million', () => {
  const outcome = payback({ price_idr: 1, training_idr: 0, pieces_per_month: 10, product_price_idr: 100_000, variable_cost_idr: 0, upkeep_idr_per_month: 0, people: 0, premi_bp: 5_000, state_bp: 1_000 });
  assert.deepEqual(perRupiah({ total_idr: 60_000_000, jobs: 8, trained: 0 }, outcome), { jobs: 13.3, trained: 0, premi_idr: 100_000, state_idr: 20_000 });
  assert.deepEqual(perRupiah({ total_idr: 60_000_000, jobs: 0, trained: 3 }, null), { jobs: 0, trained: 5, premi_idr: null, state_idr: null });
});

test('the background says what the facts say, and that nothing is known where nothing is', () => {
  const empty = { day: '2026-11-24', people: 0, waiting: 0, capacity: null, sold_idr: 0, premi_idr: 0, state_idr: 0, sales: 0, certificates: 0, machines: 0, badly: 0, overdue: 0, capital: [] };
  assert.match(background(empty, { facility: 'Lapas Contoh', workshop: null }).join(' '), /Tidak ada yang menunggu.*belum ada penjualan.*Belum ada mesin/);
  assert.match(background({ ...empty, people: 9, capacity: 20, waiting: 3, sales: 2, sold_idr: 1_000_000, machines: 4, badly: 1 }, { facility: 'Lapas Contoh', workshop: 'Bengkel Kayu' }).join(' '), /9 peserta kerja ditempatkan di Bengkel Kayu, Lapas Contoh, dari kapasitas 20 orang. 3 orang menunggu.*membagi hasil 2 penjualan.*1 rusak berat/);
});

test('what may follow what in a request, each step and no other', () => {
  const states: ProposalState[] = ['draft', 'submitted', 'signed', 'returned'];
  const allowed = states.flatMap((from) => (['rewrite', 'submit', 'sign', 'return'] as const).filter((verb) => mayFollow(from, verb)).map((verb) => `${from}:${verb}`));
  assert.deepEqual(allowed, ['draft:rewrite', 'draft:submit', 'submitted:sign', 'submitted:return', 'returned:rewrite']);
  assert.equal(proposalTransitions.length, 5);
});

test('a request is written by one and signed by another, then numbered, frozen and found by its code', async (t) => {
  const s = await scene(t);
  const { id, total_idr } = await s.write();
  assert.equal(total_idr, 100_000_000);
  await assert.rejects(s.sign(id), refused('proposal.not_submitted'));
  await assert.rejects(s.give(id), refused('proposal.not_submitted'));
  await s.house.act(s.section, (tx) => submitProposal(tx, { id }));
  await assert.rejects(s.house.act(s.section, (tx) => submitProposal(tx, { id })), refused('proposal.not_in_hand'));
  await assert.rejects(s.house.act(s.section, (tx) => rewriteProposal(tx, { id, ...wish })), refused('proposal.not_in_hand'));
  await assert.rejects(s.house.admin.query('update budget.proposal_line set quantity = 9 where proposal_id = $1', [id]), /frozen/);
  await assert.rejects(s.sign(id, s.section), Forbidden);
  await assert.rejects(s.house.act(s.head, (tx) => writeProposal(tx, { facility_id: s.facility_id, ...wish })), Forbidden);
  await assert.rejects(s.sign(id, { ...s.head, person_id: s.section.person_id }), refused('proposal.same_person'));
  await assert.rejects(s.house.admin.query('update budget.proposal set decided_person = prepared_person where id = $1', [id]), /submitted|signed or returned|proposal_two_persons/);
  const { number, document } = await s.sign(id);
  assert.equal(number, 'UA-2027-0001');
  const issued = await s.house.look(s.head, (reader) => documentByCode(reader, document));
  const content = usulanAnggaran.content.parse(issued.content);
  assert.deepEqual([issued.kind, content.total_idr, content.lines.reduce((sum, { amount_idr }) => sum + amount_idr, 0), content.payback], ['usulan-anggaran', 100_000_000, 100_000_000, null]);
  await assert.rejects(s.sign(id), refused('proposal.not_submitted'));
  await assert.rejects(s.house.admin.query("update budget.proposal set title = 'lain' where id = $1", [id]), /frozen/);
});

test('what came back is written anew with the facts of the new day, and its total is the sum of its new lines', async (t) => {
  const s = await scene(t);
  const id = await s.send();
  assert.equal((await s.give(id)).returned_reason, 'Harga tanpa pembanding');
  await s.house.act(s.section, (tx) => rewriteProposal(tx, { id, ...wish, lines: [line] }));
  const again = await s.read(id);
  assert.deepEqual([again.state, again.total_idr, again.returned_reason, (await s.house.look(s.section, (reader) => linesOf(reader, again))).length], ['draft', 80_000_000, null, 1]);
  await s.house.admin.query('update budget.proposal set total_idr = 1 where id = $1', [id]);
  await assert.rejects(s.house.act(s.section, (tx) => submitProposal(tx, { id })), /total is the sum/);
});

test('a request names accounts of the chart and a workshop that is there', async (t) => {
  const s = await scene(t);
  await assert.rejects(s.write({ lines: [{ ...line, account: '999999' }] }), (error) => error instanceof Invalid && 'lines.0.account' in error.problems);
  await assert.rejects(s.write({ workshop: 'TIDAK' }), (error) => error instanceof Invalid && 'workshop' in error.problems);
  const { id } = await s.write({ workshop: 'kayu' });
  const { facts, workshop_code } = await s.read(id);
  assert.deepEqual([workshop_code, facts.people, facts.capacity, facts.machines, facts.capital.length], ['kayu', 2, 20, 0, 5]);
});

test('a simulation takes price, cost and shares from the facts, or refuses and asks for them', async (t) => {
  const s = await scene(t);
  const ask = (more: Partial<Simulation> = {}) => s.house.look(s.section, (reader) => investmentOf(reader, s.facility_id, '2026-11-24', { ...simulation, ...more }));
  await assert.rejects(ask({ sku: 'TIDAK-ADA' }), refused('payback.product_unknown'));
  await assert.rejects(ask(), refused('payback.no_settlement'));
  assert.deepEqual(((one) => [one.premi_bp, one.state_bp, one.product_price_idr, one.variable_cost_idr])(await ask({ premi_percent: 35, state_percent: 12.5 })), [3_500, 1_250, 100_000, 300]);
  await s.settleOne();
  const { rows } = await s.house.admin.query("select recipient, amount_idr from pay.settlement_share where recipient in ('worker', 'state')");
  const bp = (to: string) => Math.floor((Number(rows.find(({ recipient }) => recipient === to)?.amount_idr) * 10_000) / 400_000);
  assert.deepEqual(((one) => [one.premi_bp, one.state_bp])(await ask()), [bp('worker'), bp('state')]);
  assert.ok(bp('worker') > 0 && bp('state') > 0);
});

test('the paper says every figure in the PDF and on the page, and a total that is not its lines is not composed', async (t) => {
  const s = await scene(t);
  await s.settleOne();
  const { id } = await s.write({ workshop: 'kayu', investment: simulation });
  const content = await s.house.look(s.section, async (reader) => paperOf(reader, await proposalById(reader, id), 'UA-2027-0001'));
  assert.ok(content.payback);
  await expectPaper(t, usulanAnggaran, content, [100_000_000]);
  assert.throws(() => usulanAnggaran.compose({ ...content, total_idr: 99_999_999 }), /add up/);
  assert.throws(() => usulanAnggaran.compose({ ...content, lines: content.lines.map((each) => ({ ...each, amount_idr: each.amount_idr + 1 })), total_idr: 100_000_002 }), /quantity times/);
});

test('the screens and the API do the whole way; another facility sees nothing, and those above see what was sent', async (t) => {
  const s = await scene(t);
  const { house, section, head } = s;
  const typed = { year: '2027', title: 'Mesin serut', need: 'Patah', aim: 'Hasil', activities: 'Beli\n\nLatih\n', jobs: '8', trained: '4', 'lines.0.what': 'Mesin', 'lines.0.account': '532111', 'lines.0.output_code': '5252.QAA.001', 'lines.0.fund': 'RM', 'lines.0.quantity': '1', 'lines.0.unit': 'unit', 'lines.0.unit_price_idr': '80.000.000', 'lines.1.fund': 'RM', 'lines.1.output_code': '5252.QAA.001' };
  const simulated = await house.request('/bengkel/anggaran/proposal/baru', { as: section, form: { ...typed, 'investment.sku': 'K-MEJA', 'investment.price_idr': '80.000.000', 'investment.pieces_per_month': '30' } });
  assert.equal(simulated.status, 422, 'no settlement yet: the shares are asked for');
  assert.match(await simulated.text(), /Isi persennya/);
  const made = await house.request('/bengkel/anggaran/proposal/baru', { as: section, form: { ...typed, 'investment.sku': 'K-MEJA', 'investment.price_idr': '80.000.000', 'investment.pieces_per_month': '30', 'investment.premi_percent': '35', 'investment.state_percent': '15' } });
  assert.equal(made.status, 303);
  const proposal = made.headers.get('location') ?? '';
  assert.equal((await house.request(`${proposal}/ubah`, { as: section, form: typed })).status, 303);
  assert.equal((await house.request(proposal, { as: house.as('section_head', 'other') })).status, 404);
  assert.ok(!(await (await house.request('/pusat/anggaran/proposal?tahun=2027', { as: house.as('headquarters') })).text()).includes('Mesin serut'), 'a draft is not shown above');
  assert.equal((await house.request(`${proposal}/kirim`, { as: section, form: {} })).status, 303);
  assert.match(await (await house.request('/pusat/anggaran/proposal?tahun=2027', { as: house.as('headquarters') })).text(), /Mesin serut/);
  assert.equal((await house.request(`${proposal}/kembalikan`, { as: head, form: {} })).status, 422);
  assert.equal((await house.request(`${proposal}/tanda-tangan`, { as: head, form: {} })).status, 303);
  for (const path of ['/bengkel/anggaran/proposal', '/bengkel/anggaran/proposal/baru', proposal, `${proposal}/cetak`, `${proposal}/usulan.pdf`, `${proposal}/usulan.xlsx`, '/bengkel/anggaran/balik-modal', '/bengkel/anggaran']) assert.equal((await house.request(path, { as: section })).status, 200, path);
  assert.equal((await house.request('/pusat/anggaran/proposal.xlsx?tahun=2027', { as: house.as('auditor') })).status, 200);
  const answer = await (await house.request('/bengkel/anggaran/balik-modal?sku=K-MEJA&price_idr=80.000.000&pieces_per_month=100&premi_percent=35&state_percent=15', { as: section })).text();
  assert.match(answer, /13 bulan/, '80,000,000 by 100 × (100,000 − 300 − 35,000)');
  assert.match(await (await house.request('/bengkel/anggaran/balik-modal?sku=K-MEJA', { as: section })).text(), /Wajib diisi|harga mesin/i);
  const api = await (await house.request('/api/v1/payback?sku=K-MEJA&price_idr=80000000&pieces_per_month=100&premi_percent=35&state_percent=15', { as: section })).json();
  assert.equal(api.expected.months, 13);
  const posted = await (await house.request('/api/v1/proposals', { as: section, json: wish })).json();
  assert.equal((await house.request(`/api/v1/proposals/${posted.id}`, { as: section, method: 'PATCH', json: { ...wish, lines: [line] } })).status, 200);
  assert.equal((await house.request(`/api/v1/proposals/${posted.id}/submission`, { as: section, json: {} })).status, 201);
  assert.equal((await house.request(`/api/v1/proposals/${posted.id}/return`, { as: head, json: { reason: 'Pembanding' } })).status, 201);
  assert.equal((await house.request(`/api/v1/proposals/${posted.id}/submission`, { as: section, json: {} })).status, 409);
  const list = await (await house.request('/api/v1/proposals?year=2027&limit=1', { as: house.as('headquarters') })).json();
  assert.deepEqual([list.items[0].id, list.items[0].total_idr, list.items[0].per_rupiah.jobs], [posted.id, 80_000_000, 10]);
  assert.equal((await (await house.request(`/api/v1/proposals?limit=1&cursor=${list.next_cursor}`, { as: section })).json()).items[0].number, 'UA-2027-0001');
  assert.equal((await (await house.request(`/api/v1/proposals/${posted.id}`, { as: section })).json()).lines.length, 1);
});
