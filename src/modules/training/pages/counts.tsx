import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { BarChart, Button, ButtonLink, DataTable, DateField, Form, PageHeading, Section, StatCard, StatRow, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { CountRow, IssuerRow, PublicKeyRow } from '../certificate-queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

/** Counts for the region and headquarters: no person stands here. */
export function countsPage(req: Req, { rows, year }: { rows: CountRow[]; year: number }): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const sum = (of: (row: CountRow) => number) => String(rows.reduce((total, row) => total + of(row), 0));
  const title = t('countsTitle', { year });
  return workPage(req, { surface: 'pusat', title },
    <PageHeading title={title}>
      {may(req.actor, 'issuer.set') && <ButtonLink href={urls.issuer} kind="secondary">{t('issuer')}</ButtonLink>}
      <ButtonLink href={urls.countsSheet} kind="secondary">{t('download')}</ButtonLink>
    </PageHeading>,
    <StatRow>
      <StatCard label={t('enrolledNow')} value={sum((row) => row.learning)} /><StatCard label={t('competentThisYear')} value={sum((row) => row.competent)} />
      <StatCard label={t('issuedThisYear')} value={sum((row) => row.certificates)} /><StatCard label={t('outsideThisYear')} value={sum((row) => row.outside)} />
    </StatRow>,
    rows.length > 0 && <BarChart title={t('competentThisYear')} locale={locale} series={[{ name: t('competentThisYear'), points: rows.map((row) => ({ label: row.facility_name, value: row.competent })) }]} />,
    <DataTable caption={title} captionHidden rows={rows} empty={t('countsEmpty')} columns={[
      { title: t('facility'), cell: (row) => row.facility_name }, { title: t('courses'), numeric: true, cell: (row) => row.courses }, { title: t('intakes'), numeric: true, cell: (row) => row.running },
      { title: t('enrolledNow'), numeric: true, cell: (row) => row.learning }, { title: t('competentSoFar'), numeric: true, cell: (row) => row.competent }, { title: t('certificates'), numeric: true, cell: (row) => row.certificates },
      { title: t('revoked'), numeric: true, cell: (row) => row.revoked }, { title: t('outsideShort'), numeric: true, cell: (row) => row.outside }, { title: t('alarms'), numeric: true, cell: (row) => row.alarms },
    ]} />);
}

export function issuerPage(req: Req, { rows, keys }: { rows: IssuerRow[]; keys: PublicKeyRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  return workPage(req, { surface: 'pusat', title: t('issuer'), breadcrumbs: [{ href: urls.counts, text: t('training') }], failed: state !== undefined },
    <PageHeading title={t('issuer')} caption={t('issuerHint')} />,
    <DataTable caption={t('issuer')} captionHidden rows={rows} empty="" columns={[{ title: t('issuerName'), cell: (row) => row.name }, { title: t('issuerUrl'), cell: (row) => row.url }, { title: t('since'), cell: (row) => formatDay(row.from, locale) }, { title: t('until'), cell: (row) => (row.until ? formatDay(row.until, locale) : t('noEnd')) }]} />,
    <Form action={urls.issuer} token={req.formToken()} state={state} locale={locale}>
      <TextField name="name" label={t('issuerName')} required /><TextField name="url" label={t('issuerUrl')} required /><DateField name="from" label={t('from')} required /><Button>{t('setIssuer')}</Button>
    </Form>,
    <Section title={t('keys')}>
      <DataTable caption={t('keys')} captionHidden rows={keys} empty={t('keysEmpty')} columns={[{ title: t('number'), cell: (row) => <code>{row.kid}</code> }, { title: t('since'), cell: (row) => formatDay(row.made_at.toISOString().slice(0, 10), locale) }, { title: t('state'), cell: (row) => <Tag tone={row.retired_at ? 'abu' : 'hijau'}>{row.retired_at ? t('retired') : t('inUse')}</Tag> }]} />
      <Form action={urls.rotate} token={req.formToken()} locale={locale}><Button kind="secondary">{t('rotate')}</Button></Form>
    </Section>);
}
