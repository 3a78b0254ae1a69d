/** A small floor for tests: one workshop, its clock, and people placed there by two persons. Everything is invented. */
import { approvePlacement, placeWorker, registerWorker } from '#workforce';
import type { House } from '#tests/house.ts';
import './policy.ts';
import { defineSlots, defineWorkshop } from './commands/session.ts';
import { defineTool } from './commands/tools.ts';

export const monday = '2026-11-23';
export const eight = new Date('2026-11-23T01:00:00Z');

/** What a person needs on file to be put to work. */
export const fit = {
  kind: 'convict', sex: 'L', born_on: '1990-05-01', custody_from: '2024-01-01', sentence_from: '2024-06-01', release_on: '2028-06-01', risk: 'low', fit_until: '2027-12-31', tool_clearance: 'A', is_sample: true,
} as const;

export type Floor = { facility_id: string; workshop: { id: string; code: string }; workers: { id: string; roster_code: string }[]; placements: string[] };

export async function furnish(house: House, { people = 2, capacity = 10, risk_level = 'medium', code = 'mebel', where = 'facility' as 'facility' | 'other', paid = true } = {}): Promise<Floor> {
  const facility_id = where === 'facility' ? house.facility.id : house.other.id;
  const [section, head] = [house.as('section_head', where), house.as('facility_head', where)];
  const made = await house.act(section, async (tx) => {
    await defineSlots(tx, { facility_id });
    const workshop = await defineWorkshop(tx, { facility_id, code, name_id: 'Bengkel Contoh', name_en: 'Sample workshop', category: 'furniture', capacity, risk_level, is_sample: true });
    const workers: Floor['workers'] = [];
    const placements: string[] = [];
    for (let n = 1; n <= people; n++) {
      const worker = await registerWorker(tx, { ...fit, facility_id, register_number: `UJI/${code}/${n}`, name: `Peserta Contoh ${code} ${n}` });
      workers.push(worker);
      placements.push((await placeWorker(tx, { facility_id, worker_id: worker.id, workshop_id: workshop.id, job: 'Rangka', from: '2026-01-01', decree: 'SK-UJI/1', paid })).id);
    }
    return { workshop: { id: workshop.id, code }, workers, placements };
  }, eight);
  await house.act(head, async (tx) => {
    for (const placement_id of made.placements) await approvePlacement(tx, { facility_id, placement_id });
  }, eight);
  return { facility_id, ...made };
}

export function addTool(house: House, floor: Floor, code: string, toolClass: string): Promise<{ id: string }> {
  return house.act(house.as('section_head'), (tx) => defineTool(tx, { facility_id: floor.facility_id, workshop_id: floor.workshop.id, code, name: 'Alat contoh', class: toolClass, is_sample: true }));
}

