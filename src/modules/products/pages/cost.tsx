import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Form, MoneyField, PageHeading, Section, SelectField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { sayPricing } from '../pricing-words.ts';
import type { CostSheetRow, ProductRow } from '../queries.ts';
import { lineCost, type Method } from '../product.ts';
import { costUrl, productsUrl, productUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

/** A new cost sheet from a day on, beside the earlier ones; and the list cost of a material, which it is computed from. */
export function costPage(req: Req, { product, method, sheets }: { product: ProductRow; method: Method; sheets: CostSheetRow[] }, refused?: { of: 'sheet' | 'material'; state: FormState }): VNode {
  const { locale } = req;
  const t = sayPricing(locale);
  const { cost, bill } = method;
  const beyond = (kind: string, stated: number) => Math.max(0, stated - bill.reduce((sum, line) => sum + (line.kind === kind ? lineCost(line) : 0), 0));
  return workPage(req, { surface: 'bengkel', title: t('costTitle'), failed: refused !== undefined, breadcrumbs: [{ href: productsUrl(), text: sayProducts(locale)('products') }, { href: productUrl(product.sku), text: pick(locale, product) }] },
    <PageHeading title={t('costTitle')} caption={t('costLead')} />,
    <Section title={t('sheets')}>
      <DataTable caption={t('sheets')} captionHidden rows={sheets} empty={sayProducts(locale)('noCost')} columns={[
        { title: t('from'), cell: (row) => formatDay(row.valid_from, locale) }, { title: t('cash'), numeric: true, cell: (row) => rupiah(row.cash_cost_idr) }, { title: t('labour'), numeric: true, cell: (row) => rupiah(row.labour_idr) }, { title: t('why'), cell: (row) => row.note || '–' },
      ]} />
    </Section>,
    <Form action={costUrl(product.sku)} token={req.formToken()} locale={locale} state={refused?.of === 'sheet' ? refused.state : undefined}>
      <DateField name="from" label={t('from')} value={product.today} required />
      <MoneyField name="energy_idr" label={t('energy')} value={cost.energy_idr} required />
      <MoneyField name="depreciation_idr" label={t('depreciation')} value={cost.depreciation_idr} required />
      <MoneyField name="labour_idr" label={t('labour')} value={cost.labour_idr} required />
      <MoneyField name="auxiliary_idr" label={t('extraAuxiliary')} value={beyond('auxiliary', cost.auxiliary_idr)} />
      <MoneyField name="packaging_idr" label={t('extraPackaging')} value={beyond('packaging', cost.packaging_idr)} />
      <MoneyField name="selling_idr" label={t('selling')} value={cost.selling_idr} />
      <TextareaField name="note" label={t('why')} rows={2} required />
      <Button>{t('saveCost')}</Button>
    </Form>,
    <Section title={t('materialCost')}>
      <Form action={`${costUrl(product.sku)}/bahan`} token={req.formToken()} locale={locale} state={refused?.of === 'material' ? refused.state : undefined}>
        <SelectField name="code" label={t('material')} options={method.bill.map((line) => ({ value: line.code, text: `${line.name} (${rupiah(line.unit_cost_idr)})` }))} />
        <MoneyField name="unit_cost_idr" label={t('newCost')} required />
        <Button kind="secondary">{t('saveMaterialCost')}</Button>
      </Form>
    </Section>);
}
