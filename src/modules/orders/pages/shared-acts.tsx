// Acts that both sides do: inspection and handover (BAST), and cancelling.
import type { VNode } from 'preact';
import { dayIn, zoneOf } from '#kernel/calendar.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, CheckboxField, DateField, EmptyState, Form, HiddenField, NumberField, PageHeading, RadiosField, Section, SubNav, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { atPlace, isWaiting, placeShown, type PlaceRow } from '../place.ts';
import type { OrderFile } from '../order-file.ts';
import { cancelCodes, cancelNames, waiting } from '../order.ts';
import { agencyCancelUrl, agencyOrderUrl, agencyOrdersUrl, cancelUrl, handoverUrl, makerHandoverUrl, makerOrderUrl, makerOrdersUrl } from '../urls.ts';
import { sayHandover, sayOrders } from '../words.ts';
import type { Side } from './order-list.tsx';

const places = {
  pengadaan: { list: agencyOrdersUrl, one: agencyOrderUrl, handover: handoverUrl, cancel: agencyCancelUrl },
  bengkel: { list: makerOrdersUrl, one: makerOrderUrl, handover: makerHandoverUrl, cancel: cancelUrl },
} as const;

export function handoverPage(req: Req, side: Side, file: OrderFile, state?: FormState): VNode {
  const t = sayHandover(req.locale);
  const o = sayOrders(req.locale);
  const place = placeShown(file.places, req.query['tempat'], isWaiting);
  const open = (place ? atPlace(file.lines, place) : file.lines).filter((line) => waiting(line) > 0);
  const at = places[side];
  return workPage(req, { surface: side, title: `${t('title')}, ${file.number}`, breadcrumbs: [{ href: at.list(), text: o('orders') }, { href: at.one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={`${file.number} · ${file.facility_name}`} />,
    <PlaceLinks req={req} file={file} shown={place} action={at.handover(file.number)} />,
    open.length === 0 ? <EmptyState title={t('nothing')}><a href={at.one(file.number)}>{o('back')}</a></EmptyState> : <>
      <p class="lead">{t('intro')}</p>
      <Form action={`${at.handover(file.number)}${place ? `?tempat=${place.place}` : ''}`} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
        {place ? <HiddenField name="place" value={place.place} /> : null}
        <TextField name="handover_number" label={t('number')} hint={t('numberHint')} state={state} required />
        <DateField name="on_day" label={t('onDay')} value={dayIn(zoneOf(file.timezone), req.now)} state={state} />
        <TextField name="received_by" label={t('receivedBy')} value={place?.name ?? file.deliver_to.name} state={state} required />
        {open.map((line, n) => (
          <Section title={`${line.line}. ${line.name}`}>
            <HiddenField name={`lines.${n}.line`} value={String(line.line)} />
            <NumberField name={`lines.${n}.accepted`} label={t('accepted', { name: line.name, n: waiting(line) })} value={String(waiting(line))} width="s" state={state} />
            <NumberField name={`lines.${n}.rejected`} label={t('rejected')} value="0" width="s" state={state} />
            <TextField name={`lines.${n}.reason`} label={t('reason')} state={state} />
          </Section>
        ))}
        <CheckboxField name="fits_quantity" label={t('fitsQuantity')} state={state} checked={state === undefined} />
        <CheckboxField name="fits_function" label={t('fitsFunction')} state={state} checked={state === undefined} />
        <CheckboxField name="fits_time" label={t('fitsTime')} state={state} checked={state === undefined && (file.promised_on === null || dayIn(zoneOf(file.timezone), req.now) <= file.promised_on)} />
        <TextareaField name="note" label={o('note')} state={state} rows={3} />
        <Button>{t('submit')}</Button>
      </Form>
    </>);
}

/** Which of several places an act is about. */
export function PlaceLinks({ req, file, shown, action }: { req: Req; file: OrderFile; shown: PlaceRow | undefined; action: string }): VNode | null {
  if (!shown) return null;
  const t = sayOrders(req.locale);
  return <SubNav label={t('whichPlace')} items={file.places.map((place) => ({ href: `${action}?tempat=${place.place}`, text: `${place.place}. ${place.name}`, current: place.place === shown.place }))} />;
}

export function cancelPage(req: Req, side: Side, file: OrderFile, state?: FormState): VNode {
  const t = sayOrders(req.locale);
  const at = places[side];
  return workPage(req, { surface: side, title: `${t('cancel')} ${file.number}`, breadcrumbs: [{ href: at.list(), text: t('orders') }, { href: at.one(file.number), text: file.number }], failed: state !== undefined },
    <PageHeading title={t('cancel')} caption={file.number} />,
    <p class="lead">{t('cancelIntro')}</p>,
    <Form action={at.cancel(file.number)} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
      <RadiosField name="code" label={t('why')} state={state ?? emptyForm} value={side === 'pengadaan' ? 'BUYER' : undefined} options={cancelCodes.map((code) => ({ value: code, text: cancelNames[code][req.locale] }))} />
      <TextareaField name="reason" label={t('reason')} state={state} required rows={3} />
      <Button kind="danger">{t('cancel')}</Button>
    </Form>,
    <p><a href={at.one(file.number)}>{t('back')}</a></p>);
}
