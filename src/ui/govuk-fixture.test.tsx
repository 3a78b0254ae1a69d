// Where our props can say what a published fixture says, our markup is the published markup.
import assert from 'node:assert/strict';
import test from 'node:test';
import { Fragment, type VNode } from 'preact';
import { renderToString } from 'preact-render-to-string';
import { z } from 'zod';
import type { FormState } from '#kernel/form-state.ts';
import { FormContext } from './form-scope.ts';
import { fixturesOf, normalised } from './govuk-fixture.fixture.ts';
import { Button, CheckboxesField, ErrorSummary, RadiosField, SelectField, Tag, TextareaField, TextField } from './index.ts';

const text = z.strictObject({ text: z.string() });
const named = { name: z.string(), id: z.string().optional(), idPrefix: z.string().optional(), hint: text.optional(), errorMessage: text.optional() };
const labelled = { ...named, label: text, value: z.string().optional() };
const item = z.strictObject({ value: z.string(), text: z.string(), hint: text.optional() });
const grouped = { ...named, fieldset: z.strictObject({ legend: text }), items: z.array(item) };

/** Every component with the options that we can say as well; whatever else a fixture asks for is not ours to compare. */
const drawn: Record<string, { options: z.ZodType; draw: (options: never) => VNode; least: number }> = {
  button: drawing(z.strictObject({ text: z.string(), name: z.string().optional(), value: z.string().optional(), preventDoubleClick: z.literal(true).optional(), classes: z.enum(['govuk-button--secondary', 'govuk-button--warning']).optional() }), 8,
    (o) => <Button name={o.name} value={o.value} kind={o.classes === 'govuk-button--warning' ? 'danger' : o.classes ? 'secondary' : 'primary'}>{o.text}</Button>),
  input: drawing(z.strictObject({ ...labelled, autocomplete: z.string().optional(), inputmode: z.literal('decimal').optional(), classes: z.enum(['govuk-input--width-4', 'govuk-input--width-10', 'govuk-input--width-20', 'govuk-input--width-30']).optional() }), 10,
    (o) => <TextField {...shared(o)} label={o.label.text} value={o.value} autocomplete={o.autocomplete} inputMode={o.inputmode} width={o.classes && ({ 4: 'xs', 10: 's', 20: 'm', 30: 'l' } as const)[o.classes.slice(19) as '4' | '10' | '20' | '30']} />),
  textarea: drawing(z.strictObject({ ...labelled, rows: z.number().optional(), autocomplete: z.string().optional() }), 6,
    (o) => <TextareaField {...shared(o)} label={o.label.text} value={o.value} rows={o.rows} autocomplete={o.autocomplete} />),
  select: drawing(z.strictObject({ ...labelled, items: z.array(z.strictObject({ value: z.union([z.string(), z.number()]), text: z.string() })) }), 2,
    (o) => <SelectField {...shared(o)} label={o.label.text} value={o.value} options={o.items.map((one) => ({ value: String(one.value), text: one.text }))} />),
  radios: drawing(z.strictObject({ ...grouped, value: z.string().optional(), classes: z.literal('govuk-radios--inline').optional() }), 3,
    (o) => <RadiosField {...shared(o)} label={o.fieldset.legend.text} value={o.value} inline={o.classes !== undefined} options={o.items.map((one) => ({ value: one.value, text: one.text, hint: one.hint?.text }))} />),
  checkboxes: drawing(z.strictObject({ ...grouped, values: z.array(z.string()).optional() }), 3,
    (o) => <CheckboxesField {...shared(o)} label={o.fieldset.legend.text} values={o.values} options={o.items.map((one) => ({ value: one.value, text: one.text, hint: one.hint?.text }))} />),
  'error-summary': drawing(z.strictObject({ titleText: z.literal('There is a problem'), descriptionText: z.string().optional(), errorList: z.array(z.strictObject({ text: z.string(), href: z.string() })).optional() }), 3,
    (o) => <ErrorSummary locale="en" state={{ values: {}, problems: Object.fromEntries((o.errorList ?? []).map((one) => [one.href.slice(1), one.text])), ...(o.descriptionText === undefined ? {} : { refusal: o.descriptionText }) }} />),
  tag: drawing(z.strictObject({ text: z.string() }), 1, (o) => <Tag tone="abu">{o.text}</Tag>),
};

for (const [component, { options, draw, least }] of Object.entries(drawn)) {
  test(`${component}: what govuk-frontend publishes and we can say, we say alike`, () => {
    let compared = 0;
    for (const fixture of fixturesOf(component)) {
      const asked = options.safeParse(fixture.options);
      if (!asked.success) continue;
      const html = renderToString(<FormContext.Provider value={{ prefix: '', locale: 'en', state: undefined }}><Fragment>{draw(asked.data as never)}</Fragment></FormContext.Provider>);
      assert.equal(normalised(html).replace(' tag--abu', ''), normalised(renamed(fixture.html, fixture.options)), `${component}: ${fixture.name}`);
      compared++;
    }
    assert.ok(compared >= least, `only ${compared} fixtures of ${component} were compared`);
  });
}

test('a difference in markup is seen: a label that lost its field, a class that changed', () => {
  assert.notEqual(normalised('<label class="govuk-label" for="a">A</label>'), normalised('<label class="govuk-label">A</label>'));
  assert.notEqual(normalised('<p class="x">A</p>'), normalised('<p class="y">A</p>'));
  assert.equal(normalised('<p id="b"   class="x">\n A </p>'), normalised('<p class="x" id="b">A</p>'));
});

function drawing<Options extends z.ZodType>(options: Options, least: number, draw: (asked: z.infer<Options>) => VNode): { options: z.ZodType; draw: (options: never) => VNode; least: number } {
  return { options, least, draw };
}

function shared(asked: { name: string; hint?: { text: string } | undefined; errorMessage?: { text: string } | undefined }): { name: string; hint: string | undefined; state: FormState | undefined } {
  return { name: asked.name, hint: asked.hint?.text, state: asked.errorMessage && { values: {}, problems: { [asked.name]: asked.errorMessage.text } } };
}

/** Our ids are the names; a fixture that calls its field otherwise is read with that one word changed. */
function renamed(html: string, { id, idPrefix, name }: Record<string, unknown>): string {
  const called = id ?? idPrefix;
  if (typeof called !== 'string' || typeof name !== 'string' || called === name) return html;
  return html.replaceAll(`"${called}`, `"${name}`).replaceAll(` ${called}-`, ` ${name}-`);
}
