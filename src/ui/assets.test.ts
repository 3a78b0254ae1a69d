import assert from 'node:assert/strict';
import test from 'node:test';
import { brotliDecompressSync, gunzipSync } from 'node:zlib';
import { compileAssets } from './asset-build.ts';
import { assetUrl, buildAssets, serveAsset } from './assets.ts';

const assets = await buildAssets();
const file = (name: string) => assets.files.find((one) => one.name === name) ?? assert.fail(`no ${name}`);

const budgets = { 'shop.css': 16_384, 'work.css': 16_384, 'enhance.js': 20_480, 'plus-jakarta-sans.woff2': 28_672 };
for (const [name, most] of Object.entries(budgets)) {
  test(`${name} stays within ${most / 1024} KB on the way to the reader`, (t) => {
    const bytes = (file(name).br ?? file(name).body).length;
    t.diagnostic(`${name}: ${bytes} bytes`);
    assert.ok(bytes > 1000 && bytes <= most, `${bytes} bytes`);
  });
}

test('a file may be kept for a year because its name holds its content', () => {
  const served = serveAsset(assetUrl('shop.css'), 'gzip, deflate, br') ?? assert.fail('not served');
  assert.match(assetUrl('shop.css'), /^\/assets\/shop-[0-9a-f]{10}\.css$/);
  assert.equal(served.headers['cache-control'], 'public, max-age=31536000, immutable');
  assert.equal(served.headers['content-type'], 'text/css; charset=utf-8');
});

test('the reader gets what their browser can unpack, and each form is the same file', () => {
  const [br, gzip, plain] = ['gzip, br', 'gzip', ''].map((accepts) => serveAsset(assetUrl('enhance.js'), accepts) ?? assert.fail('not served'));
  assert.equal(br?.headers['content-encoding'], 'br');
  assert.equal(gzip?.headers['content-encoding'], 'gzip');
  assert.equal(plain?.headers['content-encoding'], undefined);
  assert.deepEqual(brotliDecompressSync(br?.body ?? ''), plain?.body);
  assert.deepEqual(gunzipSync(gzip?.body ?? ''), plain?.body);
});

test('nothing outside the list is served, however it is asked for', () => {
  for (const url of ['/assets/../package.json', '/assets/', '/assets/shop.scss', '/etc/passwd', '/assets/%2e%2e/x']) assert.equal(serveAsset(url, 'br'), undefined, url);
});

test('the second start reads from disk and compiles nothing', async () => {
  const again = await compileAssets(process.cwd());
  assert.equal(again.fromDisk, true);
  assert.deepEqual(again.files.map(({ path }) => path), assets.files.map(({ path }) => path));
});

test('no sheet asks another house for anything, and none carries a font that is not ours', () => {
  for (const name of ['shop.css', 'work.css']) {
    const css = file(name).body.toString();
    assert.ok(!css.includes('GDS Transport') && !css.includes('@import'), name);
    for (const [, asked] of css.matchAll(/url\(([^)]+)\)/g)) assert.ok(/^"?(data:|plus-jakarta-sans-)/.test(asked ?? ''), asked);
  }
});
