import type { VNode } from 'preact';
import { formatDay, formatDayShort, formatInstant, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, ButtonRow, DataTable, Form, IdentityBar, Notice, PageHeading, ProgressBar, Section, Tag, Timeline } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { eventText } from '../history.ts';
import type { WorkOrderFile } from '../queries.ts';
import { cancelUrl, drawUrl, inspectionUrl, outputUrl, releaseUrl, workOrdersUrl } from '../urls.ts';
import { sayProduction } from '../words.ts';
import { mayFollow, needed, stateNames, tones } from '../work-order.ts';

/** B7: everything about one work order, from its method to its lots. */
export function workOrderPage(req: Req, file: WorkOrderFile, zone: Zone, state?: FormState): VNode {
  const { locale } = req;
  const { order } = file;
  const t = sayProduction(locale);
  const unit = unitName(locale, order.unit);
  return workPage(req, { surface: 'bengkel', title: `${order.number} ${pick(locale, order)}`, breadcrumbs: [{ href: workOrdersUrl({}, req.query['upt']), text: t('workOrders') }], failed: state !== undefined },
    <PageHeading title={pick(locale, order)} caption={order.number} />,
    state?.refusal ? <Notice tone="danger" title={state.refusal} /> : null,
    <IdentityBar title={pick(locale, order)} code={order.number} status={{ text: stateNames[order.state][locale], tone: tones[order.state] }} facts={[
      { label: t('quantity'), value: `${count(order.quantity, locale)} ${unit}` },
      { label: t('due'), value: formatDay(order.due_on, locale) },
      { label: t('purpose'), value: order.order_line_id ? t('forOrder') : t('forStock') },
      { label: t('createdOn'), value: formatInstant(order.created_at, zone, locale) },
      ...(order.note ? [{ label: t('note'), value: order.note }] : []),
    ]} />,
    <Actions req={req} file={file} />,
    <ProgressBar value={order.made} max={order.quantity} label={t('progressMade', { n: count(order.made, locale), of: count(order.quantity, locale), unit })} />,
    <ProgressBar value={order.passed} max={order.quantity} label={t('progressPassed', { n: count(order.passed, locale), of: count(order.quantity, locale), unit })} />,
    <Steps locale={locale} file={file} />,
    <Materials locale={locale} file={file} />,
    <Output locale={locale} file={file} zone={zone} />,
    <Section title={t('people')}>
      <p class="quiet">{t('peopleHint')}</p>
      <DataTable caption={t('people')} captionHidden rows={file.contributions} empty={t('peopleNone')} columns={[
        { title: t('who'), cell: (row) => row.roster_code },
        { title: t('minutes'), numeric: true, cell: (row) => count(row.minutes, locale) },
        { title: t('pieces'), numeric: true, cell: (row) => count(row.output, locale) },
        { title: t('skill'), numeric: true, cell: (row) => row.skill_level },
      ]} />
    </Section>,
    <Quality locale={locale} file={file} zone={zone} />,
    <Section title={t('history')}><Timeline items={file.history.map((event) => ({ title: eventText(event, t), at: formatInstant(event.at, zone, locale) }))} /></Section>);
}

function Actions({ req, file: { order } }: { req: Req; file: WorkOrderFile }): VNode {
  const t = sayProduction(req.locale);
  const working = order.state === 'released' || order.state === 'in_progress' || order.state === 'inspection';
  const waiting = order.made - order.passed - order.failed;
  const { actor } = req;
  return (
    <div class="no-print">
      {order.state === 'planned' && may(actor, 'work_order.release') ? <Form action={releaseUrl(order.number)} token={req.formToken()} locale={req.locale}><Button large>{t('release')}</Button></Form> : null}
      {working ? (
        <ButtonRow>
          {may(actor, 'output.record') ? <ButtonLink large href={outputUrl(order.number)}>{t('recordOutput')}</ButtonLink> : null}
          {may(actor, 'material.draw') ? <ButtonLink large kind="secondary" href={drawUrl(order.number)}>{t('drawMaterial')}</ButtonLink> : null}
          {waiting > 0 && may(actor, 'inspection.record') ? <ButtonLink large kind="secondary" href={inspectionUrl(order.number)}>{t('inspect')}</ButtonLink> : null}
        </ButtonRow>
      ) : null}
      {mayFollow(order.state, 'cancelled') && may(actor, 'work_order.cancel') ? <Form action={cancelUrl(order.number)} token={req.formToken()} locale={req.locale}><Button kind="danger">{t('cancel')}</Button></Form> : null}
    </div>
  );
}

