import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonRow, DataTable, Form, HiddenField, IdentityBar, MoneySplitBar, Notice, PageHeading, Section, SummaryCard, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { PartRow, SettlementRow } from '../queries.ts';
import { remainderRule, type Recipient } from '../split.ts';
import { cardUrl, premiUrl, settlementUrl } from '../urls.ts';
import { recipientWord, say } from '../words.ts';

const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu' } as const;
export type Premi = { waiting: { number: string; total_idr: number; owed_idr: number }[]; settlements: SettlementRow[]; withdrawals: { id: string; number: string; worker_id: string; roster_code: string; kind: string; amount_idr: number; purpose: string; state: string; on_day: string }[] };

export function premiPage(req: Req, { waiting, settlements, withdrawals }: Premi, state: FormState) {
  const t = say(req.locale);
  const prepares = may(req.actor, 'settlement.prepare');
  return workPage(req, { surface: 'bengkel', title: t('premi'), failed: Boolean(state.refusal) },
    <PageHeading title={t('premi')} />,
    state.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    <DataTable caption={t('waiting')} rows={waiting} empty={t('waitingNone')} columns={[
      { title: t('order'), cell: (row) => <a href={`/bengkel/pesanan/${row.number}`}>{row.number}</a> },
      { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) },
      { title: t('owed'), numeric: true, cell: (row) => rupiah(row.owed_idr) },
      { title: '', cell: (row) => (prepares && row.owed_idr <= 0 ? <Form action={premiUrl} token={req.formToken()} locale={req.locale}><HiddenField name="order_number" value={row.number} /><Button>{t('prepare')}</Button></Form> : null) },
    ]} />,
    <DataTable caption={t('settlements')} rows={settlements} empty={t('settlementsNone')} columns={[
      { title: t('number'), cell: (row) => <a href={settlementUrl(row.number)}>{row.number}</a> },
      { title: t('order'), cell: (row) => row.order_number },
      { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) },
      { title: t('gross'), numeric: true, cell: (row) => rupiah(row.gross_idr) },
      { title: t('worker'), numeric: true, cell: (row) => rupiah(row.shares.find((share) => share.to === 'worker')?.amount_idr ?? 0) },
      { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
    ]} />,
    <DataTable caption={t('withdrawals')} rows={withdrawals} empty={t('withdrawalsNone')} columns={[
      { title: t('number'), cell: (row) => row.number },
      { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
      { title: t('purpose'), cell: (row) => row.purpose },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
      { title: t('state'), cell: (row) => (row.state === 'prepared' && may(req.actor, 'withdrawal.approve')
        ? <Form action={`${premiUrl}/ambil/${row.id}/setuju`} token={req.formToken()} locale={req.locale}><Button kind="secondary">{t('approve')}</Button></Form>
        : <Tag tone={row.state === 'approved' ? 'hijau' : 'kuning'}>{t(row.state === 'approved' ? 'approved' : 'prepared')}</Tag>) },
    ]} />);
}

/** Every rupiah of one settlement: the rule, the division, each person's part with its weight. */
export function settlementPage(req: Req, { settlement, parts }: { settlement: SettlementRow; parts: PartRow[] }, state: FormState) {
  const t = say(req.locale);
  const total = parts.reduce((sum, part) => sum + part.weight, 0);
  const { rule } = settlement;
  const decides = settlement.state === 'prepared' && may(req.actor, 'settlement.approve');
  return workPage(req, { surface: 'bengkel', title: settlement.number, breadcrumbs: [{ href: premiUrl, text: t('premi') }], failed: Boolean(state.refusal) },
    <IdentityBar title={settlement.number} code={settlement.order_number} status={{ text: t(settlement.state), tone: tones[settlement.state] }}
      facts={[{ label: t('gross'), value: rupiah(settlement.gross_idr) }, { label: t('costs'), value: rupiah(settlement.costs_idr) }, { label: t('base'), value: rupiah(settlement.basis_idr) }, { label: t('day'), value: formatDay(settlement.on_day, req.locale) }]} />,
    state.refusal ? <Notice tone="danger">{state.refusal}</Notice> : null,
    decides ? (
      <SummaryCard title={t('two')}>
        <ButtonRow><Form action={`${settlementUrl(settlement.number)}/setuju`} token={req.formToken()} locale={req.locale}><Button large>{t('approve')}</Button></Form></ButtonRow>
        <Form action={`${settlementUrl(settlement.number)}/tolak`} token={req.formToken()} state={state} locale={req.locale}><TextareaField name="reason" label={t('reason')} state={state} rows={2} required /><Button kind="danger">{t('refuse')}</Button></Form>
      </SummaryCard>
    ) : null,
    <Section title={t('divided')}>
      <MoneySplitBar locale={req.locale} total_idr={settlement.gross_idr} basis={rule.legal_basis} parts={barParts(settlement)} />
    </Section>,
    <SummaryCard title={t('rule')}>
      <SummaryList rows={[
        { label: t('basis'), value: t(rule.basis) }, { label: t('share'), value: rule.shares.map((share) => `${t(recipientWord[share.to])} ${count(share.share_bp / 100, req.locale)} %`).join(' · ') },
        { label: t('team'), value: t(rule.team) }, { label: t('rule'), value: rule.legal_basis }, { label: t('since'), value: formatDay(rule.valid_from, req.locale) }, { label: '±1', value: remainderRule[req.locale] },
      ]} />
    </SummaryCard>,
    <DataTable caption={t('each')} rows={parts} empty={t('eachNone')} columns={[
      { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code} · {row.name}</a> },
      { title: t('minutes'), numeric: true, cell: (row) => count(row.minutes, req.locale) },
      { title: t('pieces'), numeric: true, cell: (row) => count(row.output, req.locale) },
      { title: t('level'), numeric: true, cell: (row) => row.skill_level },
      { title: t('share'), cell: (row) => t('why', { weight: row.weight, total }) },
      { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
    ]} />);
}

function barParts(settlement: SettlementRow) {
  const of = (to: Recipient) => settlement.shares.find((share) => share.to === to)?.amount_idr ?? 0;
  return [
    { key: 'material' as const, amount_idr: settlement.costs_idr }, { key: 'worker' as const, amount_idr: of('worker') }, { key: 'state' as const, amount_idr: of('state') },
    { key: 'capital' as const, amount_idr: of('capital') - settlement.costs_idr }, { key: 'programme' as const, amount_idr: of('programme') }, { key: 'partner' as const, amount_idr: of('partner') },
  ].filter((part) => part.amount_idr > 0);
}
