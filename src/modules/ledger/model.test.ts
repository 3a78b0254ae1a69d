import assert from 'node:assert/strict';
import test, { type TestContext } from 'node:test';
import fc from 'fast-check';
import { transact } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { openHouse, type House } from '#tests/house.ts';
import { openWorkplace } from '#tests/stage-sale.ts';
import type { AccountCode, Line } from './journal.ts';
import { closePeriod, post, reverse } from './index.ts';

const now = new Date('2026-11-24T05:00:00Z');
const plain = ['1100', '1200', '2200', '2900', '3100'] as const;
const months = ['2026-07', '2026-08', '2026-09', '2026-11'] as const;
const money = fc.integer({ min: 1, max: 50_000_000 });
const steps = {
  post: fc.record({ kind: fc.constant('post' as const), month: fc.constantFrom(...months), from: fc.constantFrom(...plain), to: fc.constantFrom(...plain), amount: money, times: fc.constantFrom(1, 1, 3) }),
  credit: fc.record({ kind: fc.constant('credit' as const), who: fc.constantFrom(0, 1), amount: money }),
  withdraw: fc.record({ kind: fc.constant('withdraw' as const), who: fc.constantFrom(0, 1), amount: money, times: fc.constantFrom(1, 2, 3) }),
  reverse: fc.record({ kind: fc.constant('reverse' as const), which: fc.nat(400), times: fc.constantFrom(1, 2) }),
  replay: fc.record({ kind: fc.constant('replay' as const), which: fc.nat(400) }),
  close: fc.record({ kind: fc.constant('close' as const), month: fc.constantFrom('2026-07', '2026-08') }),
  together: fc.record({ kind: fc.constant('together' as const), moves: fc.array(fc.record({ from: fc.constantFrom(...plain), to: fc.constantFrom(...plain), amount: money }), { minLength: 2, maxLength: 4 }) }),
};
const crooked = fc.record({ kind: fc.constant('crooked' as const), amount: money });
type Step = typeof steps[keyof typeof steps] extends fc.Arbitrary<infer T> ? T : never;
type Journal = { journal_id: string; ref_id: string; month: string; lines: [string, number][]; reversed: boolean };

