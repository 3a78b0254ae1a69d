// The package (P9): what is wanted, then the order form.
import type { VNode } from 'preact';
import { count, rupiah } from '#kernel/money.ts';
import { emptyForm, type FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, DateField, EmptyState, Form, HiddenField, Notice, NumberField, PageHeading, Section, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Cart } from '../shop/cart.ts';
import { agencyCatalogueUrl, askQuoteUrl, packageChangeUrl, packageSendUrl } from '../urls.ts';
import { sayAgency, sayOrders } from '../words.ts';

export function packagePage(req: Req, cart: Cart, state?: FormState): VNode {
  const { locale } = req;
  const a = sayAgency(locale);
  return workPage(req, { surface: 'pengadaan', title: a('package'), failed: state !== undefined },
    <PageHeading title={a('package')} caption={a('packageCaption')}><ButtonLink kind="secondary" href={agencyCatalogueUrl()}>{a('openCatalogue')}</ButtonLink>{cart.groups.length > 0 ? <ButtonLink kind="secondary" href={askQuoteUrl()}>{a('askQuote')}</ButtonLink> : null}</PageHeading>,
    cart.gone.length > 0 ? <Notice tone="warning">{a('gone', { skus: cart.gone.map(({ sku }) => sku).join(', ') })}</Notice> : null,
    cart.groups.length === 0 ? <EmptyState title={a('emptyPackage')}><p>{a('emptyPackageText')}</p></EmptyState> : <>
      <Wanted req={req} cart={cart} />
      <OrderForm req={req} state={state} />
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

function OrderForm({ req, state }: { req: Req; state: FormState | undefined }): VNode {
  const a = sayAgency(req.locale);
  return (
    <Section title={a('orderForm')}>
      <Form action={packageSendUrl()} token={req.formToken()} state={state ?? emptyForm} locale={req.locale}>
        <TextField name="unit" label={a('unit')} state={state} required />
        <TextField name="rup_code" label={a('rup')} state={state} width="m" />
        <TextField name="budget_account" label={a('account')} hint={a('accountHint')} state={state} width="m" inputMode="numeric" />
        <TextField name="receiver" label={a('receiver')} state={state} required />
        <TextareaField name="address" label={a('address')} state={state} rows={3} required />
        <TextField name="regency" label={a('regency')} hint={a('regencyHint')} state={state} />
        <TextField name="postcode" label={a('postcode')} state={state} width="s" inputMode="numeric" />
        <TextField name="phone" label={a('phone')} state={state} width="m" inputMode="tel" />
        <DateField name="requested_on" label={a('requestedOn')} state={state} />
        <p class="quiet">{a('priceNote')}</p>
        <Button>{a('send')}</Button>
      </Form>
    </Section>
  );
}
