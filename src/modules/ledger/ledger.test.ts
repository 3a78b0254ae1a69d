import assert from 'node:assert/strict';
import { test } from 'node:test';
import { z } from 'zod';
import { transact } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { Forbidden, NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse } from '#tests/house.ts';
import { askReopening, reopenPeriod } from './commands.ts';
import type { AccountCode } from './journal.ts';
import { statementOf } from './statement-queries.ts';
import { balanceOf, closePeriod, openBooks, post, reverse, routes } from './index.ts';

const day = '2026-11-10';
const now = new Date('2026-11-24T05:00:00Z');
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('an unbalanced or one-legged journal is refused before and by the database; without the deferred check it would get in', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  await assert.rejects(house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'test', ref_type: 'x', ref_id: '1', memo: '', lines: [{ account: '1100', amount_idr: 5 }, { account: '1200', amount_idr: -4 }] })), refusal('ledger.unbalanced'));
  const byHand = (ref: string) => transact(house.db, { actor: system }, async (tx) => {
    await tx.run(sql`insert into ledger.period values (${facility_id}, '2026-11-01') on conflict do nothing`);
    const { id } = await tx.one<{ id: string }>(sql`insert into ledger.journal (facility_id, number, month, on_day, kind, ref_type, ref_id, memo, posted_at) values (${facility_id}, ${ref}, '2026-11-01', ${day}, 'test', 'x', ${ref}, '', now()) returning id`);
    await tx.run(sql`insert into ledger.posting select ${facility_id}, ${id}, row_number() over (), id, 7 from ledger.account where facility_id = ${facility_id} limit 2`);
  });
  await assert.rejects(byHand('a'), /does not balance/);
  await house.admin.query('drop trigger z_balanced on ledger.journal');
  await byHand('b');
});

test('a posting cannot be added to a journal of an earlier transaction, nor anything changed', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const { journal_id } = await house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'test', ref_type: 'x', ref_id: '1', memo: '', lines: [{ account: '1100', amount_idr: 5 }, { account: '1200', amount_idr: -5 }] }));
  await assert.rejects(house.act(system, (tx) => tx.run(sql`insert into ledger.posting select ${facility_id}, ${journal_id}, 9, id, 1 from ledger.account where facility_id = ${facility_id} limit 1`)), /outside the transaction/);
  await assert.rejects(house.admin.query('update ledger.posting set amount_idr = 1'), /append-only/);
  await assert.rejects(house.admin.query('delete from ledger.journal'), /append-only/);
});

test('a month is closed when it is over; a closed month takes no more postings, and opens again only by two persons', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const october = (ref_id: string) => ({ facility_id, on_day: '2026-10-10', kind: 'test', ref_type: 'x', ref_id, memo: '', lines: [{ account: '1100' as const, amount_idr: 5 }, { account: '1200' as const, amount_idr: -5 }] });
  await house.act(system, (tx) => post(tx, october('1')));
  const [treasurer, head] = [house.as('treasurer'), house.as('facility_head')];
  const which = { facility_id, month: '2026-10' };
  await assert.rejects(house.act(treasurer, (tx) => closePeriod(tx, { facility_id, month: '2026-11' })), refusal('ledger.period_running'));
  await assert.rejects(house.act(head, (tx) => closePeriod(tx, which)), Forbidden);
  await assert.rejects(house.act(treasurer, (tx) => askReopening(tx, { ...which, reason: 'Salah' })), refusal('ledger.period_not_closed'));
  await house.act(treasurer, (tx) => closePeriod(tx, which));
  await assert.rejects(house.act(treasurer, (tx) => closePeriod(tx, which)), refusal('ledger.period_closed_already'));
  await assert.rejects(house.act(system, (tx) => post(tx, october('2'))), refusal('ledger.period_closed'));
  await assert.rejects(house.act(head, (tx) => reopenPeriod(tx, which)), refusal('ledger.reopening_not_asked'));
  await assert.rejects(house.act(head, (tx) => askReopening(tx, { ...which, reason: 'Salah' })), Forbidden);
  await house.act(treasurer, (tx) => askReopening(tx, { ...which, reason: 'Kuitansi tertinggal' }));
  await assert.rejects(house.act(treasurer, (tx) => askReopening(tx, { ...which, reason: 'Lagi' })), refusal('ledger.period_not_closed'));
  await assert.rejects(house.act(treasurer, (tx) => reopenPeriod(tx, which)), Forbidden);
  await assert.rejects(house.act({ ...head, person_id: treasurer.person_id }, (tx) => reopenPeriod(tx, which)), refusal('ledger.same_person'));
  await house.act(head, (tx) => reopenPeriod(tx, which));
  await house.act(system, (tx) => post(tx, october('2')));
  await house.act(treasurer, (tx) => closePeriod(tx, which));
  // The next reopening needs its own asking.
  await assert.rejects(house.act(head, (tx) => reopenPeriod(tx, which)), refusal('ledger.reopening_not_asked'));
});

