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

export class PageCache {
  readonly #pages = new Map<string, KeptPage>();
  readonly #db: Db;
  readonly #maxAgeMs: number;
  readonly #most: number;
  #version = -1;
  #asked = 0;

  constructor(db: Db, { maxAgeMs = 5_000, most = 2_000 } = {}) {
    this.#db = db;
    this.#maxAgeMs = maxAgeMs;
    this.#most = most;
  }

  get(address: string, now: number): KeptPage | undefined {
    this.#askVersion(now);
    const page = this.#pages.get(address);
    if (!page || page.version !== this.#version || now - page.at > this.#maxAgeMs) return undefined;
    return page;
  }

  keep(address: string, text: string, now: number): KeptPage {
    const page = { ...packed(text), version: this.#version, at: now };
    if (this.#pages.size >= this.#most) this.#pages.clear();
    this.#pages.set(address, page);
    return page;
  }

  clear(): void {
    this.#pages.clear();
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

export function packed(text: string): Pick<KeptPage, 'html' | 'gzip' | 'br' | 'etag'> {
  const html = Buffer.from(text);
  return {
    html,
    gzip: gzipSync(html, { level: 6 }),
    br: brotliCompressSync(html, { params: { [constants.BROTLI_PARAM_QUALITY]: 5 } }),
    etag: `"${createHash('sha256').update(html).digest('base64url').slice(0, 22)}"`,
  };
}
