import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, MoneyField, PageHeading, RefusalForm, Section, SummaryCard, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import type { ReadingSnapshot } from '../reading.ts';
import { premiUrl, settlementUrl } from '../urls.ts';
import { say } from '../words.ts';
import { readingSentence } from './reading-words.ts';
import type { RealisationRow, WaitingRow } from './realisation-queries.ts';
import { budgetWaitsUrl, realisationUrl } from './urls.ts';
import { sayDiffer } from './words.ts';

const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu' } as const;
export type BudgetWaits = { waiting: WaitingRow[]; receipts: RealisationRow[]; reading: ReadingSnapshot; today: string };

/** Under the reading that deposits everything: what people and others still wait for, and what the budget brought. */
export function budgetPage(req: Req, { waiting, receipts, reading, today }: BudgetWaits, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDiffer(locale);
  const upt = req.query['upt'];
  const people_idr = waiting.reduce((sum, row) => sum + row.people_idr, 0);
  const total_idr = waiting.reduce((sum, row) => sum + row.others_idr, people_idr);
  return workPage(req, { surface: 'bengkel', title: t('budget'), breadcrumbs: [{ href: premiUrl({ upt }), text: say(locale)('premi') }], failed: state !== undefined },
    <PageHeading title={t('budget')} caption={t('budgetIntro')} />,
    <Problem state={state} />,
    <p>{readingSentence(reading, reading.kind, locale)} <span class="quiet">{t('readingNote')}</span></p>,
    may(req.actor, 'realisation.approve') ? receipts.filter((row) => row.state === 'prepared').map((row) => <Decide req={req} row={row} />) : null,
    <Section title={t('budget')}>
      {total_idr > 0 ? <p><strong>{t('waitsSum', { total: rupiah(total_idr), people: rupiah(people_idr) })}</strong></p> : null}
      <DataTable caption={t('budget')} captionHidden rows={waiting} empty={t('budgetNone')} columns={[
        { title: t('settlement'), cell: (row) => <a href={settlementUrl(row.number, upt)}>{row.number}</a> },
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('workers'), numeric: true, cell: (row) => rupiah(row.people_idr) },
        { title: t('others'), numeric: true, cell: (row) => rupiah(row.others_idr) },
      ]} />
    </Section>,
    may(req.actor, 'realisation.prepare') && total_idr > 0 ? (
      <SummaryCard title={t('receive')}>
        <Form action={budgetWaitsUrl()} token={req.formToken()} state={state} locale={locale}>
          <TextField name="paper" label={t('paper')} state={state} required />
          <DateField name="received_on" label={t('receivedOn')} value={today} state={state} required />
          <MoneyField name="amount_idr" label={t('amount')} state={state} required />
          <Button>{t('receive')}</Button>
        </Form>
      </SummaryCard>
    ) : null,
    <Section title={t('received')}>
      <DataTable caption={t('received')} captionHidden rows={receipts} empty={t('receivedNone')} columns={[
        { title: t('number'), cell: (row) => <>{row.number}<br /><span class="quiet">{row.paper}</span></> },
        { title: t('receivedOn'), cell: (row) => formatDay(row.received_on, locale) },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{t(row.state)}</Tag>{row.refusal_reason ? <><br /><span class="quiet">{row.refusal_reason}</span></> : null}</> },
      ]} />
    </Section>);
}

function Decide({ req, row }: { req: Req; row: RealisationRow }): VNode {
  const t = sayDiffer(req.locale);
  return (
    <SummaryCard title={`${row.number}: ${rupiah(row.amount_idr)}`}>
      <p>{row.paper}, {formatDay(row.received_on, req.locale)}</p>
      <Form action={realisationUrl(row.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button>{t('approveReceipt')}</Button></Form>
      <RefusalForm action={realisationUrl(row.id, 'tolak')} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('reason')} />
    </SummaryCard>
  );
}
