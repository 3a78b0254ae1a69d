import { listAccounts } from '#identity';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { mayHold, notCleared, notKept, notOut, notPresent, twoOfficers, wrongWorkshop } from '../tool.ts';
import { lockOpenSession } from './attendance.ts';

export async function defineTool(tx: Tx, t: { facility_id: string; workshop_id: string; code: string; name: string; class: string; is_sample?: boolean }): Promise<{ id: string }> {
  permit(tx.actor, 'workshop.define');
  const made = await tx.one<{ id: string }>(sql`insert into workshop.tool (facility_id, code, name, class, workshop_id, is_sample) values (${t.facility_id}, ${t.code}, ${t.name}, ${t.class}, ${t.workshop_id}, ${t.is_sample ?? false}) returning id`);
  tx.emit({ verb: 'tool.defined', facility_id: t.facility_id, subject_kind: 'tool', subject_id: made.id, particulars: { code: t.code, class: t.class } });
  return made;
}

export type Lending = { facility_id: string; session_id: string; tool_id: string; worker_id?: string; second_officer?: string; occurred_at?: Date };
type Tool = { code: string; class: string; state: string; workshop_id: string; officers_required: number };

/** Out for one open session, to somebody of its roster who is cleared for the class; some classes want a second officer. */
export async function giveTool(tx: Tx, { facility_id, session_id, tool_id, worker_id, second_officer, occurred_at = tx.now }: Lending): Promise<void> {
  permit(tx.actor, 'tool.lend');
  const session = await lockOpenSession(tx, facility_id, session_id);
  const tool = await tx.one<Tool>(sql`
    select t.code, t.class, t.state, t.workshop_id, c.officers_required from workshop.tool t join workshop.tool_class c on c.code = t.class where t.facility_id = ${facility_id} and t.id = ${tool_id} for update of t`);
  if (tool.state !== 'kept') throw notKept(tool.code);
  if (tool.workshop_id !== session.workshop_id) throw wrongWorkshop(tool.code);
  if (tool.officers_required > 1 && !(await isSecondOfficer(tx, facility_id, second_officer))) throw twoOfficers(tool.code);
  if (worker_id) await checkHolder(tx, facility_id, session_id, worker_id, tool);
  await tx.run(sql`
    insert into workshop.tool_loan (facility_id, tool_id, session_id, worker_id, out_at, out_by, second_officer)
    values (${facility_id}, ${tool_id}, ${session_id}, ${worker_id ?? null}, ${occurred_at}, ${tx.actor.account_id}, ${tool.officers_required > 1 ? second_officer : null})`);
  await tx.run(sql`update workshop.tool set state = 'out' where facility_id = ${facility_id} and id = ${tool_id}`);
  tx.emit({ verb: 'tool.out', facility_id, subject_kind: 'tool', subject_id: tool_id, particulars: { session_id, ...(worker_id ? { worker_id } : {}) } });
}

/** Back on the board, or aside for repair. A missing tool that turns up comes back the same way; its report stays open for the head. */
export async function takeTool(tx: Tx, { facility_id, tool_id, condition = 'baik', occurred_at = tx.now }: { facility_id: string; tool_id: string; session_id?: string; condition?: 'baik' | 'rusak'; occurred_at?: Date }): Promise<void> {
  permit(tx.actor, 'tool.lend');
  const loan = await tx.maybe<{ session_id: string }>(sql`
    update workshop.tool_loan set in_at = greatest(out_at, ${occurred_at}::timestamptz), in_by = ${tx.actor.account_id}, condition = ${condition}
    where facility_id = ${facility_id} and tool_id = ${tool_id} and in_at is null returning session_id`);
  if (!loan) throw notOut;
  await tx.run(sql`update workshop.tool set state = ${condition === 'rusak' ? 'broken' : 'kept'} where facility_id = ${facility_id} and id = ${tool_id}`);
  tx.emit({ verb: 'tool.in', facility_id, subject_kind: 'tool', subject_id: tool_id, particulars: { session_id: loan.session_id, condition } });
}

async function checkHolder(tx: Tx, facility_id: string, session_id: string, worker_id: string, tool: Tool): Promise<void> {
  const holder = await tx.maybe<{ tool_clearance: string; attended: boolean | null }>(sql`
    select w.tool_clearance, a.attended from workshop.roster r join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id
      left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id
    where r.facility_id = ${facility_id} and r.session_id = ${session_id} and r.worker_id = ${worker_id}`);
  if (!holder || holder.attended === false) throw notPresent;
  if (!mayHold(holder.tool_clearance, tool.class)) throw notCleared(tool.code, tool.class, holder.tool_clearance);
}

/** Another account on the floor of the same facility. */
async function isSecondOfficer(tx: Tx, facility_id: string, account_id: string | undefined): Promise<boolean> {
  if (!account_id || account_id === tx.actor.account_id) return false;
  const { name } = await facilityById(tx, facility_id);
  const accounts = await listAccounts(tx, { q: name });
  return accounts.some((account) => account.id === account_id && account.unit === name && !account.disabled && floorRoles.includes(account.role ?? ''));
}
export const floorRoles = ['officer', 'section_head', 'facility_head'];

refuseConstraint('tool_out_once', 'tool.not_kept', { id: 'Alat ini sedang keluar. Terima kembali dahulu.', en: 'This tool is out. Take it back first.' });
refuseConstraint('tool_facility_id_code_key', 'tool.code_taken', { id: 'Kode alat ini sudah dipakai. Pilih kode lain.', en: 'This tool code is taken. Choose another.' }, 'code');
refuseConstraint('tool_class_fkey', 'tool.class_unknown', { id: 'Kelas alat tidak dikenal. Pilih dari daftar.', en: 'Unknown tool class. Choose from the list.' }, 'class');
