// A change project: its business case in words and figures, and the gates it passes. No SQL, no HTTP.
import { z } from 'zod';
import { longText, rupiahAmount, shortText } from '#kernel/form.ts';
import type { Phrase } from '#kernel/words.ts';
import { owner } from './steering.ts';

export const gates = [
  { gate: 1, name: { id: 'Gagasan', en: 'Idea' }, asks: { id: 'Masalah dan butir grand design yang dituju', en: 'The problem, and which node of the grand design it serves' } },
  { gate: 2, name: { id: 'Alasan bisnis', en: 'Business case' }, asks: { id: 'Pilihan dibandingkan, biaya dan manfaat dengan asumsi', en: 'Options compared, cost and benefit with assumptions' } },
  { gate: 3, name: { id: 'Rencana', en: 'Plan' }, asks: { id: 'Uang, orang, jadwal dan dampak pasar dipastikan', en: 'Money, people, time and impact on the market made sure' } },
  { gate: 4, name: { id: 'Pelaksanaan', en: 'Carrying out' }, asks: { id: 'Uji coba berhasil, siap dijalankan penuh', en: 'The trial worked, ready to run in full' } },
  { gate: 5, name: { id: 'Penutupan', en: 'Closing' }, asks: { id: 'Manfaat dibandingkan dengan alasan bisnis', en: 'Benefit compared with the business case' } },
] as const satisfies readonly { gate: number; name: Phrase; asks: Phrase }[];

export const newProject = z.strictObject({
  node: z.string().max(30), title: shortText, problem: longText, options: longText, benefit: longText, invested_idr: rupiahAmount, benefit_idr_per_year: rupiahAmount, cost_idr_per_year: rupiahAmount,
  years: z.coerce.number().int().min(1).max(20), jobs: z.coerce.number().int().min(0).max(100_000).default(0), assumptions: longText, ...owner,
});
export type NewProject = z.infer<typeof newProject>;

/** What the figures say over the years, undiscounted and without hope: a fifth less and more make the range. */
export type CaseOutcome = { net_idr_per_year: number; total_idr: number; months: number | null };
export function outcomeOf({ invested_idr, benefit_idr_per_year, cost_idr_per_year, years }: Pick<NewProject, 'invested_idr' | 'benefit_idr_per_year' | 'cost_idr_per_year' | 'years'>): Record<'low' | 'expected' | 'high', CaseOutcome> {
  const at = (percent: number): CaseOutcome => {
    const net_idr_per_year = Math.floor((benefit_idr_per_year * percent) / 100) - cost_idr_per_year;
    return { net_idr_per_year, total_idr: net_idr_per_year * years - invested_idr, months: net_idr_per_year <= 0 ? null : Math.ceil((invested_idr * 12) / net_idr_per_year) };
  };
  return { low: at(80), expected: at(100), high: at(120) };
}
