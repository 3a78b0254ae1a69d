/** Authority lent for a time: which verbs, by which letter, and what may not be. */
import { z } from 'zod';
import { day, many, shortText } from '#kernel/form.ts';
import { policyRows, type Role } from '#kernel/policy.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

const optional = <T extends z.ZodType>(of: T) => z.preprocess((input) => (input === '' || input === null ? undefined : input), of.optional());

/** `verbs` empty: the whole role. */
export const newDelegation = z.strictObject({ delegate_id: z.uuid(), from: day, to: day, decree: shortText, verbs: optional(many(z.string().max(60))) })
  .refine((row) => row.to >= row.from, { path: ['to'], error: 'Hari terakhir tidak boleh sebelum hari pertama | The last day cannot come before the first' });

export const delegationRule = 'authority.delegation_days';

/** Acts that are worth lending one by one, in words. */
export const lendable: Record<string, Phrase> = {
  'settlement.approve': { id: 'Menyetujui pembagian hasil', en: 'Approve settlements' },
  'withdrawal.approve': { id: 'Menyetujui pengambilan simpanan', en: 'Approve withdrawals' },
  'refund.approve': { id: 'Menyetujui pengembalian uang', en: 'Approve refunds' },
  'placement.approve': { id: 'Menyetujui penempatan', en: 'Approve placements' },
  'price.approve': { id: 'Menyetujui harga', en: 'Approve prices' },
  'report.sign': { id: 'Menandatangani laporan bulanan', en: 'Sign the monthly report' },
  'ledger.reopen_period': { id: 'Membuka kembali bulan buku', en: 'Reopen a month of the books' },
  'deposit.record_paid': { id: 'Mencatat setoran negara', en: 'Record deposits to the state' },
  'incident.close': { id: 'Menutup laporan kejadian', en: 'Close incident reports' },
  'session.waive_ratio': { id: 'Mengizinkan sesi dengan petugas kurang', en: 'Allow a session with fewer officers' },
  'order.commit': { id: 'Menandatangani surat pesanan', en: 'Sign order letters' },
  'quote.agree': { id: 'Menyetujui penawaran', en: 'Accept quotes' },
  'addendum.sign': { id: 'Menandatangani adendum', en: 'Sign addenda' },
  'late.decide': { id: 'Memutuskan denda', en: 'Decide penalties' },
  'order.accept': { id: 'Menerima pesanan', en: 'Accept orders' },
  'order.ship': { id: 'Mengirim pesanan', en: 'Ship orders' },
  'work_order.release': { id: 'Melepas perintah kerja', en: 'Release work orders' },
  'listing.publish': { id: 'Memasang barang di toko', en: 'Put goods in the shop' },
  'settlement.prepare': { id: 'Menyiapkan pembagian hasil', en: 'Prepare settlements' },
  'payment.record': { id: 'Mencatat pembayaran', en: 'Record payments' },
  'withdrawal.prepare': { id: 'Menyiapkan pengambilan simpanan', en: 'Prepare withdrawals' },
  'deposit.create': { id: 'Membuat setoran negara', en: 'Create deposits to the state' },
};

/** What somebody in this role may lend, as the policies stand. */
export function lendableBy(role: Role): string[] {
  return Object.keys(lendable).filter((verb) => {
    const who = policyRows().get(verb);
    return Array.isArray(who) && who.includes(role);
  });
}

export const noOwnTerm = new Refusal('delegation.no_own_term', { id: 'Anda tidak memegang jabatan ini sendiri sepanjang masa itu. Wewenang yang dilimpahkan tidak dapat dilimpahkan lagi.', en: 'You do not hold this role yourself for all of that time. Lent authority is not lent on.' }, { field: 'from' });
export const notColleague = new Refusal('delegation.not_colleague', { id: 'Pilih pegawai unit ini yang akunnya aktif sepanjang masa itu.', en: 'Choose an officer of this unit whose account is active for all of that time.' }, { field: 'delegate_id', status: 422 });
export const notLendable = new Refusal('delegation.not_lendable', { id: 'Wewenang itu bukan milik peran Anda. Pilih wewenang dari daftar peran Anda.', en: 'That authority is not your role’s. Choose from the list of your own role.' }, { field: 'verbs', status: 422 });
export const tooLong = (days: number, legal_basis: string) => new Refusal('delegation.too_long', { id: `Paling lama ${days} hari (${legal_basis}). Perpendek masanya.`, en: `At most ${days} days (${legal_basis}). Shorten the term.` }, { field: 'to' });
export const withdrawnAlready = new Refusal('delegation.withdrawn_already', { id: 'Pelimpahan ini sudah berakhir. Muat ulang halaman untuk melihat keadaannya.', en: 'This delegation has ended already. Reload the page to see how it stands.' });

refuseConstraint('delegation_once', 'delegation.overlapping', { id: 'Wewenang ini sudah dilimpahkan kepada orang lain pada masa itu. Cabut dahulu yang itu.', en: 'This authority is already lent to somebody in that time. Withdraw that first.' }, 'from');
refuseConstraint('delegation.outside_term', 'delegation.outside_term', { id: 'Pelimpahan harus berada di dalam masa jabatan Anda sendiri dan kepada orang lain.', en: 'A delegation lies inside your own term and goes to another person.' }, 'to');
refuseConstraint('delegation.lent_on', 'delegation.lent_on', { id: 'Wewenang yang dilimpahkan tidak dapat dilimpahkan lagi. Mintalah pemilik wewenangnya yang melimpahkan.', en: 'Lent authority is not lent on. Ask whose authority it is to lend it.' });
