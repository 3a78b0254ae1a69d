import type { Reader } from '#kernel/db.ts';
import { facilityById, signatoryOn } from '#organisation';
import { laporanBulanan } from './documents/index.ts';
import { figureKeys } from './documents/laporan-sections.ts';
import { monthDeposits, monthFacts, monthProducts } from './queries.ts';

/** What this system does not record yet, with the reason that is printed in its place. */
const notRecorded: Record<string, string> = {
  sales_partner_idr: 'belum ada penjualan mitra', agreements_active: 'perjanjian belum dicatat di sistem', agreements_ending: 'perjanjian belum dicatat di sistem',
  machines_good: 'mesin belum dicatat di sistem', machines_broken: 'mesin belum dicatat di sistem', days_lost: 'belum dihitung', residents: 'hanya peserta terdaftar yang dihitung',
};

export type Draft = { content: ReturnType<typeof laporanBulanan.content.parse>; gaps: string[] };

/** The report of a month as the facts make it. Cells come from facts; a gap is named and wants an explanation before it is sent. */
export async function draftReport(reader: Reader, { facility_id, month, day, explanations }: { facility_id: string; month: string; day: string; explanations: Record<string, string> }): Promise<Draft> {
  const facility = await facilityById(reader, facility_id);
  const facts = await monthFacts(reader, facility_id, month);
  const products = await monthProducts(reader, facility_id, month);
  const deposits = await monthDeposits(reader, facility_id, month);
  const production_value_idr = products.reduce((sum, row) => sum + row.value_idr, 0);
  const state_revenue_idr = deposits.reduce((sum, row) => sum + row.amount_idr, 0);
  const known: Record<string, number> = {
    eligible: facts.eligible, working_men: facts.men, working_women: facts.women, transferred: facts.transferred, released: facts.released,
    work_days: facts.work_days, work_hours: Math.round(facts.minutes / 60), attendance_pct: percent(facts.attended, facts.expected), production_value_idr, defect_pct: percent(facts.scrap, facts.good + facts.scrap),
    sales_public_idr: facts.public_idr, sales_agency_idr: facts.agency_idr, receivable_idr: facts.receivable_idr, opening_capital_idr: facts.opening_idr, materials_idr: facts.materials_idr, cost_of_goods_idr: facts.costs_idr,
    profit_idr: facts.public_idr + facts.agency_idr - facts.costs_idr, premi_idr: facts.premi_idr, state_revenue_idr, closing_capital_idr: facts.closing_idr,
    tools_owned: facts.tools, tools_broken: facts.tools_broken, tools_missing: facts.tools_missing, tool_incidents: facts.tool_incidents, injuries: facts.injuries, trainees: facts.trainees, certificates: facts.certificates,
  };
  const figures = Object.fromEntries(figureKeys.map((key) => [key, known[key] ?? { missing: explanations[key] ?? notRecorded[key] ?? 'belum dicatat' }]));
  const gaps = [...(facts.work_days === 0 ? ['work_days'] : []), ...(products.length === 0 ? ['production_value_idr'] : []), ...(deposits.length === 0 && facts.premi_idr > 0 ? ['state_revenue_idr'] : [])];
  const signer = async (duty: 'section_head' | 'facility_head', position: string) => {
    const found = await signatoryOn(reader, { facility_id, duty, day });
    return { name: found?.name ?? '…………………………', position: found?.position ?? position, ...(found?.nip ? { nip: found.nip } : {}) };
  };
  const section_head = await signer('section_head', 'Kepala Seksi Kegiatan Kerja');
  return {
    gaps,
    content: laporanBulanan.content.parse({
      letterhead: { ministry: 'Kementerian Imigrasi dan Pemasyarakatan (data contoh)', directorate: 'Direktorat Jenderal Pemasyarakatan', unit: facility.name, address: facility.address ?? `${facility.regency}, ${facility.province}` },
      number: `LB-${month}`, month, figures, place: facility.regency, day,
      products: products.map((row) => ({ name: row.name, unit: row.unit, target: null, made: row.made, defect_pct: percent(row.failed, row.made + row.failed), value_idr: row.value_idr })), deposits,
      obstacles: gaps.flatMap((gap) => (explanations[gap] ? [{ obstacle: gapNames[gap]?.id ?? gap, follow_up: explanations[gap] }] : [])),
      prepared_by: section_head, checked_by: section_head, acknowledged_by: await signer('facility_head', 'Kepala UPT'),
    }),
  };
}

export const gapNames: Record<string, { id: string; en: string }> = {
  work_days: { id: 'Tidak ada hari kerja', en: 'No working day' },
  production_value_idr: { id: 'Tidak ada produksi yang lolos periksa', en: 'No production passed inspection' },
  state_revenue_idr: { id: 'Premi dibukukan tetapi PNBP belum disetor', en: 'Premi credited but no state revenue paid' },
};

function percent(part: number, whole: number): number {
  return whole === 0 ? 0 : Math.round((part / whole) * 1000) / 10;
}
