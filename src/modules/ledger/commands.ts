import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { chart, checkBalanced, checkOver, closedAlready, noReversalOfReversal, notAsked, notClosed, reversedAlready, type Line, type NewJournal } from './journal.ts';
import { timezoneOf } from './queries.ts';

export async function openBooks(tx: Tx, facility_id: string): Promise<void> {
  permit(tx.actor, 'ledger.open');
  for (const { code, name_id, name_en, kind } of chart) {
    await tx.run(sql`insert into ledger.account (facility_id, code, name_id, name_en, kind) values (${facility_id}, ${code}, ${name_id}, ${name_en}, ${kind}) on conflict do nothing`);
  }
}

/** Posts one balanced journal. The caller's verb was permitted by the caller: money moves only as part of an act that has its own policy. */
export async function post(tx: Tx, journal: NewJournal): Promise<{ journal_id: string; number: string }> {
  checkBalanced(journal.lines);
  const { facility_id, on_day } = journal;
  const month = `${on_day.slice(0, 7)}-01`;
  await tx.run(sql`insert into ledger.period (facility_id, month) values (${facility_id}, ${month}) on conflict do nothing`);
  const year = Number(on_day.slice(0, 4));
  const number = `JU-${year}-${String(await nextNumber(tx, 'journal', facility_id, year)).padStart(6, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into ledger.journal (facility_id, number, month, on_day, kind, ref_type, ref_id, memo, reverses, posted_by, posted_at)
    values (${facility_id}, ${number}, ${month}, ${on_day}, ${journal.kind}, ${journal.ref_type}, ${journal.ref_id}, ${journal.memo}, ${journal.reverses ?? null}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  const accounts = await accountsOf(tx, facility_id, journal.lines);
  // Balances are locked in account order, so that two journals never wait for each other.
  const ordered = journal.lines.map(({ amount_idr, note = null }, n) => ({ line: n + 1, account_id: accounts[n] ?? '', amount_idr, note })).sort((a, b) => (a.account_id < b.account_id ? -1 : 1));
  await tx.run(sql`
    insert into ledger.posting (facility_id, journal_id, line, account_id, amount_idr, note) select ${facility_id}, ${id}, p.line, p.account_id, p.amount_idr, p.note
    from json_to_recordset(${JSON.stringify(ordered)}::json) as p(line smallint, account_id uuid, amount_idr bigint, note text)`);
  tx.emit({ verb: 'journal.posted', facility_id, subject_kind: 'journal', subject_id: id, particulars: { number, kind: journal.kind, ref_id: journal.ref_id } });
  return { journal_id: id, number };
}

/**
 * The opposite of a posted journal, once. Nothing posted is changed. The caller's verb was permitted
 * by the caller, as for `post`; a reversal is not reversed: the act is done again instead.
 */
export async function reverse(tx: Tx, { facility_id, journal_id, on_day, memo }: { facility_id: string; journal_id: string; on_day: string; memo: string }): Promise<{ journal_id: string; number: string }> {
  const journal = await tx.one<{ reverses: string | null; is_reversed: boolean }>(sql`
    select j.reverses, exists (select 1 from ledger.journal r where r.facility_id = j.facility_id and r.reverses = j.id) as is_reversed from ledger.journal j where j.facility_id = ${facility_id} and j.id = ${journal_id}`);
  if (journal.reverses) throw noReversalOfReversal;
  if (journal.is_reversed) throw reversedAlready;
  const lines = await tx.all<{ code: string; worker_id: string | null; amount_idr: number }>(sql`
    select a.code, a.worker_id, p.amount_idr from ledger.posting p join ledger.account a on a.facility_id = p.facility_id and a.id = p.account_id where p.facility_id = ${facility_id} and p.journal_id = ${journal_id} order by p.line`);
  const opposite = lines.map(({ code, worker_id, amount_idr }): Line => ({ account: worker_id ? { worker_id } : known(code), amount_idr: -amount_idr }));
  return post(tx, { facility_id, on_day, kind: 'reversal', ref_type: 'journal', ref_id: journal_id, memo, lines: opposite, reverses: journal_id });
}

/** A month that is over is closed by the treasurer; from then on nothing is posted in it. */
export async function closePeriod(tx: Tx, { facility_id, month }: { facility_id: string; month: string }): Promise<void> {
  permit(tx.actor, 'ledger.close_period');
  const { timezone } = await timezoneOf(tx, facility_id);
  checkOver(month, dayIn(zoneOf(timezone), tx.now));
  const closed = await tx.run(sql`insert into ledger.period (facility_id, month, closed_at, closed_by) values (${facility_id}, ${`${month}-01`}, ${tx.now}, ${tx.actor.account_id})
    on conflict (facility_id, month) do update set closed_at = excluded.closed_at, closed_by = excluded.closed_by, reopen_asked_by = null, reopen_person = null, reopen_reason = null, reopened_at = null, reopened_person = null where period.closed_at is null`);
  if (closed === 0) throw closedAlready;
  tx.emit({ verb: 'period.closed', facility_id, subject_kind: 'period', subject_id: month });
}

/** The first of two persons: asks for a closed month to be opened, and says why. */
export async function askReopening(tx: Tx, { facility_id, month, reason }: { facility_id: string; month: string; reason: string }): Promise<void> {
  permit(tx.actor, 'ledger.ask_reopening');
  const asked = await tx.run(sql`update ledger.period set reopen_asked_by = ${tx.actor.account_id}, reopen_person = ${tx.actor.person_id}, reopen_reason = ${reason} where facility_id = ${facility_id} and month = ${`${month}-01`} and closed_at is not null and reopen_asked_by is null`);
  if (asked === 0) throw notClosed;
  tx.emit({ verb: 'period.reopening_asked', facility_id, subject_kind: 'period', subject_id: month, particulars: { reason } });
}

/** The second: another person opens the month. It is closed again when the correction is made. */
export async function reopenPeriod(tx: Tx, { facility_id, month }: { facility_id: string; month: string }): Promise<void> {
  permit(tx.actor, 'ledger.reopen_period');
  const opened = await tx.run(sql`update ledger.period set closed_at = null, closed_by = null, reopened_at = ${tx.now}, reopened_person = ${tx.actor.person_id} where facility_id = ${facility_id} and month = ${`${month}-01`} and closed_at is not null and reopen_asked_by is not null`);
  if (opened === 0) throw notAsked;
  tx.emit({ verb: 'period.reopened', facility_id, subject_kind: 'period', subject_id: month });
}

function known(code: string): Line['account'] {
  const found = chart.find((account) => account.code === code);
  if (!found) throw new Error(`account outside the chart: ${code}`);
  return found.code;
}

async function accountsOf(tx: Tx, facility_id: string, lines: readonly Line[]): Promise<string[]> {
  const codes = lines.flatMap(({ account }) => (typeof account === 'string' ? [account] : []));
  const workers = lines.flatMap(({ account }) => (typeof account === 'string' ? [] : [account.worker_id]));
  if (workers.length > 0) await openSavings(tx, facility_id, workers);
  const rows = await tx.all<{ id: string; code: string; worker_id: string | null }>(sql`
    select id, code, worker_id from ledger.account where facility_id = ${facility_id} and (code = any (${codes}::text[]) or worker_id = any (${workers}::uuid[]))`);
  const ids = new Map(rows.map((row) => [row.worker_id ?? row.code, row.id]));
  return lines.map(({ account }) => {
    const id = ids.get(typeof account === 'string' ? account : account.worker_id);
    if (id === undefined) throw new Error(`no account in the books of ${facility_id}`);
    return id;
  });
}

/** A savings book opens with the first rupiah. It carries the roster code: no name in the ledger. */
async function openSavings(tx: Tx, facility_id: string, workers: string[]): Promise<void> {
  await tx.run(sql`
    insert into ledger.account (facility_id, code, name_id, name_en, kind, worker_id)
    select ${facility_id}, '2100-' || w.roster_code, 'Tabungan ' || w.roster_code, 'Savings ' || w.roster_code, 'liability', w.id from workforce.worker_published w
    where w.facility_id = ${facility_id} and w.id = any (${workers}::uuid[]) on conflict do nothing`);
}
