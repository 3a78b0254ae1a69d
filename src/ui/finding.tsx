import type { ComponentChildren, VNode } from 'preact';
import type { Locale } from '#kernel/words.ts';
import { FormContext, useFormPrefix } from './form-scope.ts';
import { Icon } from './icon.tsx';
import { sayKit } from './words.ts';

/** Filters as a GET form, so the address can be sent to someone. What is chosen stands outside as chips that are links. */
export function FilterPanel({ action, locale, chips, clearHref, children }: {
  action: string; locale: Locale; chips: readonly { text: string; removeHref: string }[]; clearHref: string; children: ComponentChildren;
}): VNode {
  const t = sayKit(locale);
  const prefix = useFormPrefix(undefined);
  return (
    <div class="filter">
      <details class="filter__panel">
        <summary class="filter__summary">{t('filter')}{chips.length > 0 && ` (${chips.length})`}</summary>
        <form action={action} method="get" class="filter__form" novalidate>
          <FormContext.Provider value={{ prefix, locale, state: undefined }}>
            <div class="filter__fields">{children}</div>
          </FormContext.Provider>
          <button type="submit" class="govuk-button govuk-button--secondary" data-module="govuk-button">{t('filterShow')}</button>
        </form>
      </details>
      {chips.length > 0 && (
        <div class="filter__chosen">
          <ul class="chips" aria-label={t('filterChosen')}>
            {chips.map(({ text, removeHref }) => (
              <li><a class="chip" href={removeHref}><span class="govuk-visually-hidden">{t('filterRemove')} </span>{text}<Icon name="x" /></a></li>
            ))}
          </ul>
          <a class="govuk-link" href={clearHref}>{t('filterClear')}</a>
        </div>
      )}
    </div>
  );
}

/** On and back through a list: by cursor, or by numbered pages where the count is known. */
export function Pagination({ locale, previousHref, nextHref, label, pages = [] }: {
  locale: Locale; previousHref?: string | undefined; nextHref?: string | undefined; label?: string | undefined; pages?: readonly { number: number; href: string; current?: boolean }[] | undefined;
}): VNode | null {
  const t = sayKit(locale);
  if (!previousHref && !nextHref && pages.length < 2) return null;
  return (
    <nav class="govuk-pagination" aria-label={label ?? t('pages')}>
      {previousHref && (
        <div class="govuk-pagination__prev">
          <a class="govuk-link govuk-pagination__link" href={previousHref} rel="prev"><Icon name="arrow-left" /> <span class="govuk-pagination__link-title">{t('previous')}</span></a>
        </div>
      )}
      {pages.length > 1 ? (
        <ul class="govuk-pagination__list">
          {pages.map(({ number, href, current }) => (
            <li class={`govuk-pagination__item${current ? ' govuk-pagination__item--current' : ''}`}>
              <a class="govuk-link govuk-pagination__link" href={href} aria-label={t('page', { n: number })} aria-current={current ? 'page' : undefined}>{number}</a>
            </li>
          ))}
        </ul>
      ) : label && <p class="pagination-label">{label}</p>}
      {nextHref && (
        <div class="govuk-pagination__next">
          <a class="govuk-link govuk-pagination__link" href={nextHref} rel="next"><span class="govuk-pagination__link-title">{t('next')}</span> <Icon name="arrow-right" /></a>
        </div>
      )}
    </nav>
  );
}

/** The parts of one file, as links. */
export function SubNav({ label, items }: { label: string; items: readonly { href: string; text: string; current: boolean }[] }): VNode {
  return (
    <nav class="sub-nav" aria-label={label}>
      <ul>{items.map(({ href, text, current }) => <li><a href={href} aria-current={current ? 'page' : undefined}>{text}</a></li>)}</ul>
    </nav>
  );
}

/** Where this page hangs; the page itself is its own heading and is not repeated here. */
export function Breadcrumbs({ locale, items }: { locale: Locale; items: readonly { href: string; text: string }[] }): VNode {
  return (
    <nav class="govuk-breadcrumbs" aria-label={sayKit(locale)('navPath')}>
      <ol class="govuk-breadcrumbs__list">
        {items.map(({ href, text }) => <li class="govuk-breadcrumbs__list-item"><a class="govuk-breadcrumbs__link" href={href}>{text}</a></li>)}
      </ol>
    </nav>
  );
}
