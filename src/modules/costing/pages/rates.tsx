import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Form, MoneyField, PageHeading, Section, SelectField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { rateKinds, rateNames } from '../rate.ts';
import type { RateRow, WorkshopChoice } from '../rate-queries.ts';
import { lotsUrl, ratesUrl } from '../urls.ts';
import { sayCost } from '../words.ts';

/** What an hour of an open workshop costs, by day and with its basis. */
export function ratesPage(req: Req, { rows, workshops, today, upt }: { rows: RateRow[]; workshops: WorkshopChoice[]; today: string; upt: string | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayCost(locale);
  return workPage(req, { surface: 'bengkel', title: t('rates'), failed: state !== undefined, breadcrumbs: [{ href: lotsUrl({ upt }), text: t('title') }] },
    <PageHeading title={t('rates')} caption={t('ratesLead')} />,
    <DataTable caption={t('rates')} captionHidden rows={rows} empty={t('ratesNone')} columns={[
      { title: t('kind'), cell: (row) => rateNames[row.kind][locale] },
      { title: t('workshop'), cell: (row) => (row.workshop_name_id === null ? t('everyWorkshop') : pick(locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en ?? row.workshop_name_id })) },
      { title: t('perHour'), numeric: true, cell: (row) => rupiah(row.idr_per_hour) },
      { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
      { title: t('basis'), cell: (row) => row.basis },
    ]} />,
    may(req.actor, 'cost.set_rate') && (
      <Section title={t('setRate')}>
        <Form action={ratesUrl()} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="kind" label={t('kind')} options={rateKinds.map((value) => ({ value, text: rateNames[value][locale] }))} />
          <SelectField name="workshop" label={t('workshop')} empty={t('everyWorkshop')} options={workshops.map((each) => ({ value: each.code, text: pick(locale, each) }))} />
          <MoneyField name="idr_per_hour" label={t('perHour')} required />
          <DateField name="from" label={t('from')} value={today} required />
          <TextareaField name="basis" label={t('basis')} hint={t('basisHint')} rows={2} required />
          <Button>{t('setRate')}</Button>
        </Form>
      </Section>
    ));
}
