import type { Tx } from '#kernel/db.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { reverse } from '#ledger';
import { dayAt } from '#organisation';
import { workerById } from '#workforce';
import { fileDecided, notReleased, nothingToSend, payeeDecided, payeeOnItsWay, readAnswer, samePayeeRecorder, sameReleaser, writeBankFile, type PayeeWish } from './bank-file.ts';
import { bankFileById, fileLines, sendable, type BankFileRow } from './bank-queries.ts';

/** An account savings may go to; a new one of the same kind ends the one before. It counts once another person saw the evidence. */
export async function recordPayee(tx: Tx, wish: PayeeWish): Promise<{ id: string }> {
  permit(tx.actor, 'payee.record');
  const { id: worker_id, facility_id } = await workerById(tx, wish.worker_id);
  await lock(tx, facility_id);
  const old = await tx.maybe<{ id: string }>(sql`select id from pay.payee where facility_id = ${facility_id} and worker_id = ${worker_id} and relation = ${wish.relation} and ended_at is null`);
  if (old) {
    const way = await tx.maybe(sql`select 1 from pay.bank_line l join pay.bank_file b on b.facility_id = l.facility_id and b.id = l.file_id where l.facility_id = ${facility_id} and l.payee_id = ${old.id} and b.state in ('prepared', 'released')`);
    if (way) throw payeeOnItsWay;
    await tx.run(sql`update pay.payee set ended_at = ${tx.now} where facility_id = ${facility_id} and id = ${old.id}`);
  }
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.payee (facility_id, worker_id, relation, holder, bank_code, account_number, evidence, recorded_by, recorded_person, recorded_at) values (${facility_id}, ${worker_id}, ${wish.relation}, ${wish.holder}, ${wish.bank_code}, ${wish.account_number}, ${wish.evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'payee.recorded', facility_id, subject_kind: 'payee', subject_id: id, particulars: { relation: wish.relation } });
  return { id };
}

export async function approvePayee(tx: Tx, { id }: { id: string }): Promise<void> {
  permit(tx.actor, 'payee.approve');
  const payee = await tx.one<{ facility_id: string; approved_at: Date | null; recorded_person: string | null }>(sql`select facility_id, approved_at, recorded_person from pay.payee where id = ${id}::uuid and ended_at is null for update`);
  if (payee.approved_at) throw payeeDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === payee.recorded_person) throw samePayeeRecorder;
  await tx.run(sql`update pay.payee set approved_by = ${tx.actor.account_id}, approved_person = ${tx.actor.person_id}, approved_at = ${tx.now} where facility_id = ${payee.facility_id} and id = ${id}`);
  tx.emit({ verb: 'payee.approved', facility_id: payee.facility_id, subject_kind: 'payee', subject_id: id });
}

/** Every approved withdrawal that has an approved account, in one file with its sums. Nothing goes out yet. */
export async function prepareBankFile(tx: Tx, { facility_id }: { facility_id: string }): Promise<{ id: string; number: string; lines: number; total_idr: number }> {
  permit(tx.actor, 'bank.prepare');
  await lock(tx, facility_id);
  const chosen = (await sendable(tx, facility_id)).flatMap((row) => (row.payee_id ? [{ ...row, payee_id: row.payee_id }] : []));
  if (chosen.length === 0) throw nothingToSend;
  const on_day = await dayAt(tx, facility_id);
  const year = Number(on_day.slice(0, 4));
  const number = `BF-${year}-${String(await nextNumber(tx, 'bank-file', facility_id, year)).padStart(4, '0')}`;
  const total_idr = chosen.reduce((sum, each) => sum + each.amount_idr, 0);
  const { lines, sha256 } = await sealed(tx, { facility_id, number, on_day, chosen });
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.bank_file (facility_id, number, lines, total_idr, sha256, on_day, prepared_by, prepared_person, prepared_at) values (${facility_id}, ${number}, ${chosen.length}, ${total_idr}, ${sha256}, ${on_day}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`insert into pay.bank_line (facility_id, file_id, line, withdrawal_id, payee_id, amount_idr) select ${facility_id}, ${id}, l.line, l.withdrawal_id, l.payee_id, l.amount_idr from json_to_recordset(${JSON.stringify(lines)}::json) as l(line int, withdrawal_id uuid, payee_id uuid, amount_idr bigint)`);
  tx.emit({ verb: 'bank_file.prepared', facility_id, subject_kind: 'bank_file', subject_id: id, particulars: { number, lines: chosen.length, total_idr } });
  return { id, number, lines: chosen.length, total_idr };
}

