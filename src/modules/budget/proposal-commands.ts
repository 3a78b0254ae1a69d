import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Invalid, Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById } from '#organisation';
import { usulanAnggaran } from './documents/usulan-anggaran.ts';
import { mayFollow, totalOf, type NewProposal, type ProposalVerb } from './proposal.ts';
import { paperOf } from './proposal-paper.ts';
import { factsFor, investmentOf, proposalById, type ProposalRow } from './proposal-queries.ts';
import { spendingAccounts } from './queries.ts';

/** A request is written with the facts of the day: what it says of the need is not typed. */
export async function writeProposal(tx: Tx, { facility_id, ...wish }: NewProposal & { facility_id: string }): Promise<{ id: string; total_idr: number }> {
  permit(tx.actor, 'proposal.write');
  const { is_sample } = await facilityById(tx, facility_id);
  const found = await grounded(tx, facility_id, wish);
  const { id } = await tx.one<{ id: string }>(sql`
    insert into budget.proposal (facility_id, year, title, workshop_id, need, aim, activities, indicators, jobs, trained, investment, facts, total_idr, prepared_by, prepared_person, prepared_at, is_sample)
    values (${facility_id}, ${wish.year}, ${wish.title}, ${found.workshop_id}, ${wish.need}, ${wish.aim}, ${JSON.stringify(wish.activities)}::jsonb, ${JSON.stringify(wish.indicators)}::jsonb, ${wish.jobs}, ${wish.trained}, ${found.investment}::jsonb, ${found.facts}::jsonb, ${found.total_idr}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, ${is_sample}) returning id`);
  await writeLines(tx, { facility_id, id }, wish);
  tx.emit({ verb: 'proposal.written', facility_id, subject_kind: 'proposal', subject_id: id, particulars: { year: wish.year, total_idr: found.total_idr } });
  return { id, total_idr: found.total_idr };
}

/** A draft, or one that came back, is written anew: with the facts of the new day. */
export async function rewriteProposal(tx: Tx, { id, ...wish }: NewProposal & { id: string }): Promise<{ id: string; total_idr: number }> {
  permit(tx.actor, 'proposal.write');
  const { facility_id } = await locked(tx, id, 'rewrite');
  const found = await grounded(tx, facility_id, wish);
  await tx.run(sql`delete from budget.proposal_line where facility_id = ${facility_id} and proposal_id = ${id}`);
  await writeLines(tx, { facility_id, id }, wish);
  await tx.run(sql`
    update budget.proposal set state = 'draft', year = ${wish.year}, title = ${wish.title}, workshop_id = ${found.workshop_id}, need = ${wish.need}, aim = ${wish.aim}, activities = ${JSON.stringify(wish.activities)}::jsonb, indicators = ${JSON.stringify(wish.indicators)}::jsonb, jobs = ${wish.jobs}, trained = ${wish.trained},
      investment = ${found.investment}::jsonb, facts = ${found.facts}::jsonb, total_idr = ${found.total_idr}, prepared_by = ${tx.actor.account_id}, prepared_person = ${tx.actor.person_id}, prepared_at = ${tx.now}, decided_by = null, decided_person = null, decided_at = null, returned_reason = null where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'proposal.rewritten', facility_id, subject_kind: 'proposal', subject_id: id, particulars: { year: wish.year, total_idr: found.total_idr } });
  return { id, total_idr: found.total_idr };
}

async function grounded(tx: Tx, facility_id: string, wish: NewProposal): Promise<{ workshop_id: string | null; facts: string; investment: string | null; total_idr: number }> {
  const say = (id: string, en: string) => (tx.actor.locale === 'en' ? en : id);
  const known = new Set((await spendingAccounts(tx)).map(({ code }) => code));
  const strange = wish.lines.findIndex(({ account }) => !known.has(account));
  if (strange >= 0) throw new Invalid({ [`lines.${strange}.account`]: say('Akun ini tidak ada pada daftar akun belanja', 'This account is not on the list of spending accounts') });
  const place = wish.workshop === undefined ? undefined : await tx.maybe<{ id: string }>(sql`select id from workshop.workshop_published where facility_id = ${facility_id} and code = ${wish.workshop}`);
  if (wish.workshop !== undefined && !place) throw new Invalid({ workshop: say('Bengkel ini tidak ada', 'There is no such workshop') });
  const day = await dayAt(tx, facility_id);
  const workshop_id = place?.id ?? null;
  return {
    workshop_id, total_idr: totalOf(wish.lines), facts: JSON.stringify(await factsFor(tx, { facility_id, workshop_id, day })),
    investment: wish.investment ? JSON.stringify(await investmentOf(tx, facility_id, day, wish.investment)) : null,
  };
}

async function writeLines(tx: Tx, { facility_id, id }: { facility_id: string; id: string }, { lines }: NewProposal): Promise<void> {
  await tx.run(sql`
    insert into budget.proposal_line (facility_id, proposal_id, line, output_code, account, fund, what, quantity, unit, unit_price_idr)
    select ${facility_id}, ${id}, n, output_code, account, fund, what, quantity, unit, unit_price_idr from json_to_recordset(${JSON.stringify(lines.map((line, n) => ({ n: n + 1, ...line })))}::json) as l(n int, output_code text, account text, fund text, what text, quantity int, unit text, unit_price_idr bigint)`);
}

export async function submitProposal(tx: Tx, { id }: { id: string }): Promise<ProposalRow> {
  permit(tx.actor, 'proposal.write');
  const { facility_id, total_idr } = await locked(tx, id, 'submit');
  await tx.run(sql`update budget.proposal set state = 'submitted', submitted_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'proposal.submitted', facility_id, subject_kind: 'proposal', subject_id: id, particulars: { total_idr } });
  return proposalById(tx, id);
}

