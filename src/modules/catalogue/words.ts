import { words } from '#kernel/words.ts';

/** Units of sale as read; what is not here is shown as it is written. */
const units: Record<string, [string, string]> = {
  buah: ['buah', 'piece'], potong: ['potong', 'piece'], lembar: ['lembar', 'sheet'], pasang: ['pasang', 'pair'], set: ['set', 'set'], bungkus: ['bungkus', 'pack'], botol: ['botol', 'bottle'], kg: ['kg', 'kg'], m2: ['m²', 'm²'], m: ['m', 'm'], ikat: ['ikat', 'bunch'], loyang: ['loyang', 'tin'], papan: ['papan', 'block'], butir: ['butir', 'egg'], ekor: ['ekor', 'head'], gelas: ['gelas', 'cup'], gulung: ['gulung', 'roll'], stoples: ['stoples', 'jar'], batang: ['batang', 'stick'], kali: ['kali', 'job'], liter: ['liter', 'litre'], rak: ['rak', 'tray'], dus: ['dus', 'carton'], kotak: ['kotak', 'box'], pot: ['pot', 'pot'],
};
export const unitName = (locale: 'id' | 'en', unit: string): string => units[unit]?.[locale === 'en' ? 1 : 0] ?? unit;

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