test('a journal is reversed once, by its exact opposite, and a reversal is not reversed', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const { journal_id } = await house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'sale', ref_type: 'handover', ref_id: '1', memo: 'jual', lines: [{ account: '1200', amount_idr: 700 }, { account: '2900', amount_idr: -400 }, { account: '3100', amount_idr: -300 }] }));
  const back = await house.act(system, (tx) => reverse(tx, { facility_id, journal_id, on_day: day, memo: 'salah catat' }));
  for (const account of ['1200', '2900', '3100']) assert.equal(await house.look(system, (reader) => balanceOf(reader, { facility_id, account })), 0);
  await assert.rejects(house.act(system, (tx) => reverse(tx, { facility_id, journal_id, on_day: day, memo: 'lagi' })), refusal('ledger.reversed_already'));
  await assert.rejects(house.act(system, (tx) => reverse(tx, { facility_id, journal_id: back.journal_id, on_day: day, memo: 'balik lagi' })), refusal('ledger.reversal_stands'));
  await assert.rejects(house.act(system, (tx) => reverse(tx, { facility_id, journal_id: crypto.randomUUID(), on_day: day, memo: 'tidak ada' })), NotFound);
  await assert.rejects(house.admin.query("insert into ledger.journal (facility_id, number, month, on_day, kind, ref_type, ref_id, memo, reverses, posted_at) select facility_id, 'X', month, on_day, 'reversal', 'other', 'other', '', $1, now() from ledger.journal limit 1", [journal_id]), /journal_reversed_once/);
});

test('the exported journal, added up by itself, gives the trial balance', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { id: facility_id, code } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  for (const [n, amount_idr] of [900, 1_250_000, 7].entries()) {
    await house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'sale', ref_type: 'handover', ref_id: String(n), memo: 'jual', lines: [{ account: '1200', amount_idr }, { account: '2900', amount_idr: -amount_idr }] }));
  }
  const as = house.as('auditor');
  const text = await (await house.request(`/api/v1/ledger/journal.hledger?facility=${code}`, { as })).text();
  const sums = new Map<string, number>();
  for (const [, account = '', amount = ''] of text.matchAll(/^ {4}(\S+) {4}(-?\d+) IDR$/gm)) sums.set(account, (sums.get(account) ?? 0) + Number(amount));
  const trial: unknown = await (await house.request(`/api/v1/ledger/trial-balance?facility=${code}`, { as })).json();
  const items = z.object({ total_idr: z.literal(0), items: z.array(z.object({ code: z.string(), balance_idr: z.number() })) }).parse(trial).items;
  for (const row of items) assert.equal(sums.get(`${code}:${row.code}`) ?? 0, row.balance_idr, row.code);
  assert.equal(sums.get(`${code}:1200`), 1_250_907);
});

test('eight officers posting the same thing at once post it once', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const results = await Promise.allSettled(Array.from({ length: 8 }, () => house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'sale', ref_type: 'handover', ref_id: 'one', memo: '', lines: [{ account: '1200', amount_idr: 900 }, { account: '2900', amount_idr: -900 }] }))));
  assert.equal(results.filter((result) => result.status === 'fulfilled').length, 1);
  assert.equal(await house.look(system, (reader) => balanceOf(reader, { facility_id, account: '1200' })), 900);
});

