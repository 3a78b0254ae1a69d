// What a workshop must sell to bear its own costs, and how much of them it bears. From facts of a month; what is not known is said.
export type WorkshopMonth = {
  month: string; workshop_id: string; code: string; name_id: string; name_en: string;
  pieces: number; sales_idr: number;
  /** Per piece sold: material drawn for its work order; energy, auxiliary, packaging and selling by its cost sheet; the share of the sale for those who worked. */
  material_idr: number; sheet_idr: number; premi_idr: number;
  /** Paid by the session, whether it sells or not. */
  wages_idr: number;
  /** Written off in the month by the register; null where the workshop has no machine on it. */
  depreciation_idr: number | null;
  pieces_without_material: number; pieces_without_sheet: number;
  capital_idr: number; drawn_idr: number;
};

export const gaps = ['no_sale', 'no_material', 'no_sheet', 'no_assets'] as const;
export type Gap = (typeof gaps)[number];
export type BreakEven = {
  variable_idr: number; fixed_idr: number; result_idr: number;
  /** Costs borne by sales, in basis points; null where nothing was spent. */
  self_sufficiency_bp: number | null;
  /** Pieces and rupiah at which nothing is lost; null where a piece brings no more than it costs, or where a fact is missing. */
  pieces: number | null; value_idr: number | null; loses_on_each: boolean; missing: Gap[];
};

export function breakEven(of: WorkshopMonth): BreakEven {
  const variable_idr = of.material_idr + of.sheet_idr + of.premi_idr;
  const fixed_idr = of.wages_idr + (of.depreciation_idr ?? 0);
  const costs = variable_idr + fixed_idr;
  const missing = gapsOf(of);
  const margin_idr = of.sales_idr - variable_idr;
  const known = missing.length === 0 && margin_idr > 0;
  // fixed ÷ (margin ÷ pieces), rounded up: a part of a piece is not sold.
  const pieces = known ? shareUp(fixed_idr, of.pieces, margin_idr) : null;
  return {
    variable_idr, fixed_idr, result_idr: of.sales_idr - costs, missing, pieces,
    value_idr: known ? shareUp(fixed_idr, of.sales_idr, margin_idr) : null, loses_on_each: of.pieces > 0 && margin_idr <= 0,
    self_sufficiency_bp: costs > 0 ? Math.floor((of.sales_idr * 10_000) / costs) : null,
  };
}

export function gapsOf(of: WorkshopMonth): Gap[] {
  return gaps.filter((gap) => ({ no_sale: of.pieces === 0, no_material: of.pieces_without_material > 0, no_sheet: of.pieces_without_sheet > 0, no_assets: of.depreciation_idr === null })[gap]);
}

function shareUp(amount: number, by: number, whole: number): number {
  return Number((BigInt(amount) * BigInt(by) + BigInt(whole) - 1n) / BigInt(whole));
}
