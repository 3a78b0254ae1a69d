import { readFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import type { VNode } from 'preact';

/** The few Lucide icons (ISC licence) that screens use, drawn into the page; always beside words, never instead of them. */
const names = ['circle-check', 'triangle-alert', 'octagon-alert', 'info', 'calendar-days', 'user-check', 'hammer', 'wrench', 'shopping-cart', 'arrow-left', 'arrow-right', 'printer', 'x', 'clock', 'package-check', 'banknote', 'piggy-bank', 'graduation-cap', 'message-circle-warning', 'house', 'lock'] as const;
export type IconName = (typeof names)[number];

const folder = path.dirname(fileURLToPath(import.meta.resolve('lucide-static/icons/x.svg')));
const drawings = new Map<IconName, string>(names.map((name) => [name, drawingOf(name)]));

export function Icon({ name }: { name: IconName }): VNode {
  return <svg class="icon" xmlns="http://www.w3.org/2000/svg" width="24" height="24" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round" aria-hidden="true" focusable="false" dangerouslySetInnerHTML={{ __html: drawings.get(name) ?? '' }} />;
}

function drawingOf(name: IconName): string {
  return /<svg[^>]*>([\s\S]*)<\/svg>/.exec(readFileSync(path.join(folder, `${name}.svg`), 'utf8'))?.[1]?.replace(/\s*\n\s*/g, '') ?? '';
}
