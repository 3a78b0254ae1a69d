import { percent } from '#kernel/money.ts';
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, NumberField, PageHeading, Section, SelectField, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { PolicyRow } from '../policy-queries.ts';
import { bases, basisNames } from '../price-policy.ts';
import { sayPricing } from '../pricing-words.ts';
import { policyUrl, productsUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

/** How far from cost or market a price may lie, by basis and day; the head of facility sets the facility's own by letter. */
export function policyPage(req: Req, { rows, today }: { rows: PolicyRow[]; today: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayPricing(locale);
  return workPage(req, { surface: 'bengkel', title: t('policyTitle'), failed: state !== undefined, breadcrumbs: [{ href: productsUrl(), text: sayProducts(locale)('products') }] },
    <PageHeading title={t('policyTitle')} caption={t('policyLead')} />,
    <DataTable caption={t('policyTitle')} captionHidden rows={rows} empty="" columns={[
      { title: t('basis'), cell: (row) => basisNames[row.basis][locale] },
      { title: t('band'), cell: (row) => t(row.value.of === 'cost' ? 'bandCost' : 'bandMarket', { low: percent(row.value.low_bp, locale, { digits: 1 }), high: percent(row.value.high_bp, locale, { digits: 1 }) }) },
      { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
      { title: t('legal'), cell: (row) => row.legal_basis },
      { title: t('state'), cell: (row) => <><Tag tone={row.holds ? 'hijau' : 'abu'}>{t(row.holds ? 'holds' : 'holdsNot')}</Tag><br /><span class="quiet">{t(row.own ? 'ownPolicy' : 'countryPolicy')}</span></> },
    ]} />,
    may(req.actor, 'price.set_policy') && (
      <Section title={t('setPolicyTitle')}>
        <Form action={policyUrl} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="basis" label={t('basis')} options={bases.map((value) => ({ value, text: basisNames[value][locale] }))} />
          <NumberField name="low_percent" label={t('lowPercent')} width="xs" required />
          <NumberField name="high_percent" label={t('highPercent')} width="xs" required />
          <DateField name="from" label={t('from')} value={today} required />
          <TextareaField name="letter" label={t('legal')} hint={t('letterHint')} rows={2} required />
          <Button>{t('setPolicy')}</Button>
        </Form>
      </Section>
    ));
}
