// One message to one address: no redirects, ten seconds, and only to the address that was judged.
import { lookup as lookUp } from 'node:dns';
import { request as overHttp, type RequestOptions } from 'node:http';
import { request as overHttps } from 'node:https';
import type { LookupFunction } from 'node:net';
import { isInner, signatureOf, whyRefused } from './webhook.ts';

export type Message = { id: string; url: string; secret: string; body: string; at: Date };
export type Outcome = { status: number; problem: null } | { status: null; problem: string };
const most_ms = 10_000;

/** The name is resolved once, every address it has is judged, and the connection goes to one of them: a name that changes its mind in between gains nothing. */
const judged = (innerAllowed: boolean): LookupFunction => (hostname, options, callback) => {
  lookUp(hostname, { ...options, all: true }, (error, found) => {
    if (error) return callback(error, '', 0);
    const [first] = found;
    if (!first || (!innerAllowed && found.some(({ address }) => isInner(address)))) return callback(new Error('the address lies in a private network'), '', 0);
    return options.all ? callback(null, found) : callback(null, first.address, first.family);
  });
};

export function send({ id, url, secret, body, at }: Message, { inner }: { inner: boolean }): Promise<Outcome> {
  const refused = whyRefused(url, { inner });
  if (refused) return Promise.resolve({ status: null, problem: `refused: ${refused}` });
  const second = Math.floor(at.getTime() / 1000);
  const options: RequestOptions = {
    method: 'POST', lookup: judged(inner), timeout: most_ms, agent: false,
    headers: { 'content-type': 'application/json', 'content-length': Buffer.byteLength(body), 'user-agent': 'KaryaBinaan-Webhook/1', 'webhook-id': id, 'webhook-timestamp': String(second), 'webhook-signature': signatureOf(secret, { id, second, body }) },
  };
  return new Promise((done) => {
    const failed = (error: Error) => done({ status: null, problem: error.message.slice(0, 300) });
    const call = (url.startsWith('https:') ? overHttps : overHttp)(url, options, (answer) => {
      // What they say is not read; that they answered is enough.
      answer.destroy();
      clearTimeout(late);
      done({ status: answer.statusCode ?? 0, problem: null });
    });
    const late = setTimeout(() => call.destroy(new Error('no answer within 10 seconds')), most_ms);
    call.on('error', (error) => { clearTimeout(late); failed(error); });
    call.end(body);
  });
}
