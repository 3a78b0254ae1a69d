// Holds on savings, heirs, and in whose custody the money lies. No SQL, no HTTP.
import { z } from 'zod';
import { day, longText, many, positive, rupiahAmount, shortText } from '#kernel/form.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';

export const causes = { court: { id: 'Perintah pengadilan', en: 'Court order' }, investigation: { id: 'Pemeriksaan', en: 'Investigation' }, dispute: { id: 'Sengketa', en: 'Dispute' }, heirs: { id: 'Menunggu surat ahli waris', en: 'Heirs’ papers awaited' } } as const satisfies Record<string, Phrase>;
export type Cause = keyof typeof causes;
export const variants = { facility: { id: 'Rekening UPT, dicatat atas nama orangnya', en: 'The facility’s account, booked in the person’s name' }, bank: { id: 'Rekening bank atas nama sendiri', en: 'Bank account in the own name' }, card: { id: 'Kartu belanja', en: 'Card' } } as const satisfies Record<string, Phrase>;
export type Variant = keyof typeof variants;

export const holdWish = z.strictObject({ worker_id: z.uuid(), amount_idr: rupiahAmount.pipe(z.number().min(1)), cause: z.enum(['court', 'investigation', 'dispute', 'heirs']), reason: longText.pipe(z.string().min(5, 'Tulis alasannya | Write the reason')), basis: shortText.pipe(z.string().min(3, 'Tulis suratnya | Name the paper')), until: day });
export const releaseWish = z.strictObject({ reason: longText.pipe(z.string().min(5, 'Tulis alasannya | Write the reason')) });
export const custodyWish = z.strictObject({
  worker_id: z.uuid(), variant: z.enum(['facility', 'bank', 'card']), card_digits: z.string().trim().regex(/^\d{4}$/, 'Isi empat angka terakhir kartu | Enter the last four digits of the card').optional(), consent_on: day, consent_paper: shortText.pipe(z.string().min(3)), from: day,
}).superRefine((wish, check) => {
  if ((wish.variant === 'card') !== (wish.card_digits !== undefined)) check.addIssue({ code: 'custom', path: ['card_digits'], message: 'Isi empat angka terakhir untuk kartu, kosongkan untuk yang lain | Enter the last four digits for a card, leave empty otherwise' });
  if (wish.consent_on > wish.from) check.addIssue({ code: 'custom', path: ['from'], message: 'Berlaku sejak hari persetujuan atau sesudahnya | From the day of consent or later' });
});
export const heirsWish = z.strictObject({
  death_paper: shortText.pipe(z.string().min(3)), heirs_paper: shortText.pipe(z.string().min(3)), purpose: shortText,
  heirs: many(z.strictObject({ name: shortText.pipe(z.string().min(3)).optional(), relation: shortText.pipe(z.string().min(3)).optional(), parts: positive.optional() })),
}).superRefine(({ heirs }, check) => {
  const named = heirs.filter(({ name }) => name !== undefined);
  if (named.length === 0) check.addIssue({ code: 'custom', path: ['heirs.0.name'], message: 'Isi paling sedikit satu ahli waris | Name at least one heir' });
  heirs.forEach(({ name, relation }, n) => { if (name !== undefined && relation === undefined) check.addIssue({ code: 'custom', path: [`heirs.${n}.relation`], message: 'Isi hubungannya | Say the relation' }); });
});

const same = { id: 'Yang mencatat tidak menyetujui. Mintalah pejabat lain.', en: 'Who recorded it does not approve it. Ask another officer.' };
const sameHolder = { id: 'Yang menahan tidak melepaskan. Mintalah pejabat lain.', en: 'Who placed the hold does not release it. Ask another officer.' };
export const holderReleases = new Refusal('hold.same_person', sameHolder);
export const holdReleased = new Refusal('hold.released_already', { id: 'Penahanan ini sudah dilepas. Muat ulang halaman untuk melihat keadaannya.', en: 'This hold is released already. Reload the page to see how it stands.' });
export const custodyApproved = new Refusal('custody.approved_already', { id: 'Cara simpan ini sudah disetujui. Muat ulang halaman untuk melihat keadaannya.', en: 'This way of keeping is approved already. Reload the page to see how it stands.' });
export const sameKeeper = new Refusal('custody.same_person', same);
export const needsAccount = new Refusal('custody.needs_account', { id: 'Orang ini belum punya rekening sendiri yang disetujui. Catat dan setujui rekeningnya di Rekening tujuan.', en: 'This person has no approved account of their own. Record and approve it under Accounts.' }, { field: 'variant', status: 422 });
export const notDead = new Refusal('heirs.not_dead', { id: 'Ahli waris hanya menerima tabungan orang yang meninggal. Catat kematiannya di berkas peserta dahulu.', en: 'Heirs receive the savings of somebody who died only. Record the death in the file first.' });
refuseConstraint('hold_two_persons', 'hold.same_person', sameHolder);
refuseConstraint('hold.released_already', 'hold.released_already', { id: 'Penahanan ini sudah dilepas. Muat ulang halaman untuk melihat keadaannya.', en: 'This hold is released already. Reload the page to see how it stands.' });
refuseConstraint('hold.beyond_book', 'hold.beyond_book', { id: 'Saldo yang belum ditahan tidak cukup. Kurangi jumlahnya.', en: 'The balance that is not held does not cover this. Lower the amount.' }, 'amount_idr');
refuseConstraint('custody_two_persons', 'custody.same_person', same);
refuseConstraint('custody_one_at_a_time', 'custody.overlaps', { id: 'Sudah ada cara simpan yang mulai pada hari itu atau sesudahnya. Pilih tanggal mulai lain.', en: 'There is already a way of keeping from that day or a later one. Choose another first day.' }, 'from');
