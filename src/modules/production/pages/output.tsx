import type { VNode } from 'preact';
import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, EmptyState, Form, HiddenField, PageHeading, ProgressBar, QuantityField, RadiosField, SelectField, SubNav } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OpenSession, Rostered, WorkOrderRow } from '../queries.ts';
import { outputUrl, workOrdersUrl, workOrderUrl } from '../urls.ts';
import { sayProduction } from '../words.ts';

export type Recording = { order: WorkOrderRow; sessions: OpenSession[]; chosen: OpenSession | undefined; roster: Rostered[]; reasons: Reason[]; next: number };
export type Reason = { code: string; name_id: string; name_en: string; kind: 'scrap' | 'rework' };

/** B8: one number, three large buttons; scrap and rework only when there is some. */
export function outputPage(req: Req, { order, sessions, chosen, roster, reasons, next }: Recording, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  const title = `${t('recordOutput')} ${order.number}`;
  const run = (session: OpenSession) => t('sessionRun', { workshop: pick(locale, session), day: formatDayShort(session.day, locale), slot: session.slot });
  return workPage(req, { surface: 'bengkel', title, breadcrumbs: [{ href: workOrdersUrl(), text: t('workOrders') }, { href: workOrderUrl(order.number), text: order.number }], failed: state !== undefined },
    <PageHeading title={t('recordOutput')} caption={`${order.number} · ${pick(locale, order)}`} />,
    <ProgressBar value={order.made} max={order.quantity} label={t('progressMade', { n: count(order.made, locale), of: count(order.quantity, locale), unit: unitName(locale, order.unit) })} />,
    sessions.length > 1 ? <SubNav label={t('sessions')} items={sessions.map((session) => ({ href: outputUrl(order.number, session.id), text: run(session), current: session.id === chosen?.id }))} /> : null,
    !chosen
      ? <EmptyState title={t('noSession')}><p>{t('noSessionHint')}</p><ButtonLink href="/bengkel" large>{t('toFloor')}</ButtonLink></EmptyState>
      : (
        <Form action={outputUrl(order.number)} token={req.formToken()} locale={locale} state={state}>
          <p class="quiet">{t('session')}: {run(chosen)}</p>
          <HiddenField name="session_id" value={chosen.id} />
          <RadiosField name="step" label={t('step')} value={String(next)} options={order.method.routing.map((step) => ({ value: String(step.step), text: `${step.step}. ${pick(locale, step)}` }))} />
          <SelectField name="worker_id" label={t('who')} hint={t('whoHint')} empty={t('whole')} options={roster.map((person) => ({ value: person.worker_id, text: `${person.roster_code} ${person.name}` }))} />
          <QuantityField name="good" label={t('goodPieces')} value={0} min={0} />
          <QuantityField name="scrap" label={t('scrapPieces')} value={0} min={0} />
          <QuantityField name="rework" label={t('reworkPieces')} value={0} min={0} />
          <SelectField name="reason_code" label={t('reason')} hint={t('reasonHint')} empty={t('chooseReason')} options={reasons.map((reason) => ({ value: reason.code, text: pick(locale, reason) }))} />
          <Button large>{t('saveOutput')}</Button>
        </Form>
      ));
}
