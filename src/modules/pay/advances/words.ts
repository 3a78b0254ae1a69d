import { words } from '#kernel/words.ts';

export const say = words({
  title: { id: 'Uang muka', en: 'Advances' },
  lead: { id: 'Uang muka masuk ke tabungan, atas perjanjian dan oleh dua orang; kembali lewat potongan upah menurut urutan dan batasnya. Seorang paling banyak berutang {amount} ({basis}).', en: 'An advance goes into the savings, by agreement and by two persons; it is repaid through deductions from wages, in their order and under their cap. One person may owe {amount} at most ({basis}).' },
  none: { id: 'Belum ada uang muka.', en: 'No advances yet.' }, number: { id: 'Nomor', en: 'Number' }, person: { id: 'Peserta', en: 'Person' }, why: { id: 'Perjanjian dan keperluan', en: 'Agreement and purpose' }, amount: { id: 'Jumlah', en: 'Amount' }, repaid: { id: 'Sudah kembali', en: 'Repaid' }, left: { id: 'Sisa', en: 'Left' }, state: { id: 'Keadaan', en: 'State' },
  prepared: { id: 'Menunggu orang kedua', en: 'Waits for a second person' }, approved: { id: 'Berjalan', en: 'Being repaid' }, done: { id: 'Lunas', en: 'Repaid' }, refused: { id: 'Ditolak', en: 'Refused' }, moved: { id: 'Ikut pindah', en: 'Moved with the person' },
  propose: { id: 'Usulkan uang muka', en: 'Propose an advance' }, agreement: { id: 'Nomor perjanjian', en: 'Number of the agreement' }, purpose: { id: 'Keperluan', en: 'Purpose' }, share: { id: 'Potongan sebulan (persen upah)', en: 'Repaid each month (percent of wages)' }, first: { id: 'Potongan pertama bulan', en: 'First repaid in' }, approve: { id: 'Setujui dan masukkan ke tabungan', en: 'Approve and add to savings' }, refuse: { id: 'Tolak', en: 'Refuse' }, reason: { id: 'Alasan', en: 'Reason' },
  proposed: { id: 'Uang muka {number} menunggu orang kedua.', en: 'Advance {number} waits for a second person.' }, approvedNotice: { id: 'Uang muka {number} masuk ke tabungan.', en: 'Advance {number} is in the savings.' }, refusedNotice: { id: 'Uang muka {number} ditolak.', en: 'Advance {number} is refused.' },
});
