import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Locale } from '#kernel/words.ts';
import { Button } from './button.tsx';
import { Form } from './form.tsx';
import { Details } from './page-parts.tsx';
import { TextareaField } from './text-fields.tsx';

export type RefusalFormProps = { action: string; token: string; locale: Locale; text: string; reason: string; state?: FormState | undefined; kind?: 'danger' | 'secondary' };

/** Saying no: folded beside the way that goes on, and never without a reason in words. */
export function RefusalForm({ action, token, locale, text, reason, state, kind = 'danger' }: RefusalFormProps): VNode {
  return (
    <Details summary={text}>
      <Form action={action} token={token} locale={locale} state={state}>
        <TextareaField name="reason" label={reason} rows={2} required />
        <Button kind={kind}>{text}</Button>
      </Form>
    </Details>
  );
}
