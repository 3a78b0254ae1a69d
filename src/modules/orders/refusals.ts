/** The database's named rules in the room's words, and the refusals that more than one act says. */
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';

refuseConstraint('order_two_persons', 'order.same_person', { id: 'Penyusun pesanan tidak boleh menandatanganinya, juga tidak dengan akun lain. Mintalah PPK lain.', en: 'Who prepared the order does not commit it, not with another account either. Ask another commitment officer.' });
refuseConstraint('agency_order_complete', 'order.agency_incomplete', { id: 'Isi instansi dan satuan kerja.', en: 'Enter the agency and its unit.' }, 'buyer.unit');
refuseConstraint('promise_change_reason', 'promise.needs_reason', { id: 'Perubahan tanggal perlu alasan, paling sedikit lima huruf.', en: 'A changed day needs a reason of at least five letters.' }, 'reason');
refuseConstraint('handover_number_once', 'handover.number_taken', handoverNumberTaken().text, 'handover_number');
refuseConstraint('payment_once', 'payment.recorded_already', { id: 'Pembayaran dengan cara dan rujukan ini sudah dicatat. Periksa mutasi rekening; jangan mencatat dua kali.', en: 'A payment by this way with this reference is already recorded. Check the bank statement; nothing is recorded twice.' }, 'reference');
refuseConstraint('rejection_reason', 'handover.needs_reason', { id: 'Barang yang ditolak perlu alasan, paling sedikit tiga huruf.', en: 'Rejected goods need a reason of at least three letters.' }, 'lines');
refuseConstraint('refund_two_persons', 'refund.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
refuseConstraint('refund.decided_already', 'refund.decided_already', { id: 'Pengembalian ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This refund is already decided. Reload the page to see the decision.' });
refuseConstraint('refund.too_much', 'refund.too_much', { id: 'Yang dikembalikan melebihi yang dibayar. Kurangi jumlahnya.', en: 'More would go back than was paid. Lower the amount.' }, 'amount_idr');
refuseConstraint('adjustment_two_persons', 'adjustment.same_person', { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' });
refuseConstraint('adjustment.decided_already', 'adjustment.decided_already', { id: 'Penyesuaian ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This adjustment is already decided. Reload the page to see the decision.' });
refuseConstraint('adjustment.beyond_line', 'adjustment.beyond_line', { id: 'Baris itu tidak menerima sebanyak itu. Kurangi jumlah yang kembali atau potongan harganya.', en: 'That line did not accept as much. Lower the number that comes back or the cut in its price.' }, 'quantity');
refuseConstraint('shortfall_once', 'order.closed_short_already', { id: 'Kekurangan baris ini sudah dicatat. Muat ulang halaman untuk melihat keadaannya.', en: 'The shortfall of this line is already recorded. Reload the page to see how it stands.' });

export function handoverNumberTaken(): Refusal {
  return new Refusal('handover.number_taken', { id: 'Nomor BAST sudah dipakai. Isi nomor lain.', en: 'This handover number is already used. Enter another.' }, { field: 'handover_number', status: 422 });
}

export function noSuchLine(line: number): Refusal {
  return new Refusal('order.no_line', { id: `Pesanan ini tidak punya baris ${line}. Periksa nomor barisnya pada pesanan.`, en: `This order has no line ${line}. Check the line number on the order.` }, { field: 'lines', status: 422 });
}

export const notAccepted = new Refusal('order.not_accepted', { id: 'UPT belum menjawab pesanan ini. Tunggu sampai tanggalnya dijanjikan.', en: 'The facility has not answered this order yet. Wait until its day is promised.' });
export const notCommitted = new Refusal('order.not_committed', { id: 'PPK belum menandatangani surat pesanan. Tunggu, atau hubungi instansi.', en: 'The commitment officer has not signed the order letter. Wait, or call the agency.' });
