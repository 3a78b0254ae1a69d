/** Needs: recorded one by one, confirmed by a person, changed, withdrawn. */
import type { z } from 'zod';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { refuseConstraint } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { leastLikely, needMoved, needMoves, unknownCode, unknownProduct, unknownRegency, type confirmation, type NewNeed, type withdrawal } from './need.ts';
import { ownAgency, regenciesByWord, suggestionsFor } from './queries.ts';

type Input<Schema extends z.ZodType> = z.output<Schema>;

/** A line of the plan. What it is called is classified at once; a person confirms it. */
export async function recordNeed(tx: Tx, input: NewNeed): Promise<{ id: string }> {
  permit(tx.actor, 'need.record');
  const agency_id = ownAgency(tx);
  const regency = (await regenciesByWord(tx)).get(input.regency.toLowerCase());
  if (!regency) throw unknownRegency;
  const kind = await kindOf(tx, input);
  const made = await tx.one<{ id: string }>(sql`
    insert into procurement.need (agency_id, year, rup_code, item_text, unspsc, kbki, category, score, quantity, unit, value_idr, regency_code, needed_by, method, recorded_by, recorded_person, recorded_at, is_sample)
    values (${agency_id}, ${input.year}, ${input.rup_code ?? ''}, ${input.item_text}, ${kind.unspsc}, ${input.kbki ?? null}, ${kind.category}, ${kind.score}, ${input.quantity}, ${input.unit}, ${input.value_idr}, ${regency}, ${input.needed_by}, ${input.method},
      ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now}, (select is_sample from organisation.agency where id = ${agency_id})) returning id`);
  tx.emit({ verb: 'need.recorded', facility_id: null, subject_kind: 'need', subject_id: made.id, particulars: { year: input.year, quantity: input.quantity } });
  return made;
}

/** A line that says something else: what was confirmed about it counts no more. */
export async function changeNeed(tx: Tx, id: string, input: NewNeed): Promise<void> {
  permit(tx.actor, 'need.record');
  await lockFor(tx, id, 'change');
  const regency = (await regenciesByWord(tx)).get(input.regency.toLowerCase());
  if (!regency) throw unknownRegency;
  const kind = await kindOf(tx, input);
  await tx.run(sql`
    update procurement.need set state = 'recorded', confirmed_at = null, confirmed_by = null, confirmed_person = null, confirmed_product_id = null, year = ${input.year}, rup_code = ${input.rup_code ?? ''}, item_text = ${input.item_text}, unspsc = ${kind.unspsc}, kbki = ${input.kbki ?? null},
      category = ${kind.category}, score = ${kind.score}, quantity = ${input.quantity}, unit = ${input.unit}, value_idr = ${input.value_idr}, regency_code = ${regency}, needed_by = ${input.needed_by}, method = ${input.method}, version = version + 1 where id = ${id}`);
  tx.emit({ verb: 'need.changed', facility_id: null, subject_kind: 'need', subject_id: id });
}

/** A person says which goods are meant: a code of the list, a category, or a thing in the catalogue. */
export async function confirmNeed(tx: Tx, id: string, said: Input<typeof confirmation>): Promise<void> {
  permit(tx.actor, 'need.confirm');
  await lockFor(tx, id, 'confirm');
  const product = said.product_id ? await tx.maybe<{ unspsc: string | null; category: string }>(sql`select unspsc, category from catalogue.listing_published where product_id = ${said.product_id}::uuid`) : undefined;
  if (said.product_id && !product) throw unknownProduct;
  const unspsc = product?.unspsc ?? said.unspsc ?? null;
  const known = unspsc === null ? undefined : await tx.maybe<{ category: string }>(sql`select category from procurement.code where unspsc = ${unspsc} union all select category from catalogue.listing_published where unspsc = ${unspsc} limit 1`);
  if (unspsc !== null && !known) throw unknownCode;
  await tx.run(sql`
    update procurement.need set state = 'confirmed', unspsc = ${unspsc}, kbki = coalesce(${said.kbki ?? null}, kbki), category = ${product?.category ?? said.category ?? known?.category ?? null}, confirmed_product_id = ${said.product_id ?? null},
      confirmed_by = ${tx.actor.account_id}, confirmed_person = ${tx.actor.person_id}, confirmed_at = ${tx.now}, version = version + 1 where id = ${id}`);
  tx.emit({ verb: 'need.confirmed', facility_id: null, subject_kind: 'need', subject_id: id, particulars: { unspsc } });
}

export async function withdrawNeed(tx: Tx, id: string, { reason }: Input<typeof withdrawal>): Promise<void> {
  permit(tx.actor, 'need.record');
  await lockFor(tx, id, 'withdraw');
  await tx.run(sql`update procurement.need set state = 'withdrawn', withdrawn_reason = ${reason}, confirmed_at = null, confirmed_by = null, confirmed_person = null, version = version + 1 where id = ${id}`);
  tx.emit({ verb: 'need.withdrawn', facility_id: null, subject_kind: 'need', subject_id: id, particulars: { reason } });
}

async function lockFor(tx: Tx, id: string, verb: (typeof needMoves)[number]['verb']): Promise<void> {
  const { state } = await tx.one<{ state: string }>(sql`select state from procurement.need where id = ${id}::uuid for update`);
  if (!needMoves.some((move) => move.from === state && move.verb === verb)) throw needMoved;
}

/** What the agency states itself stands; else the likeliest code is proposed with its score. */
async function kindOf(tx: Tx, input: NewNeed): Promise<{ unspsc: string | null; category: string | null; score: number | null }> {
  const likely = (await suggestionsFor(tx, [input.item_text])).find(({ score }) => score >= leastLikely);
  if (!input.unspsc) return { unspsc: likely?.unspsc ?? null, category: likely?.category ?? null, score: likely?.score ?? null };
  const known = await tx.maybe<{ category: string }>(sql`select category from procurement.code where unspsc = ${input.unspsc}`);
  return { unspsc: input.unspsc, category: known?.category ?? null, score: null };
}

refuseConstraint('need_line_once', 'need.already_there', { id: 'Kebutuhan yang sama sudah tercatat untuk tahun, tempat dan hari ini. Buka yang sudah ada pada daftar.', en: 'The same need is already on record for this year, place and day. Open the one on the list.' }, 'item_text');
