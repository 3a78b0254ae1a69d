/** Money that came from the budget for parts that wait. Pure: the oldest settlement first, in it people before all others, among people in proportion to what waits for each. */
import { z } from 'zod';
import { day, positive, shortText } from '#kernel/form.ts';
import { rupiah } from '#kernel/money.ts';
import { Refusal, refuseConstraint } from '#kernel/refusal.ts';
import { apportion } from '../split.ts';

export type Waiting = { settlement_id: string; people: { worker: string; amount_idr: number }[]; others: { to: 'partner' | 'programme' | 'capital'; amount_idr: number }[] };
export type Brought = { settlement_id: string; people: { worker: string; amount_idr: number }[]; others: Waiting['others'] };

export function bring(amount_idr: number, waiting: readonly Waiting[]): Brought[] {
  let left = amount_idr;
  const take = (wanted: number): number => {
    const taken = Math.min(left, wanted);
    left -= taken;
    return taken;
  };
  return waiting.map(({ settlement_id, people, others }) => {
    const parts = apportion(take(people.reduce((sum, each) => sum + each.amount_idr, 0)), people.map((each) => each.amount_idr));
    return {
      settlement_id, people: people.map(({ worker }, n) => ({ worker, amount_idr: parts[n] ?? 0 })).filter((each) => each.amount_idr > 0),
      others: others.map(({ to, amount_idr: wanted }) => ({ to, amount_idr: take(wanted) })).filter((each) => each.amount_idr > 0),
    };
  }).filter((each) => each.people.length + each.others.length > 0);
}

export const realisationWish = z.strictObject({ paper: shortText.pipe(z.string().min(3)), received_on: day, amount_idr: positive });

export function beyondWaiting(waiting_idr: number): Refusal {
  return new Refusal('realisation.too_much', { id: `Yang menunggu anggaran ${rupiah(waiting_idr)}. Kurangi jumlahnya, atau periksa dokumen penerimaannya.`, en: `${rupiah(waiting_idr)} waits for the budget. Lower the amount, or check the paper of receipt.` }, { field: 'amount_idr', status: 422 });
}
const two = { id: 'Penyusun tidak boleh menyetujui. Mintalah kepala UPT.', en: 'Who prepares does not approve. Ask the head of facility.' };
export const sameReceiver = new Refusal('realisation.same_person', two);
export const receivedLater = new Refusal('realisation.in_future', { id: 'Tanggal terima belum tiba. Isi hari ini atau sebelumnya.', en: 'The day of receipt has not come. Enter today or an earlier day.' }, { field: 'received_on', status: 422 });
export const realisationDecided = new Refusal('realisation.decided_already', { id: 'Penerimaan ini sudah diputus. Muat ulang halaman untuk melihat keputusannya.', en: 'This receipt is already decided. Reload the page to see the decision.' });
export const realisationChanged = new Refusal('realisation.changed', { id: 'Yang menunggu anggaran berubah sejak disusun. Tolak, lalu susun kembali.', en: 'What waits for the budget changed since it was prepared. Refuse it and prepare it again.' });
refuseConstraint('realisation_two_persons', 'realisation.same_person', two);
refuseConstraint('realisation_paper_once', 'realisation.paper_known', { id: 'Dokumen penerimaan ini sudah dicatat. Periksa nomornya.', en: 'This paper of receipt is already recorded. Check its number.' }, 'paper');
