/** What it costs to bring goods: zones, tariffs, and one order's amount. Pure; a tariff is a dated row of the facility. */
import { z } from 'zod';
import { day, rupiahAmount } from '#kernel/form.ts';
import { refuseConstraint } from '#kernel/refusal.ts';

export const zones = ['regency', 'province', 'island', 'elsewhere'] as const;
export type Zone = (typeof zones)[number];
export const zoneNames: Record<Zone, { id: string; en: string }> = {
  regency: { id: 'Kabupaten/kota yang sama', en: 'Same regency or city' }, province: { id: 'Provinsi yang sama', en: 'Same province' },
  island: { id: 'Kelompok pulau yang sama', en: 'Same island group' }, elsewhere: { id: 'Daerah lain', en: 'Elsewhere' },
};
export const deliveryBases = ['per_kg', 'per_order'] as const;
export type DeliveryBasis = (typeof deliveryBases)[number];

export type Place = { regency_code: string; province_code: string; island_group: string };
export function zoneBetween(from: Place, to: Place): Zone {
  if (from.regency_code === to.regency_code) return 'regency';
  if (from.province_code === to.province_code) return 'province';
  return from.island_group === to.island_group ? 'island' : 'elsewhere';
}

export type Tariff = { id: string; zone: Zone; basis: DeliveryBasis; amount_idr: number; free_from_idr: number | null };
/** Why there is no amount: collected by the buyer; nothing set for that zone; a place that the register does not know, or knows twice. */
export type Quote =
  | { way: 'courier'; zone: Zone; basis: DeliveryBasis; kilograms: number; tariff_id: string; free: boolean; amount_idr: number }
  | { way: 'collect' | 'agreed' | 'unknown_place'; amount_idr: 0 };

/** Every begun kilogram counts, at least one. */
export const kilogramsOf = (weight_gram: number): number => Math.max(1, Math.ceil(weight_gram / 1000));

export function quoted(tariff: Tariff, { weight_gram, goods_idr }: { weight_gram: number; goods_idr: number }): Quote {
  const kilograms = kilogramsOf(weight_gram);
  const free = tariff.free_from_idr !== null && goods_idr >= tariff.free_from_idr;
  return { way: 'courier', zone: tariff.zone, basis: tariff.basis, kilograms, tariff_id: tariff.id, free, amount_idr: free ? 0 : tariff.amount_idr * (tariff.basis === 'per_kg' ? kilograms : 1) };
}

/** As people write a place: `Kab. Bogor`, `kota bogor`, `Bogor`, `Palangka Raya`. Letters alone count; the register's `Administrasi` is left out. */
export function placeWords(typed: string): string {
  return typed.trim().toLowerCase().replace(/^kab(\.|\b(?!upaten)) ?/, 'kabupaten ').replace(/ administrasi |[^a-z]/g, '');
}

export const tariffWish = z.strictObject({
  zone: z.enum(zones), basis: z.enum(deliveryBases), amount_idr: rupiahAmount.pipe(z.int().max(100_000_000)), free_from_idr: rupiahAmount.pipe(z.int().min(1)).optional(), from: day,
  reason: z.string().trim().min(5, 'Tulis dasarnya, paling sedikit lima huruf | Give the ground, at least five letters').max(400),
});
export type TariffWish = z.output<typeof tariffWish>;

refuseConstraint('tariff_two_persons', 'tariff.same_person', { id: 'Pengusul tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who proposes does not approve. Ask the head of facility.' });
refuseConstraint('tariff_one_at_a_time', 'tariff.overlaps', { id: 'Sudah ada ongkos kirim untuk daerah ini yang mulai berlaku pada hari itu atau sesudahnya. Usulkan mulai hari lain.', en: 'There is already a delivery charge for this zone from that day or a later one. Propose another first day.' }, 'from');
