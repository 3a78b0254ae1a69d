import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, EmptyState, FilterPanel, Form, HiddenField, MoneyField, NumberField, Notice, PageHeading, SelectField, Tag, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ItemRow } from '../queries.ts';
import { receiveUrl, stockCardUrl, storeUrl } from '../urls.ts';
import { sayInventory } from '../words.ts';

export type StoreFilter = { q?: string | undefined; kind?: 'material' | 'product' | undefined };

/** B14: what lies there, what is promised, what runs short. */
export function storePage(req: Req, { rows, lacking, filter }: { rows: ItemRow[]; lacking: ItemRow[]; filter: StoreFilter }): VNode {
  const { locale } = req;
  const t = sayInventory(locale);
  const upt = req.query['upt'];
  const kinds = { material: t('material'), product: t('product') };
  const chips = [
    ...(filter.q ? [{ text: `“${filter.q}”`, removeHref: storeUrl({ kind: filter.kind, upt }) }] : []),
    ...(filter.kind ? [{ text: kinds[filter.kind], removeHref: storeUrl({ q: filter.q, upt }) }] : []),
  ];
  return workPage(req, { surface: 'bengkel', title: t('store') },
    <PageHeading title={t('store')}>{may(req.actor, 'stock.receive') ? <ButtonLink href={receiveUrl()}>{t('receive')}</ButtonLink> : null}</PageHeading>,
    lacking.length > 0 ? <Notice tone="warning" title={t('shortTitle', { n: lacking.length })}><p>{t('shortHint')}</p><ul>{lacking.slice(0, 8).map((item) => <li><a href={stockCardUrl(item.code, upt)}>{item.name}</a>: {count(item.on_hand, locale)} {unitName(locale, item.unit)}</li>)}</ul></Notice> : null,
    <FilterPanel action={storeUrl()} locale={locale} chips={chips} clearHref={storeUrl({ upt })}>
      {upt ? <HiddenField name="upt" value={upt} /> : null}
      <TextField name="q" label={t('search')} value={filter.q ?? ''} />
      <SelectField name="kind" label={t('kind')} value={filter.kind ?? ''} empty={t('all')} options={[{ value: 'material', text: kinds.material }, { value: 'product', text: kinds.product }]} />
    </FilterPanel>,
    <DataTable caption={t('storeCaption')} rows={rows} empty={t('none')} columns={[
      { title: t('code'), cell: (row) => <a href={stockCardUrl(row.code, upt)}>{row.code}</a> },
      { title: t('name'), cell: (row) => <>{row.name} {row.on_hand < 0 ? <Tag tone="merah">{t('negative')}</Tag> : row.on_hand < row.minimum ? <Tag tone="kuning">{t('low')}</Tag> : null}</> },
      { title: t('kind'), cell: (row) => kinds[row.kind] },
      { title: t('onHand'), numeric: true, cell: (row) => `${count(row.on_hand, locale)} ${unitName(locale, row.unit)}` },
      { title: t('reserved'), numeric: true, cell: (row) => (row.kind === 'product' ? count(row.reserved, locale) : '') },
      { title: t('free'), numeric: true, cell: (row) => (row.kind === 'product' ? count(row.on_hand - row.reserved, locale) : '') },
      { title: t('value'), numeric: true, cell: (row) => rupiah(row.value_idr) },
    ]} />);
}

export type Receivable = { code: string; name: string; unit: string; is_new: boolean };

/** B16: what came, how many, at what cost, on which paper. */
export function receivePage(req: Req, { materials, asked }: { materials: Receivable[]; asked: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayInventory(locale);
  return workPage(req, { surface: 'bengkel', title: t('receive'), breadcrumbs: [{ href: storeUrl(), text: t('store') }], failed: state !== undefined },
    <PageHeading title={t('receive')} />,
    materials.length === 0
      ? <EmptyState title={t('noMaterials')}><p>{t('noMaterialsHint')}</p><ButtonLink href="/bengkel/produk/bahan">{t('toMaterials')}</ButtonLink></EmptyState>
      : (
        <Form action={receiveUrl()} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="code" label={t('material')} value={asked} empty={t('chooseMaterial')} options={materials.map((row) => ({ value: row.code, text: `${row.is_new ? t('newInStore', { name: row.name }) : row.name} · ${unitName(locale, row.unit)}` }))} required />
          <NumberField name="quantity" label={t('quantity')} hint={t('quantityHint')} required />
          <MoneyField name="unit_cost_idr" label={t('cost')} required />
          <TextField name="ref_id" label={t('reference')} hint={t('referenceHint')} width="m" required />
          <TextareaField name="note" label={t('note')} rows={3} />
          <Button large>{t('saveReceipt')}</Button>
        </Form>
      ));
}
