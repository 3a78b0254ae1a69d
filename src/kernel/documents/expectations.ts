/** What must hold of every official document, asked the same way in each room's test. */
import assert from 'node:assert/strict';
import type { TestContext } from 'node:test';
import type { VNode } from 'preact';
import { render } from 'preact-render-to-string';
import { rupiahInWords } from '../spoken.ts';
import { money } from './figures.ts';
import type { Mark, Paper } from './paper.ts';
import { pagesOf } from './pdf-reading.ts';
import { specimenMark } from './specimen.ts';

type Document<Content> = {
  kind: string;
  compose: (content: Content) => Paper;
  pdf: (content: Content, mark: Mark) => Promise<Uint8Array>;
  Page: (props: { content: Content; mark: Mark }) => VNode;
};

/** Renders the document both ways and compares: same words, light file, and each amount in figures and in words. */
export async function expectPaper<Content>(t: TestContext, document: Document<Content>, content: Content, amounts_idr: number[]): Promise<{ text: string; pdf: Uint8Array }> {
  await document.pdf(content, specimenMark); // the first one loads the typesetter
  const began = performance.now();
  const pdf = await document.pdf(content, { ...specimenMark, code: `${specimenMark.code}-T` });
  const pages = pagesOf(pdf);
  t.diagnostic(`${document.kind}: ${Math.round(performance.now() - began)} ms, ${pages.length} page(s), ${Math.round(pdf.length / 1024)} KB`);

  assert.equal(Buffer.from(pdf.subarray(0, 5)).toString(), '%PDF-');
  assert.ok(pdf.length < 200 * 1024, `${pdf.length} bytes`);
  const text = squeezed(pages.join(''));
  const page = squeezed(letters(render(document.Page({ content, mark: specimenMark }))));
  for (const amount of amounts_idr) {
    for (const said of [money(amount), rupiahInWords(amount)]) {
      assert.ok(text.includes(squeezed(said)), `the PDF says ${said}`);
      assert.ok(page.includes(squeezed(said)), `the page says ${said}`);
    }
  }
  for (const word of wordsOf(document.compose(content))) {
    assert.ok(text.includes(squeezed(word)), `the PDF says: ${word}`);
    assert.ok(page.includes(squeezed(word)), `the page says: ${word}`);
  }
  return { text, pdf };
}

/** Every string of the composed blocks that stands on the paper as it is. */
function wordsOf({ blocks }: Paper): string[] {
  const found: string[] = [];
  JSON.stringify(blocks, (key: string, value: unknown) => {
    if (typeof value === 'string' && value !== '' && !['kind', 'align'].includes(key)) found.push(value);
    return value;
  });
  return found;
}

/** Spaces and line ends do not count, nor does the hyphen that a broken word gets. */
export function squeezed(text: string): string {
  return text.replace(/[\s\u00a0\u200b\u00ad-]/g, '').replaceAll('“', '"').replaceAll('”', '"').replace(/[‘’]/g, "'").toLowerCase();
}

function letters(html: string): string {
  return html.replace(/<[^>]*>/g, '').replaceAll('&quot;', '"').replaceAll('&lt;', '<').replaceAll('&gt;', '>').replaceAll('&amp;', '&');
}
