import assert from 'node:assert/strict';
import test from 'node:test';
import { h, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import type { FormState } from '#kernel/form-state.ts';
import { AttendanceChoice, Button, CheckboxField, DateField, FilterPanel, Form, MoneyField, PasswordField, QuantityField, RadiosField, renderDocument, SelectField, TextField } from './index.ts';

const refused: FormState = { values: { name: '<b>"x"', day: '31/02' }, problems: { name: 'Isi paling sedikit 3 huruf', 'lines.0.quantity': 'Isi jumlah' } };
const attribute = (html: string, of: RegExp, name: string) => new RegExp(`${name}="([^"]*)"`).exec(of.exec(html)?.[0] ?? '')?.[1];

test('what somebody typed comes back as text, never as markup', () => {
  const html = renderToString(<Form action="/x" locale="id" state={refused}><TextField name="name" label="<i>Nama" /></Form>);
  assert.ok(html.includes('value="&lt;b>&quot;x&quot;"') || html.includes('value="&lt;b&gt;&quot;x&quot;"'), html);
  assert.ok(!html.includes('<b>') && !html.includes('<i>'));
});

test('a refused form says above which field is wrong, and the link leads to that field', () => {
  const html = renderToString(<Form action="/x" locale="id" state={refused}><TextField name="name" label="Nama" hint="Lengkap" /><QuantityField name="lines.0.quantity" label="Jumlah" /></Form>);
  for (const [, target] of html.matchAll(/href="#([^"]+)"/g)) assert.match(html, new RegExp(`<input[^>]* id="${target}"`));
  assert.equal([...html.matchAll(/href="#/g)].length, 2);
  const described = attribute(html, /<input[^>]*name="name"[^>]*>/, 'aria-describedby')?.split(' ') ?? [];
  assert.equal(described.length, 2);
  for (const id of described) assert.ok(html.includes(`id="${id}"`), `nothing is called ${id}`);
  assert.equal(attribute(html, /<input[^>]*name="name"[^>]*>/, 'aria-invalid'), 'true');
});

test('a refusal that belongs to no field is said once, above the form', () => {
  const html = renderToString(<Form action="/x" locale="en" state={{ values: {}, problems: {}, refusal: 'Number used' }}><TextField name="a" label="A" /></Form>);
  assert.match(html, /role="alert"[\s\S]*There is a problem[\s\S]*Number used/);
  assert.ok(!html.includes('govuk-form-group--error'));
});

test('an untouched form has no summary, carries its once-token, and shows the given values', () => {
  const html = renderToString(<Form action="/x" locale="id" token="token-satu"><MoneyField name="amount" label="Nilai" value={1250000} /><DateField name="day" label="Tanggal" value="2026-11-24" /></Form>);
  assert.ok(!html.includes('error-summary'));
  assert.match(html, /name="_token" value="token-satu"/);
  assert.match(html, /value="1250000"/);
  assert.match(html, /value="24\/11\/2026"/);
});

test('two forms with fields of one name keep their labels and ids apart', () => {
  const two = (state?: FormState): VNode => h('main', null, [
    <FilterPanel action="/x" locale="id" chips={[]} clearHref="/x"><TextField name="name" label="Cari" /></FilterPanel>,
    <Form action="/x" locale="id"><TextField name="name" label="Satu" /></Form>, <Form action="/y" locale="id" state={state}><TextField name="name" label="Dua" /></Form>,
  ]);
  for (const state of [undefined, refused]) {
    const ids = [...renderDocument(two(state)).matchAll(/ id="([^"]+)"/g)].map(([, id]) => id);
    assert.equal(new Set(ids).size, ids.length, ids.join(' '));
  }
  assert.match(renderDocument(two(refused)), /href="#isian-name"[\s\S]*<label class="govuk-label" for="isian-name">Dua/);
});

test('a password is never written into the page', () => {
  const state: FormState = { values: { password: 'rahasia' }, problems: { password: 'Terlalu pendek' } };
  assert.ok(!renderToString(<Form action="/x" locale="id" state={state}><PasswordField name="password" label="Sandi" value="rahasia" /></Form>).includes('rahasia'));
});

test('after a refusal a choice stays chosen, and an unticked box stays unticked only if it was sent so', () => {
  const state: FormState = { values: { kind: 'b', agency: '2', agreed: 'on' }, problems: {} };
  const html = renderToString(
    <Form action="/x" locale="id" state={state}>
      <RadiosField name="kind" label="Jenis" value="a" options={[{ value: 'a', text: 'A' }, { value: 'b', text: 'B' }]} />
      <SelectField name="agency" label="Instansi" options={[{ value: '1', text: 'Satu' }, { value: '2', text: 'Dua' }]} />
      <CheckboxField name="agreed" label="Setuju" />
    </Form>);
  assert.equal([...html.matchAll(/checked/g)].length, 2);
  assert.match(html, /value="b" checked/);
  assert.match(html, /<option value="2" selected/);
});

test('attendance and quantity need no program: they are radio buttons and a number that can be typed', () => {
  const html = renderToString(<Form action="/x" locale="id"><AttendanceChoice name="marks.A1" label="A1" value="hadir" yes={{ value: 'hadir', text: 'Hadir' }} no={{ value: 'tidak', text: 'Tidak' }} /><QuantityField name="quantity" label="Hasil" value={6} /></Form>);
  assert.equal([...html.matchAll(/type="radio"[^>]*name="marks\.A1"/g)].length, 2);
  assert.equal([...html.matchAll(/step-by__button"[^>]*hidden/g)].length, 2);
  assert.match(html, /<input[^>]*name="quantity"[^>]*value="6"/);
});

test('a button sends its name and value, and asks the browser to hear one click once', () => {
  assert.match(renderToString(<Button name="act" value="draft" kind="secondary">Simpan</Button>), /^<button type="submit" value="draft" name="act" data-prevent-double-click="true" class="govuk-button govuk-button--secondary"/);
});
