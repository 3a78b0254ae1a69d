import type { VNode } from 'preact';
import { formatDay, formatMonth } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, DataTable, DateField, Details, Form, HiddenField, MoneyField, PageHeading, RefusalForm, Section, SelectField, Tag, TextareaField, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import { runsUrl } from '../runs/urls.ts';
import { say as sayRuns } from '../runs/words.ts';
import { cardUrl, policiesUrl } from '../urls.ts';
import type { WageGrade } from '../wage-queries.ts';
import { say as sayPay } from '../words.ts';
import type { AllowanceRow, CorrectionRow, GradeRow, KindRow } from './allowance-queries.ts';
import { allowancesUrl, allowanceUrl, correctionUrl, gradesUrl, kindsUrl } from './urls.ts';
import { say } from './words.ts';

export type Beside = { rows: AllowanceRow[]; corrections: CorrectionRow[]; grades: GradeRow[]; kinds: KindRow[]; levels: WageGrade[]; workers: { id: string; roster_code: string }[]; months: string[]; today: string };

/** What is paid beside minutes and pieces: corrections that wait first, then what is proposed, then grades. */
export function besidePage(req: Req, beside: Beside, state?: FormState): VNode {
  const t = say(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: runsUrl(req.query['upt']), text: sayRuns(req.locale)('runs') }] },
    <PageHeading title={t('title')} caption={t('lead')}><ButtonLink kind="secondary" href={kindsUrl}>{t('kinds')}</ButtonLink></PageHeading>,
    <Problem state={state} />,
    <Corrections req={req} beside={beside} />,
    <Allowances req={req} beside={beside} state={state} />,
    <Grades req={req} beside={beside} state={state} />);
}

function Corrections({ req, beside: { corrections, kinds } }: { req: Req; beside: Beside }): VNode {
  const { locale } = req;
  const t = say(locale);
  const kind = kinds.find((each) => each.kind === 'correction');
  return (
    <Section title={t('corrections')} id="koreksi">
      <DataTable caption={t('corrections')} captionHidden rows={corrections} empty={t('correctionsNone')} columns={[
        { title: t('objection'), cell: (row) => <>{row.objection}<br /><span class="quiet">{`${t(`about_${row.about}`)}, ${formatMonth(row.month, locale)}`}</span></> },
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('state'), cell: (row) => (row.state === 'paid' ? <Tag tone="hijau">{t('paid', { amount: rupiah(row.amount_idr ?? 0), run: row.run ?? '' })}</Tag> : row.state === 'none' ? <><Tag tone="abu">{t('noneDue')}</Tag><br /><span class="quiet">{row.reason}</span></> : <Tag tone="kuning">{row.proposed ? t('proposedAs', { number: row.proposed }) : t('open')}</Tag>) },
        { title: '', cell: (row) => (row.state !== 'open' ? null : <>
          {kind && !row.proposed && may(req.actor, 'allowance.grant') && <Details summary={t('payCorrection')}>
            <p class="quiet">{t('correctionHint')}</p>
            <Form action={correctionUrl(row.id, 'bayar')} token={req.formToken()} locale={locale}><HiddenField name="worker_id" value={row.worker_id} /><HiddenField name="month" value={row.month} /><HiddenField name="kind" value={kind.code} /><MoneyField name="amount_idr" label={t('amount')} required /><TextareaField name="reason" label={t('reason')} rows={2} required /><Button>{t('giveNow')}</Button></Form>
          </Details>}
          {may(req.actor, 'correction.close') && !(row.answered_person !== null && row.answered_person === req.actor.person_id) && <Details summary={t('closeCorrection')}>
            <Form action={correctionUrl(row.id, 'tutup')} token={req.formToken()} locale={locale}><TextareaField name="reason" label={t('reason')} hint={t('closeHint')} rows={2} required /><Button kind="secondary">{t('closeCorrection')}</Button></Form>
          </Details>}
        </>) },
      ]} />
    </Section>
  );
}

