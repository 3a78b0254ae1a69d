import assert from 'node:assert/strict';
import { test } from 'node:test';
import { render } from 'preact-render-to-string';
import { z } from 'zod';
import { sfntOf } from './fonts.ts';
import { fingerprint, officialDocument, qrSvg, type Block, type Paper } from './index.ts';
import { pagesOf } from './pdf-reading.ts';
import { hostileText, specimenHead, specimenMark, specimenPerson } from './specimen.ts';

const blank = officialDocument({
  kind: 'blank',
  content: z.strictObject({ text: z.string(), rows: z.int().default(1) }),
  compose: ({ text, rows }): Paper => ({ title: `Surat ${text}`, number: text, subtitle: text, letterhead: { ...specimenHead, unit: text, address: text }, blocks: everyBlock(text, rows) }),
});

test('nothing that a person types becomes a command of the typesetter', async () => {
  const pdf = await blank.pdf({ text: hostileText }, specimenMark);
  const written = squeezed(pagesOf(pdf).join(''));
  const times = written.split(squeezed(hostileText)).length - 1;
  // Every block, the head, the number and the footer carry it; headings are set in capitals.
  assert.ok(times >= 20, `the text stands on paper as typed (${times} times)`);
});

test('a letter no font has still gives a paper', async () => {
  const pdf = await blank.pdf({ text: '木 🪑 \u0000\u202e tamat' }, specimenMark);
  assert.match(pagesOf(pdf).join(''), /tamat/);
});

test('the print page says the same as the PDF and runs nothing that was typed', async () => {
  const html = render(<blank.Page content={{ text: hostileText }} mark={specimenMark} />);
  assert.ok(!html.includes('<script>'));
  assert.equal(html.split('&lt;script>').length > 20, true);
  const hash = fingerprint({ text: hostileText });
  assert.ok(html.includes(hash));
  assert.ok(squeezed(pagesOf(await blank.pdf({ text: hostileText }, specimenMark)).join('')).includes(hash));
});

test('a long table repeats its head, and every page says which of how many it is', async (t) => {
  const began = performance.now();
  const pages = pagesOf(await blank.pdf({ text: 'x', rows: 200 }, specimenMark));
  t.diagnostic(`200 rows: ${Math.round(performance.now() - began)} ms`);
  assert.ok(pages.length > 3);
  pages.slice(0, 4).forEach((page, i) => {
    assert.ok(page.includes('KEPALATABEL'), `page ${i + 1} has the table's head`);
    assert.ok(squeezed(page).includes(`Halaman${i + 1}dari${pages.length}`), `page ${i + 1} is numbered`);
  });
});

test('the same content gives the same bytes, and any change another fingerprint', async () => {
  assert.deepEqual(await blank.pdf({ text: 'sama' }, specimenMark), await blank.pdf({ text: 'sama' }, specimenMark));
  assert.equal(fingerprint({ a: 1, b: [2] }), fingerprint({ b: [2], a: 1 }));
  assert.notEqual(fingerprint({ a: 1 }), fingerprint({ a: 2 }));
  assert.match(fingerprint({}), /^[2-9A-HJKMNP-Z]{12}$/);
});

test('sample papers say so on every page, and real ones never do', async () => {
  const sample = pagesOf(await blank.pdf({ text: 'x', rows: 90 }, specimenMark));
  assert.ok(sample.length > 1 && sample.every((page) => page.includes('DATA CONTOH')));
  const real = pagesOf(await blank.pdf({ text: 'x' }, { ...specimenMark, sample: false }));
  assert.ok(real.every((page) => !page.includes('DATA CONTOH')));
});

test('every paper size is the size it says', async () => {
  const sizes = { a4: [595.28, 841.89], f4: [609.45, 935.43], a5: [419.53, 595.28] } as const;
  for (const [size, [width, height]] of Object.entries(sizes)) {
    const pdf = await blank.pdf({ text: 'x' }, specimenMark, z.enum(['a4', 'f4', 'a5']).parse(size));
    const [, , w, h] = /\/MediaBox \[(\S+) (\S+) (\S+) (\S+)\]/.exec(Buffer.from(pdf).toString('latin1'))?.slice(1).map(Number) ?? [];
    assert.ok(Math.abs((w ?? 0) - width) < 0.1 && Math.abs((h ?? 0) - height) < 0.1, `${size}: ${w} × ${h}`);
  }
});

test('a paper is a tagged PDF/A-2a', async () => {
  const bytes = Buffer.from(await blank.pdf({ text: 'x' }, specimenMark)).toString('latin1');
  assert.match(bytes, /^%PDF-1\./);
  assert.match(bytes, /pdfaid:part>2<\/pdfaid:part>/);
  assert.match(bytes, /pdfaid:conformance>A</);
  assert.match(bytes, /\/StructTreeRoot/);
});

test('a QR code is a square of paths that holds no markup of its text', () => {
  const svg = qrSvg('https://contoh.invalid/"><script>');
  assert.match(svg, /^<svg xmlns="http:\/\/www.w3.org\/2000\/svg" viewBox="0 0 (\d+) \1">/);
  assert.ok(!svg.includes('script'));
});

test('what is not a WOFF font is refused', () => {
  assert.throws(() => sfntOf(Buffer.from('OTTO....')), RangeError);
});

function squeezed(text: string): string {
  return text.replace(/[\s\u200b\u00ad]/g, '').replaceAll('“', '"').replaceAll('”', '"');
}

function everyBlock(text: string, rows: number): Block[] {
  return [
    { kind: 'section', title: text },
    { kind: 'text', text },
    { kind: 'note', text },
    { kind: 'facts', facts: [{ label: text, value: text }] },
    { kind: 'parties', parties: [{ heading: text, facts: [{ label: text, value: text }] }, { heading: text, facts: [] }] },
    { kind: 'table', title: text, columns: [{ title: 'KEPALATABEL', share: 1 }, { title: text, share: 1, align: 'right' }], rows: Array.from({ length: rows }, () => [text, '1']), foot: [[text, '1']] },
    { kind: 'totals', facts: [{ label: text, value: text }], total: { label: text, value: text }, words: text },
    { kind: 'checks', checks: [{ label: text, checked: true }, { label: text, checked: false }] },
    { kind: 'clauses', clauses: [text] },
    { kind: 'signatures', place_and_day: text, signatures: [{ above: text, person: specimenPerson(text, text), note: text, stamp: true, meterai: true }, { above: text, person: null }] },
    { kind: 'copies', title: text, copies: [text] },
  ];
}
