// The package (P9): what is wanted, then the order form.
import type { VNode } from 'preact';
import { count, rupiah } from '#kernel/money.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, DateField, EmptyState, Form, HiddenField, Notice, NumberField, PageHeading, Section, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Cart, CartLine } from '../shop/cart.ts';
import { agencyCatalogueUrl, askQuoteUrl, packageChangeUrl, packageSendUrl, packageUrl } from '../urls.ts';
import { sayAgency, sayOrders } from '../words.ts';

export function packagePage(req: Req, cart: Cart, state?: FormState): VNode {
  const { locale } = req;
  const a = sayAgency(locale);
  return workPage(req, { surface: 'pengadaan', title: a('package'), failed: state !== undefined },
    <PageHeading title={a('package')} caption={a('packageCaption')}><ButtonLink kind="secondary" href={agencyCatalogueUrl()}>{a('openCatalogue')}</ButtonLink>{cart.groups.length > 0 ? <ButtonLink kind="secondary" href={askQuoteUrl()}>{a('askQuote')}</ButtonLink> : null}</PageHeading>,
    cart.gone.length > 0 ? <Notice tone="warning">{a('gone', { skus: cart.gone.map(({ sku }) => sku).join(', ') })}</Notice> : null,
    cart.groups.length === 0 ? <EmptyState title={a('emptyPackage')}><p>{a('emptyPackageText')}</p></EmptyState> : <>
      <Wanted req={req} cart={cart} />
      <OrderForm req={req} cart={cart} state={state} />
    </>);
}

function Wanted({ req, cart }: { req: Req; cart: Cart }): VNode {
  const { locale } = req;
  const a = sayAgency(locale);
  const t = sayOrders(locale);
  const rows = cart.groups.flatMap((group) => group.lines).map((line, n) => ({ ...line, n }));
  return (
    <Form action={packageChangeUrl()} token={req.formToken()} locale={locale}>
      <DataTable caption={a('package')} captionHidden rows={rows} empty={a('emptyPackage')} columns={[
        { title: t('product'), cell: ({ listing }) => <>{pick(locale, listing)}<br /><span class="quiet">{listing.sku} · {listing.facility_name}</span></> },
        { title: t('quantity'), cell: ({ listing, quantity, n }) => <><HiddenField name={`lines.${n}.sku`} value={listing.sku} /><NumberField name={`lines.${n}.quantity`} label={`${t('quantity')} (${unitName(locale, listing.unit)})`} value={String(quantity)} width="s" /></> },
        { title: a('lead'), cell: ({ days }) => a('leadDays', { n: count(days, locale) }) },
        { title: t('price'), numeric: true, cell: ({ listing }) => rupiah(listing.price_idr) },
        { title: t('amount'), numeric: true, cell: ({ amount_idr }) => rupiah(amount_idr) },
      ]} />
      <p><strong>{a('total')}: {rupiah(cart.total_idr)}</strong></p>
      <Button kind="secondary">{a('update')}</Button>
    </Form>
  );
}

const mostPlaces = 12;
/** How many places the address asks for: one, unless somebody wanted more. */
const placesAsked = (req: Req): number => Math.min(mostPlaces, Math.max(1, Number(req.query['tempat']) || 1));

function OrderForm({ req, cart, state = emptyForm }: { req: Req; cart: Cart; state: FormState | undefined }): VNode {
  const a = sayAgency(req.locale);
  const places = placesAsked(req);
  const lines = cart.groups.flatMap((group) => group.lines);
  return (
    <Section title={a('orderForm')}>
      <p>{places > 1 ? <><a href={packageUrl()}>{a('onePlace')}</a>{places < mostPlaces ? <> · <a href={`${packageUrl()}?tempat=${places + 1}`}>{a('addPlace')}</a></> : null}</> : <a href={`${packageUrl()}?tempat=2`}>{a('morePlaces')}</a>}</p>
      <Form action={`${packageSendUrl()}${places > 1 ? `?tempat=${places}` : ''}`} token={req.formToken()} state={state} locale={req.locale}>
        <TextField name="unit" label={a('unit')} state={state} required />
        <TextField name="rup_code" label={a('rup')} state={state} width="m" />
        <TextField name="budget_account" label={a('account')} hint={a('accountHint')} state={state} width="m" inputMode="numeric" />
        {lines.length > 1 ? lines.map(({ listing }, n) => <TextField name={`accounts.a${n}`} label={a('accountOf', { name: pick(req.locale, listing) })} state={state} width="s" inputMode="numeric" />) : null}
        {places > 1 ? Array.from({ length: places }, (_, n) => <PlaceFields req={req} n={n} lines={lines} state={state} />) : <>
          <TextField name="receiver" label={a('receiver')} state={state} required />
          <TextareaField name="address" label={a('address')} state={state} rows={3} required />
          <TextField name="regency" label={a('regency')} hint={a('regencyHint')} state={state} />
          <TextField name="postcode" label={a('postcode')} state={state} width="s" inputMode="numeric" />
          <TextField name="phone" label={a('phone')} state={state} width="m" inputMode="tel" />
        </>}
        <DateField name="requested_on" label={a('requestedOn')} state={state} />
        <p class="quiet">{a('priceNote')}</p>
        <Button>{a('send')}</Button>
      </Form>
    </Section>
  );
}

function PlaceFields({ req, n, lines, state }: { req: Req; n: number; lines: CartLine[]; state: FormState }): VNode {
  const a = sayAgency(req.locale);
  return (
    <Section title={a('placeN', { n: n + 1 })}>
      <TextField name={`places.${n}.name`} label={a('receiver')} state={state} required />
      <TextareaField name={`places.${n}.address`} label={a('address')} state={state} rows={2} required />
      <TextField name={`places.${n}.regency`} label={a('regency')} state={state} />
      <TextField name={`places.${n}.phone`} label={a('phone')} state={state} width="m" inputMode="tel" />
      {lines.map(({ listing, quantity }, line) => <>
        <HiddenField name={`places.${n}.lines.${line}.sku`} value={listing.sku} />
        <NumberField name={`places.${n}.lines.${line}.quantity`} label={a('shareOf', { name: `${pick(req.locale, listing)} (${quantity} ${unitName(req.locale, listing.unit)})` })} value={n === 0 ? String(quantity) : '0'} state={state} />
      </>)}
    </Section>
  );
}
