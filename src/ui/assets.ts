import { compileAssets, type Assets } from './asset-build.ts';

/** Our own files for the browser. A name holds the hash of its content, so it may be kept for a year and never asked again. */
let built: Assets | undefined;

/** Compiles what is not on disk yet (`var/assets/<hash of the sources>`); the next start only reads. */
export async function buildAssets(root = process.cwd()): Promise<Assets> {
  return (built ??= await compileAssets(root));
}

/** Before anything is built (a test that only reads HTML) a plain name stands for the file. */
export function assetUrl(name: string): string {
  return `/assets/${built?.files.find((file) => file.name === name)?.path ?? name}`;
}

export function serveAsset(url: string, acceptEncoding: string): { body: Buffer; headers: Record<string, string> } | undefined {
  const path = url.replace(/^\/assets\//, '').replace(/\?.*$/, '');
  const file = built?.files.find((one) => one.path === path || one.name === path);
  if (!file) return undefined;
  const encoding = file.br && /\bbr\b/.test(acceptEncoding) ? 'br' : file.gzip && /\bgzip\b/.test(acceptEncoding) ? 'gzip' : undefined;
  const body = encoding === 'br' ? file.br : encoding === 'gzip' ? file.gzip : undefined;
  return {
    body: body ?? file.body,
    headers: {
      'content-type': file.type,
      'cache-control': file.path === path ? 'public, max-age=31536000, immutable' : 'no-cache',
      'x-content-type-options': 'nosniff',
      vary: 'accept-encoding',
      'content-length': String((body ?? file.body).length),
      ...(encoding ? { 'content-encoding': encoding } : {}),
    },
  };
}
