// The state's money in the invented world: cash on its way, targets, a treasury statement that agrees in one place and differs in another, a file for the bank, a closed month.
import { addDays } from '#kernel/calendar.ts';
import { reading, transact, type Db } from '#kernel/db.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { recordPayment } from '#orders';
import { approvePayee, approveWithdrawal, askExcuse, closeMonth, decideExcuse, giveCash, importStatement, monthOf, prepareBankFile, prepareWithdrawal, recordBankAnswer, recordPayee, recordReminder, releaseBankFile, setTarget, takeCash } from '#pay';
import { at, type Place } from './life.ts';

export async function stateMoney(db: Db, place: Place, today: string, index: number): Promise<void> {
  await transact(db, { actor: system, now: at(place, addDays(today, -90), '08:00') }, (tx) => setTarget(tx, { facility_id: place.facility_id, year: Number(today.slice(0, 4)), account_code: '425119', amount_idr: 2_000_000 + (index % 5) * 500_000, decree: 'DIPA (data contoh)' }));
  await cashOnItsWay(db, place, today, index);
  await statements(db, place, today, index);
  if (index % 4 === 0) await bankFile(db, place, today);
  if (index % 3 === 0) await closedMonth(db, place, today);
}

/** One order paid at the counter: in a third it is in the bank already, in a third a colleague has it, in a third it is still where it was taken. */
async function cashOnItsWay(db: Db, place: Place, today: string, index: number): Promise<void> {
  const { facility_id, staff } = place;
  const owing = await reading(db, { actor: staff.treasurer }, (reader) => reader.maybe<{ number: string; owed_idr: number }>(sql`
    select o.number, (o.due_idr - o.paid_idr)::bigint as owed_idr from orders.order_published o where o.facility_id = ${facility_id} and o.channel = 'public' and o.state = 'handed_over' and o.due_idr > o.paid_idr and o.due_idr - o.paid_idr < 4000000 order by o.number limit 1`));
  if (!owing) return;
  const day = addDays(today, -2);
  const part = index % 2 === 0 ? owing.owed_idr : Math.max(1_000, Math.floor(owing.owed_idr / 2_000) * 1_000);
  await transact(db, { actor: staff.treasurer, now: at(place, day, '10:00') }, (tx) => recordPayment(tx, { number: owing.number, method: 'cash', amount_idr: part, reference: `TUNAI-${owing.number}` }));
  if (index % 3 === 2) return;
  const given = await transact(db, { actor: staff.treasurer, now: at(place, day, '14:00') }, (tx) => giveCash(tx, { facility_id, counted_idr: part, ...(index % 3 === 0 ? { slip: `SLIP-CONTOH-${index + 1}` } : {}) }));
  if (index === 4) return;
  const short = index === 1 ? 1_000 : 0;
  await transact(db, { actor: staff.facility_head, now: at(place, addDays(day, 1), '09:00') }, (tx) => takeCash(tx, { id: given.id, counted_idr: part - short, ...(short ? { reason: 'Satu lembar seribu tidak ada saat dihitung ulang' } : {}) }));
}

/** The statement of the month in which deposits were last paid; one facility's holds a line nobody knows. */
async function statements(db: Db, place: Place, today: string, index: number): Promise<void> {
  const { facility_id, staff } = place;
  if (index % 4 === 3) return;
  const paid = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ ntpn: string; day: string; amount_idr: number; account_code: string }>(sql`
    select ntpn, to_char(paid_at at time zone f.timezone, 'YYYY-MM-DD') as day, amount_idr, account_code from pay.deposit_published d join organisation.facility f on f.id = d.facility_id where d.facility_id = ${facility_id} and d.state = 'paid' order by paid_at`));
  for (const month of new Set(paid.map((each) => each.day.slice(0, 7)))) {
    const rows = paid.filter((each) => each.day.startsWith(month)).map((each, n) => ({ row: n + 2, cells: { NTPN: each.ntpn, Tanggal: each.day, Jumlah: String(each.amount_idr), Akun: each.account_code } }));
    const stranger = { row: rows.length + 2, cells: { NTPN: `C0NT0H0000${month.replace('-', '')}`, Tanggal: `${month}-15`, Jumlah: '75000', Akun: '425119' } };
    await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -1), '10:00') }, (tx) => importStatement(tx, { facility_id, month, source: 'Konfirmasi kas negara (data contoh)', rows: index === 2 ? [...rows, stranger] : rows }));
  }
  const due = await reading(db, { actor: staff.treasurer }, (reader) => reader.maybe<{ number: string }>(sql`
    select o.number from orders.order_published o join orders.handover_published h on h.facility_id = o.facility_id and h.order_id = o.id where o.facility_id = ${facility_id} and o.state = 'handed_over' and o.due_idr > o.paid_idr and h.on_day <= ${addDays(today, -16)} order by o.number limit 1`));
  if (due && index % 2 === 0) await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -1), '11:00') }, (tx) => recordReminder(tx, { facility_id, order_number: due.number, channel: 'whatsapp' }));
}

