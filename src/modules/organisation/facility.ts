/** What a unit (UPT) and an agency are: kinds, schemas, row types. */
import { z } from 'zod';
import { day, shortText, longText } from '#kernel/form.ts';
import type { Zone } from '#kernel/calendar.ts';
import type { Phrase } from '#kernel/words.ts';

export const facilityKinds = {
  lapas: { id: 'Lapas', en: 'Prison' },
  lpp: { id: 'Lapas perempuan', en: "Women's prison" },
  lapas_narkotika: { id: 'Lapas narkotika', en: 'Prison for drug offences' },
  lapas_terbuka: { id: 'Lapas terbuka', en: 'Open prison' },
  lapas_pemuda: { id: 'Lapas pemuda', en: "Young adults' prison" },
  lapas_khusus: { id: 'Lapas khusus', en: 'High-security prison' },
  rutan: { id: 'Rutan', en: 'Detention house' },
  lpka: { id: 'LPKA', en: 'Juvenile institution' },
  bapas: { id: 'Bapas', en: 'Probation office' },
} as const satisfies Record<string, Phrase>;
export type FacilityKind = keyof typeof facilityKinds;
export const facilityKindNames = Object.keys(facilityKinds) as [FacilityKind, ...FacilityKind[]];

export const lineCategories = {
  furniture: { id: 'Mebel', en: 'Furniture' },
  garment: { id: 'Pakaian', en: 'Garments' },
  batik: { id: 'Batik', en: 'Batik' },
  weaving: { id: 'Tenun', en: 'Weaving' },
  leather: { id: 'Kulit', en: 'Leather' },
  craft: { id: 'Kerajinan', en: 'Crafts' },
  coir: { id: 'Sabut kelapa', en: 'Coir' },
  building_material: { id: 'Bahan bangunan', en: 'Building materials' },
  bakery: { id: 'Roti dan kue', en: 'Bakery' },
  processed_food: { id: 'Pangan olahan', en: 'Processed food' },
  agriculture: { id: 'Pertanian', en: 'Agriculture' },
  livestock_fishery: { id: 'Ternak dan ikan', en: 'Livestock and fishery' },
  plastics: { id: 'Plastik', en: 'Plastics' },
  services: { id: 'Jasa', en: 'Services' },
  other: { id: 'Lainnya', en: 'Other' },
} as const satisfies Record<string, Phrase>;
export type LineCategory = keyof typeof lineCategories;

export type FacilityRow = {
  id: string; code: string; name: string; kind: string; class: string | null; timezone: Zone;
  province_code: string; province: string; regency_code: string; regency: string; regional_office_code: string;
  latitude: number; longitude: number; is_industrial: boolean; is_sample: boolean; aliases: string[];
  address: string | null; phone: string | null; whatsapp: string | null; email: string | null; intro_id: string | null; intro_en: string | null; source: string;
};

export type AgencyRow = { id: string; code: string; name: string; short_name: string | null; kind: string; name_en: string | null; official_code: string | null; province_code: string | null; is_sample: boolean; source: string };

const code = z.string().trim().regex(/^[a-z0-9]+(-[a-z0-9]+)*$/, 'Kode hanya huruf kecil, angka dan tanda hubung | A code has only small letters, digits and hyphens').max(80);
/** What people ask for in an address: never a NUL, which PostgreSQL cannot hold. */
export const asked = z.string().trim().min(1).max(100).regex(/^[^\0]*$/);
export const askedCode = z.string().regex(/^[a-z0-9-]{1,100}$/);

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' ? undefined : input), of.optional());

/** A unit stands in a regency, named in full ('Kabupaten Sukamara'). */
export const newFacility = z.strictObject({
  code, name: shortText, kind: z.enum(facilityKindNames), class: optional(z.string().max(8)), regency_name: shortText, is_sample: optional(z.boolean()),
  phone: optional(shortText), whatsapp: optional(shortText), intro_id: optional(longText), intro_en: optional(longText), source: longText,
});

export const newAgency = z.strictObject({
  code, name: shortText, short_name: optional(shortText), kind: z.enum(['ministry', 'agency', 'province', 'regency', 'other']), name_en: optional(shortText),
  official_code: optional(z.string().max(40)), province_code: optional(z.string().max(4)), is_sample: optional(z.boolean()), source: longText,
});

export const duties = ['facility_head', 'section_head', 'treasurer', 'commitment_officer', 'procurement_officer', 'receiving_officer'] as const;
export type Duty = (typeof duties)[number];
export const newSignatory = z.strictObject({
  facility_id: z.uuid().optional(), agency_id: z.uuid().optional(), duty: z.enum(duties), name: shortText, nip: optional(z.string().max(30)), position: shortText, decree: optional(shortText), from: day, to: optional(day),
}).refine((row) => (row.facility_id === undefined) !== (row.agency_id === undefined), { path: ['facility_id'], error: 'Pilih satu: UPT atau instansi | Choose one: unit or agency' });
export type SignatoryRow = { id: string; duty: Duty; name: string; nip: string | null; position: string; decree: string | null; from: string; to: string | null };
