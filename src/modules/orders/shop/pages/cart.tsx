import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick, words } from '#kernel/words.ts';
import { catalogueUrl, productUrl } from '#catalogue';
import { Button, ButtonLink, ButtonRow, EmptyState, Form, HiddenField, Notice, PageHeading, QuantityField, Section, SummaryCard } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import type { Quote } from '../../delivery.ts';
import { deliverySentence } from '../../pages/delivery-words.ts';
import { mostPieces, withDelivery, type Cart, type CartGroup } from '../cart.ts';
import { cartChangeUrl, stepUrl } from '../urls.ts';

export function cartPage(req: Req, cart: Cart, quotes: ReadonlyMap<string, Quote>, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const empty = cart.groups.length === 0;
  return shopPage(req, { title: t('title'), noIndex: true, failed: state !== undefined },
    <PageHeading title={t('title')} />,
    state && <Notice tone="danger" title={t('problem')}>{state.refusal ?? Object.values(state.problems)[0]}</Notice>,
    cart.gone.length > 0 && <Notice tone="warning" title={t('gone')}>{t('goneHint', { codes: cart.gone.map(({ sku }) => sku).join(', ') })}</Notice>,
    empty ? <EmptyState title={t('empty')}><ButtonLink href={catalogueUrl(locale)}>{t('browse')}</ButtonLink></EmptyState> : (
      <Form action={cartChangeUrl(locale)} locale={locale}>
        {cart.groups.map((group, n) => <Group req={req} group={group} quote={quotes.get(group.facility_id)} first={cart.groups.slice(0, n).reduce((sum, { lines }) => sum + lines.length, 0)} />)}
        <p class="shop-total"><strong>{[...quotes.values()].some(({ way }) => way === 'courier') ? t('totalDelivered', { amount: rupiah(withDelivery(cart, quotes)) }) : t('total', { amount: rupiah(cart.total_idr) })}</strong></p>
        {cart.groups.length > 1 && <p>{t('several', { n: cart.groups.length })}</p>}
        {quotes.size === 0 && <p class="quiet">{t('deliveryLater')}</p>}
        <ButtonRow>
          <Button kind="secondary" name="then" value="stay">{t('update')}</Button>
          <Button large name="then" value="checkout">{t('checkout')}</Button>
        </ButtonRow>
      </Form>
    ),
    !empty && <p><a href={catalogueUrl(locale)}>{t('more')}</a> · <a href={stepUrl(locale, 'alamat')}>{t('checkoutAsIs')}</a></p>);
}

/** One card per line rather than a table: three controls of a finger's size do not fit a row of a telephone. */
function Group({ req: { locale }, group, quote, first }: { req: Req; group: CartGroup; quote: Quote | undefined; first: number }): VNode {
  const t = say(locale);
  return (
    <Section title={t('from', { facility: group.facility_name })}>
      {group.lines.map(({ listing, quantity, amount_idr, days }, n) => (
        <SummaryCard title={pick(locale, listing)} actions={<Button kind="plain" name="remove" value={listing.sku}>{t('remove')}</Button>}>
          <p><a href={productUrl(locale, listing.slug)}>{listing.sku}</a> · {rupiah(listing.price_idr)} · <span class="quiet">{days === 0 ? t('ready') : t('made', { n: days })}</span></p>
          <HiddenField name={`lines.${first + n}.sku`} value={listing.sku} />
          <QuantityField name={`lines.${first + n}.quantity`} label={t('quantityOf', { name: pick(locale, listing) })} value={quantity} min={0} max={mostPieces} />
          <p>{t('amount')} <strong>{rupiah(amount_idr)}</strong></p>
        </SummaryCard>
      ))}
      <p>{t('groupTotal', { amount: rupiah(group.goods_idr) })} · {t('weight', { kg: count(Math.ceil(group.weight_gram / 100) / 10, locale) })} · {t('fromPlace', { place: group.regency })}</p>
      {quote && <p>{deliverySentence(quote, locale)}</p>}
    </Section>
  );
}

const say = words({
  title: { id: 'Keranjang', en: 'Cart' },
  problem: { id: 'Keranjang belum diubah', en: 'The cart was not changed' },
  gone: { id: 'Ada barang yang tidak lagi dijual', en: 'Some goods are no longer sold' },
  goneHint: { id: 'Kode {codes} sudah ditarik dari katalog dan tidak ikut dipesan.', en: 'Code {codes} was withdrawn from the catalogue and will not be ordered.' },
  empty: { id: 'Keranjang Anda kosong', en: 'Your cart is empty' },
  browse: { id: 'Lihat katalog', en: 'See the catalogue' },
  total: { id: 'Jumlah barang: {amount}', en: 'Goods total: {amount}' },
  several: { id: 'Barang dikirim oleh {n} unit, masing-masing dengan nomor pesanan sendiri.', en: 'The goods come from {n} units, each with its own order number.' },
  deliveryLater: { id: 'Ongkos kirim dihitung setelah alamat diisi; ambil sendiri tidak dikenai ongkos.', en: 'Delivery is reckoned once the address is given; collecting costs nothing.' },
  totalDelivered: { id: 'Jumlah dengan ongkos kirim: {amount}', en: 'Total with delivery: {amount}' },
  update: { id: 'Perbarui jumlah', en: 'Update quantities' },
  checkout: { id: 'Lanjut ke alamat', en: 'Continue to address' },
  checkoutAsIs: { id: 'Pesan dengan jumlah yang tersimpan', en: 'Order with the saved quantities' },
  more: { id: 'Tambah barang lain', en: 'Add more goods' },
  from: { id: 'Dari {facility}', en: 'From {facility}' },
  quantityOf: { id: 'Jumlah {name}', en: 'Quantity of {name}' },
  amount: { id: 'Nilai', en: 'Amount' },
  remove: { id: 'Hapus', en: 'Remove' },
  ready: { id: 'Siap kirim', en: 'Ready to send' },
  made: { id: 'Dibuat sekitar {n} hari', en: 'Made in about {n} days' },
  groupTotal: { id: 'Jumlah dari unit ini {amount}', en: 'From this unit {amount}' },
  weight: { id: 'berat ± {kg} kg', en: 'about {kg} kg' },
  fromPlace: { id: 'dikirim dari {place}', en: 'sent from {place}' },
});
