import { dayIn, zoneOf } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import { sql } from '#kernel/sql.ts';
import type { OrderFile } from '../order-file.ts';
import { checklist, type Channel, type Item, type PaperRow } from './payment-file.ts';

export type PaymentFile = { channel: Channel; chosen: boolean; up_limit_idr: number; items: Item[] };
/** The way that was chosen last; until then petty funds up to the limit of the day, and LS above it. */
export async function paymentFileOf(reader: Reader, file: OrderFile): Promise<PaymentFile> {
  const today = dayIn(zoneOf(file.timezone), reader.now);
  const { value } = await ruleOn<number>(reader, 'orders.up_limit_idr', today, file.facility_id);
  const chosen = await reader.maybe<{ channel: Channel }>(sql`select channel from orders.payment_channel where order_id = ${file.id} order by at desc, id desc limit 1`);
  const channel = chosen?.channel ?? (file.total_idr <= Number(value) ? 'up' : 'ls');
  return { channel, chosen: chosen !== undefined, up_limit_idr: Number(value), items: checklist(await papersOf(reader, channel, today), { rup_code: file.rup_code, documents: file.documents, entries: await entriesOf(reader, file.id) }) };
}

export function papersOf(reader: Reader, channel: Channel, day: string): Promise<PaperRow[]> {
  return reader.all(sql`select paper, side, document, required, name_id, name_en, legal_basis from orders.payment_paper where channel = ${channel} and valid @> ${day}::date order by position`);
}
function entriesOf(reader: Reader, order_id: string): Promise<{ paper: string; number: string; on_day: string }[]> {
  return reader.all(sql`select paper, number, on_day from orders.payment_entry where order_id = ${order_id} order by at, id`);
}