function Steps({ locale, file: { order, steps } }: { locale: Locale; file: WorkOrderFile }): VNode {
  const t = sayProduction(locale);
  const done = (step: number) => steps.find((row) => row.step === step);
  return (
    <Section title={t('steps')}>
      <DataTable caption={t('steps')} captionHidden rows={order.method.routing} empty="" columns={[
        { title: t('step'), cell: (row) => <>{row.step}. {pick(locale, row)}{row.inspection ? <> <Tag tone="ungu">{t('inspectionHere')}</Tag></> : null}</> },
        { title: t('minutesEach'), numeric: true, cell: (row) => row.standard_minutes },
        { title: t('skill'), numeric: true, cell: (row) => row.skill_level },
        { title: t('good'), numeric: true, cell: (row) => count(done(row.step)?.good ?? 0, locale) },
        { title: t('scrap'), numeric: true, cell: (row) => count(done(row.step)?.scrap ?? 0, locale) },
        { title: t('rework'), numeric: true, cell: (row) => count(done(row.step)?.rework ?? 0, locale) },
      ]} />
    </Section>
  );
}

/** The plan is the bill for the whole order; the difference shows what was drawn beyond it or not yet. */
function Materials({ locale, file: { order, draws } }: { locale: Locale; file: WorkOrderFile }): VNode {
  const t = sayProduction(locale);
  const planned = order.method.bill.map((line) => ({ ...line, planned: needed(line, order.quantity), drawn: draws.find((draw) => draw.material_id === line.material_id)?.quantity ?? 0 }));
  const beyond = draws.filter((draw) => !order.method.bill.some((line) => line.material_id === draw.material_id)).map((draw) => ({ ...draw, planned: 0, drawn: draw.quantity }));
  return (
    <Section title={t('materials')}>
      <DataTable caption={t('materials')} captionHidden rows={[...planned, ...beyond]} empty={t('noBill')} columns={[
        { title: t('material'), cell: (row) => row.name },
        { title: t('planned'), numeric: true, cell: (row) => `${count(row.planned, locale)} ${unitName(locale, row.unit)}` },
        { title: t('drawn'), numeric: true, cell: (row) => `${count(row.drawn, locale)} ${unitName(locale, row.unit)}` },
        { title: t('difference'), numeric: true, cell: (row) => count(row.drawn - row.planned, locale) },
      ]} />
    </Section>
  );
}

function Output({ locale, file: { order, outputs }, zone }: { locale: Locale; file: WorkOrderFile; zone: Zone }): VNode {
  const t = sayProduction(locale);
  const stepName = (step: number) => { const found = order.method.routing.find((each) => each.step === step); return found ? pick(locale, found) : String(step); };
  return (
    <Section title={t('outputTitle')}>
      <DataTable caption={t('outputTitle')} captionHidden rows={outputs} empty={t('outputNone')} columns={[
        { title: t('when'), cell: (row) => formatInstant(row.occurred_at, zone, locale) },
        { title: t('step'), cell: (row) => stepName(row.step) },
        { title: t('who'), cell: (row) => row.roster_code ?? t('team') },
        { title: t('good'), numeric: true, cell: (row) => count(row.good, locale) },
        { title: t('scrap'), numeric: true, cell: (row) => count(row.scrap, locale) },
        { title: t('rework'), numeric: true, cell: (row) => count(row.rework, locale) },
        { title: t('reason'), cell: (row) => (locale === 'en' ? row.reason_en : row.reason_id) ?? '' },
      ]} />
    </Section>
  );
}

function Quality({ locale, file: { inspections, lots }, zone }: { locale: Locale; file: WorkOrderFile; zone: Zone }): VNode {
  const t = sayProduction(locale);
  return (
    <>
      <Section title={t('inspections')}>
        <DataTable caption={t('inspections')} captionHidden rows={inspections} empty={t('inspectionsNone')} columns={[
          { title: t('when'), cell: (row) => formatInstant(row.occurred_at, zone, locale) },
          { title: t('passed'), numeric: true, cell: (row) => count(row.passed, locale) },
          { title: t('failed'), numeric: true, cell: (row) => count(row.failed, locale) },
          { title: t('measures'), cell: (row) => row.measures.map((each) => `${each.name}: ${each.value}`).join('; ') },
          { title: t('note'), cell: (row) => row.note },
        ]} />
      </Section>
      <Section title={t('lots')}>
        <DataTable caption={t('lots')} captionHidden rows={lots} empty={t('lotsNone')} columns={[
          { title: t('lot'), cell: (row) => <a href={`/cek/${row.code}`}>{row.code}</a> },
          { title: t('madeOn'), cell: (row) => formatDayShort(row.made_on, locale) },
          { title: t('quantity'), numeric: true, cell: (row) => count(row.quantity, locale) },
          { title: t('left'), numeric: true, cell: (row) => count(row.left_quantity, locale) },
          { title: t('label'), cell: (row) => <a href={`/bengkel/label/${row.code}`}>{t('label')}</a> },
        ]} />
      </Section>
    </>
  );
}
