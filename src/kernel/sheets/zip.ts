/**
 * Opens a zip from its central directory. What a file says of its own size is only believed as a limit: unpacking stops
 * there, so a zip that lies costs no more than one that tells the truth. (APPNOTE 6.3.3, §4.3.)
 */
import { inflateRawSync } from 'node:zlib';

export type Entry = { name: string; size: number; unpack: () => Buffer };

/** Throws RangeError (or zlib's own error) on anything that is not a plain, whole zip. */
export function entriesOf(bytes: Uint8Array): Entry[] {
  const zip = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const end = zip.lastIndexOf(Buffer.from('PK\x05\x06', 'latin1'));
  if (end < 0) throw new RangeError('no end of central directory');
  const entries: Entry[] = [];
  let at = zip.readUInt32LE(end + 16);
  for (let left = zip.readUInt16LE(end + 10); left > 0; left--) {
    if (zip.readUInt32LE(at) !== 0x02014b50) throw new RangeError('central directory is damaged');
    const nameEnd = at + 46 + zip.readUInt16LE(at + 28);
    entries.push(entryAt(zip, at, zip.toString('utf8', at + 46, nameEnd)));
    at = nameEnd + zip.readUInt16LE(at + 30) + zip.readUInt16LE(at + 32);
  }
  return entries;
}

function entryAt(zip: Buffer, at: number, name: string): Entry {
  const [method, packed, size, local] = [zip.readUInt16LE(at + 10), zip.readUInt32LE(at + 20), zip.readUInt32LE(at + 24), zip.readUInt32LE(at + 42)];
  return {
    name,
    size,
    unpack: () => {
      const from = local + 30 + zip.readUInt16LE(local + 26) + zip.readUInt16LE(local + 28);
      const body = zip.subarray(from, from + packed);
      if (body.length !== packed) throw new RangeError('entry is cut short');
      if (method === 0) return body;
      if (method !== 8) throw new RangeError(`unknown compression ${method}`);
      return inflateRawSync(body, { maxOutputLength: Math.max(size, 1) });
    },
  };
}
