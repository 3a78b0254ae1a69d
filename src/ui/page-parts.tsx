import type { ComponentChildren, VNode } from 'preact';
import { Tag, type Tone } from './status.tsx';

/** The page's one h1, what it belongs to, and its actions. */
export function PageHeading({ title, caption, children }: { title: string; caption?: ComponentChildren; children?: ComponentChildren }): VNode {
  return (
    <div class="heading">
      <div class="heading__words">
        <h1 class="govuk-heading-l">{title}</h1>
        {caption && <p class="heading__caption">{caption}</p>}
      </div>
      {children && <div class="heading__actions">{children}</div>}
    </div>
  );
}

export function Section({ title, id, children }: { title: string; id?: string | undefined; children: ComponentChildren }): VNode {
  return (
    <section class="section" id={id}>
      <h2 class="govuk-heading-m">{title}</h2>
      {children}
    </section>
  );
}

/** Two thirds and one third; below each other on a phone, the main thing first. */
export function Columns({ main, side }: { main: ComponentChildren; side: ComponentChildren }): VNode {
  return (
    <div class="columns">
      <div class="columns__main">{main}</div>
      <div class="columns__side">{side}</div>
    </div>
  );
}

/** What this file is: name, code, state, and the few facts one looks for first. */
export function IdentityBar({ title, code, status, facts = [], heading = false, children }: {
  title: string; /** The bar is the page's one heading: there is no `PageHeading` above it. */ heading?: boolean | undefined; code?: string | undefined; status?: { text: string; tone: Tone } | undefined; facts?: readonly { label: string; value: ComponentChildren }[] | undefined; children?: ComponentChildren;
}): VNode {
  return (
    <div class="identity">
      <div class="identity__words">
        <div class="identity__title">{heading ? <h1 class="identity__heading">{title}</h1> : <strong>{title}</strong>}{code && <> <span class="identity__code">{code}</span></>}{status && <> <Tag tone={status.tone}>{status.text}</Tag></>}</div>
        {facts.length > 0 && (
          <dl class="identity__facts">
            {facts.map(({ label, value }) => <div><dt>{label}</dt><dd>{value}</dd></div>)}
          </dl>
        )}
      </div>
      {children && <div class="identity__actions">{children}</div>}
    </div>
  );
}

/** More for those who want it. */
export function Details({ summary, open = false, children }: { summary: string; open?: boolean | undefined; children: ComponentChildren }): VNode {
  return (
    <details class="govuk-details" open={open}>
      <summary class="govuk-details__summary"><span class="govuk-details__summary-text">{summary}</span></summary>
      <div class="govuk-details__text">{children}</div>
    </details>
  );
}
