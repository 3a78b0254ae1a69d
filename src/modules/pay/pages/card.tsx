import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import type { Savings } from '#ledger';
import { Button, ButtonLink, DataTable, Form, IdentityBar, MoneyField, PageHeading, PrintLink, Section, SelectField, SubNav, SummaryCard, SummaryList, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { readingSentence } from '../differences/reading-words.ts';
import type { WaitingPart } from '../differences/realisation-queries.ts';
import { sayDiffer } from '../differences/words.ts';
import { explained } from '../explaining.ts';
import type { ReadingSnapshot } from '../reading.ts';
import type { SlipRow } from '../queries.ts';
import { takenInWords, wagesInWords, type Explained } from '../runs/explain-wages.ts';
import type { Wages } from '../runs/run-queries.ts';
import { Heirs } from '../savings/pages.tsx';
import { standingInWords, usable, type Standing } from '../savings/standing.ts';
import { say as sayKeeping } from '../savings/words.ts';
import { cardLargeUrl, cardPdfUrl, cardPrintUrl, cardUrl, premiUrl, withdrawUrl } from '../urls.ts';
import { withdrawalKinds } from '../withdrawal.ts';
import { say } from '../words.ts';

export type Card = { facility_id: string; worker: { id: string; roster_code: string; name: string; state: string }; month: string; months: { month: string; amount_idr: number }[]; lines: SlipRow[]; wages: Wages; savings: Savings; spendRule: Rule<number>; standing: Standing; /** Parts that wait for the budget, and the reading that holds today. */ waiting: WaitingPart[]; reading: ReadingSnapshot };

/** B28: one person's premi — what each rupiah was made of — and the whole savings book. */
export function cardPage(req: Req, card: Card, state?: FormState): VNode {
  const { worker, month, months, lines, wages, savings } = card;
  const { locale } = req;
  const t = say(locale);
  const d = sayDiffer(locale);
  const earned = t('earned', { month: formatMonth(month, locale) });
  return workPage(req, { surface: 'bengkel', title: `${t('card')} ${worker.roster_code}`, breadcrumbs: [{ href: premiUrl(), text: t('premi') }], failed: state !== undefined },
    <PageHeading title={`${t('card')} ${worker.roster_code}`} caption={req.actor.facility_id === null ? undefined : worker.name}>
      <PrintLink locale={locale} href={cardPrintUrl(worker.id, month)} />
      <ButtonLink href={cardPdfUrl(worker.id, month)} kind="secondary">{t('pdf')}</ButtonLink>
      <ButtonLink href={cardLargeUrl(worker.id, month)} kind="secondary">{t('largePrint')}</ButtonLink>
    </PageHeading>,
    <IdentityBar title={formatMonth(month, locale)} facts={[{ label: t('balance'), value: rupiah(savings.balance_idr) }, { label: earned, value: rupiah(lines.reduce((sum, line) => sum + line.amount_idr, wages.net_idr)) }]} />,
    months.length > 1 ? <SubNav label={t('month')} items={months.slice(0, 12).map((each) => ({ href: cardUrl(worker.id, each.month), text: formatMonth(each.month, locale), current: each.month === month }))} /> : null,
    <Section title={earned}>
      <DataTable caption={earned} captionHidden rows={slipRows(card, locale)} empty={t('movementsNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('memo'), cell: (row) => row.text },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      ]} />
    </Section>,
    <p class="quiet">{readingSentence(card.reading, card.reading.kind, locale)}</p>,
    card.waiting.length > 0 ? (
      <Section title={d('budget')}>
        <DataTable caption={d('budget')} captionHidden rows={card.waiting} empty={d('budgetNone')} columns={[
          { title: t('number'), cell: (row) => row.settlement },
          { title: t('memo'), cell: (row) => d('waitsWhy', { order: row.order_number }) },
          { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        ]} />
      </Section>
    ) : null,
    <SummaryCard title={sayKeeping(locale)('how')}><SummaryList rows={standingInWords(card.standing, locale)} /></SummaryCard>,
    may(req.actor, 'withdrawal.prepare') ? (worker.state === 'died' ? <Heirs req={req} worker_id={worker.id} state={state} /> : <Take req={req} card={card} state={state} />) : null,
    <Section title={t('movements')}>
      <DataTable caption={t('movements')} captionHidden rows={savings.movements} empty={t('movementsNone')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('memo'), cell: (row) => row.memo },
        { title: t('inOut'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('balance'), numeric: true, cell: (row) => rupiah(row.after_idr) },
      ]} />
    </Section>);
}

/** Sales shared, wages by the session, and what was kept back: one list whose sum is what the month brought. */
function slipRows({ lines, wages }: Card, locale: Req['locale']): Explained[] {
  return [
    ...lines.map((row) => ({ number: row.settlement, day: row.on_day, text: explained(row, locale), amount_idr: row.amount_idr })), ...wagesInWords(wages, locale),
    ...wages.taken.map((taken) => ({ number: taken.run, day: taken.day, text: takenInWords(taken, locale), amount_idr: -taken.amount_idr })),
  ];
}

function Take({ req, card: { worker, standing, spendRule }, state }: { req: Req; card: Card; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  const left = rupiah(usable(standing).inside_idr);
  return (
    <SummaryCard title={t('take')}>
      <p>{t('spendableHint', { left, percent: count(spendRule.value / 100, req.locale), basis: spendRule.legal_basis })}</p>
      <Form action={withdrawUrl(worker.id)} token={req.formToken()} state={state} locale={req.locale}>
        <SelectField name="kind" label={t('kind')} options={withdrawalKinds.map((kind) => ({ value: kind, text: t(kind) }))} />
        <MoneyField name="amount_idr" label={t('amount')} hint={t('releaseHint')} required />
        <TextField name="purpose" label={t('purpose')} required />
        <Button>{t('takeNow')}</Button>
      </Form>
    </SummaryCard>
  );
}
