// An app on a port with its assets, and a browser that looks at it: one opening for every test of screens.
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Page } from 'playwright-core';
import type { Actor } from '#kernel/policy.ts';
import { buildAssets, serveAsset } from '#ui/assets.ts';
import { openBrowser } from './browser.ts';

export type Site = {
  url: string;
  /** What pages did against their own content security policy. */
  complaints: string[];
  /** A new visitor with nothing in hand, or somebody a test house knows (`as`). */
  visit(options?: { as?: Actor; width?: number; javaScriptEnabled?: boolean }): Promise<Page>;
};

export async function openSite(t: { after: (fn: () => Promise<void>) => void }, app: { fetch(request: Request): Response | Promise<Response> }): Promise<Site> {
  await buildAssets();
  const listener = getRequestListener((request) => app.fetch(request));
  const server = createServer((request, response) => {
    const asset = request.url?.startsWith('/assets/') ? serveAsset(request.url, String(request.headers['accept-encoding'] ?? '')) : undefined;
    if (asset) response.writeHead(200, asset.headers).end(asset.body);
    else void listener(request, response);
  });
  await new Promise<void>((ready) => void server.listen(0, '127.0.0.1', ready));
  const browser = await openBrowser();
  t.after(async () => {
    await browser.close();
    server.closeAllConnections();
    server.close();
  });
  const complaints: string[] = [];
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    complaints,
    visit: async ({ as, width = 1280, javaScriptEnabled = true } = {}) => {
      const context = await browser.newContext({ javaScriptEnabled, viewport: { width, height: 740 }, locale: 'id-ID', ...(as ? { extraHTTPHeaders: { 'x-test-actor': as.account_id ?? '' } } : {}) });
      context.setDefaultTimeout(10_000);
      const page = await context.newPage();
      page.on('console', (message) => {
        if (message.type() === 'error' && /Content Security Policy|Refused to/.test(message.text())) complaints.push(`${page.url()}: ${message.text()}`);
      });
      return page;
    },
  };
}

/** Through the front door, with the password of every invented account. */
export async function signIn(page: Page, site: Site, email: string): Promise<void> {
  await page.goto(`${site.url}/masuk`);
  await page.locator('input[name="email"]').fill(email);
  await page.locator('input[type="password"]').fill('Karya-Contoh-2026');
  await page.locator('input[type="password"]').press('Enter');
  await page.waitForURL((url) => !url.pathname.startsWith('/masuk'));
}
