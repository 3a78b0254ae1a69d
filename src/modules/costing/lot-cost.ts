// What the lots of a work order cost, against their standard: pure, from facts. What is not known stays null and is named.
import type { Method } from '#products';
import { valueAt, type Depreciating } from '#budget';
import { rateOn, type Rate, type RateKind } from './rate.ts';

export type Draw = { material_id: string | null; name: string; kind: string; quantity: number; value_idr: number };
/** One session, as far as it worked for this order: its share of the open hours and of the minutes people were there. */
export type WorkedSession = { workshop_id: string; day: string; used_minutes: number; labour_minutes: number; normal_minutes: number };
export type OrderFacts = {
  id: string; number: string; product_id: string; state: string; bill: Method['bill']; cost: Method['cost']; standard_minutes: number; failed: number; scrap: number;
  lots: { id: string; quantity: number; made_on: string }[]; draws: Draw[]; sessions: WorkedSession[];
};
export type Machine = Depreciating & { workshop_id: string };
export type Ground = { rates: readonly Rate[]; machines: readonly Machine[] };

export const gaps = ['running', 'no_draw', 'beyond_bill', 'no_sessions', 'no_energy_rate', 'no_machines', 'no_minutes', 'no_labour_standard'] as const;
export type Gap = (typeof gaps)[number];

export type MaterialLine = { name: string; kind: string; drawn: number; standard: number; actual_idr: number; standard_idr: number; price_idr: number | null; usage_idr: number | null; yield_idr: number | null };
export type Sheet = {
  lot_id: string; made_on: string; quantity: number; final: boolean; material_idr: number; auxiliary_idr: number; packaging_idr: number; energy_idr: number | null; depreciation_idr: number | null; minutes: number; labour_idr: number | null;
  standard_material_idr: number; standard_energy_idr: number; standard_depreciation_idr: number; standard_labour_idr: number;
  price_variance_idr: number | null; usage_variance_idr: number | null; yield_variance_idr: number | null; efficiency_variance_idr: number | null;
  power_idr: number | null; officers_idr: number | null; rent_idr: number | null; missing: Gap[]; lines: MaterialLine[];
};

/** Every lot of the order bears its part of what the order took, by pieces that passed; the parts always add up to the whole. */
export function lotSheets(order: OrderFacts, ground: Ground): Sheet[] {
  const passed = order.lots.reduce((sum, { quantity }) => sum + quantity, 0);
  if (passed === 0) return [];
  const whole = wholeOrder(order, passed, ground);
  let before = 0;
  return order.lots.map(({ id, quantity, made_on }) => {
    const from = before;
    before += quantity;
    const part = <T extends number | null>(total: T): T => (total === null ? total : Math.round((total * (from + quantity)) / passed) - Math.round((total * from) / passed)) as T;
    const { missing, lines, final, ...figures } = whole;
    const shared = Object.fromEntries(Object.entries(figures).map(([name, total]) => [name, part(total)])) as typeof figures;
    // The last of three roundings is what the other two leave, so that they explain the difference to the rupiah.
    const yield_variance_idr = shared.price_variance_idr === null || shared.usage_variance_idr === null ? null
      : shared.material_idr + shared.auxiliary_idr + shared.packaging_idr - shared.standard_material_idr - shared.price_variance_idr - shared.usage_variance_idr;
    return { lot_id: id, made_on, quantity, final, ...shared, yield_variance_idr, missing, lines };
  });
}

function wholeOrder(order: OrderFacts, passed: number, { rates, machines }: Ground): Omit<Sheet, 'lot_id' | 'made_on' | 'quantity'> {
  const { cost, sessions } = order;
  const final = order.state === 'done';
  const missing = new Set<Gap>(final ? [] : ['running']);
  const lines = materialLines(order, passed);
  if (lines.some(({ drawn, standard }) => standard > 0 && drawn === 0)) missing.add('no_draw');
  if (beyondBill(order)) missing.add('beyond_bill');
  if (sessions.length === 0) missing.add('no_sessions');
  const energy_idr = sessions.length === 0 ? null : hoursAt(sessions, rates, 'energy');
  if (energy_idr === null && sessions.length > 0) missing.add('no_energy_rate');
  const depreciation_idr = sessions.length === 0 ? null : writtenOff(sessions, machines);
  if (depreciation_idr === null && sessions.length > 0) missing.add('no_machines');
  const minutes = Math.round(sessions.reduce((sum, { labour_minutes }) => sum + labour_minutes, 0));
  if (minutes === 0) missing.add('no_minutes');
  if (cost.labour_idr === 0 || order.standard_minutes === 0) missing.add('no_labour_standard');
  const labour_idr = missing.has('no_minutes') || missing.has('no_labour_standard') ? null : Math.round((minutes * cost.labour_idr) / order.standard_minutes);
  const measured = final && !missing.has('no_draw');
  const sum = (of: (line: MaterialLine) => number | null) => lines.reduce((total, line) => total + (of(line) ?? 0), 0);
  const actual = (kind: string) => lines.reduce((total, line) => total + (line.kind === kind ? line.actual_idr : 0), 0);
  return {
    final, material_idr: actual('raw'), auxiliary_idr: actual('auxiliary'), packaging_idr: actual('packaging'), energy_idr, depreciation_idr, minutes, labour_idr,
    standard_material_idr: sum((line) => line.standard_idr), standard_energy_idr: cost.energy_idr * passed, standard_depreciation_idr: cost.depreciation_idr * passed, standard_labour_idr: cost.labour_idr * passed,
    price_variance_idr: measured ? sum((line) => line.price_idr) : null, usage_variance_idr: measured ? sum((line) => line.usage_idr) : null, yield_variance_idr: measured ? sum((line) => line.yield_idr) : null,
    efficiency_variance_idr: final && labour_idr !== null ? labour_idr - cost.labour_idr * passed : null,
    power_idr: sessions.length === 0 ? null : hoursAt(sessions, rates, 'power'), officers_idr: sessions.length === 0 ? null : hoursAt(sessions, rates, 'officers'), rent_idr: sessions.length === 0 ? null : hoursAt(sessions, rates, 'rent'),
    missing: [...missing], lines,
  };
}

