import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';

export type RatingRow = { id: string; quality: number; punctuality: number; service: number; remark: string; at: Date; answer: string | null; answered_at: Date | null };
export function ratingOf(reader: Reader, order_id: string): Promise<RatingRow | undefined> {
  return reader.maybe(sql`
    select r.id, r.quality, r.punctuality, r.service, r.remark, r.at, a.answer, a.at as answered_at from orders.rating r left join orders.rating_answer a on a.facility_id = r.facility_id and a.rating_id = r.id where r.order_id = ${order_id}`);
}
