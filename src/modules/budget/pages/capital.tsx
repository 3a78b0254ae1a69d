import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { BarChart, ButtonLink, Columns, DataTable, PageHeading, Section, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { sayAsset } from '../asset-words.ts';
import type { AssetRow } from '../assets-queries.ts';
import type { Due, YearTotal } from '../capital.ts';
import { assetsUrl, assetUrl, budgetUrl, capitalUrl, nationalUrl, newProposalUrl } from '../urls.ts';
import { say } from '../words.ts';
import { workshopName } from './assets.tsx';

export type Plan = { years: YearTotal[]; basis: string };

/** Five years of replacement of one facility: the totals, then each machine and why. */
export function capitalPage(req: Req, { years, basis, due, upt, registered }: Plan & { due: Due<AssetRow>[]; upt: string | undefined; registered: number }): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const title = titleOf(req, years);
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: budgetUrl({ upt }), text: say(locale)('title') }] },
    <PageHeading title={title} caption={t('capitalLead', { basis })}>
      {may(req.actor, 'proposal.write') && due.length > 0 && <ButtonLink href={newProposalUrl}>{t('ask')}</ButtonLink>}
      <ButtonLink kind="secondary" href={`/bengkel/anggaran/modal.xlsx${upt ? `?upt=${upt}` : ''}`}>{t('sheet')}</ButtonLink>
      <ButtonLink kind="plain" href={assetsUrl({ upt })}>{t('title')}</ButtonLink>
    </PageHeading>,
    registered === 0 ? <p class="empty">{t('noAssets')}</p> : <Totals req={req} years={years} />,
    registered > 0 && (
      <Section title={t('list')}>
        <DataTable caption={t('list')} captionHidden rows={due} empty={t('nothingDue')} columns={[
          { title: t('name'), cell: (row) => <><a href={assetUrl(row.id, upt)}>{row.name}</a><br /><code>{row.code}</code></> },
          { title: t('workshop'), cell: (row) => workshopName(locale, row) },
          { title: t('year'), numeric: true, cell: (row) => String(row.year) },
          { title: t('why'), cell: (row) => <Tag tone={row.why === 'end_of_life' ? 'abu' : row.why === 'broken' ? 'merah' : 'kuning'}>{t(row.why)}</Tag> },
          { title: t('acquired'), cell: (row) => formatDay(row.acquired_on, locale) },
          { title: t('cost'), numeric: true, cell: (row) => rupiah(row.cost_idr) },
          { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) },
        ]} />
      </Section>
    ));
}

export type UnitPlan = { code: string; name: string; office: string; years: YearTotal[] };
/** The same for a region or the country: one row for each facility, and the sums of each regional office. */
export function nationalCapitalPage(req: Req, { years, basis, units, offices }: Plan & { units: UnitPlan[]; offices: UnitPlan[] }): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const title = titleOf(req, years);
  const columns = (first: { title: string; cell: (row: UnitPlan) => VNode | string }) => [
    first, ...years.map(({ year }, n) => ({ title: String(year), numeric: true, cell: (row: UnitPlan) => rupiah(row.years[n]?.price_idr ?? 0) })),
    { title: t('total'), numeric: true, cell: (row: UnitPlan) => rupiah(row.years.reduce((all, { price_idr }) => all + price_idr, 0)) },
  ];
  return workPage(req, { surface: 'pusat', title, breadcrumbs: [{ href: nationalUrl(), text: say(locale)('national') }] },
    <PageHeading title={title} caption={t('capitalLead', { basis })}><ButtonLink kind="secondary" href="/pusat/anggaran/modal.xlsx">{t('sheet')}</ButtonLink></PageHeading>,
    units.length === 0 ? <p class="empty">{t('noAssets')}</p> : <Totals req={req} years={years} />,
    offices.length > 1 && <Section title={t('byOffice')}><DataTable caption={t('byOffice')} captionHidden rows={offices} empty={t('noAssets')} columns={columns({ title: t('office'), cell: (row) => row.name })} /></Section>,
    units.length > 0 && <Section title={t('byUnit')}><DataTable caption={t('byUnit')} captionHidden rows={units} empty={t('noAssets')} columns={columns({ title: t('facility'), cell: (row) => <a href={capitalUrl(row.code)}>{row.name}</a> })} /></Section>);
}

function Totals({ req, years }: { req: Req; years: YearTotal[] }): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const all = { year: 0, machines: years.reduce((sum, row) => sum + row.machines, 0), price_idr: years.reduce((sum, row) => sum + row.price_idr, 0) };
  return (
    <Columns
      main={<BarChart title={t('price')} locale={locale} money series={[{ name: t('price'), points: years.map(({ year, price_idr }) => ({ label: String(year), value: price_idr })) }]} />}
      side={<DataTable caption={t('total')} captionHidden rows={[...years, all]} empty={t('nothingDue')} columns={[
        { title: t('year'), cell: (row) => t('yearOf', { year: row.year === 0 ? t('total') : row.year, n: count(row.machines, locale) }) }, { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) },
      ]} />} />
  );
}

const titleOf = (req: Req, years: YearTotal[]): string => sayAsset(req.locale)('capitalTitle', { first: years[0]?.year ?? '', last: years.at(-1)?.year ?? '' });
