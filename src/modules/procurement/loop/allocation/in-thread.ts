// Solving keeps a processor busy for seconds: it has a thread of its own, so that nobody waits for a page meanwhile.
import { Worker } from 'node:worker_threads';
import type { Answer, Problem } from './problem.ts';
import type { Progress } from './solve.ts';

export class Cancelled extends Error {}
type Said = { progress?: Progress; answer?: Answer; failed?: string };

/** The answer, or Cancelled when `signal` says so: the thread ends at once and leaves nothing behind. It wakes up while the problem is still being posed. */
export function solveInThread(problem: Problem | Promise<Problem>, { signal, onProgress = () => {}, seconds = 120 }: { signal?: AbortSignal; onProgress?: (progress: Progress) => void; seconds?: number } = {}): Promise<Answer> {
  if (signal?.aborted) return Promise.reject(new Cancelled());
  // The app's own heap is kept small; the thread may have more while it lives.
  const thread = new Worker(new URL('./thread.ts', import.meta.url), { resourceLimits: { maxOldGenerationSizeMb: 768 } });
  return new Promise<Answer>((resolve, reject) => {
    signal?.addEventListener('abort', () => reject(new Cancelled()), { once: true });
    thread.on('message', ({ progress, answer, failed }: Said) => {
      if (progress) onProgress(progress);
      if (answer) resolve(answer);
      if (failed !== undefined) reject(new Error(failed));
    });
    thread.on('error', reject);
    thread.on('exit', (code) => reject(new Error(`the thread ended early (${code})`)));
    Promise.resolve(problem).then((posed) => thread.postMessage({ problem: posed, seconds }), reject);
  }).finally(() => void thread.terminate());
}
