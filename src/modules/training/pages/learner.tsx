import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Details, EmptyState, Form, IdentityBar, Notice, Section, SelectField, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Advice } from '../advice.ts';
import type { CertificateRow, OutsideRow } from '../certificate-queries.ts';
import { bodyKindNames, bodyKinds, enrolmentStateNames } from '../course.ts';
import type { LearnerRow } from '../progress-queries.ts';
import type { EnrolmentRow, UnitRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayTraining } from '../words.ts';

export type LearnerView = { learner: LearnerRow; advice: Advice[]; taking: EnrolmentRow[]; certificates: CertificateRow[]; outside: OutsideRow[]; units: UnitRow[]; day: string };

/** A person's training: what to do next and why, what was taken, what was earned. */
export function learnerPage(req: Req, { learner, advice, taking, certificates, outside, units, day }: LearnerView, state?: FormState): VNode {
  const { locale } = req;
  const t = sayTraining(locale);
  const title = t('learningOf', { code: learner.roster_code });
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: urls.courses, text: t('training') }], failed: state !== undefined },
    <IdentityBar heading title={learner.name} code={learner.roster_code} facts={[{ label: t('level'), value: String(learner.skill_level) }]} />,
    <Section title={t('advice')}>
      {advice.length === 0 ? <EmptyState title={t('adviceEmpty')} /> : advice.slice(0, 4).map((each) => (
        <Notice tone={each.ready ? 'success' : 'info'} title={upper(each.job_name[locale])}>
          <p>{each.words[locale]}{each.course && <> <a href={each.course.intake_id ? urls.intake(each.course.intake_id) : urls.course(each.course.course_id)}>{pick(locale, each.course)}</a></>}</p>
          {each.missing.length > 0 && <ul class="govuk-list govuk-list--bullet">{each.missing.map((unit) => <li>{pick(locale, unit)} <span class="quiet">{unit.code}</span></li>)}</ul>}
        </Notice>
      ))}
    </Section>,
    <Section title={t('taking')}>
      <DataTable caption={t('taking')} captionHidden rows={taking} empty={t('takingEmpty')} columns={[
        { title: t('course'), cell: (row) => <a href={urls.enrolment(row.id)}>{pick(locale, { name_id: row.course_name_id, name_en: row.course_name_en })}</a> },
        { title: t('starts'), cell: (row) => formatDay(row.starts_on, locale) }, { title: t('state'), cell: (row) => <Tag tone={enrolmentStateNames[row.state].tone}>{enrolmentStateNames[row.state][locale]}</Tag> },
      ]} />
    </Section>,
    <Section title={t('certificates')}>
      <DataTable caption={t('certificates')} captionHidden rows={certificates} empty={t('certificatesEmpty')} columns={[
        { title: t('number'), cell: (row) => <a href={urls.certificate(row.id)}>{row.number}</a> }, { title: t('course'), cell: (row) => pick(locale, { name_id: row.title_id, name_en: row.title_en }) },
        { title: t('issuedOn'), cell: (row) => formatDay(row.issued_on, locale) }, { title: t('until'), cell: (row) => (row.valid_until ? formatDay(row.valid_until, locale) : t('noEnd')) }, { title: t('state'), cell: (row) => standing(req, row, day) },
      ]} />
    </Section>,
    <Section title={t('outsideCertificates')}>
      <DataTable caption={t('outsideCertificates')} captionHidden rows={outside} empty={t('outsideEmpty')} columns={[
        { title: t('certificateTitle'), cell: (row) => row.title }, { title: t('body'), cell: (row) => `${row.body_kind} · ${row.body}` }, { title: t('number'), cell: (row) => row.number },
        { title: t('until'), cell: (row) => (row.valid_until ? <>{formatDay(row.valid_until, locale)} {row.valid_until < day && <Tag tone="merah">{t('expired')}</Tag>}</> : t('noEnd')) },
      ]} />
      {may(req.actor, 'outside_certificate.record') && (state ? <OutsideForm req={req} learner={learner} units={units} state={state} /> : <Details summary={t('recordOutside')}><OutsideForm req={req} learner={learner} units={units} state={state} /></Details>)}
    </Section>);
}

function OutsideForm({ req, learner, units, state }: { req: Req; learner: LearnerRow; units: UnitRow[]; state: FormState | undefined }): VNode {
  const t = sayTraining(req.locale);
  return (
    <Form action={urls.outside(learner.id)} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="body_kind" label={t('bodyKind')} options={bodyKinds.map((value) => ({ value, text: bodyKindNames[value][req.locale] }))} required />
      <TextField name="body" label={t('body')} required /><TextField name="number" label={t('number')} width="m" required /><TextField name="title" label={t('certificateTitle')} required />
      <SelectField name="unit" label={t('unit')} empty={t('none')} options={units.map((unit) => ({ value: unit.code, text: `${pick(req.locale, unit)} (${unit.code})` }))} />
      <DateField name="issued_on" label={t('issuedOn')} required /><DateField name="valid_until" label={t('until')} /><TextField name="evidence" label={t('evidence')} required />
      <Button>{t('recordOutside')}</Button>
    </Form>
  );
}

export function standing(req: Req, row: Pick<CertificateRow, 'revoked_at' | 'valid_until' | 'waiting_reason'>, day: string): VNode {
  const t = sayTraining(req.locale);
  if (row.revoked_at) return <Tag tone="merah">{t('revoked')}</Tag>;
  if (row.waiting_reason) return <Tag tone="kuning">{t('revocationWaiting')}</Tag>;
  return row.valid_until && row.valid_until < day ? <Tag tone="kuning">{t('expired')}</Tag> : <Tag tone="hijau">{t('valid')}</Tag>;
}

const upper = (text: string): string => text.charAt(0).toUpperCase() + text.slice(1);
