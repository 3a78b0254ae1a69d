import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import { instantAt } from '#kernel/calendar.ts';
import { Forbidden } from '#kernel/refusal.ts';
import { asSystem, openHouse, refused } from '#tests/house.ts';
import { makePieces, openWorkplace, sell } from '#tests/stage-sale.ts';
import { routes } from '../index.ts';
import { createDeposit, recordDepositPaid } from '../commands/deposits.ts';
import { approveSettlement, prepareSettlement } from '../commands/settling.ts';
import { asRows } from './sheet-upload.ts';
import { compare, readLines } from './reconciliation.ts';
import { decideFinding, explainFinding, importStatement, setTarget } from './reconciliation-commands.ts';
import { reconciliationOf, unitsRevenue, yearOf } from './reconciliation-queries.ts';

const now = new Date('2026-11-24T05:00:00Z');
const side = (ntpn: string, amount_idr = 100, account_code = '425119', paid_on = '2026-10-09') => ({ ntpn, amount_idr, account_code, paid_on });

test('each NTPN is found once, the gravest difference first', () => {
  const found = compare([side('A'), side('B'), side('C'), side('D', 100, '425112'), side('E', 100, '425119', '2026-10-10')], [side('A'), side('C', 99, '425112'), side('D'), side('E'), side('F')]);
  assert.deepEqual(found.map(({ ntpn, finding }) => [ntpn, finding]), [['A', undefined], ['B', 'not_in_theirs'], ['C', 'amount_differs'], ['D', 'account_differs'], ['E', 'day_differs'], ['F', 'not_in_ours']]);
});

test('a statement is read whole or not at all: a bad NTPN, a repeated one, an empty file', () => {
  const row = (NTPN: string, Jumlah = '1.000', Tanggal = '09/10/2026') => ({ NTPN, Tanggal, Jumlah, Akun: '425119' });
  assert.deepEqual(readLines(asRows([row('abcd 1234 abcd 1234')])), [{ row: 2, ntpn: 'ABCD1234ABCD1234', paid_on: '2026-10-09', amount_idr: 1_000, account_code: '425119' }]);
  for (const bad of [[row('ABC')], [row('ABCD1234ABCD1234', '-5')], [row('ABCD1234ABCD1234', '1000', 'kemarin')], [row('ABCD1234ABCD1234'), row('ABCD1234ABCD1234')]]) assert.throws(() => readLines(asRows(bad)), refused('statement.unreadable'));
  assert.throws(() => readLines([]), refused('statement.empty'));
});

async function scene(t: TestContext) {
  const house = await openHouse(t, { routes, now });
  const place = await openWorkplace(house);
  const { facility_id, staff } = place;
  await makePieces(house, place, { day: '2026-10-06', work: [{ minutes: 180, good: 10 }, { minutes: 180, good: 10 }] });
  const number = await sell(house, place, { quantity: 3, day: '2026-10-07' });
  const at = (day: string, time: string) => instantAt('Asia/Jakarta', day, time);
  const settled = await house.act(staff.section_head, (tx) => prepareSettlement(tx, { order_number: number }), at('2026-10-08', '08:00'));
  await house.act(staff.facility_head, (tx) => approveSettlement(tx, { id: settled.id }), at('2026-10-08', '09:00'));
  const ntpn = 'ABCD1234ABCD1234';
  const deposit = await house.act(staff.treasurer, (tx) => createDeposit(tx, { facility_id, period: '2026-10' }), at('2026-10-09', '08:00'));
  await house.act(staff.facility_head, (tx) => recordDepositPaid(tx, { id: deposit.id, ntpn, paid_at: at('2026-10-09', '10:00') }), at('2026-10-09', '12:00'));
  const row = (over: Record<string, string> = {}) => ({ NTPN: ntpn, Tanggal: '09/10/2026', Jumlah: String(deposit.amount_idr), Akun: '425119', ...over });
  const load = (rows: Record<string, string>[], by = staff.treasurer, month = '2026-10') => house.act(by, (tx) => importStatement(tx, { facility_id, month, source: 'Konfirmasi contoh', rows: asRows(rows) }));
  const look = () => house.look(staff.treasurer, (reader) => reconciliationOf(reader, { facility_id, month: '2026-10' }));
  return { house, ...place, ntpn, deposit, row, load, look };
}

test('a statement that says the same leaves nothing open; without one nothing is compared', async (t) => {
  const s = await scene(t);
  assert.deepEqual((await s.look()).rows, []);
  await assert.rejects(s.load([s.row()], s.staff.facility_head), Forbidden);
  await assert.rejects(s.load([s.row({ Tanggal: '09/11/2026' })]), refused('statement.other_month'));
  assert.deepEqual((({ lines, open }) => ({ lines, open }))(await s.load([s.row()])), { lines: 1, open: 0 });
  await assert.rejects(s.load([s.row()]), refused('statement.imported_already'));
  await assert.rejects(s.load([s.row({ Jumlah: '5' })]), refused('statement.ntpn_known'));
  await assert.rejects(s.house.admin.query('update pay.statement_line set amount_idr = 1'), /append-only/);
});