/**
 * Price: what was drawn cost other than the standard. Usage: more or less was drawn than the pieces that were begun should
 * take. Yield: what the pieces took that were lost on the way. Together they are actual less standard of what passed.
 */
function materialLines({ bill, draws, failed, scrap }: OrderFacts, passed: number): MaterialLine[] {
  const begun = passed + failed + scrap;
  const taken = new Map(draws.map((draw) => [draw.material_id, draw]));
  const planned = bill.map((line): MaterialLine => {
    const { quantity: drawn = 0, value_idr: actual_idr = 0 } = taken.get(line.material_id) ?? {};
    taken.delete(line.material_id);
    const worth = (pieces: number) => Math.round((line.quantity * line.unit_cost_idr * (10_000 + line.waste_bp) * pieces) / 10_000);
    const at_standard = drawn * line.unit_cost_idr;
    const named = { name: line.name, kind: line.kind, drawn, standard: Math.ceil((line.quantity * passed * (10_000 + line.waste_bp)) / 10_000), actual_idr, standard_idr: worth(passed) };
    return drawn === 0 ? { ...named, price_idr: null, usage_idr: null, yield_idr: null } : { ...named, price_idr: actual_idr - at_standard, usage_idr: at_standard - worth(begun), yield_idr: worth(begun) - worth(passed) };
  });
  // What the bill does not name is wholly a matter of usage.
  const besides = [...taken.values()].map((draw): MaterialLine => ({ name: draw.name, kind: draw.kind, drawn: draw.quantity, standard: 0, actual_idr: draw.value_idr, standard_idr: 0, price_idr: 0, usage_idr: draw.value_idr, yield_idr: 0 }));
  return [...planned, ...besides];
}

/** The cost sheet states auxiliaries or packaging that no bill line explains: no draw can ever show what they really were. */
function beyondBill({ bill, cost }: OrderFacts): boolean {
  const billed = (kind: string) => bill.reduce((sum, line) => sum + (line.kind === kind ? Math.floor((line.quantity * line.unit_cost_idr * (10_000 + line.waste_bp) + 5_000) / 10_000) : 0), 0);
  return cost.auxiliary_idr > billed('auxiliary') || cost.packaging_idr > billed('packaging');
}

/** Open hours at the rate of each day; null when a day has none. */
export function hoursAt(sessions: readonly Pick<WorkedSession, 'workshop_id' | 'day' | 'used_minutes'>[], rates: readonly Rate[], kind: RateKind): number | null {
  let sum = 0;
  for (const { workshop_id, day, used_minutes } of sessions) {
    const rate = rateOn(rates, kind, workshop_id, day);
    if (!rate) return null;
    sum += (rate.idr_per_hour * used_minutes) / 60;
  }
  return Math.round(sum);
}

/** A month's write-off of the workshop's machines, by the minute of normal capacity; null when a workshop has no machine on the register. */
function writtenOff(sessions: readonly WorkedSession[], machines: readonly Machine[]): number | null {
  let sum = 0;
  for (const { workshop_id, day, used_minutes, normal_minutes } of sessions) {
    const own = machines.filter((machine) => machine.workshop_id === workshop_id && machine.acquired_on <= day);
    if (own.length === 0) return null;
    sum += (own.reduce((total, machine) => total + valueAt(machine, day.slice(0, 7)).month_idr, 0) * used_minutes) / normal_minutes;
  }
  return Math.round(sum);
}

export type Totals = { actual_idr: number; standard_idr: number; complete: boolean };
/** Cash cost without selling: what is known of it, and whether that is all. Labour and what the state bears stand apart. */
export function totals(sheet: Pick<Sheet, 'material_idr' | 'auxiliary_idr' | 'packaging_idr' | 'energy_idr' | 'depreciation_idr' | 'standard_material_idr' | 'standard_energy_idr' | 'standard_depreciation_idr' | 'final' | 'missing'>): Totals {
  return {
    actual_idr: sheet.material_idr + sheet.auxiliary_idr + sheet.packaging_idr + (sheet.energy_idr ?? 0) + (sheet.depreciation_idr ?? 0),
    standard_idr: sheet.standard_material_idr + sheet.standard_energy_idr + sheet.standard_depreciation_idr,
    complete: sheet.final && sheet.energy_idr !== null && sheet.depreciation_idr !== null && !sheet.missing.includes('no_draw') && !sheet.missing.includes('beyond_bill'),
  };
}
