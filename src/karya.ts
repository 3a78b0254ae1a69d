// The operator's command line: `npm run karya -- VERB`. Every verb has --json; every refusal says what to do next.
import { randomBytes } from 'node:crypto';
import { parseArgs } from 'node:util';
import { assignRole, createAccount, createToken, listAccounts } from '#identity';
import { dayIn } from '#kernel/calendar.ts';
import { readConfig } from '#kernel/config.ts';
import { reading, transact } from '#kernel/db.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { system } from '#kernel/policy.ts';
import { Invalid, NotFound, Refusal } from '#kernel/refusal.ts';
import { reactions } from './app.tsx';
import { layGround, type Ground } from './ground.ts';
import { exporters, importFile, importKinds } from './sheets.ts';
import { verify } from './verify.ts';

const verbs: Record<string, { does: string; run: (ground: Ground, args: string[], options: Options) => Promise<unknown> }> = {
  accounts: { does: 'accounts [--role ROLE]: who can sign in', run: async ({ db }, _, { role }) => ({ items: await reading(db, { actor: system }, (reader) => listAccounts(reader, role ? { role } : {})) }) },
  token: {
    does: 'token create --account EMAIL [--expires ISO]: a bearer token for the API',
    run: async ({ db }, [what], { account, expires }) => {
      if (what !== 'create' || !account) throw new Refusal('cli.usage', { id: 'Pakai: token create --account EMAIL', en: 'Use: token create --account EMAIL' });
      return transact(db, { actor: system }, (tx) => createToken(tx, { email: account, ...(expires ? { expires_at: new Date(expires) } : {}) }));
    },
  },
  admin: {
    does: 'admin create --account EMAIL [--name NAME]: the first administrator; prints a password to change at once',
    run: async ({ db }, [what], { account, name: called }) => {
      if (what !== 'create' || !account) throw new Refusal('cli.usage', { id: 'Pakai: admin create --account EMAIL', en: 'Use: admin create --account EMAIL' });
      const password = randomBytes(15).toString('base64url');
      await transact(db, { actor: system }, async (tx) => {
        const { id } = await createAccount(tx, { email: account, name: called ?? account, password });
        await assignRole(tx, { account_id: id, role: 'admin', from: dayIn('Asia/Jakarta', tx.now), decree: 'Administrator pertama' });
      });
      return { email: account, password };
    },
  },
  import: {
    does: `import KIND FILE [--dry-run]: ${importKinds.join(', ')}; all or nothing, errors by row`,
    run: async ({ db }, [kind = '', path = ''], { 'dry-run': dry }) => importFile(db, { kind, path, dryRun: dry === true }),
  },
  export: { does: `export KIND: ${Object.keys(exporters).join(', ')} as CSV on standard output`, run: async ({ db }, [kind = '']) => exporters[kind]?.(db) ?? unknownKind(kind) },
  verify: {
    does: 'verify: every invariant from outside; exits 1 naming what is broken',
    run: async ({ adminUrl, db }) => {
      await outboxOf(db, reactions).drain();
      const findings = await verify(adminUrl);
      if (findings.some((finding) => finding.broken > 0)) process.exitCode = 1;
      return { sound: findings.every((finding) => finding.broken === 0), findings };
    },
  },
  migrate: { does: 'migrate: brings the database to the newest schema', run: async ({ applied }) => ({ applied }) },
  clock: { does: 'clock: today, in each zone (demo)', run: async ({ db }) => ({ wib: dayIn('Asia/Jakarta', db.clock()), wita: dayIn('Asia/Makassar', db.clock()), wit: dayIn('Asia/Jayapura', db.clock()) }) },
};

type Options = { json?: boolean; help?: boolean; role?: string; account?: string; name?: string; expires?: string; 'dry-run'?: boolean };

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { json: { type: 'boolean' }, help: { type: 'boolean', short: 'h' }, role: { type: 'string' }, account: { type: 'string' }, name: { type: 'string' }, expires: { type: 'string' }, 'dry-run': { type: 'boolean' } },
});
const [name = '', ...args] = positionals;
const verb = verbs[name];
if (!verb || values.help) {
  process.stdout.write(`npm run karya -- VERB [--json]\n\n${Object.values(verbs).map(({ does }) => `  ${does}`).join('\n')}\n`);
  process.exit(verb || values.help ? 0 : 2);
}

const ground = await layGround(readConfig());
try {
  const answer = await verb.run(ground, args, values);
  process.stdout.write(values.json ? `${JSON.stringify(answer)}\n` : readable(answer));
} catch (error) {
  process.exitCode = 1;
  const said = error instanceof Refusal ? { code: error.code, message: error.text.en } : error instanceof Invalid ? { code: 'invalid', problems: error.problems } : error instanceof NotFound ? { code: 'not_found', message: 'Nothing by that name' } : undefined;
  if (!said) throw error;
  process.stderr.write(values.json ? `${JSON.stringify(said)}\n` : `${JSON.stringify(said, null, 2)}\n`);
} finally {
  await ground.stop();
}
process.exit();

function unknownKind(kind: string): never {
  throw new Refusal('cli.unknown_kind', { id: `Jenis tidak dikenal: ${kind}. Pilih: ${Object.keys(exporters).join(', ')}`, en: `Unknown kind: ${kind}. Choose: ${Object.keys(exporters).join(', ')}` });
}

/** Lists as lines, the rest as indented JSON. */
function readable(answer: unknown): string {
  if (typeof answer === 'string') return answer;
  const findings = (answer as { findings?: { check: string; rule: string; broken: number; examples: string[] }[] }).findings;
  if (findings) return findings.map((f) => `${f.broken === 0 ? 'ok    ' : 'BROKEN'} ${f.check}: ${f.rule}${f.broken > 0 ? ` — ${f.broken}: ${f.examples.join(', ')}` : ''}\n`).join('');
  const items = (answer as { items?: object[] }).items;
  if (items) return items.map((item) => `${Object.values(item).join('  ')}\n`).join('');
  return `${JSON.stringify(answer, null, 2)}\n`;
}
