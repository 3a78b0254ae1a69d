// P7: one need, who can meet it, and the confirmation of what is meant.
import type { VNode } from 'preact';
import { formatDay, formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { productUrl } from '#catalogue';
import { unitName } from '#products';
import { Button, ButtonLink, ButtonRow, DataTable, Details, Form, HiddenField, IdentityBar, Notice, RadiosField, Section, SelectField, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Covering } from '../../waiver/permit-queries.ts';
import { urls as permitUrls } from '../../waiver/urls.ts';
import { methodNames, needStates, supplyNames, type Match, type Matched } from '../need.ts';
import type { NeedRow, Suggestion } from '../queries.ts';
import { urls } from '../urls.ts';
import { categoryName, categoryOptions, sayNeeds } from '../words.ts';
import { kindOf } from './needs.tsx';

export type NeedShown = { need: NeedRow; match: Match; suggestions: Suggestion[]; permits: Covering[]; dutyHref: string };

export function needPage(req: Req, { need, match, suggestions, permits, dutyHref }: NeedShown, state?: FormState): VNode {
  const { locale } = req;
  const t = sayNeeds(locale);
  const living = need.state !== 'withdrawn';
  const same = match.sources.filter(({ closeness }) => closeness > 0);
  const near = match.sources.filter(({ closeness }) => closeness === 0).slice(0, 12);
  return workPage(req, { surface: 'pengadaan', title: need.item_text, breadcrumbs: [{ href: urls.needs(), text: t('needs') }], failed: state !== undefined },
    <IdentityBar heading title={need.item_text} {...(need.rup_code ? { code: need.rup_code } : {})} status={{ text: needStates[need.state][locale], tone: needStates[need.state].tone }} facts={[
      { label: t('quantity'), value: `${count(need.quantity, locale)} ${unitName(locale, need.unit)}` }, { label: t('value'), value: rupiah(need.value_idr) }, { label: t('place'), value: need.regency }, { label: t('day'), value: formatDay(need.needed_by, locale) }, { label: t('method'), value: methodNames[need.method][locale] },
      { label: t('kind'), value: kindOf(req, need) }, ...(need.kbki ? [{ label: 'KBKI', value: need.kbki }] : []),
    ]} />,
    need.withdrawn_reason && <Notice tone="warning">{need.withdrawn_reason}</Notice>,
    living && <Notice tone={match.supply === 'none' ? 'info' : match.supply === 'partly' ? 'warning' : 'success'} title={supplyNames[match.supply][locale]}><p>{nextStep(req, need, match)}</p></Notice>,
    living && permits.length > 0 && <Notice tone="info" title={t('covered')}>{permits.map((permit) => <p><a href={permitUrls.permit(locale, permit.code)}>{permit.number}</a>: {t('coveredLeft', { n: count(permit.left, locale), unit: unitName(locale, permit.unit), day: formatDay(permit.valid_to, locale) })}</p>)}</Notice>,
    living && (
      <ButtonRow>
        <ButtonLink href={dutyHref} kind="secondary">{t('mustI')}</ButtonLink>
        {may(req.actor, 'waiver.draft') && <ButtonLink href={urls.waiver(need.id)} kind="secondary">{t('waiver')}</ButtonLink>}
        {may(req.actor, 'need.record') && <ButtonLink href={urls.change(need.id)} kind="secondary">{t('change')}</ButtonLink>}
      </ButtonRow>
    ),
    living && <Section title={t('who')}>{same.length === 0 ? <p class="empty">{t('whoNone')}</p> : <Sources req={req} need={need} rows={same} caption={t('who')} />}</Section>,
    living && may(req.actor, 'need.confirm') && <Confirming req={req} need={need} suggestions={suggestions} state={state} />,
    living && near.length > 0 && <Section title={t('neighbours')}><p class="quiet">{t('neighboursHint')}</p><Sources req={req} need={need} rows={near} caption={t('neighbours')} /></Section>,
    living && may(req.actor, 'need.record') && (
      <Details summary={t('withdraw')}>
        <Form action={urls.withdraw(need.id)} token={req.formToken()} state={state?.values['reason'] === undefined ? undefined : state} locale={locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('withdraw')}</Button></Form>
      </Details>
    ));
}

function nextStep(req: Req, need: NeedRow, match: Match): string {
  const t = sayNeeds(req.locale);
  if (match.supply === 'now') return t('nextNow');
  if (match.supply === 'by_day') return t('nextByDay');
  return match.supply === 'partly' ? t('nextPartly', { n: `${count(match.by_day, req.locale)} ${unitName(req.locale, need.unit)}` }) : t('nextNone');
}

function Sources({ req, need, rows, caption }: { req: Req; need: NeedRow; rows: Matched[]; caption: string }): VNode {
  const { locale } = req;
  const t = sayNeeds(locale);
  return (
    <DataTable caption={caption} captionHidden rows={rows.slice(0, 30)} empty="" columns={[
      { title: t('item'), cell: (row) => <><a href={productUrl(locale, row.slug)}>{pick(locale, row)}</a>{row.product_id === need.confirmed_product_id ? <> <Tag tone="hijau">{t('confirmed')}</Tag></> : null}<br /><span class="quiet">{row.sku} · {rupiah(row.price_idr)} / {unitName(locale, row.unit)}</span></> },
      { title: t('facility'), cell: (row) => <>{row.facility_name}<br /><span class="quiet">{row.regency}, {row.province}</span></> },
      { title: t('stock'), numeric: true, cell: (row) => count(Math.max(0, row.available), locale) },
      { title: t('capacity'), cell: (row) => <>{t('perDay', { n: count(row.daily_capacity, locale) })}<br /><span class="quiet">{t('lead')}: {t('leadDays', { n: row.lead_time_days })}</span></> },
      { title: t('readyOn'), cell: (row) => formatDayShort(row.ready_on, locale) },
      { title: t('byDay'), numeric: true, cell: (row) => count(row.by_day, locale) },
      ...(may(req.actor, 'need.confirm') ? [{ title: t('confirm'), cell: (row: Matched) => (row.product_id === need.confirmed_product_id ? '' : (
        <Form action={urls.confirm(need.id)} token={req.formToken()} locale={locale}><HiddenField name="product_id" value={row.product_id} /><Button kind="secondary">{t('chooseThis')}</Button></Form>)) }] : []),
    ]} />
  );
}

function Confirming({ req, need, suggestions, state }: { req: Req; need: NeedRow; suggestions: Suggestion[]; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayNeeds(locale);
  const known = suggestions.some(({ unspsc }) => unspsc === need.unspsc);
  const options = [
    ...(need.unspsc && !known ? [{ value: need.unspsc, text: `${need.code_title ?? t('otherCode')} (${need.unspsc})`, hint: categoryName(locale, need.category) }] : []),
    ...suggestions.map((likely) => ({ value: likely.unspsc, text: `${likely.title_en} (${likely.unspsc})`, hint: `${categoryName(locale, likely.category)} · ${t('score', { n: likely.score })}` })),
  ];
  return (
    <Section title={t('confirm')}>
      <p class="quiet">{need.confirmed_by ? t('confirmedBy', { who: need.confirmed_by }) : t('confirmHint')}</p>
      <Form action={urls.confirm(need.id)} token={req.formToken()} state={state?.values['reason'] === undefined ? state : undefined} locale={locale}>
        {options.length > 0 ? <RadiosField name="unspsc" label={t('proposals')} value={need.unspsc ?? ''} options={options} /> : <TextField name="unspsc" label={t('unspsc')} width="s" inputMode="numeric" />}
        <SelectField name="category" label={`${t('kind')}, ${t('orCategory')}`} value={need.unspsc === null ? need.category : ''} empty="–" options={categoryOptions(locale)} />
        <TextField name="kbki" label={t('kbki')} hint={t('kbkiHint')} value={need.kbki} width="s" inputMode="numeric" />
        <Button>{t('confirmNow')}</Button>
      </Form>
    </Section>
  );
}
