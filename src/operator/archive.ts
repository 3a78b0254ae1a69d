// A backup on disk: an ordinary tar, gzipped, so that `tar xzf` opens it where this program is not at hand. Small files in a fixed
// order: manifest.json first, then every table in parts, then end.json, which holds the checksums and proves that the file is whole.
import { createHash } from 'node:crypto';
import { createReadStream, createWriteStream } from 'node:fs';
import { finished } from 'node:stream/promises';
import { createGunzip, createGzip } from 'node:zlib';
import { Refusal } from '#kernel/refusal.ts';

export type Entry = { name: string; content: Buffer };

const block = 512;
export const lastEntry = 'end.json';

export async function writeArchive(path: string, entries: AsyncIterable<Entry>): Promise<void> {
  // Only its owner may read it: it holds people's records.
  const file = createWriteStream(path, { flags: 'wx', mode: 0o600, flush: true });
  const gzip = createGzip({ level: 4 });
  gzip.pipe(file);
  const whole = finished(file);
  whole.catch(() => {}); // it is heard below, once the entries are through
  gzip.on('error', (error) => file.destroy(error));
  file.on('error', () => gzip.destroy());
  const put = async (bytes: Buffer): Promise<void> => {
    if (!gzip.destroyed && gzip.write(bytes)) return;
    if (gzip.destroyed) throw file.errored ?? new Error('the file was closed');
    await new Promise<void>((resume, stop) => {
      gzip.once('drain', resume);
      gzip.once('close', () => stop(file.errored ?? new Error('the file was closed')));
    });
  };
  try {
    for await (const { name, content } of entries) {
      await put(headerOf(name, content.length));
      await put(content);
      await put(Buffer.alloc((block - (content.length % block)) % block));
    }
    await put(Buffer.alloc(2 * block));
    gzip.end();
    await whole;
  } catch (error) {
    gzip.destroy();
    file.destroy();
    await whole.catch(() => {});
    throw file.errored ?? error;
  }
}

/** The files inside, in their order. A file that is cut or no archive is refused in words. */
export async function* readArchive(path: string): AsyncGenerator<Entry> {
  const file = createReadStream(path);
  const bytes = bytesOf(file.pipe(createGunzip()));
  // `pipe` passes no errors on.
  file.on('error', (error) => void bytes.fail(error));
  try {
    for (;;) {
      const header = await bytes.take(block);
      if (header.every((byte) => byte === 0)) return await bytes.toTheEnd();
      const name = header.subarray(0, 100).toString('utf8').replace(/\0.*$/s, '');
      const size = parseInt(header.subarray(124, 136).toString('latin1'), 8);
      if (sumOf(header) !== parseInt(header.subarray(148, 156).toString('latin1'), 8) || !Number.isSafeInteger(size)) throw changed(path);
      const content = await bytes.take(size);
      await bytes.take((block - (size % block)) % block);
      yield { name, content };
    }
  } catch (error) {
    const code = (error as { code?: string }).code ?? '';
    if (code === 'Z_BUF_ERROR') throw cut(path);
    if (code === 'Z_DATA_ERROR') throw changed(path);
    throw error;
  } finally {
    file.destroy();
  }
}

export const cut = (path: string) => new Refusal('backup.cut', { id: `${path} terpotong: akhirnya tidak ada. Ambil salinan yang utuh.`, en: `${path} is cut short: its end is missing. Take a whole copy.` }, { status: 422 });
export const changed = (path: string) => new Refusal('backup.changed', { id: `${path} bukan cadangan Karya Binaan yang utuh: isinya tidak cocok dengan jumlah periksanya. Ambil salinan lain.`, en: `${path} is not a sound backup of Karya Binaan: what it holds does not match its checksums. Take another copy.` }, { status: 422 });

function headerOf(name: string, size: number): Buffer {
  if (Buffer.byteLength(name) > 100) throw new RangeError(`${name} is too long for an archive`);
  const header = Buffer.alloc(block);
  header.write(name, 0);
  header.write('0000600\0', 100);
  header.write('0000000\0', 108);
  header.write('0000000\0', 116);
  header.write(`${size.toString(8).padStart(11, '0')}\0`, 124);
  header.write('00000000000\0', 136);
  header.write('0', 156);
  header.write('ustar\0', 257);
  header.write('00', 263);
  header.write(`${sumOf(header).toString(8).padStart(6, '0')}\0 `, 148);
  return header;
}

/** A tar header's own sum, counted as if its field were blank. */
function sumOf(header: Buffer): number {
  return header.reduce((sum, byte, n) => sum + (n >= 148 && n < 156 ? 32 : byte), 0);
}

/** Takes so many bytes at a time from a stream. */
function bytesOf(stream: AsyncIterable<Buffer> & { destroy(error: Error): unknown }): { take(length: number): Promise<Buffer>; toTheEnd(): Promise<void>; fail(error: Error): void } {
  const source = stream[Symbol.asyncIterator]();
  let rest: Buffer = Buffer.alloc(0);
  return {
    fail: (error) => stream.destroy(error),
    // The compressed stream's own checksum stands at its very end.
    toTheEnd: async () => {
      while (!(await source.next()).done);
    },
    take: async (length) => {
      const parts: Buffer[] = [rest];
      let has = rest.length;
      while (has < length) {
        const { value, done } = await source.next();
        if (done) throw Object.assign(new Error('the archive ends early'), { code: 'Z_BUF_ERROR' });
        parts.push(value);
        has += value.length;
      }
      const all = parts.length === 1 ? rest : Buffer.concat(parts);
      rest = all.subarray(length);
      return all.subarray(0, length);
    },
  };
}

/** A sum over names and contents, entry by entry. */
export function seal(): { add(entry: Entry): void; value(): string } {
  const hash = createHash('sha256');
  return { add: ({ name, content }) => void hash.update(`${name}\0${content.length}\0`).update(content), value: () => hash.digest('hex') };
}
