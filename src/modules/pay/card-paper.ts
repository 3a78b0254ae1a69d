import { addDays, dayIn, formatInstant } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { facilityById, signatoryOn } from '#organisation';
import { placementsOf, workerById } from '#workforce';
import { kartuPremi } from './documents/index.ts';
import { explained, type Card } from './pages/card.tsx';
import { ruleInForce } from './queries.ts';

/** The person's own paper for a month: composed from the facts as they stand, in Indonesian, A5. */
export async function cardPdf(req: Req, card: Card & { facility_id: string }): Promise<Response> {
  const content = await req.read(async (reader) => {
    const facility = await facilityById(reader, card.facility_id);
    const worker = await workerById(reader, card.worker.id);
    const [placement] = await placementsOf(reader, card.worker.id);
    const day = dayIn(facility.timezone, reader.now);
    const rule = await ruleInForce(reader, { facility_id: card.facility_id, day });
    const officer = await signatoryOn(reader, { facility_id: card.facility_id, duty: 'section_head', day });
    const gross = card.lines.reduce((sum, line) => sum + line.amount_idr, 0);
    const ofMonth = [...card.savings.movements].reverse().filter((move) => move.on_day.startsWith(card.month));
    const opening = ofMonth[0] ? ofMonth[0].after_idr - ofMonth[0].amount_idr : card.savings.balance_idr;
    return kartuPremi.content.parse({
      letterhead: { ministry: 'Kementerian Imigrasi dan Pemasyarakatan (data contoh)', directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name, address: facility.address ?? `${facility.regency}, ${facility.province}` },
      number: `KP-${card.month}-${worker.roster_code}`, month: card.month,
      worker: { name: worker.name, register_number: worker.register_number, workshop: placement?.job ?? '–', work: placement?.job ?? '–', skill_level: String(worker.skill_level), ...(placement ? { decree: placement.decree } : {}) },
      rule: { legal_basis: rule.legal_basis, split: rule.shares.map((share) => `${names[share.to]} ${share.share_bp / 100}%`).join(', '), since: rule.valid_from },
      days: new Set(card.lines.map((line) => line.on_day)).size, hours: Math.round(card.lines.reduce((sum, line) => sum + line.minutes, 0) / 60), good_output: `${card.lines.reduce((sum, line) => sum + line.output, 0)} buah`,
      earnings: card.lines.map((line) => ({ explanation: explained(line, 'id'), amount_idr: line.amount_idr })), gross_idr: gross, deductions: [], net_idr: gross,
      savings: { opening_idr: opening, closing_idr: ofMonth.at(-1)?.after_idr ?? opening, movements: ofMonth.map((move) => ({ day: move.on_day, explanation: move.memo, in_idr: Math.max(0, move.amount_idr), out_idr: Math.max(0, -move.amount_idr), balance_idr: move.after_idr })) },
      objection: { to: 'Kepala Seksi Kegiatan Kerja', until: addDays(day, 14) }, officer: { name: officer?.name ?? '…………………………', position: officer?.position ?? 'Kepala Seksi Kegiatan Kerja' }, place: facility.regency, day,
    });
  });
  const bytes = await kartuPremi.pdf(content, { code: content.number, check_url: `${req.origin}/bengkel/premi/kartu/${card.worker.id}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, 'Asia/Jakarta', 'id'), sample: true });
  return new Response(bytes as Uint8Array<ArrayBuffer>, { headers: { 'content-type': 'application/pdf', 'content-disposition': 'inline; filename="kartu-premi.pdf"', 'cache-control': 'no-store' } });
}

const names = { worker: 'peserta', capital: 'modal kerja', state: 'negara', programme: 'program', partner: 'mitra' } as const;
