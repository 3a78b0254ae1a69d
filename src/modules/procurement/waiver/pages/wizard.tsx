// P19: six steps, one thing on each page.
import type { ComponentChildren, VNode } from 'preact';
import { addDays, dayIn, formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, CheckboxesField, DateField, Form, HiddenField, MoneyField, Notice, NumberField, PageHeading, RadiosField, Section, SubNav, SummaryCard, SummaryList, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { NeedRow } from '../../needs/queries.ts';
import type { Reason } from '../machine.ts';
import type { WaiverFile } from '../queries.ts';
import { urls, wizardSteps, type WizardStep } from '../urls.ts';
import { sayWaiver } from '../words.ts';
import { OursFigures } from './file-parts.tsx';

const titles = { kebutuhan: 's1', alasan: 's2', banding: 's3', cakupan: 's4', penyetuju: 's5', periksa: 's6' } as const;

function wizardPage(req: Req, { at, number, failed }: { at: WizardStep; number?: string | undefined; failed: boolean }, ...children: ComponentChildren[]): VNode {
  const t = sayWaiver(req.locale);
  const title = t(titles[at]);
  return workPage(req, { surface: 'pengadaan', title, breadcrumbs: [{ href: urls.agency(), text: t('waivers') }, ...(number ? [{ href: urls.file(number), text: number }] : [])], failed },
    <PageHeading title={title} caption={t('step', { n: wizardSteps.indexOf(at) + 1 })} />,
    number && <SubNav label={t('waivers')} items={wizardSteps.slice(1).map((step) => ({ href: urls.wizard(number, step), text: t(titles[step]), current: step === at }))} />,
    ...children);
}

export function startPage(req: Req, { needs, chosen, unit }: { needs: NeedRow[]; chosen: string[]; unit: string }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return wizardPage(req, { at: 'kebutuhan', failed: state !== undefined },
    <p class="lead">{t('s1Hint')}</p>,
    <Form action={urls.start()} token={req.formToken()} state={state} locale={locale}>
      <TextField name="unit" label={t('unit')} value={unit} required />
      <RadiosField name="kind" label={t('kind')} value="single" options={[{ value: 'single', text: t('kindSingle') }, { value: 'blanket', text: t('kindBlanket'), hint: t('blanketHint') }]} />
      {needs.length > 0 ? <CheckboxesField name="needs" label={t('fromPlan')} values={chosen} options={needs.map((need) => ({ value: need.id, text: need.item_text, hint: `${count(need.quantity, locale)} ${unitName(locale, need.unit)} · ${rupiah(need.value_idr)} · ${formatDay(need.needed_by, locale)}` }))} /> : <p class="quiet">{t('noNeeds')}</p>}
      <Section title={t('orWrite')}>
        <TextField name="item_text" label={t('item')} />
        <NumberField name="quantity" label={t('quantity')} />
        <TextField name="unit_of_sale" label={t('unitOfSale')} width="s" />
        <MoneyField name="value_idr" label={t('value')} />
        <DateField name="needed_by" label={t('day')} />
      </Section>
      <Button large>{t('next')}</Button>
    </Form>);
}

export function reasonPage(req: Req, { file, reasons }: { file: WaiverFile; reasons: Reason[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return wizardPage(req, { at: 'alasan', number: file.number, failed: state !== undefined },
    <p class="lead">{t('s2Hint')}</p>,
    <Form action={urls.wizard(file.number, 'alasan')} token={req.formToken()} state={state} locale={locale}>
      <RadiosField name="reason_code" label={t('reason')} value={file.reason_code} options={reasons.map((reason) => ({ value: reason.code, text: pick(locale, reason), hint: `${t('evidenceAsked', { text: locale === 'en' ? reason.evidence_en : reason.evidence_id })} · ${reason.default_outcome === 'auto' ? t('atOnce') : t('days', { n: reason.sla_working_days })}` }))} />
      <TextareaField name="reason_text" label={t('reasonText')} value={file.reason_text} rows={4} required />
      <Button large>{t('next')}</Button>
    </Form>);
}

/** More lines than a page holds come by API with their figures. */
const mostOnPage = 60;
export function comparePage(req: Req, file: WaiverFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  return wizardPage(req, { at: 'banding', number: file.number, failed: state !== undefined },
    <p class="lead">{t('s3Hint')}</p>,
    <Form action={urls.wizard(file.number, 'banding')} token={req.formToken()} state={state} locale={locale}>
      {file.line_rows.slice(0, mostOnPage).map((line, n) => (
        <SummaryCard title={`${line.line}. ${line.item_text}`}>
          <OursFigures req={req} line={line} />
          <HiddenField name={`lines.${n}.line`} value={line.line} />
          <MoneyField name={`lines.${n}.market_price_idr`} label={t('marketPrice')} value={line.market_price_idr} />
          <NumberField name={`lines.${n}.market_days`} label={t('marketDays')} value={line.market_days} width="xs" />
          <TextareaField name={`lines.${n}.market_quality`} label={t('marketQuality')} value={line.market_quality} rows={2} />
        </SummaryCard>
      ))}
      {file.line_rows.length > mostOnPage && <p class="quiet">{t('firstLines')}</p>}
      <p class="quiet">{t('benchmark')}</p>
      <TextareaField name="evidence" label={t('evidence')} hint={t('evidenceHint')} value={file.evidence} rows={4} required />
      <Button large>{t('next')}</Button>
    </Form>);
}

export function scopePage(req: Req, file: WaiverFile, state?: FormState): VNode {
  const t = sayWaiver(req.locale);
  const today = dayIn(file.zone, req.now);
  return wizardPage(req, { at: 'cakupan', number: file.number, failed: state !== undefined },
    <p class="lead">{t('s4Hint')}</p>,
    <Form action={urls.wizard(file.number, 'cakupan')} token={req.formToken()} state={state} locale={req.locale}>
      <DateField name="valid_from" label={t('from')} value={file.valid_from ?? today} required />
      <DateField name="valid_to" label={t('to')} value={file.valid_to ?? addDays(today, file.kind === 'blanket' ? 180 : 90)} required />
      <Button large>{t('next')}</Button>
    </Form>);
}

export function approverPage(req: Req, file: WaiverFile, state?: FormState): VNode {
  const t = sayWaiver(req.locale);
  return wizardPage(req, { at: 'penyetuju', number: file.number, failed: state !== undefined },
    <p class="lead">{t('s5Hint')}</p>,
    <Form action={urls.wizard(file.number, 'penyetuju')} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="approver" label={t('approver')} value={file.approver} required />
      <Button large>{t('next')}</Button>
    </Form>);
}

export type Expected = { reason: Reason | undefined; silence: 'grant' | 'escalate'; trial: boolean };
export function checkPage(req: Req, { file, expected }: { file: WaiverFile; expected: Expected }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayWaiver(locale);
  const { reason } = expected;
  const change = (at: WizardStep) => ({ href: urls.wizard(file.number, at), text: t('change') });
  return wizardPage(req, { at: 'periksa', number: file.number, failed: state !== undefined },
    <SummaryList rows={[
      { label: t('goods'), value: <>{file.line_rows.slice(0, 8).map((line) => <div>{line.item_text}: {count(line.quantity, locale)} {unitName(locale, line.unit)}, {rupiah(line.value_idr)}</div>)}{file.line_rows.length > 8 ? t('more', { n: file.line_rows.length - 8 }) : null}</> },
      { label: t('reason'), value: reason ? <>{pick(locale, reason)}<br />{file.reason_text}</> : '–', action: change('alasan') },
      { label: t('evidence'), value: file.evidence || '–', action: change('banding') },
      { label: t('period'), value: file.valid_from && file.valid_to ? `${formatDay(file.valid_from, locale)} – ${formatDay(file.valid_to, locale)}` : '–', action: change('cakupan') },
      { label: t('approver'), value: file.approver || '–', action: change('penyetuju') },
    ]} />,
    <Notice tone="info">
      <p>{reason && (reason.default_outcome === 'auto' ? t('atOnce') : t('days', { n: reason.sla_working_days }))}{reason && '. '}{t(expected.silence === 'grant' ? 'silenceGrant' : 'silenceEscalate')}{expected.trial && ` ${t('ruleTrial')}`}</p>
    </Notice>,
    <Form action={urls.wizard(file.number, 'periksa')} token={req.formToken()} state={state} locale={locale}><Button large>{t('send')}</Button></Form>);
}
