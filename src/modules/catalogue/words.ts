import { words } from '#kernel/words.ts';

export const shopWords = words({
  stock: { id: '{n} tersedia', en: '{n} in stock' },
  preorder: { id: 'Pre-order {n} hari', en: 'Pre-order, {n} days' },
  illustration: { id: 'Gambar ilustrasi, bukan foto produk.', en: 'Illustration, not a photograph of the product.' },
  illustrationOf: { id: 'Ilustrasi {name}', en: 'Illustration of {name}' },
  sample: { id: 'Data contoh', en: 'Sample data' },
  catalogue: { id: 'Katalog', en: 'Catalogue' },
  perUnit: { id: 'per {unit}', en: 'per {unit}' },
  home: { id: 'Beranda', en: 'Home' },
});
