import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import { staffOfPerson, supervisorsOn } from '#organisation';
import type { z } from 'zod';
import { maybeWorkshop, type WorkshopRow } from '../queries.ts';
import { noWorkshop, type Slot } from '../session.ts';
import { newWaiver, notASupervisor, officersNeeded, ratioRule, tooFew, type Ratio, type Supervision } from '../supervision.ts';

export type Officer = { staff_id: string | null; person_id: string | null };
type Sitting = { facility_id: string; place: WorkshopRow; day: string; slot: Slot; during: { from: Date; to: Date }; people: number; chosen: readonly string[] };

/**
 * Who will look after a session: those chosen, or else whoever opens it and then the free officers whose post it is, those of
 * the workshop first. Fewer than the dated ratio asks is refused, unless the head has let this session through.
 */
export async function supervise(tx: Tx, sitting: Sitting): Promise<{ officers: Officer[]; supervision: Supervision }> {
  const { facility_id, place, day, slot, people, chosen } = sitting;
  const { value: ratio, legal_basis } = await ruleOn<Ratio>(tx, ratioRule, day, facility_id);
  const per_officer = ratio[place.risk_level];
  const needed = officersNeeded(people, per_officer);
  const officers = chosen.length > 0 ? await named(tx, sitting) : (await free(tx, sitting)).slice(0, needed);
  const waiver = await tx.maybe<{ reason: string }>(sql`select reason from workshop.ratio_waiver where facility_id = ${facility_id} and workshop_id = ${place.id} and day = ${day} and slot = ${slot}`);
  const found = { people, officers: officers.length, needed, per_officer, legal_basis, waived: officers.length < needed ? (waiver?.reason ?? null) : null };
  const passes = officers.length >= needed || ratio.effect === 'inform' || (ratio.effect === 'override_with_reason' && waiver !== undefined);
  if (!passes) throw tooFew(officers.length, found, ratio.effect);
  return { officers, supervision: found };
}

async function named(tx: Tx, { facility_id, day, place, chosen }: Sitting): Promise<Officer[]> {
  const onDuty = new Map((await supervisorsOn(tx, { facility_id, day, workplace: place.code })).map((row) => [row.staff_id, row]));
  return [...new Set(chosen)].map((staff_id) => {
    const officer = onDuty.get(staff_id);
    if (!officer) throw notASupervisor;
    return { staff_id, person_id: officer.person_id };
  });
}

async function free(tx: Tx, { facility_id, day, place, during }: Sitting): Promise<Officer[]> {
  const { person_id, role } = tx.actor;
  const opener: Officer[] = person_id && (role === 'officer' || role === 'section_head') ? [{ staff_id: (await staffOfPerson(tx, facility_id, person_id))?.id ?? null, person_id }] : [];
  // Officers of another workshop stay there.
  const onDuty = (await supervisorsOn(tx, { facility_id, day, workplace: place.code })).filter((row) => row.workplace === null || row.workplace === place.code);
  const all = [...opener, ...onDuty.filter((row) => row.person_id === null || row.person_id !== person_id)];
  const busy = new Set((await tx.all<{ staff_id: string }>(sql`
    select staff_id from workshop.session_supervisor where facility_id = ${facility_id} and during && tstzrange(${during.from}, ${during.to}) and staff_id = any (${all.flatMap((row) => row.staff_id ?? [])}::uuid[])`)).map((row) => row.staff_id));
  return all.filter((row) => row.staff_id === null || !busy.has(row.staff_id));
}

export async function recordSupervisors(tx: Tx, { facility_id, session_id, officers, during }: { facility_id: string; session_id: string; officers: Officer[]; during: { from: Date; to: Date } }): Promise<void> {
  await tx.run(sql`
    insert into workshop.session_supervisor (facility_id, session_id, staff_id, person_id, during)
    select ${facility_id}, ${session_id}, x.staff_id, x.person_id, tstzrange(${during.from}, ${during.to}) from jsonb_to_recordset(${JSON.stringify(officers)}::jsonb) x (staff_id uuid, person_id uuid)`);
}

/** The head lets one session of one workshop run with fewer officers, before it is opened by somebody else. */
export async function waiveRatio(tx: Tx, { facility_id, ...input }: { facility_id: string } & z.input<typeof newWaiver>): Promise<{ id: string }> {
  permit(tx.actor, 'session.waive_ratio');
  const waiver = parse(newWaiver, input, tx.actor.locale);
  const place = await maybeWorkshop(tx, facility_id, waiver.workshop);
  if (!place) throw noWorkshop;
  const made = await tx.one<{ id: string }>(sql`
    insert into workshop.ratio_waiver (facility_id, workshop_id, day, slot, reason, granted_by, granted_person, granted_at)
    values (${facility_id}, ${place.id}, ${waiver.day}, ${waiver.slot}, ${waiver.reason}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'ratio.waived', facility_id, subject_kind: 'workshop', subject_id: place.id, particulars: { waiver_id: made.id, day: waiver.day, slot: waiver.slot, reason: waiver.reason } });
  return made;
}
