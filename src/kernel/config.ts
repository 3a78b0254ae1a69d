// What the surroundings may set. Read once at the start; a bad value stops the start with one line that names it.
import { z } from 'zod';

const blankIsAbsent = (value: unknown): unknown => (value === '' ? undefined : value);
const setting = <T extends z.ZodType>(schema: T) => z.preprocess(blankIsAbsent, schema);
const url = (...protocols: string[]) =>
  z.string().refine((text) => URL.canParse(text) && protocols.includes(new URL(text).protocol), `must be a URL starting with ${protocols.map((p) => `${p}//`).join(' or ')}`);

const settings = z.object({
  /** 0 lets the machine choose. */
  PORT: setting(z.coerce.number().int().min(0).max(65_535).default(3000)),
  HOST: setting(z.string().default('127.0.0.1')),
  /** Any PostgreSQL of version 15 or newer, instead of the embedded one. */
  DATABASE_URL: setting(url('postgres:', 'postgresql:').optional()),
  KARYA_DATA: setting(z.string().default('./var')),
  KARYA_WORLD: setting(z.enum(['demo', 'none']).default('demo')),
  LOG_LEVEL: setting(z.enum(['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent']).default('info')),
  /** The address people type, when it is not the one we listen on. */
  KARYA_PUBLIC_URL: setting(url('http:', 'https:').optional()),
  /** Without it, mail is written to files in the data folder. */
  SMTP_URL: setting(url('smtp:', 'smtps:').optional()),
  /** Whether webhooks may go to addresses of the own network, and without https. */
  KARYA_WEBHOOK_PRIVATE: setting(z.enum(['refuse', 'allow']).default('refuse')),
});

export type Config = z.infer<typeof settings>;

/** The settings in `env`, with their defaults; a bad one ends the program with status 2 and one clear line. */
export function readConfig(env: NodeJS.ProcessEnv = process.env): Config {
  const result = parseConfig(env);
  if ('config' in result) return result.config;
  process.stderr.write(`karya: ${result.complaint}\n`);
  process.exit(2);
}

/** As `readConfig`, without ending the program. The complaint never repeats a value: an address may hold a password. */
export function parseConfig(env: NodeJS.ProcessEnv): { config: Config } | { complaint: string } {
  const parsed = settings.safeParse(env);
  if (parsed.success) return { config: parsed.data };
  return { complaint: parsed.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('; ') };
}
