/** Surat jalan: the paper that travels with the goods. It carries no price. */
import { z } from 'zod';
import { formatDay } from '#kernel/calendar.ts';
import { figure, letterhead, officialDocument, orDash, signatory, sum } from '#kernel/documents/index.ts';

const content = z.strictObject({
  letterhead,
  number: z.string(),
  order_number: z.string(),
  day: z.iso.date(),
  place: z.string(),
  recipient: z.strictObject({ name: z.string(), address: z.string(), phone: z.string().optional() }),
  carrier: z.strictObject({ name: z.string(), vehicle: z.string().optional(), driver: z.string().optional() }),
  lines: z
    .array(
      z.strictObject({
        code: z.string(),
        name: z.string(),
        quantity: z.number().positive(),
        unit: z.string(),
        lot: z.string().optional(),
        packages: z.int().nonnegative(),
        note: z.string().optional(),
      }),
    )
    .min(1),
  sender: signatory,
});

export const suratJalan = officialDocument({
  kind: 'surat-jalan',
  content,
  compose: (shipment) => ({
    title: 'Surat Jalan',
    number: shipment.number,
    letterhead: shipment.letterhead,
    blocks: [
      {
        kind: 'facts',
        facts: [
          { label: 'Tanggal kirim', value: formatDay(shipment.day, 'id') },
          { label: 'Nomor pesanan', value: shipment.order_number },
          { label: 'Dikirim kepada', value: [shipment.recipient.name, shipment.recipient.address, shipment.recipient.phone].filter(Boolean).join('\n') },
          { label: 'Pengangkut', value: [shipment.carrier.name, shipment.carrier.vehicle, shipment.carrier.driver].filter(Boolean).join(', ') },
        ],
      },
      {
        kind: 'table',
        columns: [
          { title: 'No.', align: 'right' },
          { title: 'Barang', share: 3 },
          { title: 'Jumlah', align: 'right' },
          { title: 'Batch', share: 1.5 },
          { title: 'Koli', align: 'right' },
          { title: 'Catatan', share: 2 },
        ],
        rows: shipment.lines.map((line, i) => [
          String(i + 1),
          `${line.name}\n${line.code}`,
          `${figure(line.quantity)} ${line.unit}`,
          orDash(line.lot),
          figure(line.packages),
          line.note ?? '',
        ]),
        foot: [['', 'Jumlah koli', '', '', figure(sum(shipment.lines, (line) => line.packages)), '']],
      },
      { kind: 'note', text: 'Mohon hitung dan periksa barang saat diterima. Tulis kekurangan atau kerusakan pada kolom catatan sebelum menandatangani.' },
      {
        kind: 'signatures',
        place_and_day: `${shipment.place}, ${formatDay(shipment.day, 'id')}`,
        signatures: [
          { above: 'Pengirim', person: shipment.sender, stamp: true },
          { above: 'Pengangkut', person: null },
          { above: 'Penerima', person: null, note: 'nama, tanggal, cap' },
        ],
      },
    ],
  }),
});
