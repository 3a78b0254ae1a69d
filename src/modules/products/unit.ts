/** Units of sale and of stock as people say them; one that is not on the list is said as it was written. */
const units: Record<string, [string, string]> = {
  buah: ['buah', 'piece'], potong: ['potong', 'piece'], lembar: ['lembar', 'sheet'], pasang: ['pasang', 'pair'], set: ['set', 'set'], bungkus: ['bungkus', 'pack'], botol: ['botol', 'bottle'], kg: ['kg', 'kg'], m2: ['m²', 'm²'], m: ['m', 'm'], ikat: ['ikat', 'bunch'], loyang: ['loyang', 'tin'], papan: ['papan', 'block'], butir: ['butir', 'egg'], ekor: ['ekor', 'head'], gelas: ['gelas', 'cup'], gulung: ['gulung', 'roll'], stoples: ['stoples', 'jar'], batang: ['batang', 'stick'], kali: ['kali', 'job'], liter: ['liter', 'litre'], rak: ['rak', 'tray'], dus: ['dus', 'carton'], kotak: ['kotak', 'box'], pot: ['pot', 'pot'],
};
export const unitName = (locale: 'id' | 'en', unit: string): string => units[unit]?.[locale === 'en' ? 1 : 0] ?? unit;
