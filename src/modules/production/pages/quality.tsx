import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, EmptyState, Form, IdentityBar, Notice, PageHeading, QuantityField, Section, SelectField, SummaryList, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { WorkOrderRow } from '../queries.ts';
import { inspectionUrl, qualityUrl, workOrderUrl } from '../urls.ts';
import { sayProduction } from '../words.ts';
import { stateNames, tones } from '../work-order.ts';
import type { Reason } from './output.tsx';

/** B11: what was made and not looked at yet. */
export function qualityPage(req: Req, { rows }: { rows: WorkOrderRow[] }): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  const inspects = may(req.actor, 'inspection.record');
  return workPage(req, { surface: 'bengkel', title: t('quality') },
    <PageHeading title={t('quality')} />,
    <DataTable caption={t('queueCaption')} rows={rows} empty={t('queueNone')} columns={[
      { title: t('number'), cell: (row) => <a href={inspects ? inspectionUrl(row.number) : workOrderUrl(row.number, req.query['upt'])}>{row.number}</a> },
      { title: t('product'), cell: (row) => pick(locale, row) },
      { title: t('waiting'), numeric: true, cell: (row) => `${count(row.made - row.passed - row.failed, locale)} ${unitName(locale, row.unit)}` },
      { title: t('passed'), numeric: true, cell: (row) => `${count(row.passed, locale)} / ${count(row.quantity, locale)}` },
      { title: t('due'), cell: (row) => formatDayShort(row.due_on, locale) },
    ]} />);
}

export type Inspecting = { order: WorkOrderRow; specification: { label_id: string; label_en: string; value: string }[]; reasons: Reason[]; ownWork: boolean };
const measures = [0, 1, 2];

/** B12: passed, failed, what was measured. Whoever recorded output sees why it is not theirs to inspect. */
export function inspectionPage(req: Req, { order, specification, reasons, ownWork }: Inspecting, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  const waiting = order.made - order.passed - order.failed;
  const title = t('inspectTitle', { number: order.number });
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: qualityUrl(), text: t('quality') }, { href: workOrderUrl(order.number), text: order.number }], failed: state !== undefined },
    <PageHeading title={title} />,
    <IdentityBar title={pick(locale, order)} code={order.number} status={{ text: stateNames[order.state][locale], tone: tones[order.state] }} facts={[
      { label: t('waiting'), value: `${count(waiting, locale)} ${unitName(locale, order.unit)}` },
      { label: t('passed'), value: `${count(order.passed, locale)} / ${count(order.quantity, locale)}` },
    ]} />,
    specification.length > 0 ? <Section title={t('specification')}><SummaryList rows={specification.map((line) => ({ label: locale === 'en' ? line.label_en : line.label_id, value: line.value }))} /></Section> : null,
    state?.refusal && (ownWork || waiting <= 0) ? <Notice tone="danger" title={state.refusal} /> : null,
    ownWork ? <Notice tone="warning" title={t('ownWork')}>{t('ownWorkHint')}</Notice>
      : waiting <= 0 ? <EmptyState title={t('nothingWaits')}><ButtonLink href={workOrderUrl(order.number)}>{order.number}</ButtonLink></EmptyState>
      : (
        <Form action={inspectionUrl(order.number)} token={req.formToken()} locale={locale} state={state}>
          <QuantityField name="passed" label={t('passedPieces')} value={waiting} min={0} max={waiting} />
          <QuantityField name="failed" label={t('failedPieces')} value={0} min={0} max={waiting} />
          <SelectField name="reason_code" label={t('reason')} empty={t('chooseReason')} options={reasons.map((reason) => ({ value: reason.code, text: pick(locale, reason) }))} />
          <Section title={t('measures')}>
            {measures.map((n) => (
              <>
                <TextField name={`measures.${n}.name`} label={t('measureName', { n: n + 1 })} width="m" />
                <TextField name={`measures.${n}.value`} label={t('measureValue', { n: n + 1 })} width="m" />
              </>
            ))}
          </Section>
          <TextareaField name="note" label={t('note')} rows={3} />
          <Button large>{t('saveInspection')}</Button>
        </Form>
      ));
}
