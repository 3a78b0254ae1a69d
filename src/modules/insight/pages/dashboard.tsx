import { formatDayShort, formatInstant, formatMonth } from '#kernel/calendar.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { DataTable, LineChart, PageHeading, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { attentions, figureNames, figures, type FigureName } from '../figure.ts';
import { byFacility, type Coverage, type Need } from '../queries.ts';
import { facilityUrl, factsUrl } from '../urls.ts';
import { say } from '../words.ts';

export type Dashboard = { month: string; last_month: string; sums: Record<FigureName, number>; needs: Need[]; coverage: Coverage; trend: { month: string; premi_idr: number; state_idr: number }[] };

/** What needs attention stands beside the figures; as-of time and coverage are always shown. */
export function dashboardPage(req: Req, { month, last_month, sums, needs, coverage, trend }: Dashboard) {
  const t = say(req.locale);
  return workPage(req, { surface: 'pusat', title: t('dashboard') },
    <PageHeading title={t('dashboard')} caption={req.actor.unit_name} />,
    <p class="muted">{t('asOf', { at: formatInstant(req.now, 'Asia/Jakarta', req.locale), reported: coverage.reported, active: coverage.active, month: formatMonth(last_month, req.locale) })}</p>,
    <StatRow>
      {figureNames.map((name) => (
        <StatCard label={figures[name].name[req.locale]} value={figures[name].money ? rupiahCompact(sums[name], req.locale) : count(sums[name], req.locale)}
          title={figures[name].money ? rupiah(sums[name]) : undefined} note={figures[name].rule[req.locale]} href={factsUrl(name, month)} />
      ))}
    </StatRow>,
    <NeedsTable req={req} needs={needs} />,
    <LineChart title={t('trend')} locale={req.locale} money series={[
      { name: t('premi'), points: trend.map((row) => ({ label: row.month, value: row.premi_idr })) },
      { name: t('state'), points: trend.map((row) => ({ label: row.month, value: row.state_idr })) },
    ]} />);
}

export function NeedsTable({ req, needs, captionHidden = false }: { req: Req; needs: Need[]; captionHidden?: boolean }) {
  const t = say(req.locale);
  return (
    <DataTable caption={t('attention')} captionHidden={captionHidden} rows={byFacility(needs)} empty={t('attentionNone')} columns={[
      { title: t('facility'), cell: (row) => <a href={facilityUrl(row.facility_code)}>{row.facility_name}</a> },
      { title: t('why'), cell: (row) => row.needs.map((need) => [<Tag tone={attentions[need.attention].tone}>{attentions[need.attention][req.locale]}{need.n > 1 ? ` (${need.n})` : ''}</Tag>, ' ']) },
      { title: t('since'), cell: (row) => (row.since ? formatDayShort(row.since, req.locale) : '–') },
    ]} />
  );
}