test('a treasurer of another facility sees nothing of these books', async (t) => {
  const house = await openHouse(t, { routes });
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  await house.act(system, (tx) => post(tx, { facility_id, on_day: day, kind: 'sale', ref_type: 'handover', ref_id: 'one', memo: 'rahasia', lines: [{ account: '1200', amount_idr: 900 }, { account: '2900', amount_idr: -900 }] }));
  const own = await house.request('/bengkel/buku-besar', { as: house.as('treasurer') });
  assert.match(await own.text(), /rahasia/);
  const foreign = await house.request('/bengkel/buku-besar', { as: house.as('treasurer', 'other') });
  assert.doesNotMatch(await foreign.text(), /rahasia/);
});

test('an overseer chooses whose books to read; a journal shows its lines; a month that is over leads to its closing', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { id: facility_id, code } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const { number } = await house.act(system, (tx) => post(tx, { facility_id, on_day: '2026-10-05', kind: 'sale', ref_type: 'handover', ref_id: 'one', memo: 'jual', lines: [{ account: '1200', amount_idr: 900 }, { account: '2900', amount_idr: -900 }] }));
  const auditor = house.as('auditor');
  assert.match(await (await house.request('/bengkel/buku-besar', { as: auditor })).text(), /Pilih UPT/);
  assert.match(await (await house.request(`/bengkel/buku-besar?upt=${code}`, { as: auditor })).text(), /Piutang pembeli/);
  assert.match(await (await house.request(`/bengkel/buku-besar/${number}?upt=${code}`, { as: auditor })).text(), /Penjualan belum dibagi/);
  assert.equal((await house.request(`/bengkel/buku-besar/${number}`, { as: house.as('treasurer', 'other') })).status, 404);
  assert.equal((await house.request(`/bengkel/buku-besar?upt=${code}`, { as: house.as('treasurer', 'other') })).status, 404);
  assert.equal((await house.request('/bengkel/buku-besar', { as: house.as('officer') })).status, 403);
  assert.match(await (await house.request('/bengkel/buku-besar', { as: house.as('treasurer') })).text(), /\/bengkel\/tutup-bulan\/2026-10/);
});

test('a month’s statement: what is owned less what is owed is capital and funds, before and after, and every movement has its kind', async (t) => {
  const house = await openHouse(t, { routes, now });
  const { id: facility_id, code } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const book = (on_day: string, kind: string, ref_id: string, lines: [AccountCode, number][]) => house.act(system, (tx) => post(tx, { facility_id, on_day, kind, ref_type: kind, ref_id, memo: kind, lines: lines.map(([account, amount_idr]) => ({ account, amount_idr })) }));
  await book('2026-09-30', 'opening', '1', [['1100', 5_000], ['3100', -5_000]]);
  await book('2026-10-05', 'sale', '2', [['1200', 900], ['2900', -900]]);
  await book('2026-10-31', 'settlement', '3', [['2900', 900], ['3100', -600], ['2200', -300]]);
  await book('2026-11-01', 'sale', '4', [['1200', 77], ['2900', -77]]);
  const rows = await house.look(house.as('treasurer'), (reader) => statementOf(reader, { facility_id, month: '2026-10' }));
  const of = (wanted: string) => rows.find((row) => row.code === wanted);
  assert.deepEqual([of('1100')?.before_idr, of('1200')?.before_idr, of('1200')?.after_idr, of('2200')?.after_idr, of('3100')?.before_idr, of('3100')?.after_idr], [5_000, 0, 900, -300, -5_000, -5_600]);
  assert.equal(rows.reduce((sum, row) => sum + row.after_idr, 0), 0);
  assert.deepEqual(of('2900')?.moved, [{ kind: 'sale', amount_idr: -900 }, { kind: 'settlement', amount_idr: 900 }]);
  const page = await (await house.request('/bengkel/buku-besar/laporan?bulan=2026-10', { as: house.as('treasurer') })).text();
  assert.match(page, /Hasil bulan ini/);
  assert.match(page, /Rp\s600/);
  assert.match(await (await house.request(`/bengkel/buku-besar/laporan?upt=${code}&bulan=x`, { as: house.as('auditor') })).text(), /Laporan buku Oktober 2026/);
});
