import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { formatInstant } from '#kernel/calendar.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, Details, FilterPanel, Form, Notice, PageHeading, Pagination, QrImage, RadiosField, SelectField, Tag, TextField } from '#ui';
import { shopPage, workPage } from '#ui/frames.tsx';
import type { Enrolled } from '../commands/devices.ts';
import { deviceKinds, kindNames, type Device, type DeviceKind, type DeviceState } from '../device.ts';
import type { DeviceRow } from '../device-queries.ts';
import { deviceUrl, urls, withQuery } from '../urls.ts';
import { sayDevice } from '../device-words.ts';

const zone = 'Asia/Jakarta';
const tones: Record<DeviceState, 'hijau' | 'kuning' | 'merah' | 'abu'> = { active: 'hijau', waiting: 'kuning', late: 'merah', revoked: 'abu' };
export const deviceStates: readonly DeviceState[] = ['active', 'waiting', 'late', 'revoked'];
export type DeviceFilter = { facility?: string; kind?: DeviceKind; state?: DeviceState; after?: string };

/** S2: which devices we trust. */
export function devicesPage(req: Req, { rows, filter, next, facilities }: { rows: DeviceRow[]; filter: DeviceFilter; next: string | undefined; facilities: { code: string; name: string }[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDevice(locale);
  const manages = may(req.actor, 'device.manage');
  const { after, ...chosen } = filter;
  const without = (name: keyof typeof chosen) => withQuery(urls.devices, { ...chosen, [name]: undefined });
  const chips = [
    ...(filter.facility ? [{ text: facilities.find((row) => row.code === filter.facility)?.name ?? filter.facility, removeHref: without('facility') }] : []),
    ...(filter.kind ? [{ text: kindNames[filter.kind][locale], removeHref: without('kind') }] : []),
    ...(filter.state ? [{ text: t(filter.state), removeHref: without('state') }] : []),
  ];
  return workPage(req, { surface: 'sistem', title: t('devices') },
    <PageHeading title={t('devices')}>{manages ? <ButtonLink href={urls.newDevice}>{t('enrol')}</ButtonLink> : null}</PageHeading>,
    state?.refusal ? <Notice tone="danger"><p>{state.refusal}</p></Notice> : <p>{t('devicesHint')}</p>,
    <FilterPanel action={urls.devices} locale={locale} chips={chips} clearHref={urls.devices}>
      <SelectField name="facility" label={t('facility')} value={filter.facility ?? ''} empty={t('all')} options={facilities.map((row) => ({ value: row.code, text: row.name }))} />
      <SelectField name="kind" label={t('kind')} value={filter.kind ?? ''} empty={t('all')} options={deviceKinds.map((kind) => ({ value: kind, text: kindNames[kind][locale] }))} />
      <SelectField name="state" label={t('status')} value={filter.state ?? ''} empty={t('all')} options={deviceStates.map((state) => ({ value: state, text: t(state) }))} />
    </FilterPanel>,
    <DataTable caption={t('devices')} captionHidden rows={rows} empty={chips.length > 0 ? t('noneMatch') : t('none')} columns={[
      { title: t('name'), cell: (row) => row.name },
      { title: t('facility'), cell: (row) => row.facility_name },
      { title: t('kind'), cell: (row) => kindNames[row.kind][locale] },
      { title: t('status'), cell: (row) => <Tag tone={tones[row.state]}>{t(row.state)}</Tag> },
      { title: t('seen'), cell: (row) => (row.last_seen_at ? formatInstant(row.last_seen_at, zone, locale) : t('never')) },
      ...(manages ? [{ title: t('action'), cell: (row: DeviceRow) => (row.state === 'revoked' ? null : deviceActs(req, row)) }] : []),
    ]} />,
    <Pagination locale={locale} previousHref={after ? withQuery(urls.devices, chosen) : undefined} nextHref={next ? withQuery(urls.devices, { ...chosen, after: next }) : undefined} label={t('devices')} />);
}

function deviceActs(req: Req, row: DeviceRow): VNode {
  const t = sayDevice(req.locale);
  return (
    <ButtonRow>
      <Form action={deviceUrl(row.id, 'kode')} token={req.formToken()} locale={req.locale}><Button kind="secondary">{t('renew')}<span class="govuk-visually-hidden"> {row.name}</span></Button></Form>
      <Form action={deviceUrl(row.id, 'cabut')} token={req.formToken()} locale={req.locale}><Button kind="danger">{t('revoke')}<span class="govuk-visually-hidden"> {row.name}</span></Button></Form>
    </ButtonRow>
  );
}

export function newDevicePage(req: Req, facilities: { id: string; name: string }[], state?: FormState): VNode {
  const t = sayDevice(req.locale);
  return workPage(req, { surface: 'sistem', title: t('enrol'), breadcrumbs: [{ href: urls.devices, text: t('devices') }], failed: state !== undefined },
    <PageHeading title={t('enrol')} />,
    <p>{t('enrolHint')}</p>,
    <Form action={urls.newDevice} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="facility_id" label={t('facility')} state={state} required empty="" options={facilities.map((row) => ({ value: row.id, text: row.name }))} />
      <TextField name="name" label={t('name')} hint={t('nameHint')} state={state} required autocomplete="off" />
      <RadiosField name="kind" label={t('kind')} state={state} value="workshop" options={deviceKinds.map((kind) => ({ value: kind, text: kindNames[kind][req.locale], hint: t(`${kind}Hint`) }))} />
      <Button>{t('enrol')}</Button>
    </Form>);
}

/** The code, once, with the address where it is typed. */
export function deviceCodePage(req: Req, name: string, { code }: Enrolled): VNode {
  const t = sayDevice(req.locale);
  const address = `${req.origin}${urls.device}`;
  return workPage(req, { surface: 'sistem', title: t('codeTitle', { name }), breadcrumbs: [{ href: urls.devices, text: t('devices') }] },
    <PageHeading title={t('codeTitle', { name })} />,
    <p class="device-code">{code}</p>,
    <p>{t('codeOnce')}</p>,
    <p>{t('codeHow')} <strong>{address}</strong></p>,
    <QrImage value={address} label={address} />,
    <ButtonRow><ButtonLink kind="secondary" href={urls.devices}>{t('back')}</ButtonLink></ButtonRow>);
}

/** On the device itself: nobody is signed in here yet. */
export function enrolHerePage(req: Req, device: Device | undefined, state?: FormState): VNode {
  const t = sayDevice(req.locale);
  const typing = (
    <Form action={urls.device} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="code" label={t('code')} hint={t('codeHint')} state={state} required autocomplete="off" width="m" />
      <Button large>{t('send')}</Button>
    </Form>
  );
  return shopPage(req, { title: t('hereTitle'), noIndex: true, failed: state !== undefined },
    <PageHeading title={t('hereTitle')} />,
    device ? <Notice tone="info"><p>{t('hereKnown', { name: device.name })}</p></Notice> : <p>{t('hereHint')}</p>,
    device ? <ButtonRow><ButtonLink href={startOf(device.kind)}>{t('onward')}</ButtonLink></ButtonRow> : typing,
    device ? <Details summary={t('hereAgain')}>{typing}</Details> : null);
}

/** Where a device of this kind begins. */
export function startOf(kind: DeviceKind): string {
  return kind === 'workshop' ? '/bengkel/petugas' : '/kios';
}
