import type { VNode } from 'preact';
import { formatDay, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah, rupiahCompact } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { Button, CheckboxesField, DataTable, Form, Notice, PageHeading, Section, StatCard, StatRow, SummaryList, Tag, TextField } from '#ui';
import { shopPage, workPage } from '#ui/frames.tsx';
import { stateNames, type State } from '#orders';
import { ocidOf } from './process.ts';
import type { LatestRow } from './queries.ts';
import { linesUrl, openUrl, recordUrl, recordsUrl, releasesUrl, webhooksUrl, webhookUrl } from './urls.ts';
import { webhookVerbs, type WebhookState } from './webhook.ts';
import type { DeliveryRow, WebhookRow } from './webhook-queries.ts';
import { sayHooks, sayOpen } from './words.ts';

export type OpenPage = { counted: { processes: number; value_idr: number; agencies: number }; latest: LatestRow[]; prefix: { value: string; legal_basis: string } };
/** For readers: what is published, how, and where the files are. */
export function openPage(req: Req, { counted, latest, prefix }: OpenPage): VNode {
  const { locale } = req;
  const t = sayOpen(locale);
  const nameOf = (state: string) => (state in stateNames ? stateNames[state as State][locale] : state);
  return shopPage(req, { title: t('title'), description: t('lead') },
    <PageHeading title={t('title')} caption={t('lead')} />,
    <StatRow>
      <StatCard label={t('processes')} value={count(counted.processes, locale)} /><StatCard label={t('agencies')} value={count(counted.agencies, locale)} /><StatCard label={t('value')} value={rupiahCompact(counted.value_idr, locale)} title={rupiah(counted.value_idr)} />
    </StatRow>,
    <Section title={t('files')}>
      <ul class="govuk-list govuk-list--bullet"><li><a href={releasesUrl()}>{t('releases')}</a></li><li><a href={recordsUrl()}>{t('records')}</a></li><li><a href={linesUrl}>{t('lines')}</a></li></ul>
    </Section>,
    <Section title={t('method')}><p>{t('methodText')}</p><p class="quiet">{t('prefixText', { prefix: prefix.value, basis: prefix.legal_basis })}</p></Section>,
    <Section title={t('latest')}>
      <DataTable caption={t('latest')} captionHidden rows={latest} empty={t('none')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.placed_on, locale) }, { title: t('agency'), cell: (row) => <>{row.agency}{row.is_sample && <><br /><span class="quiet">{t('sample')}</span></>}</> }, { title: t('facility'), cell: (row) => row.facility },
        { title: t('value'), numeric: true, cell: (row) => rupiah(row.total_idr) }, { title: t('state'), cell: (row) => nameOf(row.state) }, { title: t('record'), cell: (row) => <a href={recordUrl(ocidOf({ ocid_prefix: prefix.value, id: row.id }))}>{row.id.slice(-12)}</a> },
      ]} />
    </Section>,
    <p><a href={openUrl(locale === 'en' ? 'id' : 'en')} hreflang={locale === 'en' ? 'id' : 'en'}>{locale === 'en' ? 'Bahasa Indonesia' : 'English'}</a></p>);
}

const tones = { active: 'hijau', disabled: 'merah', ended: 'abu' } as const satisfies Record<WebhookState, string>;
export function webhooksPage(req: Req, rows: WebhookRow[], { state, fresh }: { state?: FormState | undefined; fresh?: string | undefined } = {}): VNode {
  const { locale } = req;
  const t = sayHooks(locale);
  return workPage(req, { surface: 'akun', title: t('title'), failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('lead')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    fresh && <Notice tone="success" title={t('secret')}><code>{fresh}</code></Notice>,
    <DataTable caption={t('title')} captionHidden rows={rows} empty={t('none')} columns={[
      { title: t('url'), cell: (row) => <a href={webhookUrl(row.id)}>{row.url}</a> }, { title: t('scope'), cell: (row) => t(row.own_agency ? 'ownAgency' : 'allAgencies') }, { title: t('waiting'), numeric: true, cell: (row) => count(row.waiting, locale) }, { title: t('state'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
    ]} />,
    <Section title={t('subscribe')}>
      <p class="quiet">{t('signing')}</p>
      <Form action={webhooksUrl} token={req.formToken()} locale={locale} state={state}>
        <TextField name="url" label={t('url')} hint={t('urlHint')} required />
        <CheckboxesField name="verbs" label={t('verbs')} options={webhookVerbs.map((verb) => ({ value: verb, text: verb }))} values={[...webhookVerbs]} />
        <Button>{t('subscribe')}</Button>
      </Form>
    </Section>);
}

const outcomeTones = { waiting: 'kuning', delivered: 'hijau', given_up: 'merah' } as const;
export function webhookPage(req: Req, { webhook, deliveries }: { webhook: WebhookRow; deliveries: DeliveryRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayHooks(locale);
  return workPage(req, { surface: 'akun', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: webhooksUrl, text: t('title') }] },
    <PageHeading title={new URL(webhook.url).host}><Tag tone={tones[webhook.state]}>{t(webhook.state)}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <SummaryList rows={[{ label: t('url'), value: webhook.url }, { label: t('scope'), value: t(webhook.own_agency ? 'ownAgency' : 'allAgencies') }, { label: t('verbs'), value: webhook.verbs.join(', ') }, ...(webhook.why ? [{ label: t('why'), value: webhook.why }] : [])]} />,
    webhook.state === 'disabled' && <Form action={`${webhookUrl(webhook.id)}/aktifkan`} token={req.formToken()} locale={locale}><Button>{t('enable')}</Button></Form>,
    webhook.state !== 'ended' && <Form action={`${webhookUrl(webhook.id)}/akhiri`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('end')}</Button></Form>,
    <Section title={t('deliveries')}>
      <DataTable caption={t('deliveries')} captionHidden rows={deliveries} empty={t('deliveriesNone')} columns={[
        { title: t('event'), cell: (row) => <code>{row.verb}</code> }, { title: t('at'), cell: (row) => formatInstant(row.made_at, 'Asia/Jakarta', locale) }, { title: t('attempts'), numeric: true, cell: (row) => count(row.attempts, locale) },
        { title: t('outcome'), cell: (row) => <><Tag tone={outcomeTones[row.state]}>{t(row.state)}</Tag>{(row.last_problem ?? row.last_status) !== null && <><br /><span class="quiet">{row.last_problem ?? row.last_status}</span></>}</> },
      ]} />
    </Section>);
}
