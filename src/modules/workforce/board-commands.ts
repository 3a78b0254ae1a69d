/** A session of the board: called with an agenda, held with minutes and votes, and made effective by one letter that the head signs. */
import type { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { nextNumber } from '#kernel/numbers.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt, facilityById, signatoryOn } from '#organisation';
import { boardMoves, boardStates, heldBoard, memberPosts, newBoard, type BoardState, type CaseDecision, type CaseKind } from './board.ts';
import { boardById, casesOf, membersOf, type BoardRow, type CaseRow } from './board-queries.ts';
import { skTpp } from './documents/index.ts';
import { approvePlacement, refusePlacement } from './placement-commands.ts';
import { liftSuspension } from './placement-plan-commands.ts';
import { decideWaiting } from './waiting-commands.ts';

type Which = { facility_id: string; board_id: string };

export async function callBoard(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newBoard>): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'board.call');
  const called = newBoard.parse(input);
  if (!called.members.some((each) => each.post === 'chair')) throw new Refusal('board.no_chair', { id: 'Sidang perlu seorang ketua. Tandai satu anggota sebagai ketua.', en: 'A session needs a chair. Mark one member as chair.' }, { field: 'members', status: 422 });
  const year = Number(called.held_on.slice(0, 4));
  const number = `TPP-${year}-${String(await nextNumber(tx, 'board', facility_id, year)).padStart(3, '0')}`;
  const { id } = await tx.one<{ id: string }>(sql`
    insert into workforce.board_session (facility_id, number, held_on, place, called_by, called_person, called_at) values (${facility_id}, ${number}, ${called.held_on}, ${called.place}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  for (const [n, each] of called.members.entries()) {
    await tx.run(sql`insert into workforce.board_member (facility_id, session_id, line, name, position, post, present) values (${facility_id}, ${id}, ${n + 1}, ${each.name}, ${each.position}, ${each.post}, ${each.present})`);
  }
  for (const each of called.cases) {
    const [kind = '', subject_id = ''] = each.split(':');
    await addCase(tx, { facility_id, board_id: id, kind: kind as CaseKind, subject_id });
  }
  tx.emit({ verb: 'board.called', facility_id, subject_kind: 'board', subject_id: id, particulars: { number, cases: called.cases.length } });
  return { id, number };
}

/** Puts one matter on the agenda: something that still waits for a decision, and waits before no other session. */
export async function addCase(tx: Tx, { facility_id, board_id, kind, subject_id }: Which & { kind: CaseKind; subject_id: string }): Promise<{ id: string }> {
  permit(tx.actor, 'board.call');
  await lockBoard(tx, { facility_id, board_id }, 'called');
  const open = { placement: sql`select worker_id from workforce.placement where facility_id = ${facility_id} and id = ${subject_id} and approved_at is null and refused_at is null for update`,
    waiting: sql`select worker_id from workforce.waiting_entry where facility_id = ${facility_id} and id = ${subject_id} and state = 'pending' for update`,
    suspension: sql`select worker_id from workforce.placement_suspension where facility_id = ${facility_id} and id = ${subject_id} and state in ('planned', 'running') for update` }[kind];
  const found = await tx.maybe<{ worker_id: string }>(open);
  if (!found) throw new Refusal('board.nothing_to_decide', { id: 'Perkara ini sudah diputuskan atau ditarik. Pilih yang masih menunggu.', en: 'This matter is decided or withdrawn. Choose one that still waits.' });
  const elsewhere = await tx.maybe<{ number: string }>(sql`
    select b.number from workforce.board_case c join workforce.board_session b on b.facility_id = c.facility_id and b.id = c.session_id where c.facility_id = ${facility_id} and coalesce(c.suspension_id, c.waiting_id, c.placement_id) = ${subject_id} and b.state in ('called', 'held') and b.id <> ${board_id} and coalesce(c.decision, 'approve') <> 'postpone'`);
  if (elsewhere) throw new Refusal('board.before_another', { id: `Perkara ini sudah di agenda sidang ${elsewhere.number}. Putuskan di sana, atau tunda dari agenda itu.`, en: `This matter is on the agenda of session ${elsewhere.number}. Decide it there, or postpone it there.` });
  return tx.one(sql`
    insert into workforce.board_case (facility_id, session_id, kind, worker_id, placement_id, waiting_id, suspension_id)
    values (${facility_id}, ${board_id}, ${kind}, ${found.worker_id}, ${kind === 'placement' ? subject_id : null}, ${kind === 'waiting' ? subject_id : null}, ${kind === 'suspension' ? subject_id : null}) returning id`);
}

/** Minutes, who was there, and for every case a decision with votes that the present members could have cast. */
export async function holdBoard(tx: Tx, { facility_id, board_id, ...input }: Which & z.input<typeof heldBoard>): Promise<void> {
  permit(tx.actor, 'board.record');
  const held = heldBoard.parse(input);
  const board = await lockBoard(tx, { facility_id, board_id }, 'held');
  if (board.held_on > (await dayAt(tx, facility_id))) throw new Refusal('board.not_yet', { id: `Sidang dijadwalkan ${formatDay(board.held_on, 'id')}. Catat hasilnya pada hari itu.`, en: `The session is called for ${formatDay(board.held_on, 'en')}. Record it on that day.` });
  const cases = await casesOf(tx, board_id);
  const undecided = cases.filter((each) => !held.cases.some((given) => given.id === each.id));
  if (cases.length === 0) throw new Refusal('board.no_case', { id: 'Agenda kosong. Tambah perkara, atau batalkan sidang.', en: 'The agenda is empty. Add a case, or call the session off.' });
  if (undecided.length > 0) throw new Refusal('board.undecided', { id: `Belum diputuskan: ${undecided.map((each) => each.roster_code).join(', ')}. Isi keputusan, atau tunda.`, en: `Not decided: ${undecided.map((each) => each.roster_code).join(', ')}. Enter a decision, or postpone.` });
  const members = await membersOf(tx, board_id);
  const present = members.filter((each) => held.present.includes(each.line));
  if (present.length * 2 <= members.length || !present.some((each) => each.post === 'chair')) {
    throw new Refusal('board.no_quorum', { id: `Hadir ${present.length} dari ${members.length}. Sidang sah bila ketua dan lebih dari separuh hadir.`, en: `${present.length} of ${members.length} were there. A session counts with its chair and more than half.` }, { field: 'present', status: 422 });
  }
  for (const given of held.cases) {
    const votes = given.votes_for + given.votes_against + given.votes_abstained;
    const against = given.decision === 'approve' ? given.votes_for <= given.votes_against : given.decision === 'refuse' && given.votes_against < given.votes_for;
    if (votes !== present.length || against) {
      const code = cases.find((each) => each.id === given.id)?.roster_code ?? '';
      throw new Refusal('board.votes_wrong', { id: `Suara ${code} tidak cocok: ${present.length} hadir, ${votes} suara, keputusan mengikuti suara terbanyak. Hitung lagi suaranya.`, en: `The votes on ${code} do not fit: ${present.length} present, ${votes} votes, and the decision follows the majority. Count the votes again.` }, { field: 'cases', status: 422 });
    }
    await tx.run(sql`update workforce.board_case set decision = ${given.decision}, votes_for = ${given.votes_for}, votes_against = ${given.votes_against}, votes_abstained = ${given.votes_abstained}, reason = ${given.reason} where facility_id = ${facility_id} and session_id = ${board_id} and id = ${given.id}`);
  }
  await tx.run(sql`update workforce.board_member set present = line = any (${held.present}::int[]) where facility_id = ${facility_id} and session_id = ${board_id}`);
  await tx.run(sql`update workforce.board_session set state = 'held', minutes = ${held.minutes}, held_by = ${tx.actor.account_id}, held_person = ${tx.actor.person_id}, held_at = ${tx.now} where facility_id = ${facility_id} and id = ${board_id}`);
  tx.emit({ verb: 'board.held', facility_id, subject_kind: 'board', subject_id: board_id, particulars: { cases: held.cases.length, present: present.length } });
}

export async function cancelBoard(tx: Tx, { facility_id, board_id, reason }: Which & { reason: string }): Promise<void> {
  permit(tx.actor, 'board.call');
  await lockBoard(tx, { facility_id, board_id }, 'cancelled');
  await tx.run(sql`update workforce.board_session set state = 'cancelled', cancel_reason = ${reason} where facility_id = ${facility_id} and id = ${board_id}`);
  tx.emit({ verb: 'board.cancelled', facility_id, subject_kind: 'board', subject_id: board_id, particulars: { reason } });
}

/** The head signs: the letter is frozen, and with it every decision takes effect. Proposer and approver of a placement stay two persons. */
export async function signBoard(tx: Tx, { facility_id, board_id }: Which): Promise<{ decree: string; document: string }> {
  permit(tx.actor, 'board.sign');
  const board = await lockBoard(tx, { facility_id, board_id }, 'signed');
  const today = await dayAt(tx, facility_id);
  const year = Number(today.slice(0, 4));
  const decree = `SK-TPP-${year}-${String(await nextNumber(tx, 'board_decree', facility_id, year)).padStart(3, '0')}`;
  const cases = await casesOf(tx, board_id);
  for (const each of cases) await takeEffect(tx, facility_id, each, decree);
  const content = await letterOf(tx, board, cases, decree, today);
  const facility = await facilityById(tx, facility_id);
  const { code } = await issueDocument(tx, { kind: skTpp.kind, number: decree, facility_id, subject_kind: 'board', subject_id: board_id, issued_on: today, content, parties: [facility.name] });
  await tx.run(sql`update workforce.board_session set state = 'signed', signed_by = ${tx.actor.account_id}, signed_person = ${tx.actor.person_id}, signed_at = ${tx.now}, decree = ${decree}, document_code = ${code} where facility_id = ${facility_id} and id = ${board_id}`);
  tx.emit({ verb: 'board.signed', facility_id, subject_kind: 'board', subject_id: board_id, particulars: { decree, document: code, cases: cases.length } });
  return { decree, document: code };
}

async function takeEffect(tx: Tx, facility_id: string, each: CaseRow, decree: string): Promise<void> {
  if (each.decision === 'postpone') return;
  const yes = each.decision === 'approve';
  const reason = `${decree}: ${each.reason ?? ''}`;
  if (each.placement_id) await (yes ? approvePlacement(tx, { facility_id, placement_id: each.placement_id, decree }) : refusePlacement(tx, { facility_id, placement_id: each.placement_id, reason }));
  else if (each.waiting_id) await decideWaiting(tx, { facility_id, entry_id: each.waiting_id, ...(yes ? { decision: 'approve', note: decree } : { decision: 'decline', reason_code: 'BOARD_REFUSED', note: decree }) });
  else if (each.suspension_id && !yes) await liftSuspension(tx, { facility_id, suspension_id: each.suspension_id, reason });
}

const matters: Record<CaseKind, (row: CaseRow) => string> = {
  placement: (row) => `Penempatan di ${row.workshop_name_id ?? ''} sebagai ${row.job ?? ''}, mulai ${formatDay(row.from ?? '', 'id')}`,
  waiting: (row) => `Permohonan kerja, ${row.workshop_name_id ?? 'bengkel mana saja'}`,
  suspension: (row) => `Penangguhan dari ${row.workshop_name_id ?? ''}, mulai ${formatDay(row.from ?? '', 'id')}`,
};

async function letterOf(tx: Tx, board: BoardRow, cases: CaseRow[], decree: string, today: string): Promise<z.input<typeof skTpp.content>> {
  const facility = await facilityById(tx, board.facility_id);
  const head = await signatoryOn(tx, { facility_id: board.facility_id, duty: 'facility_head', day: today });
  const of = (decision: CaseDecision) => cases.filter((each) => each.decision === decision).map((each) => ({
    roster_code: each.roster_code, name: each.name, register_number: each.register_number, matter: matters[each.kind](each), votes: `${each.votes_for ?? 0}:${each.votes_against ?? 0}:${each.votes_abstained ?? 0}`, reason: each.reason ?? '',
  }));
  return {
    letterhead: { ministry: 'Kementerian Imigrasi dan Pemasyarakatan (data contoh)', directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name, address: facility.address ?? `${facility.regency}, ${facility.province}` },
    number: decree, session_number: board.number, held_on: board.held_on, place: board.place, minutes: board.minutes ?? '', approved: of('approve'), refused: of('refuse'), postponed: of('postpone'),
    members: (await membersOf(tx, board.id)).map((each) => ({ name: each.name, position: each.position, post: memberPosts[each.post].id, present: each.present })),
    signed_by: head ? { name: head.name, position: head.position, ...(head.nip ? { nip: head.nip } : {}), ...(head.decree ? { decree: head.decree } : {}) } : { name: '…………………………', position: 'Kepala UPT' },
    signed_in: facility.regency.replace(/^(Kabupaten|Kota) /, ''), signed_on: today,
  };
}

async function lockBoard(tx: Tx, { facility_id, board_id }: Which, to: BoardState): Promise<BoardRow> {
  await tx.one(sql`select 1 from workforce.board_session where facility_id = ${facility_id} and id = ${board_id} for update`);
  const board = await boardById(tx, board_id);
  const fits = to === 'called' ? board.state === 'called' : boardMoves[board.state].includes(to);
  if (!fits) throw new Refusal('board.no_way', { id: `Sidang ini “${boardStates[board.state].id}”. Muat ulang halamannya.`, en: `This session is “${boardStates[board.state].en}”. Load the page again.` });
  return board;
}