/** The books beside a model of them: what was posted, what of it is reversed, which months are closed, and what each account must hold. */
async function beside(t: TestContext): Promise<{ house: House; run: (each: Step | { kind: 'crooked'; amount: number }) => Promise<void>; agrees: () => Promise<void> }> {
  const house = await openHouse(t, { now });
  const { workers } = await openWorkplace(house);
  const { id: facility_id } = house.facility;
  const posted: Journal[] = [];
  const closed = new Set<string>();
  const holds = new Map<string, number>();
  const of = (account: string) => holds.get(account) ?? 0;
  const worker = (who: number) => workers[who]?.id ?? '';
  const named = (account: string): Line['account'] => plain.find((each): each is AccountCode & typeof each => each === account) ?? { worker_id: account };
  let n = 0;
  const attempt = (work: () => Promise<unknown>): Promise<string> => work().then(() => 'done', (error: unknown) => (error instanceof Refusal ? error.code : Promise.reject(error)));
  const put = (journal: Omit<Journal, 'journal_id' | 'reversed'>) => house.act(system, (tx) => post(tx, { facility_id, on_day: `${journal.month}-10`, kind: 'test', ref_type: 'run', ref_id: journal.ref_id, memo: 'uji', lines: journal.lines.map(([account, amount_idr]) => ({ account: named(account), amount_idr })) }), now);
  const settle = (journal: Omit<Journal, 'journal_id' | 'reversed'>, journal_id: string) => { posted.push({ ...journal, journal_id, reversed: false }); for (const [account, amount] of journal.lines) holds.set(account, of(account) + amount); };
  /** The same journal so many times at once: one of them or none. */
  const once = async (month: string, lines: [string, number][], times: number, wanted: boolean) => {
    const journal = { ref_id: String(++n), month, lines };
    const made = await Promise.all(Array.from({ length: times }, () => put(journal).catch((error: unknown) => (error instanceof Refusal ? undefined : Promise.reject(error)))));
    const done = made.filter((each) => each !== undefined);
    assert.equal(done.length, wanted ? 1 : 0);
    for (const { journal_id } of done) settle(journal, journal_id);
  };
  const run = async (each: Step | { kind: 'crooked'; amount: number }): Promise<void> => {
    if (each.kind === 'post') await once(each.month, [[each.to, each.amount], [each.from, -each.amount]], each.times, !closed.has(each.month));
    else if (each.kind === 'credit') await once('2026-11', [['2900', each.amount], [worker(each.who), -each.amount]], 1, true);
    else if (each.kind === 'withdraw') {
      // Different withdrawals of one book at once: as many get through as the book holds, whoever comes first.
      const asked = Array.from({ length: each.times }, () => ({ ref_id: String(++n), month: '2026-11', lines: [[worker(each.who), each.amount], ['1100', -each.amount]] as [string, number][] }));
      const answers = await Promise.all(asked.map(async (journal) => ({ journal, made: await put(journal).catch((error: unknown) => (error instanceof Refusal && error.code === 'ledger.savings_short' ? undefined : Promise.reject(error))) })));
      const through = answers.flatMap(({ journal, made }) => (made ? [{ journal, made }] : []));
      assert.equal(through.length, Math.min(each.times, Math.floor(Math.abs(of(worker(each.who))) / each.amount)));
      for (const { journal, made } of through) settle(journal, made.journal_id);
    } else if (each.kind === 'together') {
      const journals = each.moves.map(({ from, to, amount }) => ({ ref_id: String(++n), month: '2026-11', lines: [[to, amount], [from, -amount]] as [string, number][] }));
      for (const [at, { journal_id }] of (await Promise.all(journals.map(put))).entries()) { const journal = journals[at]; if (journal) settle(journal, journal_id); }
    } else if (each.kind === 'close') {
      assert.equal(await attempt(() => house.act(system, (tx) => closePeriod(tx, { facility_id, month: each.month }), now)), closed.has(each.month) ? 'ledger.period_closed_already' : 'done');
      closed.add(each.month);
    } else if (each.kind === 'crooked') {
      // Past the command, straight into the tables: only the deferred check stands in the way.
      const ref = `crooked ${++n}`;
      await transact(house.db, { actor: system, now }, async (tx) => {
        await tx.run(sql`insert into ledger.period values (${facility_id}, '2026-11-01') on conflict do nothing`);
        const { id } = await tx.one<{ id: string }>(sql`insert into ledger.journal (facility_id, number, month, on_day, kind, ref_type, ref_id, memo, posted_at) values (${facility_id}, ${ref}, '2026-11-01', '2026-11-10', 'test', 'x', ${ref}, '', now()) returning id`);
        await tx.run(sql`insert into ledger.posting select ${facility_id}, ${id}, row_number() over (), id, ${each.amount} from ledger.account where facility_id = ${facility_id} and code in ('1100', '1200')`);
      }).then(() => undefined, (error: unknown) => assert.match(String(error), /does not balance/));
    } else {
      const journal = posted[each.which % Math.max(1, posted.length)];
      if (!journal) return;
      if (each.kind === 'replay') {
        assert.equal(await attempt(() => put({ ...journal, month: '2026-11' })), 'ledger.posted_already');
        return;
      }
      const short = journal.lines.some(([account, amount]) => !plain.some((one) => one === account) && of(account) - amount > 0);
      const answers = await Promise.all(Array.from({ length: each.times }, () => attempt(() => house.act(system, (tx) => reverse(tx, { facility_id, journal_id: journal.journal_id, on_day: '2026-11-10', memo: 'balik' })))));
      assert.equal(answers.filter((answer) => answer === 'done').length, journal.reversed || short ? 0 : 1);
      if (journal.reversed || short) return;
      journal.reversed = true;
      for (const [account, amount] of journal.lines) holds.set(account, of(account) - amount);
    }
  };
  const agrees = async (): Promise<void> => {
    const { rows } = await house.admin.query<{ account: string; saved: boolean; balance_idr: number; posted: number }>(`
      select coalesce(a.worker_id::text, a.code) as account, a.worker_id is not null as saved, b.balance_idr, (select coalesce(sum(p.amount_idr), 0)::bigint from ledger.posting p where p.facility_id = b.facility_id and p.account_id = b.account_id) as posted from ledger.balance b join ledger.account a on a.facility_id = b.facility_id and a.id = b.account_id`);
    for (const row of rows) {
      assert.deepEqual([row.balance_idr, row.posted], [of(row.account), of(row.account)], row.account);
      assert.ok(!row.saved || row.balance_idr <= 0, 'a savings book below zero');
    }
    assert.equal(rows.reduce((sum, row) => sum + row.balance_idr, 0), 0);
  };
  return { house, run, agrees };
}

test('whatever is posted, credited, withdrawn, reversed, replayed, closed or done at once, every balance is its postings, no savings book is below zero, and the whole is zero', async (t) => {
  const { run, agrees } = await beside(t);
  await fc.assert(fc.asyncProperty(fc.array(fc.oneof(...Object.values(steps) as fc.Arbitrary<Step>[]), { minLength: 1, maxLength: 5 }), async (acts) => {
    for (const each of acts) await run(each);
    await agrees();
  }), { numRuns: 400 });
});

test('with crooked entries past the commands: the deferred check keeps every run whole; without it the same runs do not hold', async (t) => {
  const { house, run, agrees } = await beside(t);
  const property = fc.asyncProperty(fc.array(fc.oneof(steps.post as fc.Arbitrary<Step>, crooked), { minLength: 1, maxLength: 3 }), async (acts) => {
    for (const each of acts) await run(each);
    await agrees();
  });
  await fc.assert(property, { numRuns: 400 });
  await house.admin.query('drop trigger z_balanced on ledger.journal');
  await assert.rejects(fc.assert(property, { numRuns: 400, endOnFailure: true }), /Property failed/);
});
