import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import type { Savings } from '#ledger';
import { Button, ButtonLink, ButtonRow, DataTable, Form, IdentityBar, MoneyField, Notice, SelectField, SubNav, SummaryCard, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { withdrawalKinds } from '../commands/savings.ts';
import type { SlipRow } from '../queries.ts';
import { cardPdfUrl, cardUrl, premiUrl } from '../urls.ts';
import { say } from '../words.ts';

export type Card = { worker: { id: string; roster_code: string; name: string }; month: string; months: { month: string; amount_idr: number }[]; lines: SlipRow[]; savings: Savings };

/** One person's premi: what each rupiah was made of, and the whole savings book. */
export function cardPage(req: Req, { worker, month, months, lines, savings }: Card, state: FormState) {
  const t = say(req.locale);
  return workPage(req, { surface: 'bengkel', title: `${t('card')} ${worker.roster_code}`, breadcrumbs: [{ href: premiUrl, text: t('premi') }], failed: Boolean(state.refusal) || Object.keys(state.problems).length > 0 },
    <IdentityBar title={`${worker.roster_code} · ${worker.name}`} code={t('card')} facts={[{ label: t('balance'), value: rupiah(savings.balance_idr) }, { label: t('earned', { month: formatMonth(month, req.locale) }), value: rupiah(lines.reduce((sum, line) => sum + line.amount_idr, 0)) }]}>
      <ButtonRow><ButtonLink href={cardPdfUrl(worker.id, month)} kind="secondary">{t('pdf')}</ButtonLink></ButtonRow>
    </IdentityBar>,
    state.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    <SubNav label={t('month')} items={months.map((each) => ({ href: cardUrl(worker.id, each.month), text: formatMonth(each.month, req.locale), current: each.month === month }))} />,
    <DataTable caption={t('earned', { month: formatMonth(month, req.locale) })} rows={lines} empty={t('movementsNone')} columns={[
      { title: t('number'), cell: (row) => row.settlement },
      { title: t('memo'), cell: (row) => explained(row, req.locale) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
    ]} />,
    may(req.actor, 'withdrawal.prepare') ? (
      <SummaryCard title={t('take')}>
        <Form action={`${cardUrl(worker.id)}/ambil`} token={req.formToken()} state={state} locale={req.locale}>
          <SelectField name="kind" label={t('kind')} state={state} options={withdrawalKinds.map((kind) => ({ value: kind, text: t(kind) }))} />
          <MoneyField name="amount_idr" label={t('amount')} state={state} required />
          <TextField name="purpose" label={t('purpose')} state={state} required />
          <Button>{t('takeNow')}</Button>
        </Form>
      </SummaryCard>
    ) : null,
    <DataTable caption={t('movements')} rows={savings.movements} empty={t('movementsNone')} columns={[
      { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) },
      { title: t('memo'), cell: (row) => row.memo },
      { title: t('inOut'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('balance'), numeric: true, cell: (row) => rupiah(row.after_idr) },
    ]} />);
}

/** Plain words for one amount, on the screen and on the card. */
export function explained(row: SlipRow, locale: 'id' | 'en'): string {
  const t = say(locale);
  return t('explain', { order: row.order_number, gross: rupiah(row.gross_idr), share: rupiah(row.worker_share_idr), team: t(row.team as 'hours'), weight: row.weight, total: row.total_weight, people: row.people });
}
