import type { ComponentChildren, VNode } from 'preact';
import { Tag, type Tone } from './status.tsx';

type SummaryRow = { label: string; value: ComponentChildren; action?: { href: string; text: string } | undefined };

/** Facts of one thing, label and value; an action repeats the label for those who hear it alone. */
export function SummaryList({ rows }: { rows: readonly SummaryRow[] }): VNode {
  const anyAction = rows.some((row) => row.action);
  return (
    <dl class="govuk-summary-list">
      {rows.map(({ label, value, action }) => (
        <div class={`govuk-summary-list__row${anyAction && !action ? ' govuk-summary-list__row--no-actions' : ''}`}>
          <dt class="govuk-summary-list__key">{label}</dt>
          <dd class="govuk-summary-list__value">{value}</dd>
          {action && <dd class="govuk-summary-list__actions"><a class="govuk-link" href={action.href}>{action.text}<span class="govuk-visually-hidden"> {label.toLowerCase()}</span></a></dd>}
        </div>
      ))}
    </dl>
  );
}

/** A card of at most seven facts. */
export function SummaryCard({ title, actions, children }: { title: string; actions?: ComponentChildren; children: ComponentChildren }): VNode {
  return (
    <div class="govuk-summary-card">
      <div class="govuk-summary-card__title-wrapper">
        <h2 class="govuk-summary-card__title">{title}</h2>
        {actions && <div class="govuk-summary-card__actions">{actions}</div>}
      </div>
      <div class="govuk-summary-card__content">{children}</div>
    </div>
  );
}

/** What happened to a thing, newest first or last as given: what, when, by whom. */
export function Timeline({ items }: { items: readonly { title: string; at: string; by?: string | undefined; text?: ComponentChildren }[] }): VNode {
  return (
    <ol class="timeline">
      {items.map(({ title, at, by, text }) => (
        <li class="timeline__item">
          <p class="timeline__title">{title}</p>
          <p class="timeline__at">{at}{by && <> · {by}</>}</p>
          {text && <div class="timeline__text">{text}</div>}
        </li>
      ))}
    </ol>
  );
}

/** What is to be done, each with its state. */
export function TaskList({ items }: { items: readonly { title: string; href?: string | undefined; hint?: string | undefined; status: { text: string; tone: Tone } }[] }): VNode {
  return (
    <ul class="govuk-task-list">
      {items.map(({ title, href, hint, status }) => (
        <li class={`govuk-task-list__item${href ? ' govuk-task-list__item--with-link' : ''}`}>
          <div class="govuk-task-list__name-and-hint">
            {href ? <a class="govuk-link govuk-task-list__link" href={href}>{title}</a> : <div>{title}</div>}
            {hint && <div class="govuk-task-list__hint">{hint}</div>}
          </div>
          <div class="govuk-task-list__status"><Tag tone={status.tone}>{status.text}</Tag></div>
        </li>
      ))}
    </ul>
  );
}