type Chosen = { withdrawal_id: string; number: string; amount_idr: number; payee_id: string };
async function sealed(tx: Tx, { facility_id, number, on_day, chosen }: { facility_id: string; number: string; on_day: string; chosen: Chosen[] }): Promise<{ lines: { line: number; withdrawal_id: string; payee_id: string; amount_idr: number }[]; sha256: string }> {
  const accounts = await tx.all<{ id: string; holder: string; bank_code: string; account_number: string }>(sql`select id, holder, bank_code, account_number from pay.payee where facility_id = ${facility_id} and id = any (${chosen.map((each) => each.payee_id)}::uuid[])`);
  const byId = new Map(accounts.map((each) => [each.id, each]));
  const written = chosen.flatMap((each, n) => {
    const account = byId.get(each.payee_id);
    return account ? [{ line: n + 1, bank_code: account.bank_code, account_number: account.account_number, holder: account.holder, amount_idr: each.amount_idr, withdrawal: each.number }] : [];
  });
  return { lines: chosen.map(({ withdrawal_id, payee_id, amount_idr }, n) => ({ line: n + 1, withdrawal_id, payee_id, amount_idr })), sha256: writeBankFile({ number, on_day, lines: written }).sha256 };
}

export async function releaseBankFile(tx: Tx, { id }: { id: string }): Promise<{ number: string }> {
  permit(tx.actor, 'bank.release');
  const file = await undecided(tx, id);
  await tx.run(sql`update pay.bank_file set state = 'released', released_by = ${tx.actor.account_id}, released_person = ${tx.actor.person_id}, released_at = ${tx.now} where facility_id = ${file.facility_id} and id = ${id}`);
  tx.emit({ verb: 'bank_file.released', facility_id: file.facility_id, subject_kind: 'bank_file', subject_id: id, particulars: { number: file.number, sha256: file.sha256 } });
  return { number: file.number };
}

/** Its withdrawals are free for another file. */
export async function refuseBankFile(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<{ number: string }> {
  permit(tx.actor, 'bank.release');
  const file = await undecided(tx, id);
  await tx.run(sql`update pay.bank_file set state = 'refused', released_by = ${tx.actor.account_id}, released_person = ${tx.actor.person_id}, released_at = ${tx.now}, refusal_reason = ${reason} where facility_id = ${file.facility_id} and id = ${id}`);
  tx.emit({ verb: 'bank_file.refused', facility_id: file.facility_id, subject_kind: 'bank_file', subject_id: id, particulars: { number: file.number, reason } });
  return { number: file.number };
}

/** What the bank did, line by line; what failed is in the savings book again, by the opposite of its withdrawal. */
export async function recordBankAnswer(tx: Tx, { id, rows }: { id: string; rows: readonly SheetRow[] }): Promise<{ number: string; paid: number; failed: number }> {
  permit(tx.actor, 'bank.answer');
  const file = await locked(tx, id);
  if (file.state !== 'released') throw notReleased;
  const { facility_id, number } = file;
  const lines = await fileLines(tx, id);
  const answers = readAnswer(rows, lines);
  const on_day = await dayAt(tx, facility_id);
  for (const line of lines) {
    const answer = answers.find((each) => each.line === line.line);
    if (!answer) continue;
    const journal_id = answer.result === 'failed' ? await returned(tx, { facility_id, on_day, number, line, reason: answer.reason }) : null;
    await tx.run(sql`insert into pay.bank_answer (facility_id, file_id, line, result, reason, reference, journal_id, recorded_by, recorded_at) values (${facility_id}, ${id}, ${line.line}, ${answer.result}, ${answer.reason}, ${answer.reference}, ${journal_id}, ${tx.actor.account_id}, ${tx.now})`);
  }
  await tx.run(sql`update pay.bank_file set state = 'answered', answered_by = ${tx.actor.account_id}, answered_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  const failed = answers.filter((each) => each.result === 'failed').length;
  tx.emit({ verb: 'bank_file.answered', facility_id, subject_kind: 'bank_file', subject_id: id, particulars: { number, paid: answers.length - failed, failed } });
  return { number, paid: answers.length - failed, failed };
}

async function returned(tx: Tx, { facility_id, on_day, number, line, reason }: { facility_id: string; on_day: string; number: string; line: { withdrawal_id: string; withdrawal: string }; reason: string }): Promise<string> {
  const { journal_id } = await tx.one<{ journal_id: string }>(sql`select journal_id from pay.withdrawal where facility_id = ${facility_id} and id = ${line.withdrawal_id} for update`);
  const back = await reverse(tx, { facility_id, journal_id, on_day, memo: `Transfer ${line.withdrawal} gagal (${number}): ${reason}`.slice(0, 300) });
  await tx.run(sql`update pay.withdrawal set state = 'returned' where facility_id = ${facility_id} and id = ${line.withdrawal_id}`);
  tx.emit({ verb: 'withdrawal.returned', facility_id, subject_kind: 'withdrawal', subject_id: line.withdrawal_id, particulars: { number: line.withdrawal, journal: back.number } });
  return back.journal_id;
}

const lock = (tx: Tx, facility_id: string) => tx.all(sql`select pg_advisory_xact_lock(hashtext('bank'), hashtext(${facility_id}))`);
async function locked(tx: Tx, id: string): Promise<BankFileRow> {
  await tx.one(sql`select 1 from pay.bank_file where id = ${id}::uuid for update`);
  return bankFileById(tx, id);
}
async function undecided(tx: Tx, id: string): Promise<BankFileRow> {
  const file = await locked(tx, id);
  if (file.state !== 'prepared') throw fileDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === file.prepared_person) throw sameReleaser;
  return file;
}
