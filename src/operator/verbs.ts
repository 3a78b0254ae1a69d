// The operator's verbs: what each does, in the words of its help.
import { randomBytes } from 'node:crypto';
import { assignRole, createAccount, createToken, listAccounts } from '#identity';
import { dayIn } from '#kernel/calendar.ts';
import { readConfig } from '#kernel/config.ts';
import { reading, transact } from '#kernel/db.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { system } from '#kernel/policy.ts';
import { growCountry } from '#world';
import { reactions } from '../app.tsx';
import { layGround, type Ground } from '../ground.ts';
import { exporters, importFile, importKinds } from '../sheets.ts';
import { verify, type Finding } from '../verify.ts';
import { backup } from './backup.ts';
import { restore } from './restore.ts';
import { badUsage, wholeNumber, type Verb } from './verb.ts';

const account = { account: { type: 'string', does: 'the e-mail address of the account', needed: true } } as const;

export const verbs: Record<string, Verb> = {
  accounts: {
    usage: 'accounts [--role ROLE]', does: 'who can sign in', takes: [0, 0], flags: { role: { type: 'string', does: 'only this role, such as treasurer' } },
    run: async ({ ground: { db }, flags: { role } }) => ({ items: await reading(db, { actor: system }, (reader) => listAccounts(reader, typeof role === 'string' ? { role } : {})) }),
  },
  token: {
    usage: 'token create --account EMAIL [--expires ISO]', does: 'a bearer token for the API, shown once', takes: [1, 1],
    flags: { ...account, expires: { type: 'string', does: 'the last moment, such as 2027-01-31T00:00:00Z' } },
    run: async ({ ground: { db }, args, flags: { account: email, expires } }) => {
      onlyCreate('token', args);
      const expires_at = expires === undefined ? undefined : new Date(String(expires));
      if (expires_at && Number.isNaN(expires_at.getTime())) throw badUsage(`--expires bukan waktu: ${String(expires)}`, `--expires is no moment: ${String(expires)}`);
      return transact(db, { actor: system }, (tx) => createToken(tx, { email: String(email), ...(expires_at ? { expires_at } : {}) }));
    },
  },
  admin: {
    usage: 'admin create --account EMAIL [--name NAME]', does: 'the first administrator; prints a password to change at once', takes: [1, 1],
    flags: { ...account, name: { type: 'string', does: 'how the person is called; otherwise the address' } },
    run: async ({ ground: { db }, args, flags: { account: email, name } }) => {
      onlyCreate('admin', args);
      const password = randomBytes(15).toString('base64url');
      await transact(db, { actor: system }, async (tx) => {
        const { id } = await createAccount(tx, { email: String(email), name: String(name ?? email), password });
        await assignRole(tx, { account_id: id, role: 'admin', from: dayIn('Asia/Jakarta', tx.now), decree: 'Administrator pertama' });
      });
      return { email, password };
    },
  },
  import: {
    usage: 'import KIND FILE [--dry-run]', does: `a sheet (CSV or XLSX) of ${importKinds.join(', ')}; problems by row`, takes: [2, 2],
    more: 'Registers are written as a whole or not at all; attendance session by session, and a session with a faulty row is not written.\nThe same sheet again changes nothing.',
    flags: { 'dry-run': { type: 'boolean', does: 'looks at every row and writes nothing' } },
    run: async ({ ground: { db }, args: [kind = '', path = ''], flags, onProgress }) => importFile(db, { kind, path, dryRun: flags['dry-run'] === true, onProgress }),
  },
  export: {
    usage: 'export KIND', does: `${Object.keys(exporters).join(', ')} as CSV on standard output`, takes: [1, 1],
    run: async ({ ground: { db }, args: [kind = ''] }) => {
      const write = Object.hasOwn(exporters, kind) ? exporters[kind] : undefined;
      const choose = Object.keys(exporters).join(', ');
      if (!write) throw badUsage(`Jenis tidak dikenal: ${kind}. Pilih: ${choose}`, `Unknown kind: ${kind}. Choose: ${choose}`);
      return write(db);
    },
  },
  backup: {
    usage: 'backup FILE', does: 'the whole database as it stands now, in one file; the app may go on working', takes: [1, 1],
    more: 'FILE is a gzipped tar with checksums. It holds people\'s records and keys: encrypt it, keep it elsewhere, and try a restore.',
    run: async ({ ground: { adminUrl }, args: [path = ''], onProgress }) => backup(adminUrl, { path, onProgress }),
  },
  restore: {
    usage: 'restore FILE [--check] [--replace]', does: 'lays a backup into an empty database of the same version, all of it or nothing, and verifies it', takes: [1, 1],
    flags: { check: { type: 'boolean', does: 'reads the file to its end and writes nothing' }, replace: { type: 'boolean', does: 'replaces everything that is in the database now' } },
    run: async ({ ground, args: [path = ''], flags, onProgress }) => {
      const restored = await restore(ground.adminUrl, { path, replace: flags['replace'] === true, checkOnly: flags['check'] === true, onProgress });
      if (restored.checked_only) return restored;
      // The restored database has another context key: open it anew.
      const anew = await layGround(readConfig());
      try {
        return { ...restored, ...(await verified(anew, onProgress)) };
      } finally {
        await anew.stop();
      }
    },
  },
  world: {
    usage: 'world --facilities N --workers N --months N [--sessions N] [--seed TEXT]', does: 'adds a synthetic country for load and benchmarks: invented facilities, marked as sample', takes: [0, 0],
    more: 'The same seed in the same database makes the same names, days, quantities and rupiah. Do not use it where anything real is kept.',
    flags: {
      facilities: { type: 'string', does: 'how many facilities to add, 1 to 2000', needed: true }, workers: { type: 'string', does: 'people who work, in each, 10 to 2000', needed: true }, months: { type: 'string', does: 'months of work and trade up to today, 1 to 60', needed: true },
      sessions: { type: 'string', does: 'mornings of work of each workshop in a month, 1 to 8; otherwise 2' }, seed: { type: 'string', does: 'otherwise "negeri"' },
    },
    run: async ({ ground, flags, onProgress }) => growCountry(ground, {
      facilities: wholeNumber(flags, 'facilities', { from: 1, to: 2000 }), workers: wholeNumber(flags, 'workers', { from: 10, to: 2000 }), months: wholeNumber(flags, 'months', { from: 1, to: 60 }),
      sessions: wholeNumber({ sessions: '2', ...flags }, 'sessions', { from: 1, to: 8 }), seed: String(flags['seed'] ?? 'negeri'),
    }, onProgress),
  },
  verify: { usage: 'verify', does: 'every invariant from outside; exits 1 naming what is broken', takes: [0, 0], run: ({ ground, onProgress }) => verified(ground, onProgress) },
  migrate: { usage: 'migrate', does: 'brings the database to the newest schema', takes: [0, 0], run: async ({ ground: { applied } }) => ({ applied }) },
  clock: {
    usage: 'clock', does: 'today, in each zone', takes: [0, 0],
    run: async ({ ground: { db } }) => ({ wib: dayIn('Asia/Jakarta', db.clock()), wita: dayIn('Asia/Makassar', db.clock()), wit: dayIn('Asia/Jayapura', db.clock()) }),
  },
};

function onlyCreate(verb: string, [what]: string[]): void {
  if (what !== 'create') throw badUsage(`${verb} hanya mengenal create, bukan ${what}`, `${verb} only knows create, not ${what}`);
}

async function verified({ adminUrl, db }: Ground, onProgress: (line: string) => void): Promise<{ sound: boolean; findings: Finding[] }> {
  onProgress('answering what waits in the outbox');
  await outboxOf(db, reactions).drain();
  onProgress('looking at every invariant');
  const findings = await verify(adminUrl);
  const sound = findings.every((finding) => finding.broken === 0);
  if (!sound) process.exitCode = 1;
  return { sound, findings };
}