const tones: Record<AllowanceRow['state'], Tone> = { prepared: 'kuning', approved: 'biru', refused: 'abu' };
function Allowances({ req, beside: { rows, kinds, workers, months }, state }: { req: Req; beside: Beside; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = say(locale);
  const decides = may(req.actor, 'allowance.approve');
  return (
    <Section title={t('allowances')}>
      <DataTable caption={t('allowances')} captionHidden rows={rows} empty={t('allowancesNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('kind'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{`${formatMonth(row.month, locale)} · ${row.reason}`}</span></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('state'), cell: (row) => <>{row.run ? <Tag tone="hijau">{t('inRun', { run: row.run })}</Tag> : <Tag tone={tones[row.state]}>{t(row.state)}</Tag>}
          {row.state === 'prepared' && decides && !(row.prepared_person !== null && row.prepared_person === req.actor.person_id) && <>
            <Form action={allowanceUrl(row.id, 'setuju')} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>
            <RefusalForm action={allowanceUrl(row.id, 'tolak')} token={req.formToken()} locale={locale} text={t('refuse')} reason={t('reason')} />
          </>}</> },
      ]} />
      {may(req.actor, 'allowance.grant') && (
        <Details summary={t('give')} open={state !== undefined}>
          <Form action={allowancesUrl()} token={req.formToken()} locale={locale} state={state}>
            <SelectField name="worker_id" label={t('person')} empty="–" required options={workers.map((worker) => ({ value: worker.id, text: worker.roster_code }))} />
            <SelectField name="kind" label={t('kind')} empty="–" required options={kinds.filter((each) => each.kind !== 'correction').map((each) => ({ value: each.code, text: `${pick(locale, each)} (${t('ceiling', { amount: rupiah(each.max_idr) })})` }))} />
            <SelectField name="month" label={t('month')} options={months.map((month) => ({ value: month, text: formatMonth(month, locale) }))} />
            <MoneyField name="amount_idr" label={t('amount')} required />
            <TextareaField name="reason" label={t('reason')} rows={2} required />
            <Button>{t('giveNow')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  );
}

function Grades({ req, beside: { grades, levels, workers, today }, state }: { req: Req; beside: Beside; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = say(locale);
  return (
    <Section title={t('grades')} id="golongan">
      <p class="quiet">{t('gradesLead')}</p>
      <DataTable caption={t('grades')} captionHidden rows={grades} empty={t('gradesNone')} columns={[
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('grade'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{row.decree}</span></> },
        { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
        { title: t('state'), cell: (row) => (row.approved_at ? <Tag tone="hijau">{t('inForce')}</Tag> : <><Tag tone="kuning">{t('prepared')}</Tag>{may(req.actor, 'grade.approve') && !(row.recorded_person !== null && row.recorded_person === req.actor.person_id) && <Form action={`${gradesUrl}/${row.id}/setuju`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>}</>) },
      ]} />
      {may(req.actor, 'grade.record') && (
        <Details summary={t('setGrade')}>
          <Form action={gradesUrl} token={req.formToken()} locale={locale} state={state}>
            <SelectField name="worker_id" label={t('person')} empty="–" required options={workers.map((worker) => ({ value: worker.id, text: worker.roster_code }))} />
            <SelectField name="grade" label={t('grade')} empty="–" required options={levels.map((level) => ({ value: level.code, text: pick(locale, level) }))} />
            <DateField name="from" label={t('from')} value={today} required />
            <TextField name="decree" label={t('decree')} required />
            <Button>{t('setGrade')}</Button>
          </Form>
        </Details>
      )}
    </Section>
  );
}

export function kindsPage(req: Req, kinds: KindRow[], state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  return workPage(req, { surface: 'pusat', title: t('kinds'), failed: state !== undefined, breadcrumbs: [{ href: policiesUrl, text: sayPay(locale)('policies') }] },
    <PageHeading title={t('kinds')} caption={t('kindsLead')} />,
    <Problem state={state} />,
    <DataTable caption={t('kinds')} captionHidden rows={kinds} empty={t('allowancesNone')} columns={[
      { title: t('kind'), cell: (row) => <>{pick(locale, row)}<br /><span class="quiet">{row.meaning}</span></> },
      { title: t('state'), cell: (row) => t(row.kind) },
      { title: t('max'), numeric: true, cell: (row) => rupiah(row.max_idr) },
      { title: t('from'), cell: (row) => `${formatDay(row.from, locale)}${row.to ? ` ${t('until')} ${formatDay(row.to, locale)}` : ''}` },
      { title: t('basis'), cell: (row) => row.legal_basis },
    ]} />,
    may(req.actor, 'allowance.adopt_kind') && (
      <Details summary={t('adopt')} open={state !== undefined}>
        <Form action={kindsUrl} token={req.formToken()} locale={locale} state={state}>
          <TextField name="code" label={t('code')} width="m" required />
          <TextField name="name_id" label={t('nameId')} required />
          <TextField name="name_en" label={t('nameEn')} required />
          <TextareaField name="meaning" label={t('meaning')} rows={2} required />
          <SelectField name="kind" label={t('kind')} options={(['bonus', 'allowance', 'correction'] as const).map((value) => ({ value, text: t(value) }))} />
          <MoneyField name="max_idr" label={t('max')} required />
          <DateField name="from" label={t('from')} required />
          <TextField name="legal_basis" label={t('basis')} required />
          <Button>{t('adopt')}</Button>
        </Form>
      </Details>
    ));
}
