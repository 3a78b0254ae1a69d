import type { VNode } from 'preact';
import { ChoiceGroup, describedBy, FieldError, FieldGroup, type FieldProps } from './field.tsx';
import { useField } from './form-scope.ts';

export type Option = { value: string; text: string };
type Choice = Option & { hint?: string | undefined };

export function SelectField({ options, empty, ...props }: FieldProps & { options: readonly Option[]; empty?: string | undefined; value?: string | number | null | undefined }): VNode {
  const field = useField(props.name, props.state, props.value);
  return (
    <FieldGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <select class={`govuk-select${field.problem ? ' govuk-select--error' : ''}`} id={field.id} name={props.name}
        aria-describedby={describedBy(field.id, props.hint, field.problem)} aria-required={props.required ? 'true' : undefined} aria-invalid={field.problem ? 'true' : undefined}
        dangerouslySetInnerHTML={{ __html: (empty === undefined ? '' : `<option value="">${escaped(empty)}</option>`) + options.map((option) => optionText(option, field.value)).join('') }} />
    </FieldGroup>
  );
}

/** As text, not as elements: lists of all makers and places stand on every page of the window. */
function optionText({ value, text }: Option, chosen: string | undefined): string {
  return `<option value="${escaped(value)}"${value === chosen ? ' selected' : ''}>${escaped(text)}</option>`;
}

const marks: Record<string, string> = { '&': '&amp;', '<': '&lt;', '"': '&quot;' };
const escaped = (text: string): string => (/[&<"]/.test(text) ? text.replace(/[&<"]/g, (mark) => marks[mark] ?? mark) : text);

/** One of few. `inline` for two or three short answers. */
export function RadiosField({ options, inline = false, ...props }: FieldProps & { options: readonly Choice[]; inline?: boolean | undefined; value?: string | number | null | undefined }): VNode {
  const field = useField(props.name, props.state, props.value);
  return (
    <ChoiceGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <div class={`govuk-radios${inline ? ' govuk-radios--inline' : ''}`} data-module="govuk-radios">
        {options.map((option, index) => <Item kind="radio" id={nth(field.id, index)} name={props.name} option={option} checked={option.value === field.value} />)}
      </div>
    </ChoiceGroup>
  );
}

/** Any of several; the name is sent once per ticked box. */
export function CheckboxesField({ options, values = [], ...props }: FieldProps & { options: readonly Choice[]; values?: readonly string[] | undefined }): VNode {
  const field = useField(props.name, props.state, undefined);
  const ticked = field.value === undefined ? values : [...values, field.value];
  return (
    <ChoiceGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <div class="govuk-checkboxes" data-module="govuk-checkboxes">
        {options.map((option, index) => <Item kind="checkbox" id={nth(field.id, index)} name={props.name} option={option} checked={ticked.includes(option.value)} />)}
      </div>
    </ChoiceGroup>
  );
}

/** One yes: sends `on` (or `value`) when ticked, nothing when not. */
export function CheckboxField({ checked = false, value = 'on', ...props }: FieldProps & { checked?: boolean | undefined; value?: string | undefined }): VNode {
  const field = useField(props.name, props.state, undefined);
  return (
    <div class={`govuk-form-group${field.problem ? ' govuk-form-group--error' : ''}`}>
      {field.problem && <FieldError id={field.id} problem={field.problem} locale={field.locale} />}
      <div class="govuk-checkboxes">
        <div class="govuk-checkboxes__item">
          <input class="govuk-checkboxes__input" id={field.id} name={props.name} type="checkbox" value={value} checked={field.value === undefined ? checked : field.value === value}
            aria-describedby={describedBy(field.id, props.hint, field.problem)} aria-required={props.required ? 'true' : undefined} aria-invalid={field.problem ? 'true' : undefined} />
          <label class="govuk-label govuk-checkboxes__label" for={field.id}>{props.label}</label>
          {props.hint && <div id={`${field.id}-hint`} class="govuk-hint govuk-checkboxes__hint">{props.hint}</div>}
        </div>
      </div>
    </div>
  );
}

const blocks = { radio: 'govuk-radios', checkbox: 'govuk-checkboxes' } as const;

function Item({ kind, id, name, option, checked }: { kind: 'radio' | 'checkbox'; id: string; name: string; option: Choice; checked: boolean }): VNode {
  const block = blocks[kind];
  return (
    <div class={`${block}__item`}>
      <input class={`${block}__input`} id={id} name={name} type={kind} value={option.value} checked={checked} aria-describedby={option.hint ? `${id}-item-hint` : undefined} />
      <label class={`govuk-label ${block}__label`} for={id}>{option.text}</label>
      {option.hint && <div id={`${id}-item-hint`} class={`govuk-hint ${block}__hint`}>{option.hint}</div>}
    </div>
  );
}

/** The first choice carries the group's own id, so that the error summary lands on it. */
function nth(id: string, index: number): string {
  return index === 0 ? id : `${id}-${index + 1}`;
}
