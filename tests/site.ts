// An app on a port with its assets, and a browser that looks at it: one opening for every test of screens.
import assert from 'node:assert/strict';
import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { getRequestListener } from '@hono/node-server';
import type { Page } from 'playwright-core';
import type { Actor } from '#kernel/policy.ts';
import { buildAssets, serveAsset } from '#ui/assets.ts';
import { atWidths, checkAccessible, openBrowser, screenshot } from './browser.ts';

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

/** Each address as somebody of a test house, on a telephone and on a desk: it answers, is accessible, does not scroll sideways, and can be looked at in `var/shots/`. */
export async function walkScreens(site: Site, folder: string, screens: readonly (readonly [path: string, as: Actor, name: string])[]): Promise<void> {
  for (const [path, as, name] of screens) {
    const tab = await site.visit({ as });
    const answer = await tab.goto(`${site.url}${path}`);
    assert.equal(answer?.status(), 200, path);
    await atWidths(tab, [360, 1280], async (page, width) => {
      await checkAccessible(page);
      await screenshot(page, `${folder}/${name}-${width}`);
    });
    await tab.context().close();
  }
}
