import type { ComponentChildren } from 'preact';
import { useId } from 'preact/hooks';

/** The few fields the floor's program draws, in the same markup as the pages. */
export function Select({ label, value, options, empty, onChange }: { label: string; value: string; options: { value: string; text: string }[]; empty: string; onChange: (value: string) => void }) {
  const id = useId();
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>{label}</label>
      <select class="govuk-select" id={id} value={value} onChange={(event) => onChange(event.currentTarget.value)}>
        <option value="">{empty}</option>
        {options.map((option) => <option value={option.value}>{option.text}</option>)}
      </select>
    </div>
  );
}

export function Line({ label, value, numeric = false, long = false, onInput }: { label: string; value: string; numeric?: boolean; long?: boolean; onInput: (value: string) => void }) {
  const id = useId();
  return (
    <div class="govuk-form-group">
      <label class="govuk-label" for={id}>{label}</label>
      {long
        ? <textarea class="govuk-textarea" id={id} rows={3} value={value} onInput={(event) => onInput(event.currentTarget.value)} />
        : <input class={`govuk-input${numeric ? ' govuk-input--width-5' : ''}`} id={id} type="text" inputMode={numeric ? 'numeric' : 'text'} autocomplete="off" value={value} onInput={(event) => onInput(event.currentTarget.value)} />}
    </div>
  );
}

/** Two keys of which one is down. */
export function Keys({ label, value, options, onChoose }: { label: string; value: string | undefined; options: { value: string; text: string }[]; onChoose: (value: string) => void }) {
  return (
    <div class="keys" role="group" aria-label={label}>
      {options.map((option) => <button type="button" class={`keys__key keys__key--${option.value}`} aria-pressed={value === option.value} onClick={() => onChoose(option.value)}>{option.text}</button>)}
    </div>
  );
}

export function Key({ kind = 'primary', disabled = false, onClick, children }: { kind?: 'primary' | 'secondary'; disabled?: boolean; onClick: () => void; children: ComponentChildren }) {
  return <button type="button" class={`govuk-button${kind === 'secondary' ? ' govuk-button--secondary' : ''}`} disabled={disabled} onClick={onClick}>{children}</button>;
}

export const whole = (text: string): number => Number(text.replace(/[. ]/g, '')) || 0;
