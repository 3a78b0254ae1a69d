// The operator's command line: `npm run karya -- VERB`. 0: done. 1: it failed, or something is broken. 2: it was asked wrongly.
import { readConfig } from '#kernel/config.ts';
import { Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import { layGround } from './ground.ts';
import { progressOn } from './operator/progress.ts';
import { readWords } from './operator/verb.ts';
import { verbs } from './operator/verbs.ts';

const asked = readWords(process.argv.slice(2), verbs);
if ('help' in asked) {
  (asked.wrong ? process.stderr : process.stdout).write(asked.help);
  process.exit(asked.wrong ? 2 : 0);
}

const ground = await layGround(readConfig());
// Ctrl-C: what was not committed never was, and a server that we started does not stay behind.
for (const signal of ['SIGINT', 'SIGTERM'] as const) {
  process.once(signal, () => {
    process.stderr.write('\nstopping\n');
    setTimeout(() => process.exit(130), 20_000).unref();
    void ground.stop({ atOnce: true }).finally(() => process.exit(130));
  });
}

const progress = progressOn(process.stderr);
try {
  const answer = await asked.verb.run({ ground, args: asked.args, flags: asked.flags, onProgress: progress.line });
  progress.done();
  process.stdout.write(asked.flags['json'] ? `${JSON.stringify(answer)}\n` : readable(answer));
} catch (error) {
  progress.done();
  const said = inWords(error);
  if (!said) throw error;
  process.exitCode = said.status;
  process.stderr.write(asked.flags['json'] ? `${JSON.stringify(said.words)}\n` : `${said.words.message}\n`);
} finally {
  await ground.stop();
}
process.exit();

function inWords(error: unknown): { status: 1 | 2; words: { code: string; message: string; problems?: unknown } } | undefined {
  if (error instanceof Refusal) return { status: error.status === 422 ? 2 : 1, words: { code: error.code, message: error.text.en } };
  if (error instanceof Invalid) return { status: 2, words: { code: 'invalid', message: Object.entries(error.problems).map(([field, problem]) => `${field}: ${problem}`).join('\n'), problems: error.problems } };
  if (error instanceof NotFound) return { status: 2, words: { code: 'not_found', message: 'Nothing by that name' } };
  return undefined;
}

/** Lists as lines, findings as a table, the rest as name and value. */
function readable(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  const { findings, items, problems, ...rest } = answer as { findings?: { check: string; rule: string; broken: number; examples: string[] }[]; items?: object[]; problems?: { row: number; field: string; message: string }[] };
  return [
    ...(items ?? []).map((item) => Object.values(item).join('  ')),
    ...Object.entries(rest).map(([key, value]) => `${key}: ${typeof value === 'object' && value !== null ? JSON.stringify(value) : String(value)}`),
    ...(findings ?? []).map((f) => `${f.broken === 0 ? 'ok    ' : 'BROKEN'} ${f.check}: ${f.rule}${f.broken > 0 ? ` — ${f.broken}: ${f.examples.join(', ')}` : ''}`),
    ...(problems ?? []).map(({ row, field, message }) => `row ${row}, ${field}: ${message}`),
  ].map((line) => `${line}\n`).join('');
}
