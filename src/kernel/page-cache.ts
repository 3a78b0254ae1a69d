import { createHash } from 'node:crypto';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import type { Db } from './db.ts';
import { visitor } from './policy.ts';
import { shopReader } from './db.ts';
import { sql } from './sql.ts';

/**
 * Whole public pages, kept by address while what the shop shows has not changed. Nothing in here has to be right: the
 * version comes from a sequence that every change of stock, price or listing moves, and no page lives longer than `maxAgeMs`.
 */
export type KeptPage = { html: Buffer; gzip: Buffer; br: Buffer; etag: string; version: number; at: number };
const weightOf = ({ html, gzip, br }: KeptPage): number => html.length + gzip.length + br.length;

export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  readonly #db: Db;
  readonly #maxAgeMs: number;
  readonly #mostBytes: number;
  #bytes = 0;
  #version = -1;
  #asked = 0;

  constructor(db: Db, { maxAgeMs = 5_000, mostBytes = 16_000_000 } = {}) {
    this.#db = db;
    this.#maxAgeMs = maxAgeMs;
    this.#mostBytes = mostBytes;
  }

  get(address: string, now: number): KeptPage | undefined {
    this.#askVersion(now);
    const page = this.#pages.get(address);
    if (!page || page.version !== this.#version || now - page.at > this.#maxAgeMs) return undefined;
    return page;
  }

  keep(address: string, text: string, now: number): KeptPage {
    const page = { ...packed(text), version: this.#version, at: now };
    this.#drop(address);
    this.#pages.set(address, page);
    this.#bytes += weightOf(page);
    for (const oldest of this.#pages.keys()) {
      if (this.#bytes <= this.#mostBytes) break;
      this.#drop(oldest);
    }
    return page;
  }

  clear(): void {
    this.#pages.clear();
    this.#bytes = 0;
  }

  #drop(address: string): void {
    const page = this.#pages.get(address);
    if (!page) return;
    this.#pages.delete(address);
    this.#bytes -= weightOf(page);
  }

  /** Asked in the background, at most every 200 ms: a page may be that much behind, never more than `maxAgeMs`. */
  #askVersion(now: number): void {
    if (now - this.#asked < 200) return;
    this.#asked = now;
    shopReader(this.#db, visitor)
      .one<{ last_value: number }>(sql`select last_value from kernel.shop_version`)
      .then((row) => (this.#version = row.last_value), () => (this.#version = -1));
  }
}

type Encoding = 'gzip' | 'br';

/** The tightest packing that the asker understands. */
export const encodingOf = (accepts: string): Encoding | undefined => (accepts.includes('br') ? 'br' : accepts.includes('gzip') ? 'gzip' : undefined);

export const pack = (html: Buffer, encoding: Encoding): Buffer =>
  encoding === 'br' ? brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }) : gzipSync(html, { level: 6 });

function packed(text: string): Pick<KeptPage, 'html' | 'gzip' | 'br' | 'etag'> {
  const html = Buffer.from(text);
  return { html, gzip: pack(html, 'gzip'), br: pack(html, 'br'), etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"` };
}
