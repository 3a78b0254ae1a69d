/** The person's own paper for a month: composed from the facts as they stand, in Indonesian, A5. */
import { addDays, dayIn, formatInstant, type Zone } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { ruleOn } from '#kernel/rules.ts';
import type { Mark } from '#kernel/documents/index.ts';
import { count } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { facilityById, signatoryOn, type FacilityRow } from '#organisation';
import { placementsOf, workerById } from '#workforce';
import type { z } from 'zod';
import type { kartuPremi } from './documents/index.ts';
import type { Card } from './pages/card.tsx';
import { readingSentence } from './differences/reading-words.ts';
import { sayDiffer } from './differences/words.ts';
import { explained } from './explaining.ts';
import { ruleInForce, workedIn } from './queries.ts';
import { takenInWords, wagesInWords } from './runs/explain-wages.ts';
import { custodyName } from './savings/standing.ts';
import { recipientsOnPaper } from './words.ts';

export type CardContent = z.input<typeof kartuPremi.content>;

export async function cardContent(reader: Reader, card: Card): Promise<{ content: CardContent; facility: FacilityRow }> {
  const { facility_id, month, lines, wages } = card;
  const facility = await facilityById(reader, facility_id);
  const worker = await workerById(reader, card.worker.id);
  const [placement] = (await placementsOf(reader, card.worker.id)).filter((each) => each.approved_at !== null);
  const day = dayIn(facility.timezone, reader.now);
  const rule = lines.at(-1)?.rule ?? (await ruleInForce(reader, { facility_id, day }));
  const officer = await signatoryOn(reader, { facility_id, duty: 'section_head', day });
  const worked = await workedIn(reader, facility_id, card.worker.id, month);
  // What was kept back and given back later is money that came in.
  const back = wages.taken.filter(({ amount_idr }) => amount_idr < 0);
  const kept = wages.taken.filter(({ amount_idr }) => amount_idr > 0);
  const gross_idr = lines.reduce((sum, line) => sum + line.amount_idr, wages.gross_idr) - back.reduce((sum, each) => sum + each.amount_idr, 0);
  return {
    facility,
    content: {
      letterhead: letterheadOf(facility), number: `KP-${month}-${worker.roster_code}`, month,
      worker: {
        name: worker.name, register_number: worker.register_number, workshop: placement?.workshop_name_id ?? '–', work: placement?.job ?? '–', skill_level: String(worker.skill_level),
        ...(placement ? { since: placement.from, decree: placement.decree } : {}),
      },
      rule: { legal_basis: rule.legal_basis, split: rule.shares.map((share) => `${recipientsOnPaper[share.to]} ${count(share.share_bp / 100)}%`).join(', '), since: rule.valid_from },
      reading: readingSentence(card.reading, card.reading.kind, 'id'), waiting: card.waiting.map((each) => ({ explanation: sayDiffer('id')('waitsWhy', { order: each.order_number }), amount_idr: each.amount_idr })),
      days: worked.days, hours: Math.round(worked.minutes / 60), good_output: `${count(lines.reduce((sum, line) => sum + line.output, 0))} buah terjual`,
      earnings: [...lines.map((line) => ({ explanation: explained(line, 'id'), amount_idr: line.amount_idr })), ...wagesInWords(wages, 'id').map(({ text, amount_idr }) => ({ explanation: text, amount_idr })), ...back.map((each) => ({ explanation: takenInWords(each, 'id'), amount_idr: -each.amount_idr }))], gross_idr,
      deductions: kept.map((taken) => ({ explanation: takenInWords(taken, 'id'), basis: taken.decision, amount_idr: taken.amount_idr })), net_idr: gross_idr - kept.reduce((sum, each) => sum + each.amount_idr, 0),
      savings: { ...savingsOn(card), ...(card.standing.custody ? { bank: custodyName(card.standing.custody, 'id') } : {}) },
      objection: { to: officer?.position ?? 'Kepala Seksi Kegiatan Kerja', until: addDays(day, (await ruleOn<number>(reader, 'objection.raise_days', day, facility_id)).value) }, officer: { name: officer?.name ?? '…………………………', position: officer?.position ?? 'Kepala Seksi Kegiatan Kerja' }, place: facility.regency, day,
    },
  };
}

/** The book of the month: what it held when the month began, each movement, what it held when it ended. */
function savingsOn({ month, savings }: Card): CardContent['savings'] {
  const [oldestFirst, before] = [savings.movements.toReversed(), `${month}-01`];
  const movements = oldestFirst.filter((move) => move.on_day.startsWith(month));
  const opening_idr = oldestFirst.filter((move) => move.on_day < before).at(-1)?.after_idr ?? 0;
  return {
    opening_idr, closing_idr: movements.at(-1)?.after_idr ?? opening_idr,
    movements: movements.map((move) => ({ day: move.on_day, explanation: move.memo, in_idr: Math.max(0, move.amount_idr), out_idr: Math.max(0, -move.amount_idr), balance_idr: move.after_idr })),
  };
}

export function letterheadOf(facility: FacilityRow): CardContent['letterhead'] {
  return {
    ministry: `Kementerian Imigrasi dan Pemasyarakatan${facility.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name,
    address: facility.address ?? `${facility.regency}, ${facility.province}`,
  };
}

/** A paper about people is checked by staff alone: its address leads to a page behind sign-in. */
export function staffMark(req: Req, facility: { is_sample: boolean; timezone: Zone }, code: string, path: string): Mark {
  return { code, check_url: `${req.origin}${path}`, printed_by: req.actor.name, printed_at: formatInstant(req.now, facility.timezone, 'id'), sample: facility.is_sample };
}