/** The head signs what was sent: it takes its number and becomes a document that nobody changes. */
export async function signProposal(tx: Tx, { id }: { id: string }): Promise<{ number: string; document: string }> {
  permit(tx.actor, 'proposal.sign');
  const proposal = await locked(tx, id, 'sign');
  refuseSamePerson(tx, proposal);
  const { facility_id, facility_name, year } = proposal;
  const number = `UA-${year}-${String(await nextNumber(tx, 'proposal', facility_id, year)).padStart(4, '0')}`;
  const content = await paperOf(tx, proposal, number);
  usulanAnggaran.content.parse(content);
  const { code } = await issueDocument(tx, { kind: usulanAnggaran.kind, number, facility_id, subject_kind: 'proposal', subject_id: id, issued_on: content.day, content, parties: [facility_name] });
  await tx.run(sql`update budget.proposal set state = 'signed', number = ${number}, document_code = ${code}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${facility_id} and id = ${id}`);
  tx.emit({ verb: 'proposal.signed', facility_id, subject_kind: 'proposal', subject_id: id, particulars: { number, document: code, total_idr: proposal.total_idr } });
  return { number, document: code };
}

export async function returnProposal(tx: Tx, { id, reason }: { id: string; reason: string }): Promise<ProposalRow> {
  permit(tx.actor, 'proposal.sign');
  const proposal = await locked(tx, id, 'return');
  refuseSamePerson(tx, proposal);
  await tx.run(sql`update budget.proposal set state = 'returned', returned_reason = ${reason}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now} where facility_id = ${proposal.facility_id} and id = ${id}`);
  tx.emit({ verb: 'proposal.returned', facility_id: proposal.facility_id, subject_kind: 'proposal', subject_id: id, particulars: { reason } });
  return proposalById(tx, id);
}

async function locked(tx: Tx, id: string, verb: ProposalVerb): Promise<ProposalRow> {
  await tx.one(sql`select 1 from budget.proposal where id = ${id}::uuid for update`);
  const proposal = await proposalById(tx, id);
  if (!mayFollow(proposal.state, verb)) throw verb === 'rewrite' || verb === 'submit' ? notInHand : notSubmitted;
  return proposal;
}

function refuseSamePerson(tx: Tx, { prepared_person }: ProposalRow): void {
  if (tx.actor.person_id !== null && tx.actor.person_id === prepared_person) throw new Refusal('proposal.same_person', samePerson);
}
const notInHand = new Refusal('proposal.not_in_hand', { id: 'Usulan ini sudah dikirim atau ditandatangani. Muat ulang halaman.', en: 'This request is already sent or signed. Reload the page.' });
const notSubmitted = new Refusal('proposal.not_submitted', { id: 'Usulan ini tidak sedang menunggu tanda tangan. Muat ulang halaman.', en: 'This request is not waiting to be signed. Reload the page.' });
const samePerson = { id: 'Penyusun usulan tidak menandatanganinya. Mintalah kepala UPT.', en: 'Who wrote the request does not sign it. Ask the head of facility.' };
refuseConstraint('proposal_two_persons', 'proposal.same_person', samePerson);
