import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Details, Form, HiddenField, Notice, PageHeading, Pagination, Section, SubNav, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { OrderLink } from './order-link.tsx';
import { budgetWaitsUrl, differencesUrl } from '../differences/urls.ts';
import { sayDiffer } from '../differences/words.ts';
import type { MonthRow, SettlementRow, WithdrawalRow } from '../queries.ts';
import { allowancesUrl } from '../allowances/urls.ts';
import { runsUrl } from '../runs/urls.ts';
import { say as sayRuns } from '../runs/words.ts';
import { keepingUrl, receiptUrl } from '../savings/urls.ts';
import { say as sayKeeping } from '../savings/words.ts';
import { teamsUrl } from '../teams/urls.ts';
import { say as sayTeams } from '../teams/words.ts';
import { cardUrl, paymentsUrl, premiUrl, settlementUrl, withdrawalUrl } from '../urls.ts';
import { delaysUrl } from '../watch/urls.ts';
import { say as sayWatch } from '../watch/words.ts';
import type { WithdrawalKind } from '../withdrawal.ts';
import { say } from '../words.ts';

export const tones = { prepared: 'kuning', approved: 'hijau', refused: 'abu', reversed: 'abu', returned: 'abu' } as const;
export type Premi = { waiting: { number: string; state: string; total_idr: number; owed_idr: number; paid_idr: number }[]; months: MonthRow[]; month: string | undefined; settlements: SettlementRow[]; withdrawals: WithdrawalRow[] };

/** What else is decided about people's money, for whoever may see it. */
function besides(req: Req): { href: string; text: string; current: boolean }[] {
  const doors: { href: string; text: string; may?: string }[] = [
    { href: runsUrl(req.query['upt']), text: sayRuns(req.locale)('runs') },
    { href: teamsUrl(req.query['upt']), text: sayTeams(req.locale)('title') },
    { href: delaysUrl(req.query['upt']), text: sayWatch(req.locale)('title') },
    { href: differencesUrl(req.query['upt']), text: sayDiffer(req.locale)('list') },
    { href: budgetWaitsUrl(req.query['upt']), text: sayDiffer(req.locale)('budget') },
    { href: keepingUrl(req.query['upt']), text: sayKeeping(req.locale)('link'), may: 'savings.read' },
    { href: allowancesUrl(req.query['upt']), text: sayRuns(req.locale)('besideLink'), may: 'allowance.read' },
  ];
  return doors.filter((door) => door.may === undefined || may(req.actor, door.may)).map(({ href, text }) => ({ href, text, current: false }));
}

/** B25: what waits to be divided or decided first, then the months and their settlements. */
export function premiPage(req: Req, premi: Premi, state?: FormState): VNode {
  const t = say(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('premi'), failed: state !== undefined },
    <PageHeading title={t('premi')} />,
    <SubNav label={t('premi')} items={besides(req)} />,
    <Problem state={state} />,
    <AwaitingApproval req={req} rows={premi.settlements.filter((each) => each.state === 'prepared')} />,
    <Waiting req={req} rows={premi.waiting} />,
    <Settlements req={req} premi={premi} />,
    <Months req={req} rows={premi.months} />,
    <Withdrawals req={req} rows={premi.withdrawals} />);
}

/** Forms in tables are too small for a message of their own: it stands on top. */
export function Problem({ state }: { state: FormState | undefined }): VNode | null {
  const message = state?.refusal ?? Object.values(state?.problems ?? {}).find(Boolean);
  return message ? <Notice tone="danger" title={message} /> : null;
}

function AwaitingApproval({ req, rows }: { req: Req; rows: SettlementRow[] }): VNode | null {
  if (rows.length === 0) return null;
  return (
    <Notice tone="info" title={say(req.locale)('waitingApproval', { n: rows.length })}>
      {rows.slice(0, 5).map((row) => <><a href={settlementUrl(row.number, req.query['upt'])}>{row.number}</a>{` ${rupiah(row.gross_idr)}`}<br /></>)}
    </Notice>
  );
}

function Waiting({ req, rows }: { req: Req; rows: Premi['waiting'] }): VNode {
  const t = say(req.locale);
  const prepares = may(req.actor, 'settlement.prepare');
  return (
    <Section title={t('waiting')}>
      <DataTable caption={t('waiting')} captionHidden rows={rows} empty={t('waitingNone')} columns={[
        { title: t('order'), cell: (row) => <OrderLink req={req} number={row.number} /> },
        { title: t('total'), numeric: true, cell: (row) => rupiah(row.total_idr) },
        { title: t('owed'), numeric: true, cell: (row) => rupiah(Math.max(0, row.owed_idr)) },
        { title: '', cell: (row) => (prepares ? <Prepare req={req} row={row} /> : null) },
      ]} />
    </Section>
  );
}

