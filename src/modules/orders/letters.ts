/** Letters to a buyer, in both languages: nobody asked which one they read. */
import type { Mail } from '#kernel/mail.ts';
import { rupiah } from '#kernel/money.ts';

export function unpaidLetter({ number, facility_name, total_idr, cancel_reason }: { number: string; facility_name: string; total_idr: number; cancel_reason: string | null }): Omit<Mail, 'to'> {
  return {
    subject: `Pesanan ${number} dibatalkan karena belum dibayar`,
    text: [
      `Pesanan ${number} di ${facility_name} senilai ${rupiah(total_idr)} dibatalkan dengan sendirinya: ${cancel_reason ?? 'tidak dibayar'}.`,
      'Barang yang ditahan untuk Anda sudah dapat dibeli orang lain. Tidak ada yang perlu Anda bayar. Bila masih memerlukannya, buka halaman pesanan dan pilih "Pesan lagi".',
      'Bila Anda sudah mengirim uang, hubungi unit dengan nomor pesanan ini; uangnya dikembalikan.',
      '',
      `Order ${number} from ${facility_name}, ${rupiah(total_idr)}, was cancelled because it was not paid in time. You owe nothing. If you still want the goods, open the order page and choose "Order again". If you already sent money, contact the unit with this number: it will be returned.`,
    ].join('\n'),
  };
}
