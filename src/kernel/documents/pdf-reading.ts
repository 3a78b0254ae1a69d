/**
 * Reads back the words of a PDF that our typesetter wrote, page by page, so that a test can ask what the paper says.
 * Not a general reader: it knows the plain objects and two-byte glyph strings that Typst writes.
 */
import { inflateSync } from 'node:zlib';

export function pagesOf(pdf: Uint8Array): string[] {
  const objects = objectsOf(Buffer.from(pdf));
  return [...objects.values()].filter(({ dictionary }) => /\/Type\s*\/Page\b/.test(dictionary)).map((page) => wordsOf(page.dictionary, objects));
}

type PdfObject = { dictionary: string; stream: Buffer | null };

function objectsOf(pdf: Buffer): Map<string, PdfObject> {
  const text = pdf.toString('latin1');
  const objects = new Map<string, PdfObject>();
  for (const found of text.matchAll(/^(\d+) 0 obj\n/gm)) {
    const from = found.index + found[0].length;
    const end = text.indexOf('endobj', from);
    const streamAt = text.indexOf('stream\n', from);
    const hasStream = streamAt >= 0 && streamAt < end;
    const dictionary = text.slice(from, hasStream ? streamAt : end);
    const size = Number(/\/Length (\d+)/.exec(dictionary)?.[1] ?? 0);
    objects.set(found[1] ?? '', { dictionary, stream: hasStream ? pdf.subarray(streamAt + 7, streamAt + 7 + size) : null });
  }
  return objects;
}

function wordsOf(page: string, objects: Map<string, PdfObject>): string {
  const contents = unpacked(objects.get(/\/Contents (\d+) 0 R/.exec(page)?.[1] ?? ''));
  const maps = new Map([...page.matchAll(/\/(f\d+) (\d+) 0 R/g)].map(([, name = '', font = '']) => [name, lettersOf(font, objects)]));
  let letters: Map<number, string> | undefined;
  let words = '';
  for (const [token, font, string] of contents.matchAll(/\/(f\d+) [\d.]+ Tf|\(((?:\\[\s\S]|[^\\)])*)\)|\bET\b/g)) {
    if (font !== undefined) letters = maps.get(font);
    else if (string !== undefined) words += glyphs(string).map((glyph) => letters?.get(glyph) ?? '').join('');
    else if (token === 'ET') words += '\n';
  }
  return words;
}

function lettersOf(font: string, objects: Map<string, PdfObject>): Map<number, string> {
  const map = unpacked(objects.get(/\/ToUnicode (\d+) 0 R/.exec(objects.get(font)?.dictionary ?? '')?.[1] ?? ''));
  return new Map([...map.matchAll(/<([0-9A-F]{4})> <([0-9A-F]+)>/g)].map(([, glyph = '', letter = '']) => [Number.parseInt(glyph, 16), Buffer.from(letter, 'hex').swap16().toString('utf16le')]));
}

function unpacked(object: PdfObject | undefined): string {
  if (!object?.stream) return '';
  return (object.dictionary.includes('/FlateDecode') ? inflateSync(object.stream) : object.stream).toString('latin1');
}

const named: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** A literal string of two-byte glyph numbers, its escapes undone (PDF 1.7, §7.3.4.2). */
function glyphs(literal: string): number[] {
  const bytes = [...literal.matchAll(/\\([0-7]{1,3})|\\([\s\S])|([\s\S])/g)].map(([, octal, escaped, plain]) => {
    if (octal !== undefined) return Number.parseInt(octal, 8);
    if (escaped !== undefined) return named[escaped] ?? escaped.charCodeAt(0);
    return (plain ?? '').charCodeAt(0);
  });
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => ((bytes[2 * i] ?? 0) << 8) | (bytes[2 * i + 1] ?? 0));
}
