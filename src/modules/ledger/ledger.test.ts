import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { transact } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse } from '#tests/house.ts';
import { balanceOf, closePeriod, openBooks, post, reverse, routes } from './index.ts';

const day = '2026-11-10';
const refusal = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code;

test('any run of postings, reversals and replays keeps every balance equal to its postings and the sum at zero', async (t) => {
  const house = await openHouse(t, { routes });
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const accounts = ['1100', '1200', '2200', '2900', '3100'] as const;
  const journal = fc.record({ from: fc.constantFrom(...accounts), to: fc.constantFrom(...accounts), amount: fc.integer({ min: 1, max: 50_000_000 }), reversed: fc.boolean(), replayed: fc.boolean() });
  let n = 0;
  await fc.assert(fc.asyncProperty(fc.array(journal, { minLength: 1, maxLength: 8 }), async (run) => {
    for (const { from, to, amount, reversed, replayed } of run) {
      const entry = { facility_id, on_day: day, kind: 'test', ref_type: 'run', ref_id: String(++n), memo: 'uji', lines: [{ account: to, amount_idr: amount }, { account: from, amount_idr: -amount }] };
      const { journal_id } = await house.act(system, (tx) => post(tx, entry));
      if (replayed) await assert.rejects(house.act(system, (tx) => post(tx, entry)), refusal('ledger.posted_already'));
      if (reversed) {
        await house.act(system, (tx) => reverse(tx, { facility_id, journal_id, on_day: day, memo: 'balik' }));
        await assert.rejects(house.act(system, (tx) => reverse(tx, { facility_id, journal_id, on_day: day, memo: 'balik' })), refusal('ledger.posted_already'));
      }
    }
    const { rows } = await house.admin.query<{ drift: number; total: number }>(`
      select (select count(*)::int from ledger.balance b where b.balance_idr <> (select coalesce(sum(amount_idr), 0) from ledger.posting p where p.facility_id = b.facility_id and p.account_id = b.account_id)) as drift, (select coalesce(sum(balance_idr), 0)::int from ledger.balance) as total`);
    assert.deepEqual(rows[0], { drift: 0, total: 0 });
  }), { numRuns: 40 });
});

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

test('a closed month takes no more postings, and says what to do', async (t) => {
  const house = await openHouse(t);
  const { id: facility_id } = house.facility;
  await house.act(system, (tx) => openBooks(tx, facility_id));
  const entry = (ref_id: string) => ({ facility_id, on_day: day, kind: 'test', ref_type: 'x', ref_id, memo: '', lines: [{ account: '1100' as const, amount_idr: 5 }, { account: '1200' as const, amount_idr: -5 }] });
  await house.act(system, (tx) => post(tx, entry('1')));
  await house.act(house.as('treasurer'), (tx) => closePeriod(tx, { facility_id, month: '2026-11' }));
  await assert.rejects(house.act(system, (tx) => post(tx, entry('2'))), refusal('ledger.period_closed'));
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
