// One page per act of the maker: accept, change a promise, ship, record a payment.
import type { ComponentChildren, VNode } from 'preact';
import { dayIn, formatDay, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { unitName } from '#products';
import { Button, DateField, Form, HiddenField, MoneyField, NumberField, PageHeading, RadiosField, SelectField, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { OrderFile } from '../order-file.ts';
import { unshipped } from '../order.ts';
import { atPlace, isUnsent, placeShown } from '../place.ts';
import { PlaceLinks } from './shared-acts.tsx';
import { methodNames, methods } from '../order-input.ts';
import { acceptUrl, makerOrderUrl, makerOrdersUrl, payUrl, promiseUrl, shipUrl } from '../urls.ts';
import { sayMaker, sayOrders } from '../words.ts';

type Draft = { title: string; intro: string; action: string; submit: string; state: FormState | undefined };
function actPage(req: Req, file: OrderFile, { title, intro, action, submit, state = emptyForm }: Draft, fields: ComponentChildren): VNode {
  const t = sayOrders(req.locale);
  return workPage(req, { surface: 'bengkel', title: `${title}, ${file.number}`, breadcrumbs: [{ href: makerOrdersUrl(), text: t('orders') }, { href: makerOrderUrl(file.number), text: file.number }], failed: state !== emptyForm },
    <PageHeading title={title} caption={`${file.number} · ${file.buyer_name}`} />,
    <p class="lead">{intro}</p>,
    <Form action={action} token={req.formToken()} state={state} locale={req.locale}>{fields}<Button>{submit}</Button></Form>,
    <p><a href={makerOrderUrl(file.number)}>{t('back')}</a></p>);
}

export function acceptPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const m = sayMaker(req.locale);
  const t = sayOrders(req.locale);
  return actPage(req, file, { title: m('accept'), intro: m('acceptIntro'), action: acceptUrl(file.number), submit: m('accept'), state }, file.lines.map((line, n) => <>
    <HiddenField name={`lines.${n}.line`} value={String(line.line)} />
    <DateField name={`lines.${n}.promised_on`} label={m('promisedOn', { name: line.name })} hint={[`${line.quantity} ${unitName(req.locale, line.unit)}, ${line.supply === 'stock' ? t('fromStock') : t('toMake')}`, line.requested_on ? `${t('requested')} ${formatDay(line.requested_on, req.locale)}` : ''].filter(Boolean).join('. ')} state={state} />
  </>));
}

export function promisePage(req: Req, file: OrderFile, state?: FormState): VNode {
  const m = sayMaker(req.locale);
  const t = sayOrders(req.locale);
  const open = file.lines.filter((line) => unshipped(line) > 0);
  return actPage(req, file, { title: m('change'), intro: m('changeIntro'), action: promiseUrl(file.number), submit: m('change'), state }, <>
    <SelectField name="line" label={t('line')} state={state} value={String(open[0]?.line ?? 1)} options={open.map((line) => ({ value: String(line.line), text: `${line.line}. ${line.name}${line.promised_on ? ` (${formatDay(line.changes.at(-1)?.day ?? line.promised_on, req.locale)})` : ''}` }))} />
    <DateField name="day" label={m('newDay')} state={state} required />
    <TextareaField name="reason" label={t('reason')} state={state} required rows={3} />
  </>);
}

export function shipPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const m = sayMaker(req.locale);
  const t = sayOrders(req.locale);
  const place = placeShown(file.places, req.query['tempat'], isUnsent);
  const lines = place ? atPlace(file.lines, place) : file.lines;
  return actPage(req, file, { title: m('ship'), intro: m('shipIntro'), action: `${shipUrl(file.number)}${place ? `?tempat=${place.place}` : ''}`, submit: m('send'), state }, <>
    <PlaceLinks req={req} file={file} shown={place} action={shipUrl(file.number)} />
    {place ? <HiddenField name="place" value={place.place} /> : null}
    {lines.filter((line) => unshipped(line) > 0).map((line, n) => <>
      <HiddenField name={`lines.${n}.line`} value={String(line.line)} />
      <NumberField name={`lines.${n}.quantity`} label={m('shipQuantity', { name: line.name, n: unshipped(line) })} value={String(unshipped(line))} width="s" state={state} />
    </>)}
    <TextField name="carrier" label={t('carrier')} state={state} required />
    <TextField name="tracking" label={t('tracking')} state={state} />
    <NumberField name="packages" label={t('packages')} value="1" width="xs" state={state} />
    <TextField name="note" label={t('note')} state={state} />
  </>);
}

export function payPage(req: Req, file: OrderFile, state?: FormState): VNode {
  const m = sayMaker(req.locale);
  const t = sayOrders(req.locale);
  const offered = file.channel === 'agency' ? (['ls', 'up', 'transfer'] as const) : methods.filter((method) => method !== 'ls' && method !== 'up');
  return actPage(req, file, { title: m('pay'), intro: `${m('payIntro')} ${t('left')}: ${rupiah(file.left_idr)}.`, action: payUrl(file.number), submit: m('payRecord'), state }, <>
    <RadiosField name="method" label={t('method')} state={state} value={offered[0] ?? 'transfer'} options={offered.map((method) => ({ value: method, text: methodNames[method][req.locale] }))} />
    <MoneyField name="amount_idr" label={m('amount')} value={String(file.left_idr)} state={state} required />
    <TextField name="reference" label={t('reference')} state={state} required />
    <DateField name="paid_on" label={t('paidOn')} value={dayIn(zoneOf(file.timezone), req.now)} state={state} />
    <TextField name="payer" label={t('payer')} value={file.buyer_name} state={state} />
  </>);
}
