import type { ComponentChildren, VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Locale } from '#kernel/words.ts';
import { FormContext, hasProblems, idOf, useFormPrefix } from './form-scope.ts';
import { sayKit } from './words.ts';

/** A form that works as plain HTML. Draws the hidden once-token and, after a refusal, the summary that links into it. */
export function Form({ action, token, state, locale, method = 'post', multipart = false, children }: {
  action: string; token?: string | undefined; state?: FormState | undefined; locale: Locale; method?: 'post' | 'get' | undefined; multipart?: boolean | undefined; children: ComponentChildren;
}): VNode {
  const prefix = useFormPrefix(state);
  return (
    <form action={action} method={method} enctype={multipart ? 'multipart/form-data' : undefined} novalidate class="form">
      {token && <input type="hidden" name="_token" value={token} />}
      {state && hasProblems(state) && <ErrorSummary state={state} locale={locale} prefix={prefix} />}
      <FormContext.Provider value={{ prefix, locale, state }}>{children}</FormContext.Provider>
    </form>
  );
}

/** What is wrong, once, above the form: the refusal first, then one link per field. */
export function ErrorSummary({ state, locale, prefix = '' }: { state: FormState; locale: Locale; prefix?: string }): VNode {
  const problems = Object.entries(state.problems).flatMap(([name, problem]) => (problem ? [{ name, problem }] : []));
  return (
    <div class="govuk-error-summary" data-module="govuk-error-summary">
      <div role="alert">
        <h2 class="govuk-error-summary__title">{sayKit(locale)('problem')}</h2>
        <div class="govuk-error-summary__body">
          {state.refusal && <p>{state.refusal}</p>}
          {problems.length > 0 && (
            <ul class="govuk-list govuk-error-summary__list">
              {problems.map(({ name, problem }) => <li><a href={`#${idOf(prefix, name)}`}>{problem}</a></li>)}
            </ul>
          )}
        </div>
      </div>
    </div>
  );
}
