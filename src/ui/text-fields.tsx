import type { VNode } from 'preact';
import { describedBy, FieldGroup, type FieldProps } from './field.tsx';
import { useField } from './form-scope.ts';

type InputMode = 'text' | 'numeric' | 'decimal' | 'email' | 'tel' | 'url' | 'search' | 'none';
export type TextFieldProps = FieldProps & {
  value?: string | number | null | undefined; autocomplete?: string | undefined; inputMode?: InputMode | undefined; width?: 'xs' | 's' | 'm' | 'l' | undefined;
  /** For a screen of one field, such as where a scanner types. */
  autofocus?: boolean | undefined;
};
type Kind = { secret?: boolean; prefix?: string; spellcheck?: boolean };

/** Widths say how much is expected: 4, 10, 20 or 30 letters. */
const widths = { xs: '4', s: '10', m: '20', l: '30' };

export function TextField(props: TextFieldProps): VNode {
  return <Line {...props} />;
}

/** Whole numbers with a numeric keypad; never `type=number`, which eats what it does not like. */
export function NumberField({ width = 's', ...props }: TextFieldProps): VNode {
  return <Line {...props} width={width} inputMode={props.inputMode ?? 'numeric'} kind={{ spellcheck: false }} />;
}

/** Rupiah, typed as `1.250.000` or `1250000`. */
export function MoneyField({ width = 'm', ...props }: TextFieldProps): VNode {
  return <Line {...props} width={width} inputMode={props.inputMode ?? 'numeric'} kind={{ prefix: 'Rp', spellcheck: false }} />;
}

/** A day, typed as people here write it; the parser takes `24/11/2026` and `2026-11-24`. */
export function DateField({ hint, width = 's', value, ...props }: TextFieldProps): VNode {
  const { locale } = useField(props.name, props.state, undefined);
  const example = locale === 'en' ? 'For example 24/11/2026' : 'Contoh: 24/11/2026';
  return <Line {...props} value={writtenDay(value)} hint={hint ? `${hint} ${example}` : example} width={width} inputMode={props.inputMode ?? 'text'} kind={{ spellcheck: false }} />;
}

export function PasswordField({ value: _never, ...props }: TextFieldProps): VNode {
  return <Line {...props} autocomplete={props.autocomplete ?? 'current-password'} kind={{ secret: true, spellcheck: false }} />;
}

function Line({ kind = {}, ...props }: TextFieldProps & { kind?: Kind }): VNode {
  const field = useField(props.name, props.state, props.value);
  const shared = {
    class: `govuk-input${props.width ? ` govuk-input--width-${widths[props.width]}` : ''}${field.problem ? ' govuk-input--error' : ''}`,
    id: field.id, name: props.name, spellcheck: kind.spellcheck, autocomplete: props.autocomplete, inputMode: props.inputMode, autofocus: props.autofocus,
    'aria-describedby': describedBy(field.id, props.hint, field.problem), 'aria-required': props.required ? 'true' : undefined, 'aria-invalid': field.problem ? 'true' : undefined,
  } as const;
  const input = kind.secret ? <input {...shared} type="password" /> : <input {...shared} type="text" value={field.value} />;
  return (
    <FieldGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      {kind.prefix ? <div class="govuk-input__wrapper"><div class="govuk-input__prefix" aria-hidden="true">{kind.prefix}</div>{input}</div> : input}
    </FieldGroup>
  );
}

/** Long text. With `most`, the letters left are counted when the browser can; without, the field just works. */
export function TextareaField({ rows = 5, most, ...props }: FieldProps & { value?: string | null | undefined; rows?: number | undefined; most?: number | undefined; autocomplete?: string | undefined }): VNode {
  const field = useField(props.name, props.state, props.value);
  const count = most === undefined ? undefined : `${field.id}-info`;
  const group = (
    <FieldGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <textarea class={`govuk-textarea${field.problem ? ' govuk-textarea--error' : ''}${count ? ' govuk-js-character-count' : ''}`} id={field.id} name={props.name} rows={rows}
        aria-describedby={[describedBy(field.id, props.hint, field.problem), count].filter(Boolean).join(' ') || undefined} autocomplete={props.autocomplete}
        aria-required={props.required ? 'true' : undefined} aria-invalid={field.problem ? 'true' : undefined}>{field.value}</textarea>
    </FieldGroup>
  );
  if (!count) return group;
  return (
    <div class="govuk-character-count" data-module="govuk-character-count" data-maxlength={most}>
      {group}
      <div id={count} class="govuk-hint govuk-character-count__message">{field.locale === 'en' ? `At most ${most} characters` : `Paling banyak ${most} huruf`}</div>
    </div>
  );
}

/** A file from the device; `accept` like `.xlsx,.csv`. */
export function FileField({ accept, ...props }: FieldProps & { accept?: string | undefined }): VNode {
  const field = useField(props.name, props.state, undefined);
  return (
    <FieldGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <input class={`govuk-file-upload${field.problem ? ' govuk-file-upload--error' : ''}`} id={field.id} name={props.name} type="file" accept={accept}
        aria-describedby={describedBy(field.id, props.hint, field.problem)} aria-required={props.required ? 'true' : undefined} />
    </FieldGroup>
  );
}

export function HiddenField({ name, value }: { name: string; value: string | number | undefined | null }): VNode {
  return <input type="hidden" name={name} value={value ?? ''} />;
}

/** Days are kept as 2026-11-24 and read as 24/11/2026. */
function writtenDay(value: string | number | null | undefined): string | number | null | undefined {
  const [, y, m, d] = /^(\d{4})-(\d{2})-(\d{2})$/.exec(String(value ?? '')) ?? [];
  return y && m && d ? `${d}/${m}/${y}` : value;
}
