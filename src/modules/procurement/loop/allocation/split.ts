// The kinds of goods meet only in people's hours, machines' hours and the groups' shares. Each kind is a small programme of its own:
// solved apart, their bases together are a start from which the whole needs few steps more.
import type { BasisInput, ModelData } from 'highs';
import { rowKinds, type Model } from './model.ts';
import type { Problem } from './problem.ts';

const coupling = new Set(['people', 'machines', 'share'].map((name) => rowKinds.findIndex((each) => each === name)));

export type Part = { columns: Int32Array; rows: Int32Array; lp: ModelData };

/** One programme for each kind: its demands, what may serve them, and the rows that are its own. */
export function* partsOf({ demands, kinds }: Problem, { lp, rowKind, candidates }: Model): Generator<Part> {
  const count = candidates.supplies.length;
  const place = new Int32Array(lp.numRows).fill(-1);
  const demandsOf: number[][] = kinds.map(() => []);
  for (const [d, { kind }] of demands.entries()) demandsOf[kind]?.push(d);
  for (const own of demandsOf) {
    const columns: number[] = [];
    for (const d of own) {
      for (let c = candidates.starts[d] ?? 0; c < (candidates.starts[d + 1] ?? 0); c++) columns.push(c);
      columns.push(count + d);
    }
    if (columns.length === 0) continue;
    const rows: number[] = [];
    const starts = new Int32Array(columns.length + 1);
    const indices: number[] = [];
    const values: number[] = [];
    for (const [n, c] of columns.entries()) {
      for (let at = lp.matrix.starts[c] ?? 0; at < (lp.matrix.starts[c + 1] ?? 0); at++) {
        const row = lp.matrix.indices[at] ?? 0;
        if (coupling.has(rowKind[row] ?? 0)) continue;
        if ((place[row] ?? -1) < 0) place[row] = rows.push(row) - 1;
        indices.push(place[row] ?? 0);
        values.push(lp.matrix.values[at] ?? 0);
      }
      starts[n + 1] = indices.length;
    }
    for (const row of rows) place[row] = -1;
    const of = (all: Float64Array, which: number[]) => Float64Array.from(which, (n) => all[n] ?? 0);
    yield {
      columns: Int32Array.from(columns), rows: Int32Array.from(rows),
      lp: {
        numCols: columns.length, numRows: rows.length, colCost: of(lp.colCost, columns), colLower: of(lp.colLower, columns), colUpper: of(lp.colUpper, columns), rowLower: of(lp.rowLower, rows), rowUpper: of(lp.rowUpper, rows),
        matrix: { format: 'csc', numRows: rows.length, numCols: columns.length, starts, indices: Int32Array.from(indices), values: Float64Array.from(values) },
      },
    };
  }
}

/** A basis of the whole, to be filled with those of its parts: what couples them starts loose. */
export class Start {
  readonly #columns: Int32Array;
  readonly #rows: Int32Array;
  constructor({ lp }: Model, { atLower, basic }: { atLower: number; basic: number }) {
    this.#columns = new Int32Array(lp.numCols).fill(atLower);
    this.#rows = new Int32Array(lp.numRows).fill(basic);
  }

  take({ columns, rows }: Part, { colStatus, rowStatus }: { colStatus: Int32Array; rowStatus: Int32Array }): void {
    for (const [n, column] of columns.entries()) this.#columns[column] = colStatus[n] ?? 0;
    for (const [n, row] of rows.entries()) this.#rows[row] = rowStatus[n] ?? 0;
  }

  get basis(): BasisInput {
    return { colStatus: this.#columns, rowStatus: this.#rows };
  }
}
