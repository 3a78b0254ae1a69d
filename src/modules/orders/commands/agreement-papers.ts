// Papers of what both sides agree after the order letter.
import { formatDay } from '#kernel/calendar.ts';
import type { Tx } from '#kernel/db.ts';
import { figure, money } from '#kernel/documents/index.ts';
import type { AddendumRow } from '../addenda/addendum-queries.ts';
import { adendum } from '../documents/index.ts';
import type { OrderRow } from '../queries.ts';
import { issue, settingOf } from './papers.ts';

export async function issueAddendum(tx: Tx, order: OrderRow, addendum: AddendumRow): Promise<{ code: string }> {
  const setting = await settingOf(tx, order);
  const number = `AD-${addendum.sequence}/SP-${order.number}`;
  const content = adendum.content.parse({
    letterhead: { ...setting.maker.letterhead, ministry: 'Instansi pemesan', directorate: setting.buyer.institution, unit: order.agency_unit ?? setting.buyer.institution, address: order.deliver_to.address },
    number, order_letter: `SP-${order.number}`, day: setting.today, place: setting.buyer.institution, proposed_by: addendum.side === 'buyer' ? 'Pemesan' : 'Penyedia', reason: addendum.reason, changes: changesOf(addendum), total_before_idr: addendum.total_before_idr, total_after_idr: addendum.total_after_idr,
    buyer: { ...setting.buyer.officer, institution: setting.buyer.institution }, supplier: { ...setting.maker.head, institution: setting.maker.name },
  });
  return issue(tx, order, setting, { kind: adendum.kind, number, content });
}

function changesOf(addendum: AddendumRow): { what: string; before: string; after: string }[] {
  const of = (day: string | null): string => (day === null ? '–' : formatDay(day, 'id'));
  const place = (to: AddendumRow['place_before']): string => [to.name, to.address, to.regency].filter(Boolean).join(', ');
  return [
    ...addendum.lines.flatMap((line) => [
      { what: `Jumlah ${line.name}`, before: `${figure(line.quantity_before)} ${line.unit}`, after: `${figure(line.quantity_after)} ${line.unit}` },
      { what: `Harga satuan ${line.name}`, before: money(line.price_before_idr), after: money(line.price_after_idr) },
      { what: `Tanggal ${line.name}`, before: of(line.day_before), after: of(line.day_after) },
    ]),
    { what: 'Tempat pengiriman', before: place(addendum.place_before), after: place(addendum.place_after) },
    { what: 'Ongkos kirim', before: money(addendum.delivery_before_idr), after: money(addendum.delivery_after_idr) },
  ].filter(({ before, after }) => before !== after);
}
