import { readConfig } from '#kernel/config.ts';
import type { Tx } from '#kernel/db.ts';
import { permit } from '#kernel/policy.ts';
import { Refusal } from '#kernel/refusal.ts';
import { seal } from '#kernel/seal.ts';
import { sql } from '#kernel/sql.ts';
import type { z } from 'zod';
import { newSecret, webhookTransitions, whyRefused, type newWebhook } from './webhook.ts';
import { webhookById, type WebhookRow } from './webhook-queries.ts';

const most = 10;
export const aboutSecret = (id: string): string => `webhook ${id}`;
/** Whether addresses of the own network may be written to: a setting of the installation, never of the asker. */
export const innerAllowed = (): boolean => readConfig().KARYA_WEBHOOK_PRIVATE === 'allow';

/** An agency hears of its own orders; others of every agency's, which is public. The secret is said once. */
export async function subscribe(tx: Tx, { url, verbs }: z.infer<typeof newWebhook>, inner = innerAllowed()): Promise<{ id: string; secret: string }> {
  permit(tx.actor, 'webhook.manage');
  const why = whyRefused(url, { inner });
  if (why) throw refusedAddress[why];
  const { n } = await tx.one<{ n: number }>(sql`select count(*)::int as n from procurement.webhook where account_id = ${tx.actor.account_id}::uuid and state <> 'ended'`);
  if (n >= most) throw new Refusal('webhook.too_many', { id: `Sudah ada ${most} webhook pada akun ini. Akhiri yang tidak dipakai.`, en: `There are ${most} webhooks on this account already. End those not in use.` });
  const { id } = await tx.one<{ id: string }>(sql`select kernel.new_id() as id`);
  const secret = newSecret();
  await tx.run(sql`
    insert into procurement.webhook (id, account_id, agency_id, url, secret, verbs, made_at) values (${id}, ${tx.actor.account_id}, ${tx.actor.agency_id}, ${url}, ${seal(Buffer.from(secret), aboutSecret(id))}, ${[...new Set(verbs)]}, ${tx.now})`);
  tx.emit({ verb: 'webhook.made', facility_id: null, subject_kind: 'webhook', subject_id: id, particulars: { host: new URL(url).host } });
  return { id, secret };
}

/** After it was disabled for failing: what waited is tried at once. */
export async function enableWebhook(tx: Tx, { id }: { id: string }): Promise<{ id: string }> {
  const found = await moved(tx, id, 'enable');
  await tx.run(sql`update procurement.webhook set state = 'active', why = null where id = ${found.id}`);
  await tx.run(sql`update procurement.webhook_delivery set state = 'waiting', attempts = 0, due_at = ${tx.now} where webhook_id = ${found.id} and state = 'waiting'`);
  tx.emit({ verb: 'webhook.enabled', facility_id: null, subject_kind: 'webhook', subject_id: id });
  return { id };
}

export async function endWebhook(tx: Tx, { id }: { id: string }): Promise<{ id: string }> {
  const found = await moved(tx, id, 'end');
  await tx.run(sql`update procurement.webhook set state = 'ended', why = 'by its owner' where id = ${found.id}`);
  tx.emit({ verb: 'webhook.ended', facility_id: null, subject_kind: 'webhook', subject_id: id });
  return { id };
}

async function moved(tx: Tx, id: string, verb: 'enable' | 'end'): Promise<WebhookRow> {
  permit(tx.actor, 'webhook.manage');
  await tx.one(sql`select 1 from procurement.webhook where id = ${id}::uuid for update`);
  const found = await webhookById(tx, id);
  if (!webhookTransitions.some((each) => each.from === found.state && each.verb === verb)) throw new Refusal('webhook.wrong_state', { id: 'Webhook ini tidak dalam keadaan itu lagi. Muat ulang halaman.', en: 'This webhook is no longer in that state. Reload the page.' });
  return found;
}

const refusal = (code: string, text: { id: string; en: string }) => new Refusal(code, text, { field: 'url', status: 422 });
const refusedAddress = {
  not_a_url: refusal('webhook.not_a_url', { id: 'Ini bukan alamat web. Isi alamat yang dimulai dengan https://.', en: 'This is no web address. Enter an address that begins with https://.' }),
  not_https: refusal('webhook.not_https', { id: 'Alamat ini tidak terenkripsi. Isi alamat yang dimulai dengan https://.', en: 'This address is not encrypted. Enter an address that begins with https://.' }),
  with_password: refusal('webhook.with_password', { id: 'Alamat ini memuat kata sandi. Isi alamat tanpa kata sandi; tanda tangan membuktikan pengirimnya.', en: 'This address holds a password. Enter one without; the signature proves who sends.' }),
  inner: refusal('webhook.private_network', { id: 'Alamat ini berada di jaringan pribadi. Isi alamat yang dapat dijangkau dari internet.', en: 'This address lies in a private network. Enter one that can be reached from the internet.' }),
};
