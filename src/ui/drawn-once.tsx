import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const most = 3_000;
const kept = new Map<string, string>();

/**
 * A part drawn once and kept as text: product cards, which every page of the window shows by the dozen. The key holds all
 * that the part's look depends on, so there is nothing to go stale; what was not asked for longest is let go first. The
 * part may hold no form and no field: their ids are counted page by page.
 */
export function drawnOnce(key: string, draw: () => VNode): string {
  const known = kept.get(key);
  if (known !== undefined) {
    kept.delete(key);
    kept.set(key, known);
    return known;
  }
  const text = renderToString(draw());
  kept.set(key, text);
  for (const oldest of kept.keys()) {
    if (kept.size <= most) break;
    kept.delete(oldest);
  }
  return text;
}
