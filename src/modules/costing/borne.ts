// What the state bears for one piece by its standard minutes, beside the cash cost. Pure.
import { borne, rateOn, type Rate, type RateKind } from './rate.ts';

export type BorneStep = { workshop_id: string; standard_minutes: number; capacity: number };
export type Borne = { kind: Exclude<RateKind, 'energy'>; amount_idr: number | null }[];

/** A step takes its minutes of one place; an open hour is shared by all places of the workshop. Null where a step has no rate. */
export function bornePerPiece(steps: readonly BorneStep[], rates: readonly Rate[], day: string): Borne {
  return borne.map((kind) => {
    let sum = 0;
    for (const { workshop_id, standard_minutes, capacity } of steps) {
      const rate = rateOn(rates, kind, workshop_id, day);
      if (!rate || capacity === 0) return { kind, amount_idr: null };
      sum += (rate.idr_per_hour * standard_minutes) / 60 / capacity;
    }
    return { kind, amount_idr: steps.length === 0 ? null : Math.round(sum) };
  });
}
