/** Pictures as files: the drawn product as SVG, and as the JPEG that chat programs show beside a shared link. */
import { renderToString } from 'preact-render-to-string';
import { ProductPicture } from '#ui';
import type { CardRow } from './listing.ts';

export function pictureSvg(row: Pick<CardRow, 'shape' | 'sku' | 'name_id'>): string {
  const drawn = renderToString(<ProductPicture shape={row.shape} seed={row.sku} alt={`Ilustrasi ${row.name_id}`} size={630} />);
  const svg = /<svg[\s\S]*<\/svg>/.exec(drawn)?.[0] ?? drawn;
  return svg.includes('xmlns=') ? svg : svg.replace('<svg', '<svg xmlns="http://www.w3.org/2000/svg"');
}

/** 1200 × 630 on cloth, well under the 300 KB that WhatsApp takes. Kept by what is drawn, for it never changes otherwise. */
export async function pictureJpeg(row: Pick<CardRow, 'shape' | 'sku' | 'name_id'>): Promise<Buffer> {
  const key = `${row.shape}/${row.sku}`;
  const kept = drawn.get(key);
  if (kept) return kept;
  // Its library is loaded when the first such picture is asked for, not by every app that starts.
  const { default: sharp } = await import('sharp');
  const picture = await sharp(Buffer.from(pictureSvg(row)), { density: 160 }).resize(630, 630, { fit: 'cover' }).png().toBuffer();
  const jpeg = await sharp({ create: { width: 1200, height: 630, channels: 3, background: '#f3ebdc' } }).composite([{ input: picture, gravity: 'centre' }]).jpeg({ quality: 82, mozjpeg: true }).toBuffer();
  if (drawn.size >= 500) drawn.clear();
  drawn.set(key, jpeg);
  return jpeg;
}
const drawn = new Map<string, Buffer>();
