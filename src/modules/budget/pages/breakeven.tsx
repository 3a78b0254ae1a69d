import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import { count, percent, rupiah, rupiahCompact } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { ButtonLink, DataTable, LineChart, Notice, PageHeading, Section, SelectField, StatCard, StatRow, SummaryCard, FilterPanel } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { BreakEven, WorkshopMonth } from '../breakeven.ts';
import { breakEven } from '../breakeven.ts';
import type { CapitalMonth } from '../breakeven-queries.ts';
import { inWords, sayBreakEven } from '../breakeven-words.ts';
import { breakEvenUrl, budgetUrl } from '../urls.ts';
import { say } from '../words.ts';

export type BreakEvenView = { month: string; months: string[]; upt: string | undefined; rows: WorkshopMonth[]; capital: CapitalMonth };

/** A month of every workshop: what it sold, what that cost, where it breaks even; in words first. */
export function breakEvenPage(req: Req, { month, months, upt, rows, capital }: BreakEvenView): VNode {
  const { locale } = req;
  const t = sayBreakEven(locale);
  const shown = rows.filter((row) => row.month === month).map((row) => ({ ...row, result: breakEven(row) }));
  const untraced = capital.settled_idr - shown.reduce((sum, row) => sum + row.sales_idr, 0);
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: budgetUrl({ upt }), text: say(locale)('title') }] },
    <PageHeading title={t('title')} caption={`${formatMonth(month, locale)}. ${t('lead')}`}><ButtonLink kind="secondary" href={`/bengkel/anggaran/impas.xlsx?${new URLSearchParams({ bulan: month, ...(upt ? { upt } : {}) })}`}>{t('sheet')}</ButtonLink></PageHeading>,
    <FilterPanel action="/bengkel/anggaran/impas" locale={locale} clearHref={breakEvenUrl({ upt })} chips={req.query['bulan'] ? [{ text: formatMonth(month, locale), removeHref: breakEvenUrl({ upt }) }] : []}>
      {upt && <input type="hidden" name="upt" value={upt} />}
      <SelectField name="bulan" label={t('month')} value={month} options={[...months].reverse().map((value) => ({ value, text: formatMonth(value, locale) }))} />
    </FilterPanel>,
    untraced > 0 && <Notice tone="warning">{t('untraced', { amount: rupiah(untraced) })}</Notice>,
    shown.length === 0 && <p class="empty">{t('noWorkshops')}</p>,
    ...shown.map((row) => <SummaryCard title={pick(locale, row)}><p>{inWords(locale, row, row.result).join(' ')}</p></SummaryCard>),
    shown.length > 0 && <DataTable caption={t('breakEven')} rows={shown} empty={t('noWorkshops')} columns={[
      { title: t('workshop'), cell: (row) => pick(locale, row) },
      { title: t('pieces'), numeric: true, cell: (row) => count(row.pieces, locale) },
      { title: t('sales'), numeric: true, cell: (row) => rupiah(row.sales_idr) },
      { title: t('variable'), numeric: true, cell: (row) => rupiah(row.result.variable_idr) },
      { title: t('fixed'), numeric: true, cell: (row) => rupiah(row.result.fixed_idr) },
      { title: t('result'), numeric: true, cell: (row) => rupiah(row.result.result_idr) },
      { title: t('breakEven'), numeric: true, cell: (row) => breakEvenText(locale, row.result) },
      { title: t('self'), numeric: true, cell: (row) => percent(row.result.self_sufficiency_bp, locale, { digits: 1 }) },
    ]} />,
    <p class="quiet">{t('reversed')}</p>,
    shown.length > 0 && <Trend locale={locale} rows={rows} months={months} />,
    <Section title={t('capital')}>
      <StatRow>
        <StatCard label={t('opening')} value={rupiahCompact(capital.opening_idr, locale)} note={rupiah(capital.opening_idr)} /><StatCard label={t('added')} value={rupiahCompact(capital.added_idr, locale)} note={rupiah(capital.added_idr)} /><StatCard label={t('used')} value={rupiahCompact(capital.used_idr, locale)} note={rupiah(capital.used_idr)} /><StatCard label={t('closing')} value={rupiahCompact(capital.closing_idr, locale)} note={rupiah(capital.closing_idr)} />
      </StatRow>
      <p class="quiet">{t('capitalNote')}</p>
      <DataTable caption={t('capital')} captionHidden rows={shown} empty={t('noWorkshops')} columns={[
        { title: t('workshop'), cell: (row) => pick(locale, row) }, { title: t('returned'), numeric: true, cell: (row) => rupiah(row.capital_idr) }, { title: t('drawn'), numeric: true, cell: (row) => rupiah(row.drawn_idr) },
        { title: t('covers'), numeric: true, cell: (row) => percent(row.drawn_idr > 0 ? Math.floor((row.capital_idr * 10_000) / row.drawn_idr) : null, locale, { digits: 1 }) },
      ]} />
    </Section>);
}

/** Only months in which something was sold, drawn or paid are points: a workshop that stood still is not at nought. */
function Trend({ locale, rows, months }: { locale: Locale; rows: WorkshopMonth[]; months: string[] }): VNode | null {
  const named = [...Map.groupBy(rows, (row) => row.workshop_id).values()].flatMap((own) => {
    const [one] = own;
    const points = months.flatMap((month) => {
      const row = own.find((each) => each.month === month);
      const self = row && (row.pieces > 0 || row.drawn_idr > 0 || row.wages_idr > 0) ? breakEven(row).self_sufficiency_bp : null;
      return self == null ? [] : [{ label: shortMonth(month, locale), value: Math.round(self / 100) }];
    });
    return one && points.length > 0 ? [{ name: pick(locale, one), points }] : [];
  });
  return named.length === 0 ? null : <LineChart title={sayBreakEven(locale)('trend')} locale={locale} series={named} order={months.map((month) => shortMonth(month, locale))} />;
}
const shortMonth = (month: string, locale: Locale): string => formatMonth(month, locale).replace(/ \d{4}$/, '');

function breakEvenText(locale: Locale, result: BreakEven): string {
  const t = sayBreakEven(locale);
  if (result.missing.length > 0) return t('unknown');
  return result.pieces === null ? t('never') : t('piecesN', { n: count(result.pieces, locale) });
}
