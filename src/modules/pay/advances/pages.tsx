import type { VNode } from 'preact';
import { formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Details, Form, MoneyField, NumberField, PageHeading, RefusalForm, SelectField, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import { deductionsUrl } from '../runs/urls.ts';
import { say as sayRuns } from '../runs/words.ts';
import { cardUrl } from '../urls.ts';
import type { AdvanceRow } from './advance-queries.ts';
import { advancesUrl, advanceUrl } from './urls.ts';
import { say } from './words.ts';

export type Advances = { rows: AdvanceRow[]; workers: { id: string; roster_code: string }[]; most: Rule<number>; months: string[] };
export function advancesPage(req: Req, { rows, workers, most, months }: Advances, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const told = (row: AdvanceRow) => (row.state === 'approved' && row.left_idr === 0 ? <Tag tone="hijau">{t('done')}</Tag> : <Tag tone={row.state === 'prepared' ? 'kuning' : row.state === 'approved' ? 'biru' : 'abu'}>{t(row.state)}</Tag>);
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: deductionsUrl(), text: sayRuns(locale)('deductions') }] },
    <PageHeading title={t('title')} caption={t('lead', { amount: rupiah(most.value), basis: most.legal_basis })} />,
    <Problem state={state} />,
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('number'), cell: (row) => row.number },
      { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
      { title: t('why'), cell: (row) => <>{row.agreement}<br /><span class="quiet">{`${row.purpose} · ${percent(row.share_bp, locale)}, ${formatMonth(row.first_month, locale)}`}</span></> },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('repaid'), numeric: true, cell: (row) => rupiah(row.repaid_idr) },
      { title: t('left'), numeric: true, cell: (row) => rupiah(row.left_idr) },
      { title: t('state'), cell: (row) => <>{told(row)}{row.state === 'prepared' && may(req.actor, 'advance.approve') && !(row.prepared_person !== null && row.prepared_person === req.actor.person_id) && <>
        <Form action={advanceUrl(row.id, 'setuju')} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>
        <RefusalForm action={advanceUrl(row.id, 'tolak')} token={req.formToken()} locale={locale} text={t('refuse')} reason={t('reason')} />
      </>}</> },
    ]} />,
    may(req.actor, 'advance.propose') && (
      <Details summary={t('propose')} open={state !== undefined}>
        <Form action={advancesUrl()} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="worker_id" label={t('person')} empty="–" required options={workers.map((worker) => ({ value: worker.id, text: worker.roster_code }))} />
          <MoneyField name="amount_idr" label={t('amount')} required />
          <TextField name="agreement" label={t('agreement')} required />
          <TextareaField name="purpose" label={t('purpose')} rows={2} required />
          <NumberField name="share_percent" label={t('share')} width="xs" required />
          <SelectField name="first_month" label={t('first')} options={months.map((month) => ({ value: month, text: formatMonth(month, locale) }))} />
          <Button>{t('propose')}</Button>
        </Form>
      </Details>
    ));
}
