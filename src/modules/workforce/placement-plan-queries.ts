import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { Phrase } from '#kernel/words.ts';
import { formatDay } from '#kernel/calendar.ts';
import type { ChangeKind, EndingReason, ReleaseState, SuspensionReason, SuspensionState } from './placement-plan.ts';
import { suspensionReasons } from './placement-plan.ts';

export type SuspensionRow = { id: string; placement_id: string; worker_id: string; from: string; to: string | null; paid: boolean; reason_code: SuspensionReason; note: string; state: SuspensionState };
export type EndingRow = { id: string; placement_id: string; on_day: string; reason_code: EndingReason; note: string; state: string };
export type ExclusionRow = { id: string; placement_id: string; weekdays: number[]; slot: string | null; from: string; to: string | null; reason: string };
export type ReleaseRow = { id: string; placement_id: string; worker_id: string; roster_code: string; name: string; permit_number: string; place: string; escort: string; from: string; to: string; weekdays: number[]; leaves: string; returns: string; state: ReleaseState; requested_person: string | null };
export type Plans = { suspensions: SuspensionRow[]; endings: EndingRow[]; exclusions: ExclusionRow[]; releases: ReleaseRow[] };

/** Everything planned for one placement, newest first. */
export async function plansOf(reader: Reader, facility_id: string, placement_id: string): Promise<Plans> {
  return {
    suspensions: await reader.all(sql`select id, placement_id, worker_id, lower(valid) as "from", upper(valid) as "to", paid, reason_code, note, state from workforce.placement_suspension where facility_id = ${facility_id} and placement_id = ${placement_id} order by lower(valid) desc`),
    endings: await reader.all(sql`select id, placement_id, on_day, reason_code, note, state from workforce.placement_ending where facility_id = ${facility_id} and placement_id = ${placement_id} order by on_day desc`),
    exclusions: await reader.all(sql`select id, placement_id, weekdays, slot, lower(valid) as "from", upper(valid) as "to", reason from workforce.placement_exclusion where facility_id = ${facility_id} and placement_id = ${placement_id} order by lower(valid) desc`),
    releases: await reader.all(sql`${releaseRows} where r.facility_id = ${facility_id} and r.placement_id = ${placement_id} order by lower(r.valid) desc`),
  };
}
const releaseRows = sql`
  select r.id, r.placement_id, r.worker_id, w.roster_code, w.name, r.permit_number, r.place, r.escort, lower(r.valid) as "from", upper(r.valid) as "to", r.weekdays, to_char(r.leaves, 'HH24.MI') as leaves, to_char(r.returns, 'HH24.MI') as returns, r.state, r.requested_person
  from workforce.day_release r join workforce.worker w on w.facility_id = r.facility_id and w.id = r.worker_id`;
export function releases(reader: Reader, { facility_id, day }: { facility_id: string; day: string }): Promise<ReleaseRow[]> {
  return reader.all(sql`${releaseRows} where r.facility_id = ${facility_id} and r.state in ('requested', 'permitted') and upper(r.valid) > ${day}::date order by lower(r.valid), w.roster_code`);
}

