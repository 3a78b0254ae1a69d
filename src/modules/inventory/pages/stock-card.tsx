import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, Form, IdentityBar, NumberField, PageHeading, PrintLink, Section, TextareaField } from '#ui';
import { printPage, workPage } from '#ui/frames.tsx';
import type { CardRow, ItemRow, LotRow } from '../queries.ts';
import { reasonNames } from '../stock.ts';
import { countUrl, printCardUrl, receiveUrl, storeUrl } from '../urls.ts';
import { sayInventory } from '../words.ts';

export type StockCard = { item: ItemRow; rows: CardRow[]; lots: LotRow[]; facility: { name: string; is_sample: boolean } };

/** B15: the ten customary columns, and under them the lots or the count. */
export function stockCardPage(req: Req, { item, rows, lots }: StockCard, state?: FormState): VNode {
  const { locale } = req;
  const t = sayInventory(locale);
  const upt = req.query['upt'];
  const title = t('card', { name: item.name });
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: storeUrl({ upt }), text: t('store') }], failed: state !== undefined },
    <PageHeading title={title} caption={item.code}>
      <PrintLink locale={locale} href={printCardUrl(item.code, upt)} />
      {item.kind === 'material' && may(req.actor, 'stock.receive') ? <ButtonLink href={receiveUrl(item.code)}>{t('receive')}</ButtonLink> : null}
    </PageHeading>,
    <IdentityBar title={item.name} code={item.code} facts={[
      { label: t('onHand'), value: `${count(item.on_hand, locale)} ${unitName(locale, item.unit)}` },
      ...(item.kind === 'product' ? [{ label: t('reserved'), value: count(item.reserved, locale) }, { label: t('free'), value: count(item.on_hand - item.reserved, locale) }] : [{ label: t('minimum'), value: count(item.minimum, locale) }]),
      { label: t('value'), value: rupiah(item.value_idr) },
    ]} />,
    <CardTable locale={locale} title={title} rows={rows} />,
    item.kind === 'product'
      ? (
        <Section title={t('lots')}>
          <DataTable caption={t('lots')} captionHidden rows={lots} empty={t('lotsNone')} columns={[
            { title: t('lot'), cell: (row) => <a href={`/cek/${row.code}`}>{row.code}</a> },
            { title: t('madeOn'), cell: (row) => formatDayShort(row.made_on, locale) },
            { title: t('bestBefore'), cell: (row) => (row.best_before ? formatDayShort(row.best_before, locale) : '') },
            { title: t('left'), numeric: true, cell: (row) => count(row.left_quantity, locale) },
          ]} />
        </Section>
      )
      : may(req.actor, 'stock.count') ? (
        <Section title={t('count')} id="hitung">
          <p>{t('countHint')}</p>
          <Form action={countUrl(item.code)} token={req.formToken()} locale={locale} state={state}>
            <NumberField name="counted" label={t('counted')} required />
            <TextareaField name="note" label={t('countReason')} rows={2} required />
            <Button>{t('saveCount')}</Button>
          </Form>
        </Section>
      ) : null);
}

/** The same card for the binder. */
export function printedCard(req: Req, { item, rows, facility }: StockCard): VNode {
  const t = sayInventory(req.locale);
  const title = t('card', { name: item.name });
  return printPage(req, { title, sample: facility.is_sample },
    <PageHeading title={title} caption={`${facility.name} · ${item.code} · ${unitName(req.locale, item.unit)}`} />,
    <CardTable locale={req.locale} title={title} rows={rows} />);
}

function CardTable({ locale, title, rows }: { locale: Locale; title: string; rows: CardRow[] }): VNode {
  const t = sayInventory(locale);
  const value = (row: CardRow) => rupiah(Math.abs(row.quantity) * row.unit_cost_idr);
  return (
    <DataTable caption={title} captionHidden rows={rows} empty={t('cardNone')} columns={[
      { title: t('day'), cell: (row) => row.on_day.split('-').reverse().join('/') },
      { title: t('basis'), cell: (row) => row.basis },
      { title: t('party'), cell: (row) => <>{reasonNames[row.reason][locale]}{row.note ? <><br /><span class="quiet">{row.note}</span></> : null}</> },
      { title: t('in'), numeric: true, cell: (row) => (row.quantity > 0 ? count(row.quantity, locale) : '') },
      { title: t('out'), numeric: true, cell: (row) => (row.quantity < 0 ? count(-row.quantity, locale) : '') },
      { title: t('left'), numeric: true, cell: (row) => count(row.left, locale) },
      { title: t('unitCost'), numeric: true, cell: (row) => rupiah(row.unit_cost_idr) },
      { title: t('valueIn'), numeric: true, cell: (row) => (row.quantity > 0 ? value(row) : '') },
      { title: t('valueOut'), numeric: true, cell: (row) => (row.quantity < 0 ? value(row) : '') },
      { title: t('valueLeft'), numeric: true, cell: (row) => rupiah(row.left_value_idr) },
    ]} />
  );
}
