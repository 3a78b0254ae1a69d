// What a verb of the command line is, and how its words are read: nothing is guessed, and what is not known is named with what is.
import { parseArgs, type ParseArgsConfig } from 'node:util';
import { Refusal } from '#kernel/refusal.ts';
import type { Ground } from '../ground.ts';

export type Flag = { type: 'boolean' | 'string'; does: string; needed?: true };
export type Given = Record<string, string | boolean | undefined>;
export type Call = { ground: Ground; args: string[]; flags: Given; onProgress: (line: string) => void };
export type Verb = {
  /** As typed after `karya`. */
  usage: string;
  does: string;
  /** Further sentences for `--help`. */
  more?: string;
  /** How many words it takes, at least and at most. */
  takes: [number, number];
  flags?: Record<string, Flag>;
  run(call: Call): Promise<unknown>;
};

export const badUsage = (id: string, en: string) => new Refusal('cli.usage', { id, en }, { status: 422 });

const everywhere: Record<string, Flag> = { json: { type: 'boolean', does: 'one line of JSON on standard output, nothing else there' }, help: { type: 'boolean', does: 'this text' } };

export type Asked = { name: string; verb: Verb; args: string[]; flags: Given } | { help: string; wrong: boolean };

/** `argv` without the program's own name. */
export function readWords(argv: string[], verbs: Record<string, Verb>): Asked {
  const at = argv.findIndex((word) => !word.startsWith('-'));
  const name = argv[at] ?? '';
  const verb = Object.hasOwn(verbs, name) ? verbs[name] : undefined;
  if (!verb) {
    const asked = argv.includes('--help') || argv.includes('-h');
    return { help: `${at >= 0 ? `Unknown verb: ${name}\n\n` : ''}${helpOfAll(verbs)}`, wrong: at >= 0 || !asked };
  }
  const known = { ...everywhere, ...verb.flags };
  const options: ParseArgsConfig['options'] = Object.fromEntries(Object.entries(known).map(([key, { type }]) => [key, { type, ...(key === 'help' ? { short: 'h' } : {}) }]));
  try {
    const { values, positionals } = parseArgs({ args: argv.toSpliced(at, 1), options, allowPositionals: true });
    if (values['help']) return { help: helpOf(verb), wrong: false };
    const missing = Object.keys(verb.flags ?? {}).filter((key) => verb.flags?.[key]?.needed && values[key] === undefined);
    if (missing.length > 0) throw new Error(`Missing: ${missing.map((key) => `--${key}`).join(', ')}`);
    if (positionals.length < verb.takes[0] || positionals.length > verb.takes[1]) throw new Error(positionals.length < verb.takes[0] ? 'A word is missing' : `Too many words: ${positionals.slice(verb.takes[1]).join(' ')}`);
    return { name, verb, args: positionals, flags: values as Given };
  } catch (error) {
    return { help: `${(error as Error).message.split('. To specify')[0] ?? ''}\n\n${helpOf(verb)}`, wrong: true };
  }
}

function helpOf({ usage, does, more, flags = {} }: Verb): string {
  const all = Object.entries({ ...flags, ...everywhere });
  return `npm run karya -- ${usage}\n  ${does}\n${more ? `\n${more}\n` : ''}\n${all.map(([key, flag]) => `  ${`--${key}${flag.type === 'string' ? ' …' : ''}`.padEnd(18)} ${flag.does}`).join('\n')}\n`;
}

function helpOfAll(verbs: Record<string, Verb>): string {
  return `npm run karya -- VERB [--json] [--help]\n\n${Object.values(verbs).map(({ usage, does }) => `  ${usage}\n      ${does}`).join('\n')}\n`;
}

/** A whole number within bounds, or a refusal that names the flag. */
export function wholeNumber(flags: Given, name: string, { from, to }: { from: number; to: number }): number {
  const text = String(flags[name] ?? '');
  const n = Number(text);
  if (/^\d+$/.test(text) && n >= from && n <= to) return n;
  throw badUsage(`--${name} harus bilangan bulat dari ${from} sampai ${to}, bukan "${text}"`, `--${name} must be a whole number from ${from} to ${to}, not "${text}"`);
}
