// What an invented facility offers, in one line per fact. Quantities of materials are in the material's smallest unit.
export type Ingredient = { name: string; unit: string; kind: 'raw' | 'auxiliary' | 'packaging'; unit_cost_idr: number; quantity: number };
export type Step = { name_id: string; name_en: string; minutes: number; skill?: number };
export type Offer = {
  facility: string; workshop: string; sku: string; name_id: string; name_en: string; category: string; unit: string; shape: string;
  price_idr: number; lead_time_days: number; daily_capacity: number; supply: 'stock' | 'make'; weight_gram: number;
  description_id: string; description_en: string; specification: [string, string, string][]; bill: Ingredient[]; steps: Step[];
  unspsc?: string; kbli?: string; tkdn_bp?: number; label?: Record<string, unknown>;
};

export const raw = (name: string, quantity: number, unit: string, unit_cost_idr: number): Ingredient => ({ name, unit, kind: 'raw', unit_cost_idr, quantity });
export const aid = (name: string, quantity: number, unit: string, unit_cost_idr: number): Ingredient => ({ name, unit, kind: 'auxiliary', unit_cost_idr, quantity });
export const pack = (name: string, quantity: number, unit: string, unit_cost_idr: number): Ingredient => ({ name, unit, kind: 'packaging', unit_cost_idr, quantity });
export const step = (name_id: string, name_en: string, minutes: number, skill = 1): Step => ({ name_id, name_en, minutes, skill });

const size = (value: string): [string, string, string] => ['Ukuran', 'Size', value];
const stuff = (value: string): [string, string, string] => ['Bahan', 'Material', value];
export const specified = (dimensions: string, material: string, ...more: [string, string, string][]): [string, string, string][] => [size(dimensions), stuff(material), ...more];

/** Food carries what its label must say; without it, no label is printed. */
export const food = (ingredients: string, allergens: string, shelf_life_days: number, permit: string, storage: string): Record<string, unknown> => ({
  food: true, ingredients, allergens, shelf_life_days, permit, halal: 'CONTOH-HALAL-0000', storage,
});
