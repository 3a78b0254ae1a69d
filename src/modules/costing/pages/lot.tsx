import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, DataTable, Form, IdentityBar, Notice, PageHeading, Section } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { totals } from '../lot-cost.ts';
import type { LotRow } from '../lot-queries.ts';
import { borne, rateNames } from '../rate.ts';
import { lotsUrl, lotUrl, productCostUrl } from '../urls.ts';
import { sayCost } from '../words.ts';
import { signed } from './lots.tsx';

/** One lot: every part of its cost against the standard, why they differ, and what the state bore besides. */
export function lotPage(req: Req, lot: LotRow, state?: FormState): VNode {
  const { locale } = req;
  const t = sayCost(locale);
  const { actual_idr, complete } = totals(lot);
  return workPage(req, { surface: 'bengkel', title: `${t('lot')} ${lot.lot_code}`, failed: state !== undefined, breadcrumbs: [{ href: lotsUrl(), text: t('title') }] },
    <PageHeading title={`${t('lot')} ${lot.lot_code}`} caption={pick(locale, lot)} />,
    state?.refusal && <Notice tone="danger" title={state.refusal} />,
    <IdentityBar title={pick(locale, lot)} code={lot.work_order} facts={[
      { label: t('madeOn'), value: formatDay(lot.made_on, locale) }, { label: t('pieces'), value: count(lot.quantity, locale) },
      { label: t('perUnit'), value: complete ? rupiah(Math.round(actual_idr / lot.quantity)) : t('unknown') }, { label: t('price'), value: lot.price_idr === null ? '–' : rupiah(lot.price_idr) },
    ]} />,
    lot.missing.length > 0 && <Notice tone="warning" title={t('missingTitle')}><ul class="govuk-list govuk-list--bullet">{lot.missing.map((gap) => <li>{t(gap)}</li>)}</ul></Notice>,
    <Parts locale={locale} lot={lot} />,
    <Variances locale={locale} lot={lot} />,
    <Section title={t('borneTitle')}>
      <p>{t('borneLead')}</p>
      <DataTable caption={t('borneTitle')} captionHidden rows={[...borne]} empty="" columns={[{ title: t('part'), cell: (kind) => rateNames[kind][locale] }, { title: t('actual'), numeric: true, cell: (kind) => known(lot[`${kind}_idr`], t('noRate')) }]} />
    </Section>,
    <p class="quiet">{t('always')} <a href={productCostUrl(lot.sku)}>{t('productCost', { name: pick(locale, lot) })}</a></p>,
    may(req.actor, 'cost.compute') && <Form action={lotUrl(lot.lot_code)} token={req.formToken()} locale={locale}><Button kind="secondary">{t('recompute')}</Button></Form>);
}

const known = (amount_idr: number | null, otherwise: string): string => (amount_idr === null ? otherwise : rupiah(amount_idr));

function Parts({ locale, lot }: { locale: Locale; lot: LotRow }): VNode {
  const t = sayCost(locale);
  const { actual_idr, standard_idr, complete } = totals(lot);
  const materials = lot.material_idr + lot.auxiliary_idr + lot.packaging_idr;
  const rows: { name: string; standard: number | null; actual: number | null; bold?: boolean; compare?: boolean }[] = [
    { name: t('materials'), standard: null, actual: lot.material_idr, compare: false }, { name: t('auxiliary'), standard: null, actual: lot.auxiliary_idr, compare: false }, { name: t('packaging'), standard: null, actual: lot.packaging_idr, compare: false },
    { name: t('materialsAll'), standard: lot.standard_material_idr, actual: materials, compare: lot.price_variance_idr !== null },
    { name: t('energy'), standard: lot.standard_energy_idr, actual: lot.energy_idr }, { name: t('depreciation'), standard: lot.standard_depreciation_idr, actual: lot.depreciation_idr },
    { name: t('cash'), standard: standard_idr, actual: complete ? actual_idr : null, bold: true },
    { name: `${t('labour')}, ${t('minutesOf', { n: count(lot.minutes, locale) })}`, standard: lot.standard_labour_idr, actual: lot.labour_idr, compare: lot.efficiency_variance_idr !== null },
  ];
  const strong = (bold: boolean | undefined, text: string) => (bold ? <strong>{text}</strong> : text);
  return (
    <Section title={t('costParts')}>
      <DataTable caption={t('costParts')} captionHidden rows={rows} empty="" columns={[
        { title: t('part'), cell: (row) => strong(row.bold, row.name) },
        { title: t('standard'), numeric: true, cell: (row) => strong(row.bold, row.standard === null ? '' : rupiah(row.standard)) },
        { title: t('actual'), numeric: true, cell: (row) => strong(row.bold, known(row.actual, t('unknown'))) },
        { title: t('variance'), numeric: true, cell: (row) => strong(row.bold, row.standard === null || row.actual === null || row.compare === false ? '' : signed(row.actual - row.standard)) },
      ]} />
    </Section>
  );
}

function Variances({ locale, lot }: { locale: Locale; lot: LotRow }): VNode {
  const t = sayCost(locale);
  const rows: [string, number | null][] = [[t('priceVariance'), lot.price_variance_idr], [t('usageVariance'), lot.usage_variance_idr], [t('yieldVariance'), lot.yield_variance_idr], [t('efficiencyVariance'), lot.efficiency_variance_idr]];
  return (
    <Section title={t('variances')}>
      <p>{t('variancesLead')}</p>
      <DataTable caption={t('variances')} captionHidden rows={rows} empty="" columns={[{ title: t('part'), cell: ([name]) => name }, { title: t('variance'), numeric: true, cell: ([, amount]) => (amount === null ? t('unknown') : signed(amount)) }]} />
      <p class="quiet">{t('linesLead')}</p>
      <DataTable caption={t('lines', { number: lot.work_order })} rows={lot.lines} empty="" columns={[
        { title: t('part'), cell: (line) => line.name }, { title: t('should'), numeric: true, cell: (line) => count(line.standard, locale) }, { title: t('drawn'), numeric: true, cell: (line) => count(line.drawn, locale) },
        { title: t('standard'), numeric: true, cell: (line) => rupiah(line.standard_idr) }, { title: t('actual'), numeric: true, cell: (line) => rupiah(line.actual_idr) },
        { title: t('priceVariance'), numeric: true, cell: (line) => signed(line.price_idr) }, { title: t('usageVariance'), numeric: true, cell: (line) => signed(line.usage_idr) }, { title: t('yieldVariance'), numeric: true, cell: (line) => signed(line.yield_idr) },
      ]} />
    </Section>
  );
}
