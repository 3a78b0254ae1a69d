// The agency rates an order it received, once; the maker may answer, once. Neither is changed afterwards.
import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound, Refusal } from '#kernel/refusal.ts';
import { sql } from '#kernel/sql.ts';
import { lockedOrder, told } from '../commands/order-row.ts';
import { ratingAnswer, ratingWish, type RatingWish } from './rating.ts';
import { ratingOf } from './rating-queries.ts';

export async function rateOrder(tx: Tx, { number, ...rest }: { number: string; remark?: string | undefined } & Omit<RatingWish, 'remark'>): Promise<{ number: string }> {
  permit(tx.actor, 'rating.give');
  const wish = parse(ratingWish, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  if (order.agency_id === null || (tx.actor.agency_id !== null && tx.actor.agency_id !== order.agency_id)) throw new NotFound();
  if (order.state !== 'handed_over' && order.state !== 'settled') throw new Refusal('rating.not_received', { id: 'Pesanan ini belum diterima seluruhnya. Nilai setelah BAST terakhir.', en: 'This order is not received in full yet. Rate it after the last handover.' });
  await tx.run(sql`insert into orders.rating (facility_id, order_id, agency_id, quality, punctuality, service, remark, rated_by, rated_person, at) values (${order.facility_id}, ${order.id}, ${order.agency_id}, ${wish.quality}, ${wish.punctuality}, ${wish.service}, ${wish.remark ?? ''}, ${tx.actor.account_id}, ${tx.actor.person_id}, ${tx.now})`);
  told(tx, order, 'order.rated', { quality: wish.quality, punctuality: wish.punctuality, service: wish.service });
  return { number };
}

export async function answerRating(tx: Tx, { number, answer: said }: { number: string; answer: string }): Promise<{ number: string }> {
  permit(tx.actor, 'rating.answer');
  const { answer } = parse(ratingAnswer, { answer: said }, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  const rating = await ratingOf(tx, order.id);
  if (!rating) throw new Refusal('rating.none', { id: 'Pesanan ini belum dinilai. Tunggu penilaian pembeli.', en: 'This order is not rated yet. Wait for the buyer’s rating.' });
  await tx.run(sql`insert into orders.rating_answer (facility_id, rating_id, agency_id, answer, answered_by, at) values (${order.facility_id}, ${rating.id}, ${order.agency_id}, ${answer}, ${tx.actor.account_id}, ${tx.now})`);
  told(tx, order, 'rating.answered');
  return { number };
}
