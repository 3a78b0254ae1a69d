import { createHash } from 'node:crypto';
import { existsSync, globSync, mkdirSync, readdirSync, readFileSync, renameSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';

export type AssetFile = { name: string; path: string; type: string; body: Buffer; br?: Buffer | undefined; gzip?: Buffer | undefined };
export type Assets = { files: AssetFile[]; fromDisk: boolean };

const types: Record<string, string> = { '.css': 'text/css; charset=utf-8', '.js': 'text/javascript; charset=utf-8', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };
const sheets = ['shop', 'work'];

/** Sources → files, or the files of an earlier run with the very same sources. */
export async function compileAssets(root: string): Promise<Assets> {
  const folder = path.join(root, 'var/assets', hashOfSources(root));
  if (existsSync(folder)) return { files: readFolder(folder), fromDisk: true };
  const fontFile = readFileSync(fileURLToPath(import.meta.resolve('@fontsource-variable/plus-jakarta-sans/files/plus-jakarta-sans-latin-wght-normal.woff2')));
  const fontPath = hashed('plus-jakarta-sans.woff2', fontFile);
  const files: [string, Buffer][] = [
    ['plus-jakarta-sans.woff2', fontFile],
    ['icon.svg', Buffer.from(icon)],
    ...(await Promise.all([...sheets.map((sheet) => compileSheet(root, sheet, fontPath)), ...programs(root).map(bundleProgram)])),
  ];
  writeFolder(folder, files);
  return { files: readFolder(folder), fromDisk: false };
}

/** The browser programs: every file directly in `clients/`. */
function programs(root: string): string[] {
  return globSync('clients/*.{ts,tsx}', { cwd: root }).filter((file) => !/\.(test\.tsx?|d\.ts)$/.test(file)).map((file) => path.join(root, file));
}

async function compileSheet(root: string, sheet: string, fontPath: string): Promise<[string, Buffer]> {
  const [sass, esbuild] = await Promise.all([import('sass'), import('esbuild')]);
  const { css } = await sass.compileAsync(path.join(root, `src/ui/styles/${sheet}.scss`), { loadPaths: [path.join(root, 'node_modules')], quietDeps: true, logger: sass.Logger.silent });
  const { code } = await esbuild.transform(css.replaceAll('plus-jakarta-sans.woff2', fontPath), { loader: 'css', minify: true, target: ['chrome100', 'safari15', 'firefox100'] });
  return [`${sheet}.css`, Buffer.from(code)];
}

async function bundleProgram(entry: string): Promise<[string, Buffer]> {
  const esbuild = await import('esbuild');
  const { outputFiles } = await esbuild.build({
    entryPoints: [entry], bundle: true, minify: true, write: false, format: 'esm', target: ['chrome100', 'safari15', 'firefox100'], legalComments: 'none', jsx: 'automatic', jsxImportSource: 'preact',
  });
  const [out] = outputFiles;
  if (!out) throw new Error(`nothing came of ${entry}`);
  return [`${path.basename(entry).replace(/\.tsx?$/, '')}.js`, Buffer.from(out.contents)];
}

/** Written beside and moved in one step, so that a second process never reads half of it. */
function writeFolder(folder: string, files: [string, Buffer][]): void {
  const beside = `${folder}.${process.pid}`;
  mkdirSync(beside, { recursive: true });
  for (const [name, body] of files) {
    const file = path.join(beside, hashed(name, body));
    writeFileSync(file, body);
    if (name.endsWith('.woff2')) continue; // already compressed
    writeFileSync(`${file}.br`, brotliCompressSync(body, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }));
    writeFileSync(`${file}.gz`, gzipSync(body, { level: 9 }));
  }
  if (!existsSync(folder)) renameSync(beside, folder);
}

function readFolder(folder: string): AssetFile[] {
  const present = readdirSync(folder);
  const read = (name: string) => (present.includes(name) ? readFileSync(path.join(folder, name)) : undefined);
  return present.filter((name) => !/\.(br|gz)$/.test(name)).map((name) => ({
    name: name.replace(/-[\w-]{10}(?=\.\w+$)/, ''), path: name, type: types[path.extname(name)] ?? 'application/octet-stream',
    body: readFileSync(path.join(folder, name)), br: read(`${name}.br`), gzip: read(`${name}.gz`),
  }));
}

function hashed(name: string, body: Buffer): string {
  return name.replace(/(?=\.\w+$)/, `-${createHash('sha256').update(body).digest('hex').slice(0, 10)}`);
}

/** Our sources and the versions of what they are built with. */
function hashOfSources(root: string): string {
  const hash = createHash('sha256');
  for (const file of globSync(['src/ui/styles/*.scss', 'src/kernel/documents/*.scss', 'src/ui/asset-build.ts', 'clients/**/*.{ts,tsx}', 'package-lock.json'], { cwd: root }).sort()) hash.update(file).update(readFileSync(path.join(root, file)));
  return hash.digest('hex').slice(0, 16);
}

/** The mark of the house: one woven triangle. */
const icon = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 32 32"><rect width="32" height="32" rx="6" fill="#fbf7ef"/><path d="M4 26L16 6l12 20z" fill="#8a2b1c"/><path d="M11 26l5-8 5 8z" fill="#f2b632"/></svg>';
