/**
 * The books in the government's words: balance sheet (Neraca), operational report (LO), budget realisation (LRA), change of equity. Pure.
 * The mapping is dated rows; what has no row is shown as such, so that a statement never balances by leaving something out.
 */
export const statements = ['neraca', 'lo', 'lra'] as const;
export type Statement = (typeof statements)[number];
export type Part = 'asset' | 'liability' | 'equity' | 'revenue' | 'expense' | 'receipt' | 'spending';
export type Mapped = { statement: Statement; account: string; journal_kind: string; part: Part; position: number; line_id: string; line_en: string; bas_code: string | null; verified: boolean; legal_basis: string };
/** What was posted on an account by a kind of journal: before the year, and in the year until the month's end. A reversal counts as the kind it takes back. */
export type Posted = { account: string; kind: string; before_idr: number; within_idr: number };
export type StatementLine = { statement: Statement; part: Part; position: number; name_id: string; name_en: string; bas_code: string | null; verified: boolean; legal_basis: string; accounts: string[]; amount_idr: number };
export type Accrual = { lines: StatementLine[]; unmapped: { account: string; amount_idr: number }[]; totals: { assets_idr: number; liabilities_idr: number; equity_idr: number; surplus_idr: number; equity_before_idr: number; equity_other_idr: number } };

/** Debit is positive in the books; what is owed, capital, revenue and receipts are shown with their own sign. */
const sign: Record<Part, 1 | -1> = { asset: 1, liability: -1, equity: -1, revenue: -1, expense: -1, receipt: 1, spending: -1 };
/** What the year earned or used up: everything else that moves equity came or went beside the work. */
export const operating: readonly string[] = ['sale', 'settlement', 'difference', 'pay_run'];

export function accrualOf(mapping: readonly Mapped[], posted: readonly Posted[]): Accrual {
  const lines = new Map<string, StatementLine>();
  for (const row of mapping) {
    const own = posted.filter((each) => each.account === row.account && (row.journal_kind === '' || each.kind === row.journal_kind));
    const amount = own.reduce((sum, each) => sum + each.within_idr + (row.statement === 'neraca' ? each.before_idr : 0), 0) * sign[row.part];
    const key = `${row.statement} ${row.position} ${row.line_id}`;
    const known = lines.get(key);
    lines.set(key, { statement: row.statement, part: row.part, position: row.position, name_id: row.line_id, name_en: row.line_en, bas_code: row.bas_code, verified: row.verified && (known?.verified ?? true), legal_basis: row.legal_basis, accounts: [...new Set([...(known?.accounts ?? []), row.account])], amount_idr: (known?.amount_idr ?? 0) + amount || 0 });
  }
  const all = [...lines.values()].sort((a, b) => a.position - b.position);
  const standing = new Set(mapping.filter((row) => row.statement === 'neraca').map((row) => row.account));
  const unmapped = [...new Set(posted.map((each) => each.account))].filter((account) => !standing.has(account)).map((account) => ({ account, amount_idr: posted.filter((each) => each.account === account).reduce((sum, each) => sum + each.before_idr + each.within_idr, 0) })).filter((each) => each.amount_idr !== 0);
  const sum = (statement: Statement, part: Part) => all.filter((line) => line.statement === statement && line.part === part).reduce((total, line) => total + line.amount_idr, 0);
  const equity = new Set(mapping.filter((row) => row.statement === 'neraca' && row.part === 'equity').map((row) => row.account));
  const owned = posted.filter((each) => equity.has(each.account));
  return {
    lines: all, unmapped,
    totals: {
      assets_idr: sum('neraca', 'asset'), liabilities_idr: sum('neraca', 'liability'), equity_idr: sum('neraca', 'equity'), surplus_idr: sum('lo', 'revenue') - sum('lo', 'expense'),
      equity_before_idr: -owned.reduce((total, each) => total + each.before_idr, 0) || 0, equity_other_idr: -owned.filter((each) => !operating.includes(each.kind)).reduce((total, each) => total + each.within_idr, 0) || 0,
    },
  };
}
