import assert from 'node:assert/strict';
import test from 'node:test';
import { reading } from '#kernel/db.ts';
import { openHouse } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { recordPayment } from '#orders';
import { approveReversal, approveSettlement, createDeposit, giveCash, importStatement, prepareSettlement, proposeReversal, recordDepositPaid, routes, takeCash } from '../index.ts';
import { namedLines } from './routes-undeposited.tsx';
import { nextSteps, reasonNames, reasons, reasonsOf, type Facts } from './undeposited.ts';

const day = '2026-10-20';
const divided = new Date('2026-10-21T05:00:00Z');
const plain: Facts = { on_day: '2026-10-21', today: '2026-11-24', due_idr: 1_000, days: 1, deposit: 'none', month_closed: true, cash_at_hand: false, cash_difference: false, difference_pending: false, covered: false, statement: 'none' };

test('each reason follows from its facts alone, and every reason has its words and what ends it', () => {
  const cases: [Partial<Facts>, string[]][] = [
    [{}, ['not_asked']], [{ deposit: 'expired' }, ['code_expired']], [{ deposit: 'billed' }, ['code_unpaid']], [{ covered: true }, ['covered']], [{ covered: true, deposit: 'billed' }, ['code_unpaid']], [{ due_idr: -5 }, ['lowers_next']],
    [{ cash_at_hand: true }, ['not_asked', 'cash_at_hand']], [{ cash_difference: true }, ['not_asked', 'cash_difference']], [{ difference_pending: true }, ['not_asked', 'difference_pending']], [{ month_closed: false }, ['not_asked', 'month_open']], [{ today: '2026-10-30' }, ['not_asked', 'month_running']],
    [{ deposit: 'paid', statement: 'missing' }, ['statement_missing']], [{ deposit: 'paid', statement: 'differs' }, ['statement_differs']], [{ deposit: 'paid', statement: 'agrees' }, []],
  ];
  for (const [facts, wanted] of cases) assert.deepEqual(reasonsOf({ ...plain, ...facts }), wanted);
  assert.deepEqual([...new Set(cases.flatMap(([, wanted]) => wanted))].sort(), [...reasons].sort());
  for (const reason of reasons) assert.ok(reasonNames[reason].id && reasonNames[reason].en && nextSteps[reason].id && nextSteps[reason].en);
});

test('one part of the state from the sale to the treasury: why it is not there is named at every step, for the facility and for who oversees it', async (t) => {
  const house = await openHouse(t, { routes, now: new Date('2026-11-24T05:00:00Z') });
  const place = await openWorkplace(house);
  const { staff, facility_id } = place;
  await makePieces(house, place, { day, work: [{ minutes: 60, good: 4 }, { minutes: 180, good: 6 }] });
  const order = await sell(house, place, { quantity: 3, day, paid: false });
  await house.act(staff.treasurer, (tx) => recordPayment(tx, { number: order, method: 'cash', amount_idr: 300_000, reference: 'TUNAI-1' }), divided);
  const made = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), divided);
  await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: made.id }), divided);
  const look = async (at = new Date('2026-11-24T05:00:00Z')) => (await reading(house.db, { actor: staff.treasurer, now: at }, (reader) => namedLines(reader, { facility_id }))).map((line) => line.why);
  assert.deepEqual(await look(new Date('2026-10-22T05:00:00Z')), [['not_asked', 'cash_at_hand', 'month_running']]);
  assert.deepEqual(await look(), [['not_asked', 'cash_at_hand', 'month_open']]);
  const given = await house.act(staff.treasurer, (tx) => giveCash(tx, { facility_id, counted_idr: 300_000, slip: 'SLIP-1' }), new Date('2026-11-20T05:00:00Z'));
  await house.act(staff.facility_head, (tx) => takeCash(tx, { id: given.id, counted_idr: 299_000, reason: 'Selembar kurang' }), new Date('2026-11-20T06:00:00Z'));
  assert.deepEqual(await look(), [['not_asked', 'cash_difference', 'month_open']]);
  await house.act(staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-10' }), new Date('2026-11-01T05:00:00Z'));
  assert.deepEqual(await look(new Date('2026-11-02T05:00:00Z')), [['code_unpaid', 'cash_difference', 'month_open']]);
  assert.deepEqual(await look(), [['code_expired', 'cash_difference', 'month_open']]);
  await house.admin.query("update ledger.period set closed_at = now() where month = '2026-10-01'");
  const bill = await house.act(staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-10' }), new Date('2026-11-23T05:00:00Z'));
  assert.deepEqual(await look(), [['code_unpaid', 'cash_difference']]);
  const page = await (await house.request('/bengkel/pnbp', { as: staff.treasurer })).text();
  assert.match(page, /Kode billing terbit, belum dibayar/);
  assert.match(page, /Lewat \d+ hari kerja/);
  assert.match(await (await house.request('/pusat/pnbp/belum-setor?alasan=code_unpaid', { as: house.as('headquarters') })).text(), new RegExp(made.number));
  assert.doesNotMatch(await (await house.request('/pusat/pnbp/belum-setor?alasan=covered', { as: house.as('headquarters') })).text(), new RegExp(made.number));
  assert.equal((await house.request('/pusat/pnbp/belum-setor/daftar.xlsx', { as: house.as('auditor') })).status, 200);
  const api = await (await house.request('/api/v1/state-revenue/undeposited', { as: house.as('auditor') })).json() as { total_idr: number; items: { reasons: string[]; late_days: number }[] };
  assert.equal(api.total_idr, made.shares.find((share) => share.to === 'state')?.amount_idr);
  assert.ok((api.items[0]?.late_days ?? 0) > 20);
  await house.act(staff.facility_head, (tx) => recordDepositPaid(tx, { id: bill.id, ntpn: 'ABCDEF0123456789', paid_at: new Date('2026-11-23T06:00:00Z') }), new Date('2026-11-24T05:00:00Z'));
  assert.deepEqual(await look(), [['statement_missing']]);
  const statement = (amount: number, ntpn: string) => house.act(staff.treasurer, (tx) => importStatement(tx, { facility_id, month: '2026-11', source: 'Kas negara', rows: [{ row: 2, cells: { NTPN: ntpn, Tanggal: '2026-11-23', Jumlah: String(amount), Akun: '425119' } }] }));
  await statement(7, 'ZZZZEF0123456789');
  assert.deepEqual(await look(), [['statement_differs']]);
  await statement(bill.amount_idr, 'ABCDEF0123456789');
  assert.deepEqual(await look(), []);
  assert.match(await (await house.request('/bengkel/pnbp', { as: staff.treasurer })).text(), /sudah disetor dan cocok/);
  // Taken back after it was paid in, and divided again: the state was paid already.
  const asked = await house.act(staff.treasurer, (tx) => proposeReversal(tx, { settlement_id: made.id, reason: 'Regu salah dicatat' }), new Date('2026-11-24T05:00:00Z'));
  await house.act(staff.facility_head, (tx) => approveReversal(tx, { id: asked.id }), new Date('2026-11-24T05:00:00Z'));
  const again = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number: order }), new Date('2026-11-24T05:00:00Z'));
  await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: again.id }), new Date('2026-11-24T05:00:00Z'));
  assert.deepEqual(await look(), [['covered', 'cash_difference', 'month_running']]);
});
