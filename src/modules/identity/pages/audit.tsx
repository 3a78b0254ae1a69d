import type { VNode } from 'preact';
import { formatInstant } from '#kernel/calendar.ts';
import type { Req } from '#kernel/web.ts';
import { ButtonLink, DataTable, DateField, FilterPanel, Notice, PageHeading, Pagination, Section, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AuditFilter, AuditRow, ChainStatus } from '../audit-queries.ts';
import { urls, withQuery } from '../urls.ts';
import { sayIdentity } from '../words.ts';

export type Audit = { rows: AuditRow[]; filter: Omit<AuditFilter, 'limit'>; next: string | undefined; chains: ChainStatus[] | undefined };

/** S3: who did what to what, and the proof that the log is whole. */
export function auditPage(req: Req, { rows, filter, next, chains }: Audit): VNode {
  const { locale } = req;
  const t = sayIdentity(locale);
  const { after, ...chosen } = filter;
  const names: Record<keyof typeof chosen, string> = { chain: t('chain'), verb: t('verb'), subject: t('subject'), actor: t('who'), from: t('from'), to: t('to') };
  const chips = Object.entries(chosen).flatMap(([name, value]) => (value ? [{ text: `${Object.entries(names).find(([key]) => key === name)?.[1] ?? name}: ${value}`, removeHref: withQuery(urls.audit, { ...chosen, [name]: undefined }) }] : []));
  return workPage(req, { surface: 'sistem', title: t('audit') },
    <PageHeading title={t('audit')} />,
    <Section title={t('chains')} id="rantai">
      <p>{t('chainsHint')}</p>
      {chains ? verdict(req, chains) : null}
      <ButtonLink kind="secondary" href={withQuery(urls.audit, { ...chosen, periksa: '1' })}>{t('chainsCheck')}</ButtonLink>
    </Section>,
    <FilterPanel action={urls.audit} locale={locale} chips={chips} clearHref={urls.audit}>
      <TextField name="chain" label={t('chain')} hint={t('chainHint')} value={filter.chain ?? ''} />
      <TextField name="verb" label={t('verb')} value={filter.verb ?? ''} />
      <TextField name="subject" label={t('subject')} value={filter.subject ?? ''} />
      <TextField name="actor" label={`${t('who')} (${t('email')})`} value={filter.actor ?? ''} />
      <DateField name="from" label={t('from')} value={filter.from ?? ''} />
      <DateField name="to" label={t('to')} value={filter.to ?? ''} />
    </FilterPanel>,
    <DataTable caption={t('auditCaption')} rows={rows} empty={t('auditNone')} columns={[
      { title: t('when'), cell: (row) => formatInstant(row.at, 'Asia/Jakarta', locale) },
      { title: t('chain'), cell: (row) => <><a href={withQuery(urls.audit, { chain: row.facility_code ?? 'nasional' })}>{row.facility_code ?? t('national')}</a> #{row.seq}</> },
      { title: t('verb'), cell: (row) => <code>{row.verb}</code> },
      { title: t('subject'), cell: (row) => <>{row.subject_kind} <a href={withQuery(urls.audit, { subject: row.subject_id })}>{short(row.subject_id)}</a></> },
      { title: t('who'), cell: (row) => (row.actor_email ? <a href={withQuery(urls.audit, { actor: row.actor_email })}>{row.actor_email}</a> : t('system')) },
      { title: t('particulars'), cell: (row) => (Object.keys(row.particulars).length > 0 ? <code>{JSON.stringify(row.particulars).slice(0, 400)}</code> : '') },
    ]} />,
    <Pagination locale={locale} previousHref={after ? withQuery(urls.audit, chosen) : undefined} nextHref={next ? withQuery(urls.audit, { ...chosen, after: next }) : undefined} label={t('older')} />);
}

function verdict(req: Req, chains: ChainStatus[]): VNode {
  const t = sayIdentity(req.locale);
  const broken = chains.filter((chain) => chain.broken_at !== null);
  const events = chains.reduce((sum, chain) => sum + chain.events, 0);
  return (
    <>
      {broken.length === 0 ? <Notice tone="success">{t('chainsWhole', { events, chains: chains.length })}</Notice> : <Notice tone="danger">{t('chainsBroken', { broken: broken.length, chains: chains.length })}</Notice>}
      <DataTable caption={t('chainsCaption')} rows={chains} empty={t('auditNone')} columns={[
        { title: t('chain'), cell: (row) => row.facility_code ?? t('national') },
        { title: t('events'), cell: (row) => row.events, numeric: true },
        { title: t('status'), cell: (row) => (row.why ? <Tag tone="merah">{t(`why_${row.why}`, { seq: row.broken_at ?? 0 })}</Tag> : <Tag tone="hijau">{t('whole')}</Tag>) },
      ]} />
    </>
  );
}

/** Ids are long; their last part tells them apart. */
function short(id: string): string {
  return /^[0-9a-f-]{36}$/.test(id) ? `…${id.slice(-6)}` : id;
}
