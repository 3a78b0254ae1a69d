/** Figures as official papers write them. */
import { z } from 'zod';
import { count, rupiahOnPaper } from '../money.ts';

export const idr = z.int().nonnegative();

export function sum<Row>(rows: Row[], of: (row: Row) => number): number {
  return rows.reduce((total, row) => total + of(row), 0);
}

/** `Rp1.250.000,00` */
export const money = rupiahOnPaper;

/** `1.250` or `12,5`, for columns whose head names the unit */
export const figure = (n: number): string => count(n, 'id');

export const orDash = (text: string | undefined): string => (text === undefined || text === '' ? '–' : text);
