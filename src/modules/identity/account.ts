/** What an account and an assignment are: the natural person's sign-in, and a role in one unit, with dates and its letter. */
import { z } from 'zod';
import { day, shortText } from '#kernel/form.ts';
import { roles, type Role } from '#kernel/policy.ts';

export { roleNames } from '#ui/role-words.ts';

export const inFacility: readonly Role[] = ['officer', 'section_head', 'facility_head', 'treasurer'];
export const inAgency: readonly Role[] = ['procurement_officer', 'commitment_officer'];
export const everywhere: readonly Role[] = ['headquarters', 'auditor', 'admin'];

export const email = z.string().trim().toLowerCase().pipe(z.email('Isi alamat surel seperti nama@contoh.go.id | Enter an email like name@example.go.id')).pipe(z.string().max(200));

/** What people ask for in an address: never a NUL, which PostgreSQL cannot hold. */
export const asked = z.string().trim().min(1).max(100).regex(/^[^\0]*$/);

/** NIST SP 800-63B: length counts, composition rules do not. */
export const newPassword = z.string()
  .min(12, 'Kata sandi paling sedikit 12 huruf. Kalimat pendek mudah diingat. | At least 12 characters. A short sentence is easy to remember.')
  .max(128, 'Kata sandi paling banyak 128 huruf | At most 128 characters');

export const newAccount = z.strictObject({
  email, name: shortText, password: newPassword, locale: z.enum(['id', 'en']).optional(), is_sample: z.boolean().optional(), person_id: z.uuid().optional(),
});

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' || input === null ? undefined : input), of.optional());

export const newAssignment = z.strictObject({
  account_id: z.uuid(), role: z.enum(roles), facility_id: optional(z.uuid()), agency_id: optional(z.uuid()),
  regional_office_code: optional(z.string().max(40)), partner_name: optional(shortText), from: day, to: optional(day), decree: shortText,
}).superRefine((row, context) => {
  const lacking = unitFieldOf(row.role);
  if (lacking && row[lacking] === undefined) context.addIssue({ code: 'custom', path: [lacking], message: 'Pilih unit untuk peran ini | Choose the unit for this role' });
  if (row.to !== undefined && row.to < row.from) context.addIssue({ code: 'custom', path: ['to'], message: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });
});

/** The unit a role must name; undefined for roles of the whole country. */
export function unitFieldOf(role: Role): 'facility_id' | 'agency_id' | 'regional_office_code' | 'partner_name' | undefined {
  if (inFacility.includes(role)) return 'facility_id';
  if (inAgency.includes(role)) return 'agency_id';
  if (role === 'regional') return 'regional_office_code';
  return role === 'partner' ? 'partner_name' : undefined;
}

export type AccountRow = { id: string; email: string; name: string; locale: 'id' | 'en'; person_id: string; is_sample: boolean; two_factor_enabled: boolean; disabled_at: Date | null; created_at: Date };
export type AssignmentRow = { id: string; role: Role; unit: string; from: string; to: string | null; decree: string; current: boolean; on_behalf_of: string | null };
