/** A paper as an answer: shown where it is opened, under its own name, and kept by nobody in between. */
export function pdfAnswer(bytes: Uint8Array, filename: string): Response {
  return new Response(new Uint8Array(bytes), { headers: { 'content-type': 'application/pdf', 'content-disposition': `inline; filename="${filename}"`, 'cache-control': 'private, no-store' } });
}
