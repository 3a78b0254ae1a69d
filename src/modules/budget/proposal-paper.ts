// The paper of a request, from its rows: the same whether it is still a draft or being signed.
import type { z } from 'zod';
import type { Reader } from '#kernel/db.ts';
import { dayAt, facilityById, signatoryOn } from '#organisation';
import type { usulanAnggaran } from './documents/usulan-anggaran.ts';
import { payback, type Outcome } from './payback.ts';
import { background, perRupiah } from './proposal.ts';
import { linesOf, type ProposalRow } from './proposal-queries.ts';

export async function paperOf(reader: Reader, proposal: ProposalRow, number: string): Promise<z.input<typeof usulanAnggaran.content>> {
  const unit = await facilityById(reader, proposal.facility_id);
  const day = await dayAt(reader, unit.id);
  const signer = async (duty: 'section_head' | 'facility_head', position: string) => {
    const found = await signatoryOn(reader, { facility_id: unit.id, duty, day });
    return { name: found?.name ?? '…………………………', position: found?.position ?? position, ...(found?.nip ? { nip: found.nip } : {}) };
  };
  const outcome = proposal.investment && payback(proposal.investment);
  const each = perRupiah(proposal, outcome);
  const told = ({ months, premi_idr_per_year, state_idr_per_year }: Outcome) => ({ months, premi_idr: premi_idr_per_year, state_idr: state_idr_per_year });
  return {
    letterhead: { ministry: `Kementerian Imigrasi dan Pemasyarakatan${unit.is_sample ? ' (data contoh)' : ''}`, directorate: 'Direktorat Jenderal Pemasyarakatan', unit: unit.name, address: unit.address ?? `${unit.regency}, ${unit.province}` },
    number, year: proposal.year, title: proposal.title, background: background(proposal.facts, { facility: unit.name, workshop: proposal.workshop_name_id }), need: proposal.need, aim: proposal.aim, activities: proposal.activities, indicators: proposal.indicators,
    lines: (await linesOf(reader, proposal)).map(({ output_code, account, fund, what, quantity, unit: of, unit_price_idr, amount_idr }) => ({ output_code, account, fund, what, quantity, unit: of, unit_price_idr, amount_idr })), total_idr: proposal.total_idr,
    jobs: proposal.jobs, trained: proposal.trained, jobs_per_100m: each.jobs, trained_per_100m: each.trained,
    payback: outcome && proposal.investment && {
      product: proposal.investment.product, invested_idr: outcome.invested_idr, pieces_per_month: proposal.investment.pieces_per_month, low: told(outcome.low), expected: told(outcome.expected), high: told(outcome.high), premi_per_million: each.premi_idr ?? 0, state_per_million: each.state_idr ?? 0,
    },
    capital: proposal.facts.capital, facts_on: proposal.facts.day, prepared_by: await signer('section_head', 'Kepala Seksi Kegiatan Kerja'), head: await signer('facility_head', 'Kepala'), place: unit.regency, day,
  };
}