test('a difference is explained by one and agreed to by another, or explained anew; the two sides stay as they are', async (t) => {
  const s = await scene(t);
  const { open } = await s.load([s.row({ Jumlah: '1' }), s.row({ NTPN: 'XYZA1234XYZA1234' })]);
  assert.equal(open, 2);
  const explain = (ntpn: string, finding: 'amount_differs' | 'not_in_ours' | 'day_differs') => s.house.act(s.staff.treasurer, (tx) => explainFinding(tx, { facility_id: s.facility_id, month: '2026-10', ntpn, finding, reason: 'Salah ketik di bank' }));
  const decide = (id: string, agreed: boolean, by = s.staff.facility_head) => s.house.act(by, (tx) => decideFinding(tx, { id, agreed }));
  await assert.rejects(explain(s.ntpn, 'day_differs'), refused('finding.not_there'));
  const first = await explain(s.ntpn, 'amount_differs');
  await assert.rejects(explain(s.ntpn, 'amount_differs'), refused('finding.answered_already'));
  await assert.rejects(decide(first.id, true, { ...s.staff.facility_head, person_id: s.staff.treasurer.person_id }), refused('finding.same_person'));
  await assert.rejects(decide(first.id, true, s.staff.treasurer), Forbidden);
  await decide(first.id, false);
  await assert.rejects(decide(first.id, true), refused('finding.decided_already'));
  const again = await explain(s.ntpn, 'amount_differs');
  await decide(again.id, true);
  assert.equal((await s.look()).open, 1);
  await assert.rejects(s.house.admin.query("insert into pay.finding_answer (facility_id, month, ntpn, finding, reason, state, proposed_person, decided_person, proposed_at, decided_at) select facility_id, month, 'Q', finding, reason, state, proposed_person, proposed_person, proposed_at, decided_at from pay.finding_answer where state = 'agreed'"), /finding_two_persons/);
  const page = await (await s.house.request('/bengkel/pnbp/rekonsiliasi?bulan=2026-10', { as: s.staff.treasurer })).text();
  assert.match(page, /Tidak ada di buku kita/);
  assert.match(page, /Salah ketik di bank/);
  assert.equal((await s.house.request('/bengkel/pnbp/rekonsiliasi/2026-10/daftar.xlsx', { as: s.staff.treasurer })).status, 200);
});

test('a file is uploaded from the page, and what is no file is refused', async (t) => {
  const s = await scene(t);
  const body = new FormData();
  body.set('_token', crypto.randomUUID());
  body.set('source', 'Konfirmasi contoh');
  body.set('sheet', new File([`NTPN;Tanggal;Jumlah;Akun\r\n${s.ntpn};09/10/2026;${s.deposit.amount_idr};425119\r\n`], 'kas.csv', { type: 'text/csv' }));
  const sent = await s.house.app.request('/bengkel/pnbp/rekonsiliasi/2026-10', { method: 'POST', body, headers: { 'x-test-actor': s.staff.treasurer.account_id ?? '' } });
  assert.equal(sent.status, 303);
  assert.equal((await s.look()).open, 0);
  assert.equal((await s.house.request('/bengkel/pnbp/rekonsiliasi/2026-10', { as: s.staff.treasurer, form: { source: 'x', sheet: 'bukan berkas' } })).status, 422);
});

test('a target is a revision with its decree; the last one counts, and the country sees target, deposits and what waits', async (t) => {
  const s = await scene(t);
  const set = (amount_idr: number, by = s.house.as('headquarters')) => s.house.act(by, (tx) => setTarget(tx, { facility_id: s.facility_id, year: 2026, account_code: '425119', amount_idr, decree: 'DIPA contoh 2026' }));
  await assert.rejects(set(1, s.staff.treasurer), Forbidden);
  assert.deepEqual([(await set(1_000_000)).revision, (await set(2_000_000)).revision], [1, 2]);
  assert.deepEqual(await s.house.look(s.staff.treasurer, (reader) => yearOf(reader, { facility_id: s.facility_id, year: 2026 })), [{ account_code: '425119', target_idr: 2_000_000, paid_idr: s.deposit.amount_idr }]);
  const [unit] = await s.house.look(s.house.as('headquarters'), (reader) => unitsRevenue(reader, { year: 2026 }));
  assert.deepEqual([unit?.target_idr, unit?.paid_idr, unit?.owed_idr, unit?.months_paid, unit?.months_checked], [2_000_000, s.deposit.amount_idr, 0, 1, 0]);
  assert.match(await (await s.house.request('/pusat/pnbp', { as: s.house.as('headquarters') })).text(), /0 dari 1/);
  assert.equal((await s.house.request('/pusat/pnbp', { as: s.staff.treasurer })).status, 403);
  await assert.rejects(s.house.admin.query('update pay.revenue_target set amount_idr = 0'), /append-only/);
  assert.ok(asSystem);
});
