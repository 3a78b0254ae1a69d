import type { ComponentChildren, VNode } from 'preact';
import { ProductPicture } from './picture.tsx';
import { Tag, type Tone } from './status.tsx';

export function ProductGrid({ children }: { children: ComponentChildren }): VNode {
  return <ul class="product-grid">{children}</ul>;
}

/** Picture, name, price, place, stock: always in this order, one link over the whole card. */
export function ProductCard({ href, name, price, place, stock, picture }: {
  href: string; name: string; price: string; place: string; stock: { text: string; tone: Tone }; picture: { shape: string; seed: string; alt: string };
}): VNode {
  return (
    <li class="product-card">
      <div class="product-card__picture"><ProductPicture {...picture} /></div>
      <div class="product-card__words">
        <h3 class="product-card__name"><a class="product-card__link" href={href}>{name}</a></h3>
        <p class="product-card__price">{price}</p>
        <p class="product-card__place">{place}</p>
        <p class="product-card__stock"><Tag tone={stock.tone}>{stock.text}</Tag></p>
      </div>
    </li>
  );
}
