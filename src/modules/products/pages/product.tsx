import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count, percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { lineCategories } from '#organisation';
import { Button, ButtonLink, ButtonRow, DataTable, IdentityBar, Form, Notice, PageHeading, Section, SummaryList, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Market } from '../benchmark-queries.ts';
import { sayPricing } from '../pricing-words.ts';
import { lineCost, type Method } from '../product.ts';
import type { PriceRow, ProductRow } from '../queries.ts';
import { unitName } from '../unit.ts';
import { costUrl, localContentUrl, marketUrl, productsUrl, publishUrl, trueCostUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';
import { Decision, PriceHistory, Proposal } from './prices.tsx';

export type ProductFile = { product: ProductRow; method: Method; prices: PriceRow[]; market: Market | undefined; workshops: { id: string; name_id: string; name_en: string }[] };

/** B32, one product: what it is, what it takes, what it costs, what it sells for and why. */
export function productPage(req: Req, file: ProductFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProducts(locale);
  const { product, method, prices } = file;
  const category = Object.entries(lineCategories).find(([code]) => code === product.category)?.[1][locale] ?? product.category;
  const description = locale === 'en' ? product.description_en : product.description_id;
  return workPage(req, { surface: 'bengkel', title: pick(locale, product), breadcrumbs: [{ href: productsUrl(), text: t('products') }], failed: state !== undefined },
    <PageHeading title={pick(locale, product)} caption={product.sku} />,
    product.is_sample ? <Tag tone="abu">{t('sample')}</Tag> : null,
    <IdentityBar title={pick(locale, product)} code={product.sku} facts={[
      { label: t('price'), value: product.price_idr === null ? t('noPrice') : rupiah(product.price_idr) },
      { label: t('cost'), value: product.cash_cost_idr === null ? t('noCost') : rupiah(product.cash_cost_idr) },
      { label: sayPricing(locale)('market'), value: <a href={marketUrl(product.sku)}>{file.market ? rupiah(file.market.market_idr) : sayPricing(locale)('noneYet')}</a> },
      { label: sayPricing(locale)('localContent'), value: <a href={localContentUrl(product.sku)}>{product.tkdn_bp === null ? sayPricing(locale)('noneYet') : percent(product.tkdn_bp, locale, { digits: 1 })}</a> },
      { label: t('supply'), value: product.supply === 'stock' ? t('stock') : t('make') },
      { label: t('leadTime'), value: t('days', { n: product.lead_time_days }) },
    ]} />,
    ...prices.filter((price) => price.state === 'proposed').map((price) => <Decision req={req} product={product} price={price} />),
    state?.refusal && !state.values['reason'] ? <Notice tone="danger" title={state.refusal} /> : null,
    may(req.actor, 'product.define') ? (
      <div class="no-print">
        <Form action={publishUrl(product.sku)} token={req.formToken()} locale={locale}><ButtonRow><Button>{t('publish')}</Button><ButtonLink kind="secondary" href={publishUrl(product.sku)}>{t('publishState')}</ButtonLink><ButtonLink kind="secondary" href={`/bengkel/perintah/baru?sku=${product.sku}`}>{t('orderWork')}</ButtonLink></ButtonRow></Form>
      </div>
    ) : null,
    <Section title={t('specification')}>
      <p>{description}</p>
      <SummaryList rows={[
        ...product.specification.map((line) => ({ label: locale === 'en' ? line.label_en : line.label_id, value: line.value })),
        { label: t('category'), value: category },
        { label: t('capacity'), value: `${count(product.daily_capacity, locale)} ${unitName(locale, product.unit)}` },
        { label: t('weight'), value: `${count(product.weight_gram, locale)} g` },
        { label: t('warranty'), value: t('days', { n: product.warranty_days }) },
      ]} />
    </Section>,
    <Bill locale={locale} file={file} />,
    <Routing locale={locale} file={file} />,
    <Costs req={req} sku={product.sku} method={method} unit={unitName(locale, product.unit)} />,
    <PriceHistory locale={locale} prices={prices} />,
    may(req.actor, 'price.propose') ? <Proposal req={req} product={product} labour_idr={method.cost.labour_idr} market={file.market} state={state} /> : null);
}

function Bill({ locale, file: { method, product } }: { locale: Locale; file: ProductFile }): VNode {
  const t = sayProducts(locale);
  return (
    <Section title={t('bill')} id="bahan">
      <DataTable caption={t('billCaption', { unit: unitName(locale, product.unit) })} rows={method.bill} empty="" columns={[
        { title: t('material'), cell: (line) => line.name },
        { title: t('quantity'), numeric: true, cell: (line) => `${count(line.quantity, locale)} ${unitName(locale, line.unit)}` },
        { title: t('waste'), numeric: true, cell: (line) => `${line.waste_bp / 100}%` },
        { title: t('unitCost'), numeric: true, cell: (line) => rupiah(line.unit_cost_idr) },
        { title: t('lineCost'), numeric: true, cell: (line) => rupiah(lineCost(line)) },
      ]} />
    </Section>
  );
}

function Routing({ locale, file: { method, workshops } }: { locale: Locale; file: ProductFile }): VNode {
  const t = sayProducts(locale);
  const workshopName = (id: string) => { const found = workshops.find((each) => each.id === id); return found ? pick(locale, found) : ''; };
  return (
    <Section title={t('routing')} id="langkah">
      <DataTable caption={t('routing')} captionHidden rows={method.routing} empty="" columns={[
        { title: t('step'), cell: (step) => <>{step.step}. {pick(locale, step)}{step.inspection ? <> <Tag tone="ungu">{t('inspection')}</Tag></> : null}</> },
        { title: t('workshop'), cell: (step) => workshopName(step.workshop_id) },
        { title: t('minutes'), numeric: true, cell: (step) => step.standard_minutes },
        { title: t('skill'), numeric: true, cell: (step) => step.skill_level },
      ]} />
    </Section>
  );
}

function Costs({ req, sku, method: { cost }, unit }: { req: Req; sku: string; method: Method; unit: string }): VNode {
  const { locale } = req;
  const t = sayProducts(locale);
  const rows: [string, number][] = [
    [t('costMaterial'), cost.material_idr], [t('costAuxiliary'), cost.auxiliary_idr], [t('costPackaging'), cost.packaging_idr], [t('costEnergy'), cost.energy_idr], [t('costDepreciation'), cost.depreciation_idr], [t('costSelling'), cost.selling_idr],
    [t('costCash'), cost.cash_cost_idr], [t('costLabour'), cost.labour_idr], [t('costFull'), cost.cash_cost_idr + cost.labour_idr],
  ];
  return (
    <Section title={t('costSheet')} id="biaya">
      <p>{t('costHint', { unit })}</p>
      <DataTable caption={t('costSheet')} captionHidden rows={rows} empty="" columns={[
        { title: t('part'), cell: ([name]) => (name === t('costCash') || name === t('costFull') ? <strong>{name}</strong> : name) },
        { title: t('amount'), numeric: true, cell: ([name, amount]) => (name === t('costCash') || name === t('costFull') ? <strong>{rupiah(amount)}</strong> : rupiah(amount)) },
      ]} />
      <ButtonRow><ButtonLink kind="secondary" href={trueCostUrl(sku)}>{sayPricing(locale)('trueCost')}</ButtonLink>{may(req.actor, 'product.define') && <ButtonLink kind="secondary" href={costUrl(sku)}>{sayPricing(locale)('reviseCost')}</ButtonLink>}</ButtonRow>
    </Section>
  );
}
