// What a webhook is: where it may go, how a message is signed, when it is tried again. No SQL, no network.
import { createHmac, randomBytes } from 'node:crypto';
import { BlockList, isIP } from 'node:net';
import { z } from 'zod';

/** Events of an agency's order that may be told. */
export const webhookVerbs = ['order.placed', 'order.accepted', 'order.committed', 'order.in_production', 'order.ready', 'order.part_shipped', 'order.shipped', 'order.part_handed_over', 'order.handed_over', 'order.settled', 'order.cancelled', 'order.closed_short', 'promise.changed', 'payment.recorded'] as const;
export type WebhookVerb = (typeof webhookVerbs)[number];
export const newWebhook = z.strictObject({ url: z.string().trim().max(500), verbs: z.preprocess((input) => (input === undefined || input === '' ? [...webhookVerbs] : typeof input === 'string' ? [input] : input), z.array(z.enum(webhookVerbs)).min(1).max(webhookVerbs.length)) });

export const webhookTransitions = [
  { from: 'active', verb: 'disable', to: 'disabled' }, { from: 'disabled', verb: 'enable', to: 'active' }, { from: 'active', verb: 'end', to: 'ended' }, { from: 'disabled', verb: 'end', to: 'ended' },
] as const satisfies { from: WebhookState; verb: string; to: WebhookState }[];
export type WebhookState = 'active' | 'disabled' | 'ended';

/** Minutes until the next try, by how many tries there were; after the last the message is given up. */
export const waits = [1, 5, 30, 120, 720, 1440] as const;
export const nextTry = (attempts: number, at: Date): Date | undefined => {
  const minutes = waits[attempts - 1];
  return minutes === undefined ? undefined : new Date(at.getTime() + minutes * 60_000);
};

export const newSecret = (): string => `whsec_${randomBytes(24).toString('base64')}`;
/** Standard Webhooks: HMAC-SHA256 over id, second and body, with the key behind `whsec_`. */
export function signatureOf(secret: string, { id, second, body }: { id: string; second: number; body: string }): string {
  return `v1,${createHmac('sha256', Buffer.from(secret.replace(/^whsec_/, ''), 'base64')).update(`${id}.${second}.${body}`).digest('base64')}`;
}

/** Addresses that are not of the open internet: this house's own network, its neighbours, and what only looks public. */
const inner = new BlockList();
for (const [net, prefix] of [['0.0.0.0', 8], ['10.0.0.0', 8], ['100.64.0.0', 10], ['127.0.0.0', 8], ['169.254.0.0', 16], ['172.16.0.0', 12], ['192.0.0.0', 24], ['192.0.2.0', 24], ['192.88.99.0', 24], ['192.168.0.0', 16], ['198.18.0.0', 15], ['198.51.100.0', 24], ['203.0.113.0', 24], ['224.0.0.0', 4], ['240.0.0.0', 4]] as const) inner.addSubnet(net, prefix, 'ipv4');
for (const [net, prefix] of [['::', 127], ['64:ff9b::', 96], ['64:ff9b:1::', 48], ['100::', 64], ['2001::', 23], ['2001:db8::', 32], ['2002::', 16], ['fc00::', 7], ['fe80::', 10], ['fec0::', 10], ['ff00::', 8]] as const) inner.addSubnet(net, prefix, 'ipv6');

export function isInner(address: string): boolean {
  const family = isIP(address);
  if (family === 0) return true;
  if (family === 4) return inner.check(address, 'ipv4');
  // An IPv4 address may come dressed as IPv6.
  const dressed = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (dressed) return inner.check(dressed, 'ipv4');
  return /^::ffff:/i.test(address) || inner.check(address, 'ipv6');
}

/** Why an address may not be written to; undefined when it may. Names are looked up when it is written to, and judged again. */
export function whyRefused(text: string, { inner: innerAllowed }: { inner: boolean }): 'not_a_url' | 'not_https' | 'with_password' | 'inner' | undefined {
  if (!URL.canParse(text)) return 'not_a_url';
  const { protocol, hostname, username, password } = new URL(text);
  if (protocol !== 'https:' && !(innerAllowed && protocol === 'http:')) return protocol === 'http:' ? 'not_https' : 'not_a_url';
  if (username !== '' || password !== '') return 'with_password';
  const host = hostname.replace(/^\[|\]$/g, '');
  const named = isIP(host) === 0;
  const local = named ? !host.includes('.') || /(^|\.)(localhost|local|internal|intranet|lan|home|corp)$/i.test(host) : isInner(host);
  return local && !innerAllowed ? 'inner' : undefined;
}