/** The whole when it is whole; else what was taken and paid so far, when there is any. */
function Prepare({ req, row }: { req: Req; row: Premi['waiting'][number] }): VNode | null {
  const t = say(req.locale);
  const whole = row.state === 'handed_over' && row.owed_idr <= 0;
  if (!whole && row.paid_idr <= 0) return null;
  return <Form action={premiUrl()} token={req.formToken()} locale={req.locale}><HiddenField name="order_number" value={row.number} />{whole ? null : <HiddenField name="part" value="1" />}<Button kind={whole ? 'primary' : 'secondary'}>{t(whole ? 'prepare' : 'preparePart')}</Button></Form>;
}

function Settlements({ req, premi: { settlements, months, month } }: { req: Req; premi: Premi }): VNode {
  const { locale } = req;
  const t = say(locale);
  const upt = req.query['upt'];
  const last = settlements.length === 50 ? settlements.at(-1)?.number : undefined;
  return (
    <Section title={t('settlements')}>
      {months.length > 1 ? <SubNav label={t('month')} items={[{ href: premiUrl({ upt }), text: t('allMonths'), current: month === undefined }, ...months.slice(0, 6).map((each) => ({ href: premiUrl({ upt, bulan: each.month }), text: formatMonth(each.month, locale), current: each.month === month }))]} /> : null}
      <DataTable caption={t('settlements')} captionHidden rows={settlements} empty={t('settlementsNone')} columns={[
        { title: t('number'), cell: (row) => <a href={settlementUrl(row.number, upt)}>{row.number}</a> },
        { title: t('order'), cell: (row) => row.order_number },
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) },
        { title: t('gross'), numeric: true, cell: (row) => rupiah(row.gross_idr) },
        { title: t('worker'), numeric: true, cell: (row) => rupiah(row.shares.find((share) => share.to === 'worker')?.amount_idr ?? 0) },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
      ]} />
      <Pagination locale={locale} nextHref={last ? premiUrl({ upt, bulan: month, sebelum: last }) : undefined} />
    </Section>
  );
}

function Months({ req, rows }: { req: Req; rows: MonthRow[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const lists = may(req.actor, 'savings.read');
  return (
    <Section title={t('months')}>
      <DataTable caption={t('months')} captionHidden rows={rows} empty={t('monthsNone')} columns={[
        { title: t('month'), cell: (row) => formatMonth(row.month, locale) },
        { title: t('howMany'), numeric: true, cell: (row) => count(row.settlements, locale) },
        { title: t('worker'), numeric: true, cell: (row) => rupiah(row.worker_idr) },
        { title: t('stateShare'), numeric: true, cell: (row) => rupiah(row.state_idr) },
        { title: '', cell: (row) => (lists ? <a href={paymentsUrl(row.month, req.query['upt'])}>{t('paymentsShort')}</a> : null) },
      ]} />
    </Section>
  );
}

function Withdrawals({ req, rows }: { req: Req; rows: WithdrawalRow[] }): VNode {
  const { locale } = req;
  const t = say(locale);
  const reads = may(req.actor, 'savings.read');
  const decides = may(req.actor, 'withdrawal.approve');
  return (
    <Section title={t('withdrawals')} id="pengambilan">
      <DataTable caption={t('withdrawals')} captionHidden rows={rows} empty={t('withdrawalsNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('person'), cell: (row) => (reads ? <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> : row.roster_code) },
        { title: t('kind'), cell: (row) => <>{t(kindWord(row.kind))}<br /><span class="quiet">{row.purpose}</span></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
        { title: '', cell: (row) => (row.state === 'prepared' && decides ? <Decide req={req} row={row} /> : row.has_receipt && reads ? <a href={receiptUrl(row.id)}>{sayKeeping(locale)('receipt')}</a> : row.refusal_reason) },
      ]} />
    </Section>
  );
}

function Decide({ req, row }: { req: Req; row: WithdrawalRow }): VNode {
  const t = say(req.locale);
  return (
    <>
      <Form action={withdrawalUrl(row.id, 'setuju')} token={req.formToken()} locale={req.locale}><Button kind="secondary">{t('approveTaking')}</Button></Form>
      <Details summary={t('refuse')}><Form action={withdrawalUrl(row.id, 'tolak')} token={req.formToken()} locale={req.locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('refuseTaking')}</Button></Form></Details>
    </>
  );
}

const kindWord = (kind: string): WithdrawalKind | 'DEATH_HEIRS' => (kind === 'SEND_FAMILY' || kind === 'TRAVEL_HOME' || kind === 'RELEASE_PAYOUT' || kind === 'DEATH_HEIRS' ? kind : 'BASIC_NEEDS');
