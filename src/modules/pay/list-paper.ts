/** The payment list of a month: everyone credited, with room for each receipt. */
import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { count } from '#kernel/money.ts';
import { NotFound } from '#kernel/refusal.ts';
import { facilityById, signatoryOn, type Duty, type FacilityRow } from '#organisation';
import { workerById } from '#workforce';
import type { z } from 'zod';
import { letterheadOf } from './card-paper.ts';
import type { daftarPremi } from './documents/index.ts';
import { paidIn, settlements } from './queries.ts';

type ListContent = z.input<typeof daftarPremi.content>;

export async function listContent(reader: Reader, facility_id: string, month: string): Promise<{ content: ListContent; facility: FacilityRow }> {
  const facility = await facilityById(reader, facility_id);
  const paid = await paidIn(reader, facility_id, month);
  if (paid.length === 0) throw new NotFound();
  const numbers = (await settlements(reader, { facility_id, state: 'approved', month, limit: 200 })).map((each) => each.number);
  const registers = new Map<string, string>();
  for (const { worker_id } of paid) registers.set(worker_id, (await workerById(reader, worker_id)).register_number);
  const day = dayIn(facility.timezone, reader.now);
  const signed = async (duty: Duty, position: string) => {
    const found = await signatoryOn(reader, { facility_id, duty, day });
    return found ? { name: found.name, position: found.position, ...(found.nip ? { nip: found.nip } : {}) } : { name: `(${position})`, position };
  };
  return {
    facility,
    content: {
      letterhead: letterheadOf(facility), number: `DP-${month}`, month, source: numbers.length > 3 ? `${numbers.length} perhitungan bagi hasil` : numbers.join(', '),
      rows: paid.map((row) => ({ name: `${row.roster_code} ${row.name}`, register_number: registers.get(row.worker_id) ?? '–', days: row.days, output: `${count(row.output)} buah`, gross_idr: row.amount_idr + Math.max(0, -row.kept_idr), deductions_idr: Math.max(0, row.kept_idr), net_idr: row.amount_idr - row.kept_idr })),
      total_net_idr: paid.reduce((sum, row) => sum + row.amount_idr - row.kept_idr, 0),
      prepared_by: await signed('section_head', 'Kepala Seksi Kegiatan Kerja'), approved_by: await signed('facility_head', 'Kepala UPT'), paid_by: await signed('treasurer', 'Bendahara'), place: facility.regency, day,
    },
  };
}
