import { unguessable } from '#kernel/numbers.ts';
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

/** Moving average of what lies there, in whole rupiah. */
export function averageCost({ on_hand, value_idr, list_cost_idr }: { on_hand: number; value_idr: number; list_cost_idr: number }): number {
  return on_hand > 0 && value_idr > 0 ? Math.round(value_idr / on_hand) : list_cost_idr;
}

/** `L26-K7Q3PX`: the year, and letters that lead nowhere without the register. */
export function lotCode(made_on: string): string {
  return `L${made_on.slice(2, 4)}-${unguessable(6)}`;
}

export const reasonNames = {
  opening: { id: 'Saldo awal', en: 'Opening balance' }, receipt: { id: 'Penerimaan', en: 'Receipt' }, draw: { id: 'Pemakaian', en: 'Draw' }, draw_return: { id: 'Kembali dari bengkel', en: 'Returned from the workshop' },
  output: { id: 'Hasil produksi', en: 'Output' }, shipment: { id: 'Pengiriman', en: 'Shipment' }, return: { id: 'Retur', en: 'Return' }, count: { id: 'Hitung fisik', en: 'Stock count' }, scrap: { id: 'Dihapus', en: 'Scrapped' },
} as const;
export type MoveReason = keyof typeof reasonNames;

export const goodsCountedByLot = new Refusal('count.goods_by_lot', {
  id: 'Barang jadi dihitung per lot, bukan per jenis. Periksa lotnya satu per satu.', en: 'Finished goods are counted by lot, not by kind. Check the lots one by one.',
});

export const unknownMaterial = new Refusal('receipt.unknown_material', { id: 'Bahan ini belum terdaftar. Pilih dari daftar, atau daftarkan di halaman produk.', en: 'This material is not registered. Choose from the list, or register it with the products.' }, { field: 'code', status: 422 });

export function short(left: number): Refusal {
  return new Refusal('stock.short', {
    id: left > 0 ? `Stok tinggal ${left}. Kurangi jumlah, atau pesan sebagai buatan baru.` : 'Stok habis. Pesan sebagai buatan baru, atau pilih produk lain.',
    en: left > 0 ? `Only ${left} left. Lower the quantity, or order it to be made.` : 'Out of stock. Order it to be made, or choose another product.',
  }, { field: 'quantity' });
}

refuseConstraint('item_facility_id_code_key', 'item.code_taken', { id: 'Kode barang ini sudah dipakai. Pilih kode lain.', en: 'This item code is taken. Choose another.' }, 'code');
refuseConstraint('item_material', 'item.open_already', { id: 'Bahan ini sudah ada di gudang. Buka kartunya dan catat penerimaan di sana.', en: 'This material is in the store already. Open its card and record the receipt there.' }, 'material');
refuseConstraint('lot_not_negative', 'stock.short', { id: 'Isi lot tidak cukup. Periksa kartu stok.', en: 'Not enough in the lot. Check the stock card.' }, 'quantity');
refuseConstraint('stock_not_oversold', 'stock.short', { id: 'Stok tidak cukup. Kurangi jumlah, atau pesan sebagai buatan baru.', en: 'Not enough in stock. Lower the quantity, or order it to be made.' }, 'quantity');
refuseConstraint('goods_not_negative', 'stock.short', { id: 'Stok tidak cukup untuk dikeluarkan. Periksa kartu stok.', en: 'Not enough in stock to take out. Check the stock card.' }, 'quantity');
