import { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { day, positive, shortText } from '#kernel/form.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { facilityById } from '#organisation';
import { productBySku } from '#products';
import { wageGrades } from '../wage-queries.ts';
import { gradeUnknown } from '../wages.ts';

export const rateWish = z.strictObject({
  basis: z.enum(['piece', 'time']), sku: shortText.optional(), skill_level: positive.pipe(z.int().max(5)).optional(), grade: shortText.optional(), amount_idr: positive.pipe(z.int().max(100_000_000)), per_minutes: positive.pipe(z.int().max(100_000)).optional(), from: day,
  legal_basis: shortText.pipe(z.string().min(5, 'Tulis dasar hukumnya | Give the legal basis')),
}).superRefine((wish, check) => {
  if (wish.basis === 'piece' && !wish.sku) check.addIssue({ code: 'custom', path: ['sku'], message: 'Isi kode produk | Enter the product code' });
  if (wish.basis === 'time' && !wish.skill_level) check.addIssue({ code: 'custom', path: ['skill_level'], message: 'Pilih tingkat keahlian | Choose a skill level' });
  if (wish.basis === 'piece' && wish.grade) check.addIssue({ code: 'custom', path: ['grade'], message: 'Golongan hanya untuk tarif per waktu | A grade is for rates by time only' });
});
export type RateWish = z.input<typeof rateWish>;

/** A facility's rate by the piece of a product, or by the time of a skill level (for everybody, or for a grade of work); the one before ends the day it begins. */
export async function adoptWageRate(tx: Tx, { facility_id, ...rest }: { facility_id: string; basis: 'piece' | 'time'; sku?: string | undefined; skill_level?: number | undefined; grade?: string | undefined; amount_idr: number; per_minutes?: number | undefined; from: string; legal_basis: string }): Promise<{ id: string }> {
  permit(tx.actor, 'rate.adopt');
  const wish = parse(rateWish, rest, tx.actor.locale);
  const facility = await facilityById(tx, facility_id);
  const product = wish.basis === 'piece' ? await productBySku(tx, wish.sku ?? '') : undefined;
  if (product && product.facility_id !== facility_id) throw otherFacility;
  const level = wish.basis === 'time' ? wish.skill_level ?? null : null;
  if (wish.grade && !(await wageGrades(tx)).some(({ code }) => code === wish.grade)) throw gradeUnknown;
  await tx.run(sql`
    update pay.wage_rate set valid = daterange(lower(valid), ${wish.from}) where facility_id = ${facility_id} and basis = ${wish.basis} and product_id is not distinct from ${product?.id ?? null}::uuid and skill_level is not distinct from ${level}::int and grade is not distinct from ${wish.grade ?? null}
      and valid @> ${wish.from}::date and lower(valid) < ${wish.from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.wage_rate (facility_id, basis, product_id, sku, skill_level, grade, amount_idr, per_minutes, valid, legal_basis, source, adopted_by, adopted_at, is_sample)
    values (${facility_id}, ${wish.basis}, ${product?.id ?? null}, ${product?.sku ?? null}, ${level}, ${wish.grade ?? null}, ${wish.amount_idr}, ${wish.per_minutes ?? 60}, daterange(${wish.from}, null), ${wish.legal_basis}, ${wish.legal_basis}, ${tx.actor.account_id}, ${tx.now}, ${facility.is_sample}) returning id`);
  tx.emit({ verb: 'rate.adopted', facility_id, subject_kind: 'wage_rate', subject_id: made.id, particulars: { basis: wish.basis, sku: product?.sku ?? null, skill_level: level, grade: wish.grade ?? null, amount_idr: wish.amount_idr, per_minutes: wish.per_minutes ?? 60, from: wish.from } });
  return made;
}

const otherFacility = new Refusal('rate.other_facility', { id: 'Produk ini milik UPT lain. Isi kode produk UPT ini sendiri.', en: 'This product belongs to another facility. Enter the code of a product of this facility.' }, { field: 'sku', status: 422 });
refuseConstraint('rate_one_at_a_time', 'rate.overlaps', { id: 'Sudah ada tarif yang mulai berlaku pada hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'There is already a rate from that day or a later one. Choose another first day.' }, 'from');
