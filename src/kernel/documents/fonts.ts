/**
 * Arimo (metric-equal to Arial, which offices expect) for the typesetter. The package ships WOFF only and Typst reads
 * plain sfnt, so the WOFF wrapper is taken off: its tables are the font's own, deflated (WOFF 1.0, W3C 2012, §5).
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { inflateSync } from 'node:zlib';

const cuts = ['latin-400-normal', 'latin-700-normal', 'latin-400-italic', 'latin-ext-400-normal', 'latin-ext-700-normal'];

export function arimo(): Buffer[] {
  const { resolve } = createRequire(import.meta.url);
  return cuts.map((cut) => sfntOf(readFileSync(resolve(`@fontsource/arimo/files/arimo-${cut}.woff`))));
}

/** The font file inside a WOFF file. */
export function sfntOf(woff: Buffer): Buffer {
  if (woff.toString('latin1', 0, 4) !== 'wOFF') throw new RangeError('not a WOFF font');
  const tables = directory(woff);
  const head = Buffer.alloc(12 + 16 * tables.length);
  const searchable = 2 ** Math.floor(Math.log2(tables.length));
  woff.copy(head, 0, 4, 8);
  head.writeUInt16BE(tables.length, 4);
  head.writeUInt16BE(16 * searchable, 6);
  head.writeUInt16BE(Math.log2(searchable), 8);
  head.writeUInt16BE(16 * (tables.length - searchable), 10);

  const parts: Buffer[] = [head];
  let offset = head.length;
  for (const [i, table] of tables.entries()) {
    const entry = 12 + 16 * i;
    head.write(table.tag, entry, 'latin1');
    head.writeUInt32BE(table.checksum, entry + 4);
    head.writeUInt32BE(offset, entry + 8);
    head.writeUInt32BE(table.bytes.length, entry + 12);
    const padding = Buffer.alloc((4 - (table.bytes.length % 4)) % 4);
    parts.push(table.bytes, padding);
    offset += table.bytes.length + padding.length;
  }
  return Buffer.concat(parts);
}

function directory(woff: Buffer): { tag: string; checksum: number; bytes: Buffer }[] {
  return Array.from({ length: woff.readUInt16BE(12) }, (_, i) => {
    const at = 44 + 20 * i;
    const [offset, packed, size] = [woff.readUInt32BE(at + 4), woff.readUInt32BE(at + 8), woff.readUInt32BE(at + 12)];
    const bytes = woff.subarray(offset, offset + packed);
    return {
      tag: woff.toString('latin1', at, at + 4),
      checksum: woff.readUInt32BE(at + 16),
      bytes: packed < size ? inflateSync(bytes, { maxOutputLength: size }) : bytes,
    };
  });
}
