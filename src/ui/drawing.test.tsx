import assert from 'node:assert/strict';
import test from 'node:test';
import { renderToString } from 'preact-render-to-string';
import { scaleOf } from './chart-scale.ts';
import { BarChart, IndonesiaMap, LineChart, MoneySplitBar, pictureShapes, ProductPicture, ProgressBar, QrImage, renderDocument, StackedBarChart } from './index.ts';
import { ground, landPath, placeOf } from './map-ground.ts';

test('a product always looks the same, and two products of one shape can differ', () => {
  const draw = (seed: string) => renderToString(<ProductPicture shape="tas" seed={seed} alt="Ilustrasi tas" />);
  assert.equal(draw('TAS-1'), draw('TAS-1'));
  assert.ok(new Set(['TAS-1', 'TAS-2', 'TAS-3', 'TAS-4', 'TAS-5'].map(draw)).size > 1);
});

test('every shape says that it is an illustration and stays under 12 KB; an unknown shape draws a parcel', () => {
  assert.ok(pictureShapes.length >= 20, `only ${pictureShapes.length} shapes`);
  for (const shape of pictureShapes) {
    const svg = renderToString(<ProductPicture shape={shape} seed={`X-${shape}`} alt={`Ilustrasi ${shape}`} />);
    assert.match(svg, /role="img" aria-label="Ilustrasi /);
    assert.ok(svg.length < 12_000, `${shape} weighs ${svg.length}`);
    assert.ok(!svg.includes('"$"'), `${shape} has an unfilled weave`);
  }
  const unknown = renderToString(<ProductPicture shape="kapal-selam" seed="P" alt="Ilustrasi" />);
  assert.equal(unknown.replaceAll(/p[0-9a-z]+/g, ''), renderToString(<ProductPicture shape="paket" seed="P" alt="Ilustrasi" />).replaceAll(/p[0-9a-z]+/g, ''));
});

test('the same picture twice on a page keeps its weave to itself', () => {
  const ids = [...renderDocument(<div><ProductPicture shape="tas" seed="A" alt="Ilustrasi" /><ProductPicture shape="tas" seed="A" alt="Ilustrasi" /></div>).matchAll(/<pattern id="([^"]+)"/g)].map(([, id]) => id);
  assert.equal(new Set(ids).size, 2);
});

test('the parts of a price are shown with exact rupiah, and their bar fills the whole width', () => {
  const html = renderToString(<MoneySplitBar locale="id" total_idr={100} parts={[{ key: 'material', amount_idr: 33 }, { key: 'worker', amount_idr: 33 }, { key: 'state', amount_idr: 34 }, { key: 'partner', amount_idr: 0 }]} basis="Aturan contoh" />);
  const widths = [...html.matchAll(/y="0" width="([\d.]+)"/g)].map(([, width]) => Number(width));
  assert.equal(widths.length, 3);
  assert.equal(Math.round(widths.reduce((sum, width) => sum + width, 0) * 100) / 100, 100);
  for (const amount of ['33', '34', '0']) assert.match(html, new RegExp(`Rp\\s${amount}<`));
  assert.match(html, /Aturan contoh/);
});

test('a price of nothing and a chart without figures are drawn without a broken number', () => {
  const nothing = [<MoneySplitBar locale="id" total_idr={0} parts={[]} />, <BarChart title="T" locale="id" series={[]} />, <LineChart title="T" locale="id" series={[{ name: 'A', points: [{ label: 'x', value: 0 }] }]} />, <ProgressBar value={3} max={0} label="0" />];
  for (const one of nothing) assert.doesNotMatch(renderToString(one), /NaN|Infinity|undefined/);
});

test('charts begin at zero, hold every value, and repeat each figure exactly in a table', () => {
  const scale = scaleOf([410_000_000, 860_000_000]);
  assert.equal(scale.low, 0);
  assert.ok(scale.high >= 860_000_000 && scale.ticks.length <= 7);
  assert.ok(scaleOf([-5, 12]).low <= -5);
  const html = renderToString(<StackedBarChart title="Premi" locale="id" money series={[{ name: 'Lapas', points: [{ label: 'Nov', value: 1_234_567 }] }]} />);
  assert.match(html, /<details[\s\S]*Rp\s1\.234\.567/);
});

test('the land is light enough to travel in the page, and every province capital stands on the map', () => {
  assert.ok(landPath().length < 35_000, `the land weighs ${landPath().length}`);
  assert.ok(landPath().length > 5_000, 'the land is missing');
  for (const [lon, lat] of [[95.32, 5.55], [106.83, -6.18], [140.7, -2.53], [123.6, -10.17]] as const) {
    const place = placeOf(lon, lat);
    assert.ok(place && place.x > 0 && place.x < ground.width && place.y > 0 && place.y < ground.height, `${lon},${lat}`);
  }
});

test('a point on the map is a link with a name, and a shape as well as a colour', () => {
  const html = renderToString(<IndonesiaMap title="Sebaran" locale="id" points={[{ lon: 110, lat: -7, label: 'Lapas Contoh', href: '/lapas/contoh', shape: 'triangle', tone: 'merah' }]} legend={[{ shape: 'triangle', tone: 'merah', text: 'Tingkat 1' }]} />);
  assert.match(html, /<a href="\/lapas\/contoh" aria-label="Lapas Contoh"[\s\S]*<path class="map-merah"/);
  assert.match(html, /Tingkat 1/);
});

test('a QR code is black on white with a quiet edge and says what it is', () => {
  const html = renderToString(<QrImage value="https://contoh.test/cek/L26-7KQ2MX" label="Kode label" />);
  assert.match(html, /role="img" aria-label="Kode label"/);
  assert.match(html, /<rect[^>]*fill="#fff"[\s\S]*fill="#000"/);
  assert.doesNotMatch(/d="([^"]*)"/.exec(html)?.[1] ?? '', /M[01] |M\d+ [01]h/); // two empty modules all around
});
