import { createHash } from 'node:crypto';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import type { SheetRow } from '#kernel/sheets/index.ts';
import { answerDecided, noFinding, otherMonth, readLines, sameAnswerer, type Finding } from './reconciliation.ts';
import { answerById, reconciliationOf, targetsOf } from './reconciliation-queries.ts';

/** What the state expects of a facility in a year, on an account; the last revision counts, earlier ones stay. */
export async function setTarget(tx: Tx, { facility_id, year, account_code, amount_idr, decree }: { facility_id: string; year: number; account_code: string; amount_idr: number; decree: string }): Promise<{ revision: number }> {
  permit(tx.actor, 'target.set');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('target'), hashtext(${facility_id}))`);
  const revision = ((await targetsOf(tx, { facility_id, year })).find((each) => each.account_code === account_code)?.revision ?? 0) + 1;
  await tx.run(sql`insert into pay.revenue_target (facility_id, year, account_code, revision, amount_idr, decree, set_by, set_at) values (${facility_id}, ${year}, ${account_code}, ${revision}, ${amount_idr}, ${decree}, ${tx.actor.account_id}, ${tx.now})`);
  tx.emit({ verb: 'target.set', facility_id, subject_kind: 'revenue_target', subject_id: `${year}/${account_code}`, particulars: { year, account_code, amount_idr, revision, decree } });
  return { revision };
}

/** The treasury's statement of a month, all its lines or none. */
export async function importStatement(tx: Tx, { facility_id, month, source, rows }: { facility_id: string; month: string; source: string; rows: readonly SheetRow[] }): Promise<{ id: string; lines: number; open: number }> {
  permit(tx.actor, 'statement.import');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('statement'), hashtext(${facility_id}))`);
  const lines = readLines(rows);
  if (lines.some((line) => !line.paid_on.startsWith(month))) throw otherMonth;
  const sha256 = createHash('sha256').update(JSON.stringify(lines.map(({ row: _, ...line }) => line))).digest('hex');
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.statement (facility_id, month, source, sha256, lines, imported_by, imported_person, imported_at) values (${facility_id}, ${`${month}-01`}, ${source}, ${sha256}, ${lines.length}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  await tx.run(sql`
    insert into pay.statement_line (facility_id, statement_id, row, ntpn, paid_on, amount_idr, account_code) select ${facility_id}, ${id}, l.row, l.ntpn, l.paid_on, l.amount_idr, l.account_code
    from json_to_recordset(${JSON.stringify(lines)}::json) as l(row int, ntpn text, paid_on date, amount_idr bigint, account_code text)`);
  const { open } = await reconciliationOf(tx, { facility_id, month });
  tx.emit({ verb: 'statement.imported', facility_id, subject_kind: 'statement', subject_id: id, particulars: { month, lines: lines.length, open } });
  return { id, lines: lines.length, open };
}

/** The first of two persons says where a difference comes from; neither side's row is changed. */
export async function explainFinding(tx: Tx, { facility_id, month, ntpn, finding, reason }: { facility_id: string; month: string; ntpn: string; finding: Finding; reason: string }): Promise<{ id: string }> {
  permit(tx.actor, 'finding.explain');
  const { rows } = await reconciliationOf(tx, { facility_id, month });
  if (!rows.some((row) => row.ntpn === ntpn && row.finding === finding)) throw noFinding;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into pay.finding_answer (facility_id, month, ntpn, finding, reason, proposed_by, proposed_person, proposed_at) values (${facility_id}, ${`${month}-01`}, ${ntpn}, ${finding}, ${reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'finding.explained', facility_id, subject_kind: 'finding', subject_id: id, particulars: { month, ntpn, finding, reason } });
  return { id };
}

/** The second agrees, or sends it back: then it is explained anew. */
export async function decideFinding(tx: Tx, { id, agreed }: { id: string; agreed: boolean }): Promise<{ ntpn: string; month: string }> {
  permit(tx.actor, 'finding.decide');
  await tx.one(sql`select 1 from pay.finding_answer where id = ${id}::uuid for update`);
  const answer = await answerById(tx, id);
  if (answer.state !== 'proposed') throw answerDecided;
  if (tx.actor.person_id !== null && tx.actor.person_id === answer.proposed_person) throw sameAnswerer;
  await tx.run(sql`update pay.finding_answer set state = ${agreed ? 'agreed' : 'refused'}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${answer.facility_id} and id = ${id}`);
  tx.emit({ verb: agreed ? 'finding.agreed' : 'finding.refused', facility_id: answer.facility_id, subject_kind: 'finding', subject_id: id, particulars: { ntpn: answer.ntpn, finding: answer.finding } });
  return { ntpn: answer.ntpn, month: answer.month };
}
