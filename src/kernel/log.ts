// One log for the whole house: JSON lines on standard output. What is personal is struck out here, whoever writes it.
import { pino, type DestinationStream, type Logger } from 'pino';

/** Field names that may carry a person or a secret. A list, so that a reviewer can read what we keep out. */
export const personal = [
  'email', 'name', 'full_name', 'phone', 'address', 'born_on', 'register_number', 'nik', 'npwp', 'nip', 'account_number',
  'password', 'pin', 'token', 'secret', 'otp', 'authorization', 'cookie', 'set-cookie', 'connectionString', 'adminUrl', 'DATABASE_URL', 'SMTP_URL',
  'detail', // PostgreSQL repeats the row's values in an error's detail
] as const;

/** Silent under the tests unless LOG_LEVEL asks, so that a failing test is not buried. */
const level = (env: NodeJS.ProcessEnv): string => env.LOG_LEVEL || (env.NODE_TEST_CONTEXT || env.KARYA_TEST_PG ? 'silent' : 'info');

export function createLog(to?: DestinationStream, env: NodeJS.ProcessEnv = process.env): Logger {
  const paths = personal.flatMap((field) => ['', '*.', '*.*.'].map((above) => (field.includes('-') ? `${above.slice(0, -1)}["${field}"]` : `${above}${field}`)));
  const options = { level: level(env), base: undefined, timestamp: pino.stdTimeFunctions.isoTime, redact: { paths, censor: '[kept back]' } };
  return to ? pino(options, to) : pino(options);
}

export const log = createLog();
