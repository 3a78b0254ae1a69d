import type { VNode } from 'preact';
import type { Problem } from '#kernel/problem.ts';
import { shopPage, type Asker } from './frames.tsx';
import { PageHeading } from './page-parts.tsx';
import { sayKit } from './words.ts';

/** Any answer that is not the page asked for: what happened, what to do next, and the number to quote. */
export function failurePage(req: Asker, problem: Problem): VNode {
  const t = sayKit(req.locale);
  return shopPage(req, { title: problem.title, noIndex: true },
    <PageHeading title={problem.title} />,
    <p class="lead">{problem.detail}</p>,
    problem.request_id && problem.status >= 500 && <p>{t('requestNumber')}: <code>{problem.request_id}</code></p>,
    <p><a class="govuk-link" href={req.locale === 'en' ? '/en' : '/'}>{t('backHome')}</a></p>);
}
