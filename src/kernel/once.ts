import { createHash } from 'node:crypto';
import type { Tx } from './db.ts';
import { Refusal } from './refusal.ts';
import { sql } from './sql.ts';

/**
 * The same request twice has one effect. The key is taken in the transaction of the effect; a second caller waits for
 * the first, then hears its answer. The same key with other content is refused (Stripe's rule).
 */
export async function once<T>(tx: Tx, request: { scope: string; key: string; content: unknown }, work: () => Promise<T>): Promise<T> {
  const sha = createHash('sha256').update(JSON.stringify(request.content) ?? '').digest('hex');
  const taken = await tx.run(sql`
    insert into kernel.once (scope, key, content_sha256) values (${request.scope}, ${request.key}, ${sha}) on conflict do nothing`);
  if (taken === 0) {
    const earlier = await tx.one<{ content_sha256: string; answer: T }>(sql`
      select content_sha256, answer from kernel.once where scope = ${request.scope} and key = ${request.key}`);
    if (earlier.content_sha256 !== sha) throw reused;
    return earlier.answer;
  }
  const answer = await work();
  await tx.run(sql`
    update kernel.once set answer = ${JSON.stringify(answer ?? null)}::jsonb where scope = ${request.scope} and key = ${request.key}`);
  return answer;
}

const reused = new Refusal('once.reused', {
  id: 'Kunci permintaan ini sudah dipakai untuk isi yang lain. Muat ulang halaman dan kirim lagi.',
  en: 'This request key was already used for different content. Reload the page and send again.',
}, { status: 422 });
