/** The label as a print page: the same words as `label-produk.typ`. */
import type { VNode } from 'preact';
import type { z } from 'zod';
import { qrSvg } from '#kernel/documents/index.ts';
import { labelProduk, labelText } from './label-produk.ts';

export function LabelProdukPage({ content }: { content: z.input<typeof labelProduk> }): VNode {
  const label = labelProduk.parse(content);
  const text = labelText(label);
  return (
    <article class="doc-label" lang="id">
      <div class="doc-label-words">
        <p class="doc-label-brand">{text.brand}</p>
        <h1>{text.name}</h1>
        {text.detail !== '' && <p>{text.detail}</p>}
        {text.price !== '' && <p class="doc-label-price">{text.price}</p>}
        {text.food.map((line) => (
          <p class="doc-label-food">{line}</p>
        ))}
      </div>
      {/* Our own SVG of squares; nothing a person typed is in it but the encoded address. */}
      <div class="doc-qr" role="img" aria-label={`QR: ${label.check_url}`} dangerouslySetInnerHTML={{ __html: qrSvg(label.check_url) }} />
      <footer class="doc-label-foot">
        <p>
          <strong>{text.facility}</strong>
        </p>
        <p>{text.codes}</p>
        <p>{text.produced}</p>
        <p class="doc-label-quality">{text.quality}</p>
        {text.sample !== '' && <p class="doc-sample">{text.sample}</p>}
      </footer>
    </article>
  );
}
