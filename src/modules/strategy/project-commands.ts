import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { gates, type NewProject } from './project.ts';
import { projectById, type ProjectRow } from './project-queries.ts';
import { inForce, numbered } from './steering-commands.ts';

export async function writeProject(tx: Tx, { node, is_sample = false, ...wish }: NewProject & { is_sample?: boolean }): Promise<{ id: string; number: string }> {
  permit(tx.actor, 'project.write');
  await inForce(tx, node);
  const number = await numbered(tx, 'PP');
  const { id } = await tx.one<{ id: string }>(sql`
    insert into strategy.project (number, node_code, title, problem, options, benefit, invested_idr, benefit_idr_per_year, cost_idr_per_year, years, jobs, assumptions, owner_role, owner_unit, is_sample, written_by, written_person, written_at)
    values (${number}, ${node}, ${wish.title}, ${wish.problem}, ${wish.options}, ${wish.benefit}, ${wish.invested_idr}, ${wish.benefit_idr_per_year}, ${wish.cost_idr_per_year}, ${wish.years}, ${wish.jobs}, ${wish.assumptions}, ${wish.owner_role}, ${wish.owner_unit}, ${is_sample}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'project.written', facility_id: null, subject_kind: 'change_project', subject_id: id, particulars: { number, node } });
  return { id, number };
}

/** The business case may be written anew while no gate waits for a decision: each gate keeps the case it was asked with. */
export async function rewriteProject(tx: Tx, { id, node, ...wish }: NewProject & { id: string }): Promise<void> {
  permit(tx.actor, 'project.write');
  const project = await locked(tx, id);
  if (project.asked !== null) throw gateWaits;
  await inForce(tx, node);
  await tx.run(sql`
    update strategy.project set node_code = ${node}, title = ${wish.title}, problem = ${wish.problem}, options = ${wish.options}, benefit = ${wish.benefit}, invested_idr = ${wish.invested_idr}, benefit_idr_per_year = ${wish.benefit_idr_per_year}, cost_idr_per_year = ${wish.cost_idr_per_year}, years = ${wish.years}, jobs = ${wish.jobs}, assumptions = ${wish.assumptions}, owner_role = ${wish.owner_role}, owner_unit = ${wish.owner_unit} where id = ${id}::uuid`);
  tx.emit({ verb: 'project.rewritten', facility_id: null, subject_kind: 'change_project', subject_id: id, particulars: { number: project.number } });
}

/** Asks for the next gate, with the evidence that it may be opened. */
export async function askGate(tx: Tx, { id, evidence }: { id: string; evidence: string }): Promise<{ gate: number }> {
  permit(tx.actor, 'project.write');
  const project = await locked(tx, id);
  if (project.asked !== null) throw gateWaits;
  const { node_code, title, problem, options, benefit, invested_idr, benefit_idr_per_year, cost_idr_per_year, years, jobs, assumptions, owner_role, owner_unit } = project;
  const gate = project.gate + 1;
  await tx.run(sql`
    insert into strategy.gate (project_id, gate, business_case, evidence, asked_by, asked_person, asked_at)
    values (${id}::uuid, ${gate}, ${JSON.stringify({ node_code, title, problem, options, benefit, invested_idr, benefit_idr_per_year, cost_idr_per_year, years, jobs, assumptions, owner_role, owner_unit })}::jsonb, ${evidence}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  tx.emit({ verb: 'project.gate_asked', facility_id: null, subject_kind: 'change_project', subject_id: id, particulars: { number: project.number, gate } });
  return { gate };
}

/** Another person opens the gate, or returns the case with the reason. The last gate closes the project. */
export async function decideGate(tx: Tx, { id, pass, reason }: { id: string; pass: boolean; reason?: string | undefined }): Promise<{ gate: number }> {
  permit(tx.actor, 'project.decide');
  const project = await locked(tx, id);
  const asked = await tx.maybe<{ id: string; gate: number; asked_by: string | null; asked_person: string | null }>(sql`select id, gate, asked_by, asked_person from strategy.gate where project_id = ${id}::uuid and state = 'asked' for update`);
  if (!asked) throw nothingAsked;
  if ((tx.actor.person_id !== null && tx.actor.person_id === asked.asked_person) || (tx.actor.account_id !== null && tx.actor.account_id === asked.asked_by)) throw new Refusal('project.same_person', samePerson);
  if (!pass && !reason) throw saysWhy;
  await tx.run(sql`
    update strategy.gate set state = ${pass ? 'passed' : 'returned'}, decided_by = ${tx.actor.account_id}, decided_person = ${tx.actor.person_id}, decided_at = ${tx.now}, reason = ${reason ?? null} where project_id = ${id}::uuid and id = ${asked.id}::uuid`);
  if (pass) await tx.run(sql`update strategy.project set gate = ${asked.gate}, state = ${asked.gate === gates.length ? 'closed' : 'open'} where id = ${id}::uuid`);
  tx.emit({ verb: pass ? 'project.gate_passed' : 'project.gate_returned', facility_id: null, subject_kind: 'change_project', subject_id: id, particulars: { number: project.number, gate: asked.gate, ...(reason ? { reason } : {}) } });
  return { gate: asked.gate };
}

async function locked(tx: Tx, id: string): Promise<ProjectRow> {
  await tx.one(sql`select 1 from strategy.project where id = ${id}::uuid for update`);
  const project = await projectById(tx, id);
  if (project.state !== 'open') throw notOpen;
  return project;
}

const samePerson = { id: 'Yang mengajukan gerbang tidak membukanya. Mintalah pejabat lain di kantor pusat.', en: 'Who asks for a gate does not open it. Ask another officer at headquarters.' };
const gateWaits = new Refusal('project.gate_waits', { id: 'Satu gerbang sedang menunggu keputusan. Tunggu keputusannya dahulu.', en: 'A gate is waiting for a decision. Wait for the decision first.' });
const nothingAsked = new Refusal('project.nothing_asked', { id: 'Tidak ada gerbang yang menunggu keputusan. Muat ulang halaman.', en: 'No gate is waiting for a decision. Reload the page.' });
const notOpen = new Refusal('project.not_open', { id: 'Proyek ini sudah selesai. Buat proyek baru bila perlu.', en: 'This project is over. Write a new one if needed.' });
const saysWhy = new Refusal('project.reason', { id: 'Pengembalian harus menyebut alasannya. Isi alasan.', en: 'What is returned must say why. Enter the reason.' }, { field: 'reason', status: 422 });
refuseConstraint('gate_two_persons', 'project.same_person', samePerson);
