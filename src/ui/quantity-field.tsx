import type { VNode } from 'preact';
import { describedBy, FieldGroup, type FieldProps } from './field.tsx';
import { useField } from './form-scope.ts';
import { sayKit } from './words.ts';

/**
 * How many, with − and + of 64 px. The number can always be typed; the two buttons are there for browsers that run
 * programs and stay hidden in those that do not.
 */
export function QuantityField({ min = 0, max, value = min, ...props }: FieldProps & { value?: number | undefined; min?: number | undefined; max?: number | undefined }): VNode {
  const field = useField(props.name, props.state, value);
  const t = sayKit(field.locale);
  return (
    <FieldGroup id={field.id} label={props.label} hint={props.hint} problem={field.problem} locale={field.locale}>
      <div class="step-by" data-module="step-by" data-min={min} data-max={max}>
        <button type="button" class="step-by__button" data-step="-1" aria-label={`${t('less')}: ${props.label}`} hidden>−</button>
        <input class={`govuk-input step-by__input${field.problem ? ' govuk-input--error' : ''}`} id={field.id} name={props.name} type="text" inputMode="numeric" autocomplete="off" spellcheck={false} value={field.value}
          aria-describedby={describedBy(field.id, props.hint, field.problem)} aria-invalid={field.problem ? 'true' : undefined} />
        <button type="button" class="step-by__button" data-step="1" aria-label={`${t('more')}: ${props.label}`} hidden>+</button>
      </div>
    </FieldGroup>
  );
}
