import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Details, FilterPanel, Form, HiddenField, IdentityBar, Notice, PageHeading, Pagination, QrImage, SelectField, SummaryList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { certificateStates, type CertificateRow, type CertificateState } from '../certificate-queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';
import { trainingNav } from './courses.tsx';
import { standing } from './learner.tsx';

/** All certificates of the house; those whose revocation waits for a second person can be asked for alone. */
export function certificatesPage(req: Req, { rows, state, day, next }: { rows: CertificateRow[]; state: CertificateState | undefined; day: string; next: string | undefined }): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const states: Record<CertificateState, string> = { valid: t('valid'), expiring: t('onlyExpiring'), expired: t('expired'), revoked: t('revoked'), waiting: t('onlyWaiting') };
  return workPage(req, { surface: 'bengkel', title: t('certificates'), breadcrumbs: [{ href: urls.courses, text: t('training') }] },
    <PageHeading title={t('certificates')} />,
    trainingNav(req, urls.certificates),
    <FilterPanel action={urls.certificates} locale={locale} clearHref={urls.certificates} chips={state ? [{ text: states[state], removeHref: urls.certificates }] : []}>
      <SelectField name="keadaan" label={t('state')} empty={t('allCertificates')} value={state} options={certificateStates.map((value) => ({ value, text: states[value] }))} />
    </FilterPanel>,
    <DataTable caption={t('certificates')} captionHidden rows={rows} empty={t('certificatesEmpty')} columns={[
      { title: t('number'), cell: (row) => <a href={urls.certificate(row.id)}>{row.number}</a> }, { title: t('holder'), cell: (row) => <>{row.holder_name} <span class="quiet">{row.roster_code}</span></> },
      { title: t('course'), cell: (row) => pick(locale, { name_id: row.title_id, name_en: row.title_en }) }, { title: t('issuedOn'), cell: (row) => formatDay(row.issued_on, locale) },
      { title: t('until'), cell: (row) => (row.valid_until ? formatDay(row.valid_until, locale) : t('noEnd')) }, { title: t('state'), cell: (row) => standing(req, row, day) },
    ]} />,
    next !== undefined && <Pagination locale={locale} nextHref={`${urls.certificates}?${new URLSearchParams({ ...(state ? { keadaan: state } : {}), sesudah: next })}`} label={t('next')} />,
    rows.length > 0 && <p class="no-print"><a href={state ? `${urls.certificatesSheet}?keadaan=${state}` : urls.certificatesSheet}>{t('download')}</a></p>);
}

export function certificatePage(req: Req, { certificate, check_url, day }: { certificate: CertificateRow; check_url: string; day: string }, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayTraining(locale);
  const ownProposal = certificate.waiting_person !== null && certificate.waiting_person === actor.person_id;
  return workPage(req, { surface: 'bengkel', title: `${t('certificate')} ${certificate.number}`, failed: state !== undefined, breadcrumbs: [{ href: urls.courses, text: t('training') }, { href: urls.learner(certificate.worker_id), text: t('learningOf', { code: certificate.roster_code }) }] },
    <IdentityBar heading title={pick(locale, { name_id: certificate.title_id, name_en: certificate.title_en })} code={certificate.number} facts={[{ label: t('holder'), value: certificate.holder_name }]} />,
    <p>{t('neutralHint')}</p>,
    <ButtonRow><ButtonLink href={urls.certificatePdf(certificate.id)}>{t('printCertificate')}</ButtonLink><ButtonLink href={urls.published(locale, certificate.credential_id)} kind="secondary">{t('openCheck')}</ButtonLink></ButtonRow>,
    <SummaryList rows={[
      { label: t('state'), value: standing(req, certificate, day) },
      { label: t('issuedOn'), value: formatDay(certificate.issued_on, locale) }, { label: t('until'), value: certificate.valid_until ? formatDay(certificate.valid_until, locale) : t('noEnd') },
      { label: t('issuer'), value: certificate.issuer_name }, { label: t('units'), value: <ul class="govuk-list">{certificate.units.map((unit) => <li>{pick(locale, unit)} <span class="quiet">{unit.code}</span></li>)}</ul> },
    ]} />,
    <QrImage value={check_url} label={check_url} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    certificate.waiting_reason !== null && (
      <Notice tone="warning" title={t('revocationWaiting')}>
        <p>{certificate.waiting_reason}</p>
        {may(actor, 'certificate.revoke') && !ownProposal && (
          <ButtonRow>
            <Form action={urls.decideRevocation(certificate.id)} token={req.formToken()} locale={locale}><HiddenField name="decision" value="approve" /><Button kind="danger">{t('approveRevocation')}</Button></Form>
            <Form action={urls.decideRevocation(certificate.id)} token={req.formToken()} locale={locale}><HiddenField name="decision" value="refuse" /><Button kind="secondary">{t('refuseRevocation')}</Button></Form>
          </ButtonRow>
        )}
      </Notice>
    ),
    certificate.waiting_reason === null && certificate.revoked_at === null && may(actor, 'certificate.revoke') && (
      <Details summary={t('proposeRevocation')}>
        <Form action={urls.revoke(certificate.id)} token={req.formToken()} state={state} locale={locale}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="danger">{t('proposeRevocation')}</Button></Form>
      </Details>
    ));
}
