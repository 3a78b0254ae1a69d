// The agency's first page (P1) and its catalogue as a table (P2).
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { productUrl, type ListingRow } from '#catalogue';
import { unitName } from '#products';
import { Button, DataTable, EmptyState, FilterPanel, Form, HiddenField, NumberField, PageHeading, Pagination, Section, StatCard, StatRow, TaskList, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { leftToPay, stateNames, states, type State, type Tone } from '../order.ts';
import type { OrderRow, Waits } from '../queries.ts';
import { addendumUrl, agencyCatalogueUrl, agencyFrameworkUrl, agencyOrdersUrl, agencyOrderUrl, agencyQuoteUrl, agencySwakelolaUrl, packageUrl } from '../urls.ts';
import { sayAgency, sayOrders } from '../words.ts';
import { agencyStep } from './agency-order.tsx';

export function agencyHomePage(req: Req, { open, counts, waits }: { open: OrderRow[]; counts: Partial<Record<State, number>>; waits: Waits[] }): VNode {
  const a = sayAgency(req.locale);
  const tasks = [...waits.map((wait) => waitTask(req, wait)), ...open.flatMap((order) => taskOf(req, order))];
  return workPage(req, { surface: 'pengadaan', title: a('home') },
    <PageHeading title={a('home')} caption={a('homeCaption')} />,
    <Section title={a('todo')}>
      {tasks.length > 0 ? <TaskList items={tasks} /> : <EmptyState title={a('nothingTodo')}><p>{a('nothingTodoText')} <a href={agencyCatalogueUrl()}>{a('openCatalogue')}</a></p></EmptyState>}
    </Section>,
    <Section title={a('byState')}>
      <StatRow>{states.filter((state) => (counts[state] ?? 0) > 0 || state === 'placed').map((state) => <StatCard label={stateNames[state][req.locale]} value={String(counts[state] ?? 0)} href={agencyOrdersUrl({ state })} />)}</StatRow>
    </Section>);
}

type Task = { title: string; href: string; hint: string; status: { text: string; tone: Tone } };
const asked = {
  quote: { key: 'tQuote', verb: 'quote.agree', href: agencyQuoteUrl }, addendum: { key: 'tAddendum', verb: 'addendum.sign', href: (number: string) => addendumUrl('pengadaan', number) },
  framework: { key: 'tFramework', verb: 'framework.sign', href: agencyFrameworkUrl }, swakelola: { key: 'tSwakelola', verb: 'swakelola.sign', href: agencySwakelolaUrl },
} as const;
/** Now for who may sign it and did not prepare it; for the others it waits. */
function waitTask(req: Req, wait: Waits): Task {
  const a = sayAgency(req.locale);
  const { key, verb, href } = asked[wait.kind];
  const mine = may(req.actor, verb) && wait.person !== req.actor.person_id;
  return { title: a(key, { number: wait.number }), href: href(wait.number), hint: [wait.subject, wait.by_day ? formatDay(wait.by_day, req.locale) : ''].filter(Boolean).join(' · '), status: mine ? { text: a('now'), tone: 'biru' } : { text: a('waiting'), tone: 'abu' } };
}

function taskOf(req: Req, order: OrderRow): Task[] {
  const a = sayAgency(req.locale);
  const step = agencyStep({ ...order, left_idr: leftToPay(order) }, req.actor);
  const now = { text: a('now'), tone: 'biru' as const };
  const later = { text: a('waiting'), tone: 'abu' as const };
  const hint = `${order.facility_name} · ${rupiah(order.total_idr)}`;
  if ('act' in step) return [{ title: a(step.act === 'goCommit' ? 'tCommit' : step.act === 'goBast' ? 'tInspect' : 'tPay', { number: order.number }), href: step.href, hint, status: now }];
  if (step.text === 'waitMaker') return [{ title: a('tWait', { number: order.number }), href: agencyOrderUrl(order.number), hint, status: later }];
  return step.text === 'waitPpk' ? [{ title: a('tCommitOther', { number: order.number }), href: agencyOrderUrl(order.number), hint, status: later }] : [];
}

export type CatalogueFilter = { q?: string };
export function agencyCataloguePage(req: Req, { rows, filter, page, more }: { rows: ListingRow[]; filter: CatalogueFilter; page: number; more: boolean }): VNode {
  const { locale } = req;
  const a = sayAgency(locale);
  const t = sayOrders(locale);
  return workPage(req, { surface: 'pengadaan', title: a('catalogue') },
    <PageHeading title={a('catalogue')} caption={a('catalogueCaption')} />,
    <FilterPanel action={agencyCatalogueUrl()} locale={locale} clearHref={agencyCatalogueUrl()} chips={filter.q ? [{ text: `“${filter.q}”`, removeHref: agencyCatalogueUrl() }] : []}>
      <TextField name="q" label={a('searchGoods')} value={filter.q ?? ''} />
    </FilterPanel>,
    <DataTable caption={a('catalogue')} captionHidden rows={rows} empty={a('noGoods')} columns={[
      { title: t('product'), cell: (row) => <><a href={productUrl(locale, row.slug)}>{pick(locale, row)}</a><br /><span class="quiet">{row.sku} · {row.facility_name}, {row.province}</span></> },
      { title: t('price'), numeric: true, cell: (row) => <>{rupiah(row.price_idr)}<br /><span class="quiet">/ {unitName(locale, row.unit)}</span></> },
      { title: a('tkdn'), numeric: true, cell: (row) => percent(row.tkdn_bp, locale) },
      { title: a('lead'), cell: (row) => a('leadDays', { n: row.lead_time_days }) },
      { title: a('capacity'), numeric: true, cell: (row) => count(row.daily_capacity * workingDaysPerMonth, locale) },
      { title: a('ready'), numeric: true, cell: (row) => count(Math.max(0, row.available), locale) },
      { title: a('package'), cell: (row) => (
        <Form action={packageUrl()} token={req.formToken()} locale={locale}>
          <HiddenField name="sku" value={row.sku} /><NumberField name="quantity" label={t('quantity')} value="1" width="xs" /><Button kind="secondary">{a('add')}</Button>
        </Form>) },
    ]} />,
    <Pagination locale={locale} label={a('catalogue')} previousHref={page > 1 ? agencyCatalogueUrl({ ...filter, halaman: page - 1 }) : undefined} nextHref={more ? agencyCatalogueUrl({ ...filter, halaman: page + 1 }) : undefined} />);
}

const workingDaysPerMonth = 21;
