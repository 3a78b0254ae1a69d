import { z } from 'zod';
import { idr } from '#kernel/documents/index.ts';

/** A line of goods with its price, as surat pesanan and faktur carry it. */
export const goodsLine = z.strictObject({
  code: z.string(),
  name: z.string(),
  specification: z.string().optional(),
  quantity: z.number().positive(),
  unit: z.string(),
  unit_price_idr: idr,
  delivery_idr: idr.default(0),
  amount_idr: idr,
});

export function lineAgrees(line: z.output<typeof goodsLine>): boolean {
  return Math.round(line.quantity * line.unit_price_idr) + line.delivery_idr === line.amount_idr;
}
