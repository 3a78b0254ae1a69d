import type { VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';

const most = 2_000;
let young = new Map<string, string>();
let old = new Map<string, string>();

/**
 * A part drawn once and kept as text: product cards, which every page of the window shows by the dozen. The key holds all
 * that the part's look depends on, so there is nothing to go stale. Two generations: what is asked for again moves to the
 * young one, and the old one is let go whole. The part may hold no form and no field: their ids are counted page by page.
 */
export function drawnOnce(key: string, draw: () => VNode): string {
  const known = young.get(key);
  if (known !== undefined) return known;
  const text = old.get(key) ?? renderToString(draw());
  if (young.size >= most) {
    old = young;
    young = new Map();
  }
  young.set(key, text);
  return text;
}

const withOwner = new WeakMap<object, Map<string, string>>();

/** As `drawnOnce`, for a part that shows what an object holds: kept for as long as that very object is, and no longer. */
export function drawnWith(owner: object, key: string, draw: () => VNode): string {
  const parts = withOwner.get(owner) ?? new Map<string, string>();
  withOwner.set(owner, parts);
  const text = parts.get(key) ?? renderToString(draw());
  parts.set(key, text);
  return text;
}
