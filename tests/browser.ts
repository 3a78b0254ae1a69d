// A real browser for the journeys, with accessibility and width checked by the same helpers everywhere.
import axe from 'axe-core';
import assert from 'node:assert/strict';
import { mkdirSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import { chromium, type Browser, type BrowserContext, type Page } from 'playwright-core';
import { z } from 'zod';
import { findBrowser } from '../tools/find-browser.ts';

const shots = resolve(import.meta.dirname, '../var/shots');

/** Chromium; the caller closes it (`t.after(() => browser.close())`). */
export function openBrowser(): Promise<Browser> {
  return chromium.launch(found());
}

/** A browser whose memory is a folder, so that it can be closed and opened again like a phone. */
export function openLastingBrowser(folder: string, viewport: { width: number; height: number }): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...found(), viewport, locale: 'id-ID' });
}

function found(): { executablePath: string; env: Record<string, string>; args: string[] } {
  const { CHROME_PATH, LD_LIBRARY_PATH } = findBrowser();
  const env = Object.fromEntries(Object.entries({ ...process.env, LD_LIBRARY_PATH }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));
  return {
    executablePath: CHROME_PATH,
    env,
    args: ['--no-sandbox', '--disable-gpu', '--disable-dev-shm-usage', '--no-first-run', '--disable-background-networking', '--disable-component-update', '--disable-sync', '--disable-quic'],
  };
}

const violations = z.array(z.object({
  id: z.string(), impact: z.string().nullish(), help: z.string(),
  nodes: z.array(z.object({ html: z.string(), target: z.array(z.unknown()), failureSummary: z.string().optional() })),
}));

/** WCAG 2.2 A and AA as far as a machine can see; throws with what is wrong and where. */
export async function checkAccessible(page: Page): Promise<void> {
  await page.evaluate(axe.source); // not a script tag: the page's own policy forbids those
  const found: unknown = await page.evaluate(`axe.run({ runOnly: ['wcag2a', 'wcag2aa', 'wcag21aa', 'wcag22aa'], resultTypes: ['violations'] }).then((r) => r.violations)`);
  const faults = violations.parse(found).map((fault) => {
    const places = fault.nodes.map((node) => `    ${node.target.join(' ')}  ${node.html.slice(0, 160)}\n      ${(node.failureSummary ?? '').replace(/\s+/g, ' ')}`);
    return `  ${fault.id} (${fault.impact ?? 'unknown'}): ${fault.help}\n${places.join('\n')}`;
  });
  assert.equal(faults.length, 0, `${page.url()} is not accessible:\n${faults.join('\n')}`);
}

/** Runs `look` at each width in CSS pixels; at each, the page must not scroll sideways. */
export async function atWidths(page: Page, widths: readonly number[], look: (page: Page, width: number) => Promise<void>): Promise<void> {
  for (const width of widths) {
    await page.setViewportSize({ width, height: width < 600 ? 740 : 800 });
    await look(page, width);
    await checkWidth(page, width);
  }
}

async function checkWidth(page: Page, width: number): Promise<void> {
  const beyond = await page.evaluate(() => {
    const edge = document.documentElement.clientWidth;
    if (document.documentElement.scrollWidth <= edge) return [];
    const wide = [...document.querySelectorAll('body *')].filter((element) => element.getBoundingClientRect().right > edge + 1);
    return [`page is ${document.documentElement.scrollWidth} wide`, ...wide.slice(0, 5).map((element) => element.outerHTML.slice(0, 120))];
  });
  assert.deepEqual(beyond, [], `${page.url()} scrolls sideways at ${width} px`);
}

/** A picture of the whole page in `var/shots/`, for people to look at; nothing compares it. Answers where it is. */
export async function screenshot(page: Page, name: string): Promise<string> {
  const path = join(shots, `${name}.png`);
  mkdirSync(dirname(path), { recursive: true });
  await page.screenshot({ path, fullPage: true });
  return path;
}
