// `npm run check:ocds -- SCHEMA_DIR`: every release and record this database publishes, against the published schema. 0: all valid. 1: some are not, or there is nothing to check. 2: asked wrongly.
import { existsSync } from 'node:fs';
import path from 'node:path';
import { readConfig } from '#kernel/config.ts';
import { shopReader, type Reader } from '#kernel/db.ts';
import { outboxOf } from '#kernel/outbox.ts';
import { visitor } from '#kernel/policy.ts';
import { processes, recordPackage, releasePackage } from '#procurement';
import { buildWorld, worldIsBuilt } from '#world';
import { reactions } from '../src/app.tsx';
import { layGround } from '../src/ground.ts';
import { readOcdsSchema, type OcdsSchema, type PackageKind } from './ocds-schema.ts';

const [folder] = process.argv.slice(2);
if (folder === undefined || !existsSync(path.join(folder, 'release-package-schema.json'))) {
  process.stderr.write('npm run check:ocds -- SCHEMA_DIR: the folder that holds release-schema.json, release-package-schema.json, record-schema.json and record-package-schema.json\n');
  process.exit(2);
}
const say = (line: string): void => void process.stderr.write(`${line}\n`);
const config = readConfig();
const ground = await layGround(config, say);
try {
  if (config.KARYA_WORLD === 'demo' && !(await worldIsBuilt(ground.db))) {
    say('building the demo world');
    await buildWorld(ground.db, { now: ground.db.clock(), onProgress: say });
    await outboxOf(ground.db, reactions).drain();
  }
  process.exitCode = await checked(shopReader(ground.db, visitor), readOcdsSchema(folder));
} finally {
  await ground.stop();
}
process.exit();

async function checked(reader: Reader, schema: OcdsSchema): Promise<0 | 1> {
  const began = performance.now();
  const counts = { processes: 0, releases: 0, records: 0, faults: 0 };
  const origin = 'https://karya-binaan.example';
  const judge = (kind: PackageKind, content: object): void => {
    const found = schema.faults(kind, content);
    counts.faults += found.length;
    for (const fault of found.slice(0, 5)) say(`${kind} ${fault}`);
  };
  for (let after: string | undefined; ; ) {
    const page = await processes(reader, { after, limit: 100 });
    if (page.length === 0) break;
    const [releases, records] = [releasePackage(page, { origin, uri: '/releases', next: '/next', now: new Date() }), recordPackage(page, { origin, uri: '/records', now: new Date() })];
    judge('release', releases);
    judge('record', records);
    counts.processes += page.length;
    counts.releases += releases.releases.length;
    counts.records += records.records.length;
    after = page.at(-1)?.id;
  }
  process.stdout.write(`${JSON.stringify({ ...counts, schema_draft: schema.draft, seconds: Math.round(performance.now() - began) / 1000 })}\n`);
  return counts.faults === 0 && counts.processes > 0 ? 0 : 1;
}
