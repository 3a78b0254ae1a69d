/** Who goes where in one slot: from the roster of an open session, else from who would be on it; and who works outside by permit. */
import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import { releases, rosterFor } from '#workforce';
import { workshops } from './queries.ts';
import type { Slot } from './session.ts';

export type Mover = { roster_code: string; name: string };
export type Destination = { place: { name_id: string; name_en: string }; source: 'opened' | 'expected' | 'outside'; back_at: string | null; people: Mover[] };

export async function movements(reader: Reader, { facility_id, day, slot }: { facility_id: string; day: string; slot: Slot }): Promise<Destination[]> {
  const hours = await reader.maybe<{ starts: string; ends: string }>(sql`select starts::text, ends::text from workshop.slot where facility_id = ${facility_id} and code = ${slot}`);
  if (!hours) return [];
  const rostered = await reader.all<Mover & { workshop_id: string; worker_id: string | null }>(sql`
    select s.workshop_id, r.worker_id, w.roster_code, w.name from workshop.session s left join workshop.roster r on r.facility_id = s.facility_id and r.session_id = s.id left join workforce.worker_published w on w.facility_id = r.facility_id and w.id = r.worker_id
      left join workshop.attendance_current a on a.facility_id = r.facility_id and a.session_id = r.session_id and a.worker_id = r.worker_id
    where s.facility_id = ${facility_id} and s.day = ${day} and s.slot = ${slot} and s.state <> 'cancelled' and (a.reason_code is null or a.attended) order by w.roster_code`);
  const weekday = ((new Date(`${day}T00:00:00Z`).getUTCDay() + 6) % 7) + 1;
  const outside = (await releases(reader, { facility_id, day })).filter((row) => row.state === 'permitted' && row.from <= day && row.weekdays.includes(weekday) && row.leaves.replace('.', ':') < hours.ends && row.returns.replace('.', ':') > hours.starts);
  const out = new Set(outside.map((row) => row.roster_code));
  const found: Destination[] = [];
  for (const place of await workshops(reader, facility_id)) {
    const opened = rostered.filter((row) => row.workshop_id === place.id);
    const people = opened.length > 0
      ? opened.filter((row) => row.worker_id !== null)
      : (await rosterFor(reader, { facility_id, workshop_id: place.id, day, slot, hours })).filter((row) => row.verdict.allowed && !row.away && !out.has(row.roster_code));
    if (people.length > 0) found.push({ place, source: opened.length > 0 ? 'opened' : 'expected', back_at: null, people: people.map(({ roster_code, name }) => ({ roster_code, name })) });
  }
  for (const name of new Set(outside.map((row) => row.place))) {
    const there = outside.filter((row) => row.place === name);
    found.push({ place: { name_id: name, name_en: name }, source: 'outside', back_at: there.map((row) => row.returns).sort().at(-1) ?? null, people: there.map(({ roster_code, name: who }) => ({ roster_code, name: who })) });
  }
  return found;
}
