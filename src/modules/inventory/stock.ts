import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

export type Wanted = { facility_id: string; product_id: string; quantity: number; ref_type: string; ref_id: string; expires_at?: Date };

/** The same item twice in one request is one request for the sum; items are taken in one order, so that buyers never wait in a circle. */
export function merged(wanted: readonly Wanted[]): Wanted[] {
  const sums = new Map<string, Wanted>();
  for (const line of wanted) {
    const key = `${line.facility_id}/${line.product_id}/${line.ref_type}/${line.ref_id}`;
    const there = sums.get(key);
    sums.set(key, there ? { ...there, quantity: there.quantity + line.quantity } : line);
  }
  return [...sums.values()].sort((a, b) => (a.product_id + a.ref_id < b.product_id + b.ref_id ? -1 : 1));
}

export function short(left: number): Refusal {
  return new Refusal('stock.short', {
    id: left > 0 ? `Stok tinggal ${left}. Kurangi jumlah, atau pesan sebagai buatan baru.` : 'Stok habis. Pesan sebagai buatan baru, atau pilih produk lain.',
    en: left > 0 ? `Only ${left} left. Lower the quantity, or order it to be made.` : 'Out of stock. Order it to be made, or choose another product.',
  }, { field: 'quantity' });
}

refuseConstraint('stock_not_oversold', 'stock.short', { id: 'Stok tidak cukup. Kurangi jumlah, atau pesan sebagai buatan baru.', en: 'Not enough in stock. Lower the quantity, or order it to be made.' }, 'quantity');
refuseConstraint('goods_not_negative', 'stock.short', { id: 'Stok tidak cukup untuk dikeluarkan. Periksa kartu stok.', en: 'Not enough in stock to take out. Check the stock card.' }, 'quantity');
