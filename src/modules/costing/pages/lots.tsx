import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, FilterPanel, Form, PageHeading, Pagination, Section, SelectField, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { totals } from '../lot-cost.ts';
import type { LotFilter, LotRow } from '../lot-queries.ts';
import { alarmsUrl, lotsSheetUrl, lotsUrl, lotUrl, productCostsUrl, ratesUrl } from '../urls.ts';
import { gapsInWords, sayCost } from '../words.ts';

export type LotsView = { rows: LotRow[]; next: string | undefined; filter: LotFilter; months: string[]; products: { sku: string; name_id: string; name_en: string }[]; upt: string | undefined; open_alarms: number };

/** Plus is dearer than the standard, and says so by its sign. */
export const signed = (amount_idr: number | null): string => (amount_idr === null ? '–' : `${amount_idr > 0 ? '+' : ''}${rupiah(amount_idr)}`);

/** Every lot of a month or a product: standard against actual, and what is missing. */
export function lotsPage(req: Req, { rows, next, filter, months, products, upt, open_alarms }: LotsView): VNode {
  const { locale } = req;
  const t = sayCost(locale);
  const { month, sku } = filter;
  const product = products.find((each) => each.sku === sku);
  const complete = rows.map((row) => totals(row)).filter((row) => row.complete);
  const sum = (of: (row: { actual_idr: number; standard_idr: number }) => number) => complete.reduce((all, row) => all + of(row), 0);
  return workPage(req, { surface: 'bengkel', title: t('title') },
    <PageHeading title={t('title')} caption={t('lead')}>
      <ButtonLink kind="secondary" href={lotsSheetUrl({ upt, bulan: month, sku })}>{t('sheetXlsx')}</ButtonLink><ButtonLink kind="plain" href={productCostsUrl({ upt })}>{t('productCosts')}</ButtonLink><ButtonLink kind="plain" href={ratesUrl({ upt })}>{t('rates')}</ButtonLink><ButtonLink kind="plain" href={alarmsUrl({ upt })}>{`${t('alarms')} (${open_alarms})`}</ButtonLink>
    </PageHeading>,
    <FilterPanel action="/bengkel/biaya" locale={locale} clearHref={lotsUrl({ upt })} chips={[
      ...(month ? [{ text: formatMonth(month, locale), removeHref: lotsUrl({ upt, sku }) }] : []), ...(product ? [{ text: pick(locale, product), removeHref: lotsUrl({ upt, bulan: month }) }] : []),
    ]}>
      {upt && <input type="hidden" name="upt" value={upt} />}
      <SelectField name="bulan" label={t('month')} empty={t('all')} value={month} options={months.map((value) => ({ value, text: formatMonth(value, locale) }))} />
      <SelectField name="sku" label={t('product')} empty={t('all')} value={sku} options={products.map((each) => ({ value: each.sku, text: pick(locale, each) }))} />
    </FilterPanel>,
    complete.length > 0 && (
      <StatRow>
        <StatCard label={t('complete')} value={`${count(complete.length, locale)} / ${count(rows.length, locale)}`} />
        <StatCard label={t('standard')} value={rupiahCompact(sum((row) => row.standard_idr), locale)} title={rupiah(sum((row) => row.standard_idr))} /><StatCard label={t('actual')} value={rupiahCompact(sum((row) => row.actual_idr), locale)} title={rupiah(sum((row) => row.actual_idr))} />
        <StatCard label={t('variance')} value={signed(sum((row) => row.actual_idr - row.standard_idr))} />
      </StatRow>
    ),
    <LotTable locale={locale} rows={rows} />,
    complete.length > 0 && <Causes locale={locale} rows={rows.filter((row) => totals(row).complete)} />,
    <Pagination locale={locale} nextHref={next ? lotsUrl({ upt, bulan: month, sku, setelah: next }) : undefined} />,
    may(req.actor, 'cost.compute') && <Form action="/bengkel/biaya" token={req.formToken()} locale={locale}><Button kind="secondary">{t('computeNow')}</Button></Form>);
}

/** Why the complete lots shown cost other than their standard. */
function Causes({ locale, rows }: { locale: Locale; rows: LotRow[] }): VNode {
  const t = sayCost(locale);
  const sum = (of: (row: LotRow) => number | null) => rows.reduce((all, row) => all + (of(row) ?? 0), 0);
  const causes: [string, number][] = [
    [t('priceVariance'), sum((row) => row.price_variance_idr)], [t('usageVariance'), sum((row) => row.usage_variance_idr)], [t('yieldVariance'), sum((row) => row.yield_variance_idr)],
    [t('energy'), sum((row) => (row.energy_idr ?? 0) - row.standard_energy_idr)], [t('depreciation'), sum((row) => (row.depreciation_idr ?? 0) - row.standard_depreciation_idr)], [t('efficiencyLabour'), sum((row) => row.efficiency_variance_idr)],
  ];
  return (
    <Section title={t('byCause')}>
      <DataTable caption={t('byCause')} captionHidden rows={causes} empty="" columns={[{ title: t('part'), cell: ([name]) => name }, { title: t('variance'), numeric: true, cell: ([, amount]) => signed(amount) }]} />
    </Section>
  );
}

export function LotTable({ locale, rows }: { locale: Locale; rows: LotRow[] }): VNode {
  const t = sayCost(locale);
  return (
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('lot'), cell: (row) => <><a href={lotUrl(row.lot_code)}><code>{row.lot_code}</code></a><br /><span class="quiet">{formatDay(row.made_on, locale)}</span></> },
      { title: t('product'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{count(row.quantity, locale)} × {row.price_idr === null ? '–' : rupiah(row.price_idr)}</span></> },
      { title: t('standard'), numeric: true, cell: (row) => rupiah(totals(row).standard_idr) },
      { title: t('actual'), numeric: true, cell: (row) => rupiah(totals(row).actual_idr) },
      { title: t('variance'), numeric: true, cell: (row) => { const { complete, actual_idr, standard_idr } = totals(row); return complete ? signed(actual_idr - standard_idr) : '–'; } },
      { title: t('missingTitle'), cell: (row) => (row.missing.length === 0 ? <Tag tone="hijau">{t('complete')}</Tag> : <><Tag tone={row.final ? 'kuning' : 'abu'}>{t(row.final ? 'incomplete' : 'provisional')}</Tag><br /><span class="quiet">{gapsInWords(locale, row.missing)}</span></>) },
    ]} />
  );
}
