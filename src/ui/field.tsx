import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Locale } from '#kernel/words.ts';
import { sayKit } from './words.ts';

/** Props every field shares. `hint` says what to write before anything goes wrong. */
export type FieldProps = { name: string; label: string; hint?: string | undefined; state?: FormState | undefined; required?: boolean | undefined };

/** The group around one control: label, hint, message, control; the control is told what describes it. */
export function FieldGroup({ id, label, hint, problem, locale, children, labelClass = '' }: {
  id: string; label: string; hint?: string | undefined; problem: string | undefined; locale: Locale; children: ComponentChildren; labelClass?: string;
}): VNode {
  return (
    <div class={`govuk-form-group${problem ? ' govuk-form-group--error' : ''}`}>
      <label class={`govuk-label${labelClass}`} for={id}>{label}</label>
      {hint && <div id={`${id}-hint`} class="govuk-hint">{hint}</div>}
      {problem && <FieldError id={id} problem={problem} locale={locale} />}
      {children}
    </div>
  );
}

/** The same for a group of choices: a fieldset, its legend as the question. */
export function ChoiceGroup({ id, label, hint, problem, locale, children }: {
  id: string; label: string; hint?: string | undefined; problem: string | undefined; locale: Locale; children: ComponentChildren;
}): VNode {
  return (
    <div class={`govuk-form-group${problem ? ' govuk-form-group--error' : ''}`}>
      <fieldset class="govuk-fieldset" aria-describedby={describedBy(id, hint, problem)}>
        <legend class="govuk-fieldset__legend">{label}</legend>
        {hint && <div id={`${id}-hint`} class="govuk-hint">{hint}</div>}
        {problem && <FieldError id={id} problem={problem} locale={locale} />}
        {children}
      </fieldset>
    </div>
  );
}

export function FieldError({ id, problem, locale }: { id: string; problem: string; locale: Locale }): VNode {
  return (
    <p id={`${id}-error`} class="govuk-error-message">
      <span class="govuk-visually-hidden">{sayKit(locale)('errorWord')}</span> {problem}
    </p>
  );
}

export function describedBy(id: string, hint: string | undefined, problem: string | undefined): string | undefined {
  return [hint && `${id}-hint`, problem && `${id}-error`].filter(Boolean).join(' ') || undefined;
}
