// Solves the programme in a start of its parts and a run of the whole; whole pieces and their reasons are read from it.
import typedAsCommonJs from 'highs';
import { explained } from './explain.ts';
import { buildModel, type Model } from './model.ts';
import { wholePieces } from './pieces.ts';
import type { Answer, Problem } from './problem.ts';
import { partsOf, Start } from './split.ts';

export type Progress = { stage: 'build' | 'solve' | 'read'; /** Steps of the simplex so far. */ iterations: number };
// The package's types speak of its CommonJS build; imported, the loader is the default itself.
export const loadHighs = typedAsCommonJs as unknown as (typeof typedAsCommonJs)['default'];
const optimal = 7;
/** How often progress is told, in milliseconds. */
const often = 250;

/** `highs` may be on its way before the problem is there. */
export async function solveProblem(problem: Problem, { onProgress = () => {}, seconds = 120, highs: loading = loadHighs() }: { onProgress?: (progress: Progress) => void; seconds?: number; highs?: Promise<Highs> } = {}): Promise<Answer> {
  onProgress({ stage: 'build', iterations: 0 });
  const began = performance.now();
  const highs = await loading;
  const model = buildModel(problem);
  const built = performance.now();
  const solver = new Solver(highs, model, seconds, onProgress);
  const { column, row } = solver.solve(problem);
  const solved = performance.now();
  onProgress({ stage: 'read', iterations: solver.iterations });
  const answer = explained(problem, model, wholePieces(problem, model, column), row);
  return {
    ...answer, variables: model.lp.numCols, rows: model.lp.numRows, iterations: solver.iterations,
    seconds: { build: (built - began) / 1000, solve: (solved - built) / 1000, solver: solver.milliseconds / 1000, read: (performance.now() - solved) / 1000 },
  };
}

/** The whole programme in one run from nothing: what the bench holds our start against. */
export async function solvedFromNothing(problem: Problem): Promise<number> {
  const solver = new Solver(await loadHighs(), buildModel(problem), 600, () => {});
  solver.whole();
  return solver.milliseconds / 1000;
}

type Highs = Awaited<ReturnType<typeof loadHighs>>;
class Solver {
  iterations = 0;
  /** Spent in the solver itself. */
  milliseconds = 0;
  readonly #highs: Highs;
  readonly #model: Model;
  readonly #seconds: number;
  readonly #tell: (progress: Progress) => void;
  constructor(highs: Highs, model: Model, seconds: number, tell: (progress: Progress) => void) {
    this.#highs = highs;
    this.#model = model;
    this.#seconds = seconds;
    this.#tell = tell;
  }

  solve(problem: Problem): { column: Float64Array; row: Float64Array } {
    const { lower: atLower, basic } = this.#highs.constants.basisStatus;
    const start = new Start(this.#model, { atLower, basic });
    for (const part of partsOf(problem, this.#model)) this.#run(part.lp, (small) => start.take(part, small.getBasis()));
    return this.whole(start);
  }

  whole(start?: Start): { column: Float64Array; row: Float64Array } {
    return this.#run(this.#model.lp, (model) => {
      const { colValue, rowDual } = model.getSolution();
      return { column: colValue, row: rowDual };
    }, start);
  }

  #run<T>(lp: Parameters<Highs['createModel']>[0], read: (model: ReturnType<Highs['createModel']>) => T, start?: Start): T {
    const model = this.#highs.createModel(lp);
    try {
      // One seed, one thread, simplex: the same problem gives the same answer.
      model.options.set({ output_flag: false, solver: 'simplex', random_seed: 0, time_limit: this.#seconds });
      if (start) model.setBasis(start.basis);
      const before = this.iterations;
      const began = performance.now();
      let told = began;
      const { modelStatus } = model.run({
        [this.#highs.constants.callbackType.simplexInterrupt]: ({ data }: { data: { simplex_iteration_count?: number } }) => {
          if (performance.now() - told < often) return;
          told = performance.now();
          this.#tell({ stage: 'solve', iterations: before + Number(data.simplex_iteration_count ?? 0) });
        },
      });
      this.milliseconds += performance.now() - began;
      if (modelStatus !== optimal) throw new Error(`the solver ended without an optimum (status ${modelStatus})`);
      this.iterations += Number(model.info.get('simplex_iteration_count'));
      return read(model);
    } finally {
      model.dispose();
    }
  }
}