/** Two send something home: the bank pays one, and the other is back in the savings. */
async function bankFile(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const savers = await reading(db, { actor: staff.treasurer }, (reader) => reader.all<{ worker_id: string }>(sql`
    select worker_id from ledger.posting_published where facility_id = ${facility_id} and worker_id is not null group by worker_id having -sum(amount_idr) > 50000 order by -sum(amount_idr) desc limit 2`));
  if (savers.length === 0) return;
  const day = addDays(today, -6);
  for (const [n, { worker_id }] of savers.entries()) {
    const asked = await transact(db, { actor: staff.treasurer, now: at(place, day, '09:00') }, async (tx) => {
      const payee = await recordPayee(tx, { worker_id, relation: 'family', holder: `Keluarga Contoh ${n + 1}`, bank_code: '002', account_number: `00010000${1000 + n}`, evidence: 'Kartu keluarga (data contoh)' });
      return { payee, withdrawal: await prepareWithdrawal(tx, { facility_id, worker_id, kind: 'SEND_FAMILY', amount_idr: 25_000, purpose: 'Kiriman keluarga' }) };
    });
    await transact(db, { actor: staff.facility_head, now: at(place, day, '11:00') }, async (tx) => {
      await approvePayee(tx, { id: asked.payee.id });
      await approveWithdrawal(tx, { id: asked.withdrawal.id });
    });
  }
  const file = await transact(db, { actor: staff.treasurer, now: at(place, day, '13:00') }, (tx) => prepareBankFile(tx, { facility_id }));
  await transact(db, { actor: staff.facility_head, now: at(place, day, '14:00') }, (tx) => releaseBankFile(tx, { id: file.id }));
  const rows = savers.map((_, n) => ({ row: n + 2, cells: { Baris: String(n + 1), Jumlah: '25000', Hasil: n === 0 ? 'berhasil' : 'gagal', Keterangan: n === 0 ? '' : 'Rekening tidak ditemukan', Referensi: n === 0 ? 'REF-CONTOH' : '' } }));
  await transact(db, { actor: staff.treasurer, now: at(place, addDays(day, 1), '10:00') }, (tx) => recordBankAnswer(tx, { id: file.id, rows }));
}

/** The month before last is closed, with reasons for what was left; the last one still stands on its checklist. */
async function closedMonth(db: Db, place: Place, today: string): Promise<void> {
  const { facility_id, staff } = place;
  const month = addDays(`${addDays(`${today.slice(0, 7)}-01`, -1).slice(0, 7)}-01`, -1).slice(0, 7);
  const now = at(place, addDays(today, -1), '13:00');
  const found = await reading(db, { actor: staff.treasurer }, (reader) => monthOf(reader, { facility_id, month }).catch(() => undefined));
  if (!found) return;
  for (const { item } of found.items.filter((each) => each.stops)) {
    const asked = await transact(db, { actor: staff.treasurer, now }, (tx) => askExcuse(tx, { facility_id, month, item, reason: 'Pencatatan dimulai di tengah bulan (data contoh)' }));
    await transact(db, { actor: staff.facility_head, now }, (tx) => decideExcuse(tx, { id: asked.id, granted: true }));
  }
  await transact(db, { actor: staff.treasurer, now: at(place, addDays(today, -1), '14:00') }, (tx) => closeMonth(tx, { facility_id, month }));
}
