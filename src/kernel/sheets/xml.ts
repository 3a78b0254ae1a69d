/**
 * The few XML forms of a spreadsheet, scanned in one pass over the text: linear on any input, no entity but the five
 * of XML itself, no document type.
 */
export type Tag = { name: string; attributes: string; kind: 'open' | 'close' | 'empty'; /** text that stood before the tag */ text: string };

export function* tagsOf(xml: string): Generator<Tag> {
  let from = 0;
  for (;;) {
    const start = xml.indexOf('<', from);
    const end = start < 0 ? -1 : xml.indexOf('>', start);
    if (end < 0) return;
    const inside = xml.slice(start + 1, end);
    const [, slash = '', name = '', attributes = ''] = /^(\/?)(?:\w+:)?([\w.-]*)([\s\S]*)$/.exec(inside) ?? [];
    yield { name, attributes, kind: slash === '/' ? 'close' : inside.endsWith('/') ? 'empty' : 'open', text: xml.slice(from, start) };
    from = end + 1;
  }
}

export function attribute(attributes: string, name: string): string | undefined {
  const found = new RegExp(`(?:^|\\s)(?:\\w+:)?${name}\\s*=\\s*(?:"([^"]*)"|'([^']*)')`).exec(attributes);
  return found === null ? undefined : unescapeXml(found[1] ?? found[2] ?? '');
}

export function escapeXml(text: string): string {
  // XML 1.0 has no way to write these at all.
  return text
    .replace(/(?![\t\n\r])\p{Cc}|\p{Cs}|[\ufffe\uffff]/gu, '')
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;');
}

export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(\w+));/g, (whole, decimal: string | undefined, hex: string | undefined, name: string | undefined) => {
    if (name !== undefined) return named[name] ?? whole;
    const point = decimal === undefined ? Number.parseInt(hex ?? '', 16) : Number(decimal);
    return point <= 0x10ffff ? String.fromCodePoint(point) : whole;
  });
}

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };
