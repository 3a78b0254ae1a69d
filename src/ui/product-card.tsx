import type { VNode } from 'preact';
import { drawnOnce } from './drawn-once.tsx';
import { ProductPicture } from './picture.tsx';
import { Tag, type Tone } from './status.tsx';

export type CardProps = { href: string; name: string; price: string; place: string; stock: { text: string; tone: Tone }; picture: { shape: string; seed: string; alt: string } };

/** `key` holds everything the card shows; a card of the same key is not drawn again. */
export function ProductGrid({ cards }: { cards: { key: string; card: () => CardProps }[] }): VNode {
  return <ul class="product-grid" dangerouslySetInnerHTML={{ __html: cards.map(({ key, card }) => drawnOnce(key, () => <ProductCard {...card()} />)).join('') }} />;
}

/** Picture, name, price, place, stock: always in this order, one link over the whole card. */
function ProductCard({ href, name, price, place, stock, picture }: CardProps): VNode {
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
