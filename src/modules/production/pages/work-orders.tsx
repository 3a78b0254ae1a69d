import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, DateField, EmptyState, FilterPanel, Form, HiddenField, NumberField, PageHeading, Pagination, SelectField, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { WorkOrderRow } from '../queries.ts';
import { newWorkOrderUrl, workOrdersUrl, workOrderUrl } from '../urls.ts';
import { sayProduction } from '../words.ts';
import { isRunning, stateNames, states, tones, type State } from '../work-order.ts';

export type WorkOrderFilter = { state?: State | undefined; before?: string | undefined };

/** B5: what the floor has to make. */
export function workOrdersPage(req: Req, { rows, filter, next, today }: { rows: WorkOrderRow[]; filter: WorkOrderFilter; next: string | undefined; today: string }): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  const upt = req.query['upt'];
  const chips = filter.state ? [{ text: stateNames[filter.state][locale], removeHref: workOrdersUrl({}, upt) }] : [];
  return workPage(req, { surface: 'bengkel', title: t('workOrders') },
    <PageHeading title={t('workOrders')}>{may(req.actor, 'work_order.create') ? <ButtonLink href={newWorkOrderUrl}>{t('newOrder')}</ButtonLink> : null}</PageHeading>,
    <FilterPanel action={workOrdersUrl()} locale={locale} chips={chips} clearHref={workOrdersUrl({}, upt)}>
      {upt ? <HiddenField name="upt" value={upt} /> : null}
      <SelectField name="state" label={t('state')} value={filter.state ?? ''} empty={t('all')} options={states.map((value) => ({ value, text: stateNames[value][locale] }))} />
    </FilterPanel>,
    <DataTable caption={t('workOrdersCaption')} rows={rows} empty={t('none')} columns={[
      { title: t('number'), cell: (row) => <a href={workOrderUrl(row.number, upt)}>{row.number}</a> },
      { title: t('product'), cell: (row) => pick(locale, row) },
      { title: t('quantity'), numeric: true, cell: (row) => `${count(row.quantity, locale)} ${unitName(locale, row.unit)}` },
      { title: t('made'), numeric: true, cell: (row) => count(row.made, locale) },
      { title: t('passed'), numeric: true, cell: (row) => count(row.passed, locale) },
      { title: t('due'), cell: (row) => <>{formatDayShort(row.due_on, locale)}{isRunning(row.state) && row.due_on < today ? <> <Tag tone="merah">{t('late')}</Tag></> : null}</> },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{stateNames[row.state][locale]}</Tag> },
    ]} />,
    <Pagination locale={locale} previousHref={filter.before ? workOrdersUrl({ state: filter.state }, upt) : undefined} nextHref={next ? workOrdersUrl({ state: filter.state, before: next }, upt) : undefined} label={t('nextPage')} />);
}

export type NewOrder = { products: { sku: string; name_id: string; name_en: string }[]; asked: { sku: string; quantity: string; order_line_id: string; due_on: string } };

/** B6: a product, how many, by when. Orders lead here with their line filled in. */
export function newWorkOrderPage(req: Req, { products, asked }: NewOrder, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  return workPage(req, { surface: 'bengkel', title: t('newOrder'), breadcrumbs: [{ href: workOrdersUrl(), text: t('workOrders') }], failed: state !== undefined },
    <PageHeading title={t('newOrder')} />,
    products.length === 0
      ? <EmptyState title={t('noProducts')}><ButtonLink href="/bengkel/produk">{t('toProducts')}</ButtonLink></EmptyState>
      : (
        <Form action={newWorkOrderUrl} token={req.formToken()} locale={locale} state={state}>
          <p>{t('methodKept')}</p>
          {asked.order_line_id ? <><p>{t('forLine')}</p><HiddenField name="order_line_id" value={asked.order_line_id} /></> : null}
          <SelectField name="sku" label={t('product')} value={asked.sku} empty={t('chooseProduct')} options={products.map((row) => ({ value: row.sku, text: `${pick(locale, row)} (${row.sku})` }))} required />
          <NumberField name="quantity" label={t('quantity')} value={asked.quantity} required />
          <DateField name="due_on" label={t('due')} value={asked.due_on} required />
          <TextareaField name="note" label={t('note')} hint={t('noteHint')} rows={3} />
          <Button large>{t('create')}</Button>
        </Form>
      ));
}
