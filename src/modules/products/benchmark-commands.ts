import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { dayAt } from '#organisation';
import type { newBenchmark } from './benchmark.ts';

type Of = { facility_id: string; product_id: string };
/** A price seen elsewhere, with where and when. One that corrects another takes its place. */
export async function recordBenchmark(tx: Tx, { facility_id, product_id, corrects, ...seen }: z.infer<typeof newBenchmark> & Of): Promise<{ id: string }> {
  permit(tx.actor, 'benchmark.record');
  if (seen.observed_on > (await dayAt(tx, facility_id))) throw new Refusal('benchmark.not_yet', { id: 'Harga pembanding dilihat paling lambat hari ini. Isi tanggal harga itu dilihat.', en: 'A market price is seen no later than today. Enter the day it was seen.' }, { field: 'observed_on', status: 422 });
  const made = await tx.one<{ id: string }>(sql`
    insert into products.benchmark (facility_id, product_id, observed_on, price_idr, place, source, likeness, note, corrects, recorded_by, recorded_person, recorded_at)
    values (${facility_id}, ${product_id}, ${seen.observed_on}, ${seen.price_idr}, ${seen.place}, ${seen.source}, ${seen.likeness}, ${seen.note}, ${corrects ?? null}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}) returning id`);
  tx.emit({ verb: 'benchmark.recorded', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { benchmark_id: made.id, price_idr: seen.price_idr, ...(corrects ? { corrects } : {}) } });
  return made;
}

/** An observation that should not count is taken back by a row that says so. */
export async function withdrawBenchmark(tx: Tx, { facility_id, product_id, id, note }: Of & { id: string; note: string }): Promise<void> {
  permit(tx.actor, 'benchmark.record');
  await tx.one(sql`
    insert into products.benchmark (facility_id, product_id, observed_on, price_idr, place, source, likeness, note, corrects, withdrawn, recorded_by, recorded_person, recorded_at)
    select facility_id, product_id, observed_on, price_idr, place, source, likeness, ${note}, id, true, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now} from products.benchmark where facility_id = ${facility_id} and product_id = ${product_id} and id = ${id} and not withdrawn returning id`);
  tx.emit({ verb: 'benchmark.withdrawn', facility_id, subject_kind: 'product', subject_id: product_id, particulars: { benchmark_id: id, note } });
}