export type Away = { code: 'suspended' | 'excluded' | 'day_release' | 'ending'; why: Phrase; paid: boolean };
type AwayRow = { worker_id: string; suspended_until: string | null; suspended: SuspensionReason | null; paid: boolean | null; excluded: string | null; ending: boolean; outside: boolean; permit: boolean };
/** Who is placed but kept off one session by a plan: suspended, excluded from the slot, past a planned end, or outside work without its permit. */
export async function awayFrom(reader: Reader, { facility_id, workshop_id, day, slot, hours }: { facility_id: string; workshop_id: string; day: string; slot?: string | undefined; hours?: { starts: string; ends: string } | undefined }): Promise<Map<string, Away>> {
  const rows = await reader.all<AwayRow>(sql`
    select p.worker_id, s.suspended, s.suspended_until, s.paid, x.excluded, p.regime = 'outside' as outside,
      exists (select 1 from workforce.placement_ending e where e.facility_id = p.facility_id and e.placement_id = p.id and e.state = 'planned' and e.on_day <= ${day}::date) as ending,
      exists (select 1 from workforce.day_release r where r.facility_id = p.facility_id and r.worker_id = p.worker_id and r.state = 'permitted' and r.valid @> ${day}::date and extract(isodow from ${day}::date)::int = any (r.weekdays)
        and (${hours?.starts ?? null}::time is null or (r.leaves <= ${hours?.starts ?? null}::time and r.returns >= ${hours?.ends ?? null}::time))) as permit
    from workforce.placement p
      left join lateral (select s.reason_code as suspended, upper(s.valid) as suspended_until, s.paid from workforce.placement_suspension s where s.facility_id = p.facility_id and s.placement_id = p.id and s.state <> 'lifted' and s.valid @> ${day}::date limit 1) s on true
      left join lateral (select x.reason as excluded from workforce.placement_exclusion x where x.facility_id = p.facility_id and x.placement_id = p.id and x.valid @> ${day}::date and extract(isodow from ${day}::date)::int = any (x.weekdays)
        and ${slot ?? null}::text is not null and (x.slot is null or x.slot = ${slot ?? null}) limit 1) x on true
    where p.facility_id = ${facility_id} and p.workshop_id = ${workshop_id} and p.approved_at is not null and p.valid @> ${day}::date`);
  const away = new Map<string, Away>();
  for (const row of rows) {
    const found = whyAway(row);
    if (found) away.set(row.worker_id, found);
  }
  return away;
}

function whyAway(row: AwayRow): Away | undefined {
  if (row.ending) return { code: 'ending', paid: false, why: { id: 'Penempatan berakhir menurut rencana', en: 'The placement has ended as planned' } };
  if (row.suspended) {
    const [until, paid] = [row.suspended_until, row.paid === true];
    const reason = suspensionReasons[row.suspended];
    return { code: 'suspended', paid, why: {
      id: `Ditangguhkan ${paid ? 'dengan' : 'tanpa'} premi: ${reason.id.toLowerCase()}${until ? `, kembali ${formatDay(until, 'id')}` : ''}`,
      en: `Suspended ${paid ? 'with' : 'without'} pay: ${reason.en.toLowerCase()}${until ? `, back on ${formatDay(until, 'en')}` : ''}`,
    } };
  }
  if (row.excluded) return { code: 'excluded', paid: false, why: { id: `Tidak pada jam ini: ${row.excluded}`, en: `Not in this slot: ${row.excluded}` } };
  if (row.outside && !row.permit) return { code: 'day_release', paid: false, why: { id: 'Kerja luar: tidak ada izin kepala untuk hari dan jam ini', en: 'Outside work: no permit of the head for this day and time' } };
  return undefined;
}

export type ChangeRow = { id: string; on_day: string; kind: ChangeKind; worker_id: string; roster_code: string; name: string; placement_id: string | null; workshop_name_id: string | null; workshop_name_en: string | null; particulars: { reason_id?: string; reason_en?: string; until?: string }; made_at: Date; acknowledged_at: Date | null; note: string | null };
/** What nobody did by hand: open ones first seen, or everything of a period for the record. */
export function changes(reader: Reader, { facility_id, state = 'open', after = '', limit = 100 }: { facility_id: string; state?: 'open' | 'seen' | 'all'; after?: string; limit?: number }): Promise<ChangeRow[]> {
  return reader.all(sql`
    select c.id, c.on_day, c.kind, c.worker_id, w.roster_code, w.name, c.placement_id, k.name_id as workshop_name_id, k.name_en as workshop_name_en, c.particulars, c.made_at, c.acknowledged_at, c.note
    from workforce.change_notice c join workforce.worker w on w.facility_id = c.facility_id and w.id = c.worker_id left join workforce.placement p on p.facility_id = c.facility_id and p.id = c.placement_id left join workshop.workshop_published k on k.facility_id = p.facility_id and k.id = p.workshop_id
    where c.facility_id = ${facility_id} and (${state} = 'all' or (c.acknowledged_at is null) = (${state} = 'open')) and (${after} = '' or c.id::text < ${after}) order by c.id desc limit ${limit}`);
}
