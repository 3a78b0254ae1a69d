import { Readable } from 'node:stream';

/** A sheet already written, as an answer. File names carry no name and no register number. */
export function sheetBytes(bytes: AsyncIterable<Uint8Array>, filename: string): Response {
  return new Response(Readable.toWeb(Readable.from(bytes)) as ReadableStream, { headers: { 'content-type': 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet', 'content-disposition': `attachment; filename="${filename}"`, 'cache-control': 'private, no-store' } });
}
