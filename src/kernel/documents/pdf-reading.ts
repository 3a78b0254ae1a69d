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
  for (let at = 0; at < contents.length; ) {
    tokens.lastIndex = at;
    const token = tokens.exec(contents);
    if (token === null) break;
    at = token[0] === '(' ? literalEnd(contents, token.index) : tokens.lastIndex;
    if (token[1] !== undefined) letters = maps.get(token[1]);
    else if (token[0] === 'ET') words += '\n';
    else words += glyphs(token[2] === undefined ? bytesOf(contents.slice(token.index + 1, at - 1)) : Buffer.from(token[2], 'hex')).map((glyph) => letters?.get(glyph) ?? '').join('');
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

/** A font being chosen, a glyph string in hex, the start of a literal one, the end of a text. */
const tokens = /\/(f\d+) [\d.]+ Tf|<([0-9A-Fa-f]+)>|\(|\bET\b/g;

/** Parentheses nest in a literal string, and a backslash hides the next one. */
function literalEnd(text: string, start: number): number {
  let depth = 0;
  for (let at = start; at < text.length; at++) {
    if (text[at] === '\\') at++;
    else if (text[at] === '(') depth++;
    else if (text[at] === ')' && --depth === 0) return at + 1;
  }
  return text.length;
}

const named: Record<string, number> = { n: 10, r: 13, t: 9, b: 8, f: 12 };

/** A literal string with its escapes undone (PDF 1.7, §7.3.4.2). */
function bytesOf(literal: string): Buffer {
  const bytes = [...literal.matchAll(/\\([0-7]{1,3})|\\([\s\S])|([\s\S])/g)].map(([, octal, escaped, plain]) => {
    if (octal !== undefined) return Number.parseInt(octal, 8);
    if (escaped !== undefined) return named[escaped] ?? escaped.charCodeAt(0);
    return (plain ?? '').charCodeAt(0);
  });
  return Buffer.from(bytes);
}

function glyphs(bytes: Buffer): number[] {
  return Array.from({ length: Math.floor(bytes.length / 2) }, (_, i) => bytes.readUInt16BE(2 * i));
}
