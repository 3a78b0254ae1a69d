/** For this folder's tests: the gallery behind a small server with the house's own headers, no database. */
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { visitor } from '#kernel/policy.ts';
import type { Locale } from '#kernel/words.ts';
import { buildAssets, serveAsset } from './assets.ts';
import { galleryPages } from './gallery.tsx';
import type { Asker } from './frames.tsx';
import { renderDocument } from './index.ts';

export const policy = "default-src 'self'; img-src 'self' data:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; form-action 'self'";

export function asker(path: string, locale: Locale = 'id'): Asker {
  return { actor: { ...visitor, role: 'admin', name: 'Admin Contoh', unit_name: 'Lapas Contoh Muara' }, locale, path, origin: 'https://contoh.test', notice: undefined, cookie: () => undefined, formToken: () => 'token-contoh' };
}

export async function openGallery(): Promise<{ origin: string; close: () => Promise<void> }> {
  await buildAssets();
  const server = createServer((request, response) => {
    const url = new URL(request.url ?? '/', 'http://localhost');
    const asset = serveAsset(url.pathname, String(request.headers['accept-encoding'] ?? ''));
    if (asset) return void response.writeHead(200, asset.headers).end(asset.body);
    const page = galleryPages[url.pathname];
    const locale = url.searchParams.get('bahasa') === 'en' ? 'en' : 'id';
    response.writeHead(page ? 200 : 404, { 'content-type': 'text/html; charset=utf-8', 'content-security-policy': policy }).end(page ? renderDocument(page(asker(url.pathname, locale))) : '');
  });
  await new Promise<void>((done) => server.listen(0, '127.0.0.1', done));
  const { port } = server.address() as AddressInfo;
  return { origin: `http://127.0.0.1:${port}`, close: () => new Promise((done) => server.close(() => done())) };
}
