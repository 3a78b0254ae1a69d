// The thread's own side: solves what it is given and says how far it is. Ended from outside when somebody cancels.
import { parentPort } from 'node:worker_threads';
import type { Problem } from './problem.ts';
import { loadHighs, solveProblem } from './solve.ts';

if (!parentPort) throw new Error('this file is a thread');
const port = parentPort;
const highs = loadHighs();
port.once('message', ({ problem, seconds }: { problem: Problem; seconds: number }) => {
  solveProblem(problem, { seconds, highs, onProgress: (progress) => port.postMessage({ progress }) }).then((answer) => port.postMessage({ answer }), (error: unknown) => port.postMessage({ failed: error instanceof Error ? error.message : String(error) }));
});
