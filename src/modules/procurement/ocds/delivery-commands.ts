// Webhooks by the clock: new events become messages, messages are sent, failures are tried again later and later.
import { transact, type Db, type Tx } from '#kernel/db.ts';
import { readConfig } from '#kernel/config.ts';
import { log } from '#kernel/log.ts';
import { permit, system } from '#kernel/policy.ts';
import { unseal } from '#kernel/seal.ts';
import { sql } from '#kernel/sql.ts';
import { ocidOf } from './process.ts';
import { send, type Outcome } from './sending.ts';
import { recordUrl } from './urls.ts';
import { nextTry, waits } from './webhook.ts';
import { aboutSecret, innerAllowed } from './webhook-commands.ts';

type Found = { webhook_id: string; event_id: string; verb: string; at: Date; order_id: string; state: string; agency: string; ocid_prefix: string };
/** Events wait nowhere for a webhook: each sweep looks ten minutes behind the last one, and what was told already is told once. */
export async function sweepEvents(tx: Tx): Promise<number> {
  permit(tx.actor, 'webhook.deliver');
  await tx.all(sql`select pg_advisory_xact_lock(hashtext('procurement.webhooks'))`);
  const { upto } = await tx.one<{ upto: Date }>(sql`select clock_timestamp() as upto`);
  const found = await tx.all<Found>(sql`
    select w.id as webhook_id, e.id as event_id, e.verb, e.at, o.id as order_id, o.state, a.code as agency, kernel.rule_on('procurement.ocid_prefix', (o.placed_at at time zone 'Asia/Jakarta')::date) #>> '{}' as ocid_prefix
    from procurement.webhook w join kernel.event e on e.subject_kind = 'order' and e.recorded_at > greatest(w.begun_at, w.swept_until - interval '10 minutes') and e.verb = any (w.verbs)
      join orders.order_published o on o.facility_id = e.facility_id and o.id = e.subject_id::uuid and o.channel = 'agency' and (w.agency_id is null or w.agency_id = o.agency_id) join organisation.agency a on a.id = o.agency_id
    where w.state <> 'ended' and not exists (select 1 from procurement.webhook_delivery d where d.webhook_id = w.id and d.event_id = e.id) order by e.recorded_at limit 5000`);
  const address = (readConfig().KARYA_PUBLIC_URL ?? '').replace(/\/$/, '');
  for (const { webhook_id, event_id, verb, at, order_id, agency, ocid_prefix } of found) {
    const ocid = ocidOf({ ocid_prefix, id: order_id });
    const body = JSON.stringify({ type: verb, timestamp: at.toISOString(), data: { ocid, agency, record: `${address}${recordUrl(ocid)}` } });
    await tx.run(sql`insert into procurement.webhook_delivery (webhook_id, event_id, verb, body, due_at, made_at) values (${webhook_id}, ${event_id}, ${verb}, ${body}, ${tx.now}, ${tx.now}) on conflict do nothing`);
  }
  // A sweep that was cut at its limit does not move on: the next one finds the rest.
  if (found.length < 5000) await tx.run(sql`update procurement.webhook set swept_until = ${upto} where state <> 'ended'`);
  return found.length;
}

type Due = { id: string; webhook_id: string; url: string; secret: Buffer; body: string; attempts: number };
/** Sweeps, then sends what is due. A message that is on its way is put off, so that two workers never send it together. Returns how many were tried. */
export async function deliverWebhooks(db: Db, { now = () => db.clock(), inner = innerAllowed() }: { now?: () => Date; inner?: boolean } = {}): Promise<number> {
  await transact(db, { actor: system, now: now() }, sweepEvents);
  const due = await transact(db, { actor: system, now: now() }, (tx) => tx.all<Due>(sql`
    with taken as (select d.id from procurement.webhook_delivery d join procurement.webhook w on w.id = d.webhook_id and w.state = 'active' where d.state = 'waiting' and d.due_at <= ${tx.now} order by d.due_at limit 100 for update of d skip locked),
      put_off as (update procurement.webhook_delivery d set due_at = ${tx.now}::timestamptz + interval '5 minutes' from taken where d.id = taken.id returning d.id, d.webhook_id, d.body, d.attempts)
    select p.id, p.webhook_id, w.url, w.secret, p.body, p.attempts from put_off p join procurement.webhook w on w.id = p.webhook_id`));
  const waiting = [...due];
  await Promise.all(Array.from({ length: 8 }, async () => {
    for (let next = waiting.shift(); next; next = waiting.shift()) await deliver(db, next, now, inner);
  }));
  return due.length;
}

async function deliver(db: Db, message: Due, now: () => Date, inner: boolean): Promise<void> {
  const began = performance.now();
  const secret = unseal(message.secret, aboutSecret(message.webhook_id)).toString();
  const outcome = await send({ id: message.id, url: message.url, secret, body: message.body, at: now() }, { inner });
  await transact(db, { actor: system, now: now() }, (tx) => recordAttempt(tx, message, outcome, Math.round(performance.now() - began)));
}

async function recordAttempt(tx: Tx, { id, webhook_id, attempts }: Due, outcome: Outcome, took_ms: number): Promise<void> {
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int + 1 as n from procurement.webhook_attempt where delivery_id = ${id}`);
  await tx.run(sql`insert into procurement.webhook_attempt (delivery_id, attempt, at, status, problem, took_ms) values (${id}, ${n}, ${tx.now}, ${outcome.status}, ${outcome.problem}, ${took_ms})`);
  const heard = outcome.status !== null && outcome.status >= 200 && outcome.status < 300;
  const again = heard ? undefined : nextTry(attempts + 1, tx.now);
  await tx.run(sql`update procurement.webhook_delivery set state = ${heard ? 'delivered' : again ? 'waiting' : 'given_up'}, attempts = ${attempts + 1}, due_at = ${again ?? tx.now} where id = ${id}`);
  if (outcome.status === 410) return disable(tx, webhook_id, 'the address answered 410 Gone');
  if (!heard && !again) await disable(tx, webhook_id, `one message failed ${waits.length + 1} times: ${outcome.problem ?? `status ${outcome.status}`}`);
}

async function disable(tx: Tx, webhook_id: string, why: string): Promise<void> {
  const ended = await tx.run(sql`update procurement.webhook set state = 'disabled', why = ${why} where id = ${webhook_id} and state = 'active'`);
  if (ended === 0) return;
  log.warn({ webhook: webhook_id }, 'webhook disabled after failing');
  tx.emit({ verb: 'webhook.disabled', facility_id: null, subject_kind: 'webhook', subject_id: webhook_id, particulars: { why } });
}
