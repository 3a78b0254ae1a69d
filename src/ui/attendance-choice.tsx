import type { VNode } from 'preact';
import type { Option } from './choice-fields.tsx';
import { useField } from './form-scope.ts';

/** Present or not: two radio buttons drawn as two large keys, so one touch answers and no program is needed. */
export function AttendanceChoice({ name, value, yes, no, label }: { name: string; value?: string | undefined; yes: Option | string; no: Option | string; label?: string | undefined }): VNode {
  const field = useField(name, undefined, value);
  const choices = [
    { ...(typeof yes === 'string' ? { value: 'yes', text: yes } : yes), tone: 'yes' },
    { ...(typeof no === 'string' ? { value: 'no', text: no } : no), tone: 'no' },
  ];
  return (
    <div class="attendance" role="radiogroup" aria-label={label}>
      {choices.map((choice) => (
        <>
          <input class="attendance__input" type="radio" id={`${field.id}-${choice.tone}`} name={name} value={choice.value} checked={field.value === choice.value} />
          <label class={`attendance__key attendance__key--${choice.tone}`} for={`${field.id}-${choice.tone}`}>{choice.text}</label>
        </>
      ))}
    </div>
  );
}
