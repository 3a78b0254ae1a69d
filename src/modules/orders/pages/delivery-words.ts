/** How delivery was reckoned, in a sentence: on the cart, in the checkout and on the order. */
import { count, rupiah } from '#kernel/money.ts';
import { words, type Locale } from '#kernel/words.ts';
import { zoneNames, type Quote } from '../delivery.ts';
import type { OrderRow } from '../queries.ts';

export function deliverySentence(quote: Quote, locale: Locale): string {
  const t = say(locale);
  if (quote.way !== 'courier') return t(quote.way);
  const zone = zoneNames[quote.zone][locale].toLowerCase();
  if (quote.free) return t('free', { zone });
  return t(quote.basis, { amount: rupiah(quote.amount_idr), zone, kg: count(quote.kilograms, locale) });
}

/** Orders from before there were tariffs carry no reckoning: theirs was agreed with the unit. */
export function deliveryOfOrder({ delivery, delivery_idr }: Pick<OrderRow, 'delivery' | 'delivery_idr'>, locale: Locale): string {
  const { way = 'agreed', zone, basis, kilograms = 0, free = false } = delivery ?? {};
  return deliverySentence(way === 'courier' && zone && basis ? { way, zone, basis, kilograms, tariff_id: '', free, amount_idr: delivery_idr } : { way: way === 'courier' ? 'agreed' : way, amount_idr: 0 }, locale);
}

const say = words({
  per_kg: { id: 'Ongkos kirim {amount} ({zone}, {kg} kg).', en: 'Delivery {amount} ({zone}, {kg} kg).' }, per_order: { id: 'Ongkos kirim {amount} ({zone}).', en: 'Delivery {amount} ({zone}).' },
  free: { id: 'Tanpa ongkos kirim untuk nilai ini ({zone}).', en: 'Free delivery at this value ({zone}).' },
  collect: { id: 'Diambil sendiri, tanpa ongkos kirim.', en: 'Collected by you, nothing for delivery.' },
  agreed: { id: 'Ongkos kirim disepakati dengan unit sebelum barang berangkat; belum termasuk dalam jumlah.', en: 'Delivery is agreed with the unit before the goods leave; it is not in the total yet.' },
  unknown_place: { id: 'Kabupaten atau kota tujuan tidak dikenali, jadi ongkos kirim disepakati dengan unit. Tulis lengkap, misalnya Kabupaten Bogor, agar dihitung sekarang.', en: 'The regency or city is not known, so delivery is agreed with the unit. Write it in full, such as Kabupaten Bogor, to have it reckoned now.' },
});
