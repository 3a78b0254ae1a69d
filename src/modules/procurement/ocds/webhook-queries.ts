import type { Reader } from '#kernel/db.ts';
import { sql } from '#kernel/sql.ts';
import type { WebhookState } from './webhook.ts';

export type WebhookRow = { id: string; url: string; verbs: string[]; state: WebhookState; why: string | null; own_agency: boolean; made_at: Date; waiting: number };
/** What is mine, or my agency's; the house may reach all, and still sees only its own here. */
const mine = (reader: Reader) => sql`(w.account_id = ${reader.actor.account_id}::uuid or (w.agency_id is not null and w.agency_id = ${reader.actor.agency_id}::uuid))`;
const columns = sql`w.id, w.url, w.verbs, w.state, w.why, w.agency_id is not null as own_agency, w.made_at, (select count(*) from procurement.webhook_delivery d where d.webhook_id = w.id and d.state = 'waiting')::int as waiting from procurement.webhook w`;
export function webhooks(reader: Reader): Promise<WebhookRow[]> {
  return reader.all(sql`select ${columns} where ${mine(reader)} order by w.state = 'ended', w.id desc limit 100`);
}
export function webhookById(reader: Reader, id: string): Promise<WebhookRow> {
  return reader.one(sql`select ${columns} where w.id = ${id}::uuid and ${mine(reader)}`);
}
export type DeliveryRow = { id: string; verb: string; state: 'waiting' | 'delivered' | 'given_up'; attempts: number; due_at: Date; made_at: Date; last_status: number | null; last_problem: string | null };
export function deliveriesOf(reader: Reader, { id }: { id: string }, limit = 100): Promise<DeliveryRow[]> {
  return reader.all(sql`
    select d.id, d.verb, d.state, d.attempts, d.due_at, d.made_at, a.status as last_status, a.problem as last_problem from procurement.webhook_delivery d
      left join lateral (select status, problem from procurement.webhook_attempt a where a.delivery_id = d.id order by attempt desc limit 1) a on true
    where d.webhook_id = ${id} order by d.id desc limit ${limit}`);
}
