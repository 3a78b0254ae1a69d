import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, Details, Form, HiddenField, MoneyField, PageHeading, RefusalForm, Section, Tag, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import { deductionsUrl } from '../runs/urls.ts';
import { say as sayRuns } from '../runs/words.ts';
import { cardUrl } from '../urls.ts';
import type { ClaimPaymentRow, KeptRow } from './claim-queries.ts';
import { claimsUrl, claimUrl } from './urls.ts';
import { say } from './words.ts';

const tones: Record<ClaimPaymentRow['state'], Tone> = { prepared: 'kuning', approved: 'hijau', refused: 'abu' };
export function claimsPage(req: Req, { kept, payments, account_idr }: { kept: KeptRow[]; payments: ClaimPaymentRow[]; account_idr: number }, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: deductionsUrl(), text: sayRuns(locale)('deductions') }] },
    <PageHeading title={t('title')} caption={t('lead', { amount: rupiah(account_idr) })} />,
    <Problem state={state} />,
    <Section title={t('kept')}>
      <DataTable caption={t('kept')} captionHidden rows={kept} empty={t('keptNone')} columns={[
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('claim'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{row.decision}</span></> },
        { title: t('taken'), numeric: true, cell: (row) => rupiah(row.kept_idr) },
        { title: t('handed'), numeric: true, cell: (row) => rupiah(row.handed_idr) },
        { title: t('left'), numeric: true, cell: (row) => rupiah(row.left_idr) },
        { title: '', cell: (row) => (row.left_idr > 0 && may(req.actor, 'claim.hand_on') ? <Details summary={t('give')}>
          <Form action={claimsUrl()} token={req.formToken()} locale={locale}><HiddenField name="deduction_id" value={row.deduction_id} /><MoneyField name="amount_idr" label={t('amount')} value={String(row.left_idr)} required /><TextField name="recipient" label={t('recipient')} required /><TextField name="evidence" label={t('evidence')} required /><Button>{t('give')}</Button></Form>
        </Details> : null) },
      ]} />
    </Section>,
    <Section title={t('payments')}>
      <DataTable caption={t('payments')} captionHidden rows={payments} empty={t('paymentsNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('claim'), cell: (row) => `${row.roster_code} · ${pick(locale, row)}` },
        { title: t('recipient'), cell: (row) => <>{row.recipient}<br /><span class="quiet">{row.evidence}</span></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{t(row.state)}</Tag>{row.state === 'prepared' && may(req.actor, 'claim.approve') && !(row.prepared_person !== null && row.prepared_person === req.actor.person_id) && <>
          <Form action={claimUrl(row.id, 'setuju')} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>
          <RefusalForm action={claimUrl(row.id, 'tolak')} token={req.formToken()} locale={locale} text={t('refuse')} reason={t('reason')} />
        </>}</> },
      ]} />
    </Section>);
}
