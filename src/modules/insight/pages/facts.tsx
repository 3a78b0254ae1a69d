import { formatDay, formatMonth } from '#kernel/calendar.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, FilterPanel, PageHeading, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { figures, type FigureName } from '../figure.ts';
import type { Fact } from '../queries.ts';
import { dashboardUrl, facilityUrl, factsUrl } from '../urls.ts';
import { say } from '../words.ts';

export function factsPage(req: Req, { figure, month, facility, facts, total }: { figure: FigureName; month: string; facility: string; facts: Fact[]; total: number }) {
  const t = say(req.locale);
  const amount = (n: number) => (figures[figure].money ? rupiah(n) : count(n, req.locale));
  const title = figures[figure].name[req.locale];
  return workPage(req, { surface: 'pusat', title, breadcrumbs: [{ href: dashboardUrl, text: t('homeHq') }] },
    <PageHeading title={title} caption={formatMonth(month, req.locale)}><ButtonLink href={`${factsUrl(figure, month, facility)}&unduh=xlsx`} kind="secondary">{t('download')}</ButtonLink></PageHeading>,
    <p>{figures[figure].rule[req.locale]}. <strong>{t('sum', { n: facts.length, total: amount(total) })}</strong></p>,
    <FilterPanel action={`/pusat/fakta/${figure}`} locale={req.locale} clearHref={factsUrl(figure, month)} chips={facility ? [{ text: facility, removeHref: factsUrl(figure, month) }] : []}>
      <TextField name="bulan" label={t('month')} value={month} width="s" />
      <TextField name="lapas" label={t('facility')} value={facility} width="m" />
    </FilterPanel>,
    <DataTable caption={t('facts')} rows={facts} empty={t('none')} columns={[
      { title: t('facility'), cell: (row) => <a href={facilityUrl(row.facility_code)}>{row.facility_name}</a> },
      { title: t('thing'), cell: (row) => row.thing },
      { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) },
      { title: t('amount'), numeric: true, cell: (row) => amount(row.amount) },
    ]} />);
}
