import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, ButtonRow, Details, Form, HiddenField, IdentityBar, Notice, QrImage, SummaryList, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { CertificateRow } from '../certificate-queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';
import { standing } from './learner.tsx';

export function certificatePage(req: Req, { certificate, check_url, day }: { certificate: CertificateRow; check_url: string; day: string }, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayTraining(locale);
  const ownProposal = certificate.waiting_person !== null && certificate.waiting_person === actor.person_id;
  return workPage(req, { surface: 'bengkel', title: `${t('certificate')} ${certificate.number}`, failed: state !== undefined, breadcrumbs: [{ href: urls.courses, text: t('training') }, { href: urls.learner(certificate.worker_id), text: t('learningOf', { code: certificate.roster_code }) }] },
    <IdentityBar title={pick(locale, { name_id: certificate.title_id, name_en: certificate.title_en })} code={certificate.number} facts={[{ label: t('holder'), value: certificate.holder_name }]} />,
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
