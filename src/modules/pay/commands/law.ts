// What headquarters says of the law's reading, and under whose contract a product is made: dated, with the basis.
import type { Tx } from '#kernel/db.ts';
import { day, shortText } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { refuseConstraint, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { productBySku } from '#products';
import { z } from 'zod';
import type { Reading } from '../reading.ts';

/** From a day on a facility, or every one that has no rule of its own, follows this reading; the one before ends the day it begins. */
export async function adoptReading(tx: Tx, { facility_id, reading, from, legal_basis }: { facility_id: string | null; reading: Reading; from: string; legal_basis: string }): Promise<void> {
  permit(tx.actor, 'reading.adopt');
  const mine = sql`key = 'pay.legal_reading' and facility_id is not distinct from ${facility_id}::uuid`;
  if (await tx.maybe(sql`select 1 from kernel.rule where ${mine} and lower(valid) >= ${from}::date`)) throw new Refusal('reading.overlaps', { id: 'Sudah ada cara baca yang mulai berlaku pada hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'There is already a reading from that day or a later one. Choose another first day.' }, { field: 'from', status: 422 });
  await tx.run(sql`update kernel.rule set valid = daterange(lower(valid), ${from}) where ${mine} and valid @> ${from}::date`);
  await tx.run(sql`insert into kernel.rule (key, facility_id, value, valid, legal_basis, source) values ('pay.legal_reading', ${facility_id}, to_jsonb(${reading}::text), daterange(${from}, null), ${legal_basis}, ${legal_basis})`);
  tx.emit({ verb: 'reading.adopted', facility_id, subject_kind: 'rule', subject_id: `pay.legal_reading/${from}`, particulars: { reading, from, legal_basis } });
}

export const contractWish = z.strictObject({ contract: shortText.pipe(z.string().min(3).max(60)), partner: shortText.pipe(z.string().min(3)), sku: shortText, from: day, legal_basis: shortText.pipe(z.string().min(5, 'Tulis dasarnya: nomor perjanjian kerja sama | Give the basis: the number of the agreement')) });

/** From a day on a product is made under a partner's contract: what is handed over since then is divided by the contract's own rule, where it has one. */
export async function recordContract(tx: Tx, { facility_id, contract, partner, sku, from, legal_basis }: { facility_id: string } & z.infer<typeof contractWish>): Promise<{ id: string }> {
  permit(tx.actor, 'contract.record');
  const product = await productBySku(tx, sku);
  if (product.facility_id !== facility_id) throw new Refusal('contract.other_facility', { id: 'Produk ini milik UPT lain. Isi kode produk UPT ini sendiri.', en: 'This product belongs to another facility. Enter the code of a product of this facility.' }, { field: 'sku', status: 422 });
  await tx.run(sql`update pay.contract_product set valid = daterange(lower(valid), ${from}) where facility_id = ${facility_id} and product_id = ${product.id} and valid @> ${from}::date and lower(valid) < ${from}::date`);
  const made = await tx.one<{ id: string }>(sql`
    insert into pay.contract_product (facility_id, contract, partner, product_id, sku, valid, legal_basis, recorded_by, recorded_at) values (${facility_id}, ${contract}, ${partner}, ${product.id}, ${product.sku}, daterange(${from}, null), ${legal_basis}, ${tx.actor.account_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'contract.recorded', facility_id, subject_kind: 'contract', subject_id: made.id, particulars: { contract, sku: product.sku, from } });
  return made;
}
refuseConstraint('contract_one_at_a_time', 'contract.overlaps', { id: 'Produk ini sudah terikat kontrak sejak hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'This product is under a contract from that day or a later one. Choose another first day.' }, 'from');
