// The agency's file of one order (P11), and the order letter before signing (P12).
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { may, type Actor } from '#kernel/policy.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, ButtonRow, Columns, DataTable, Form, IdentityBar, Notice, PageHeading, Section, SummaryList } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import { canMove } from '../order.ts';
import { agencyCancelUrl, agencyOrderUrl, agencyOrdersUrl, commitUrl, handoverUrl, paymentFileUrl } from '../urls.ts';
import { sayAgency, sayOrders } from '../words.ts';
import { AddendaLink } from '../addenda/addendum-page.tsx';
import { RatingLink } from '../ratings/rating-page.tsx';
import { RemedyLink } from '../remedies/remedy-page.tsx';
import { RefundsTable } from './refunds.tsx';
import { DeliveryFacts, HistoryList, LinesTable, PapersTable, PaymentsTable, PlacesTable, statusOf } from './order-parts.tsx';

export function agencyOrderPage(req: Req, file: OrderFile): VNode {
  const { locale } = req;
  const t = sayOrders(locale);
  return workPage(req, { surface: 'pengadaan', title: `${t('order')} ${file.number}`, breadcrumbs: [{ href: agencyOrdersUrl(), text: t('orders') }] },
    <PageHeading title={`${t('order')} ${file.number}`} caption={file.facility_name} />,
    <IdentityBar title={file.facility_name} code={file.number} status={statusOf(file, locale)} facts={[
      { label: t('total'), value: rupiah(file.total_idr) }, { label: t('promised'), value: file.promised_on ? formatDay(file.promised_on, locale) : t('noDate') }, { label: t('left'), value: rupiah(file.left_idr) },
    ]} />,
    <NextStep file={file} actor={req.actor} locale={locale} />,
    <LinesTable file={file} locale={locale} />,
    <PlacesTable file={file} locale={locale} />,
    <Columns main={<><PapersTable file={file} locale={locale} /><PaymentsTable file={file} locale={locale} /><RefundsTable refunds={file.refunds} timezone={file.timezone} locale={locale} /></>}
      side={<><DeliveryFacts file={file} locale={locale} /><AddendaLink file={file} side="pengadaan" locale={locale} /><RemedyLink file={file} side="pengadaan" locale={locale} /><RatingLink file={file} side="pengadaan" locale={locale} /><HistoryList file={file} locale={locale} /></>} />);
}

type Step = { text: 'waitMaker' | 'waitPpk' | 'waitShip' | 'done' } | { act: 'goCommit' | 'goBast' | 'goPay'; href: string };
/** The one thing that comes next for this person. */
export function agencyStep(file: Pick<OrderFile, 'number' | 'state' | 'committed_at' | 'left_idr' | 'waiting'>, actor: Actor): Step {
  if (file.state === 'placed') return { text: 'waitMaker' };
  if (file.state === 'cancelled') return { text: 'done' };
  if (file.committed_at === null) return may(actor, 'order.commit') ? { act: 'goCommit', href: commitUrl(file.number) } : { text: 'waitPpk' };
  if (file.waiting > 0) return { act: 'goBast', href: handoverUrl(file.number) };
  if (canMove(file.state, 'shipped')) return { text: 'waitShip' };
  return file.left_idr > 0 ? { act: 'goPay', href: paymentFileUrl(file.number) } : { text: 'done' };
}

function NextStep({ file, actor, locale }: { file: OrderFile; actor: Actor; locale: Locale }): VNode {
  const a = sayAgency(locale);
  const step = agencyStep(file, actor);
  const mayCancel = canMove(file.state, 'cancelled') && file.committed_at === null && file.paid_idr === 0 && may(actor, 'order.cancel');
  return (
    <Section title={sayOrders(locale)('next')}>
      {'text' in step ? <Notice tone="info">{a(step.text)}</Notice> : null}
      <ButtonRow>
        {'act' in step ? <ButtonLink href={step.href}>{a(step.act)}</ButtonLink> : null}
        {file.committed_at !== null ? <ButtonLink href={paymentFileUrl(file.number)} kind="secondary">{a('payTitle')}</ButtonLink> : null}
        {mayCancel ? <ButtonLink href={agencyCancelUrl(file.number)} kind="secondary">{sayOrders(locale)('cancel')}</ButtonLink> : null}
      </ButtonRow>
    </Section>
  );
}

const crumbs = (file: OrderFile, locale: Locale) => [{ href: agencyOrdersUrl(), text: sayOrders(locale)('orders') }, { href: agencyOrderUrl(file.number), text: file.number }];

export function commitPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayOrders(locale);
  const a = sayAgency(locale);
  return workPage(req, { surface: 'pengadaan', title: `${a('commitTitle')}, ${file.number}`, breadcrumbs: crumbs(file, locale), failed: state !== undefined },
    <PageHeading title={a('commitTitle')} caption={`SP-${file.number}`} />,
    <p class="lead">{a('commitIntro')}</p>,
    <Section title={a('preview')}>
      <SummaryList rows={[
        { label: t('facility'), value: file.facility_name }, { label: t('agencyUnit'), value: file.agency_unit ?? '–' }, { label: t('rup'), value: file.rup_code ?? '–' }, { label: t('account'), value: file.budget_account ?? '–' },
        { label: t('deliverTo'), value: `${file.deliver_to.name}, ${file.deliver_to.address}` }, { label: a('basis'), value: file.promised_on ? formatDay(file.promised_on, locale) : t('noDate') },
      ]} />
      <DataTable caption={t('lines')} captionHidden rows={file.lines} empty={t('noLines')} columns={[
        { title: t('product'), cell: (line) => line.name }, { title: t('quantity'), numeric: true, cell: (line) => `${count(line.quantity, locale)} ${unitName(locale, line.unit)}` },
        { title: t('price'), numeric: true, cell: (line) => rupiah(line.unit_price_idr) }, { title: t('amount'), numeric: true, cell: (line) => rupiah(line.amount_idr) },
      ]} />
      <p><strong>{t('total')}: {rupiah(file.total_idr)}</strong></p>
    </Section>,
    file.committed_at === null && may(req.actor, 'order.commit')
      ? <Form action={commitUrl(file.number)} token={req.formToken()} state={state ?? emptyForm} locale={locale}><p class="quiet">{a('twoPersons')}</p><Button>{a('commit')}</Button></Form>
      : <PapersTable file={file} locale={locale} />);
}
