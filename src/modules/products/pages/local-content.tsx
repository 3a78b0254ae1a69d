import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, Form, Notice, NumberField, PageHeading, RefusalForm, Section, SelectField, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { proofNames, proofs, type Origin } from '../local-content.ts';
import type { ContentRow } from '../local-content-queries.ts';
import { sayPricing } from '../pricing-words.ts';
import { lineCost, type Method } from '../product.ts';
import type { ProductRow } from '../queries.ts';
import { localContentUrl, productsUrl, productUrl } from '../urls.ts';
import { sayProducts } from '../words.ts';

export type ContentFile = { product: ProductRow; method: Method; origins: Map<string, Origin>; rows: ContentRow[]; basis: string };
const tones = { declared: 'kuning', confirmed: 'hijau', refused: 'merah' } as const;

/** Local content: where each material comes from, what was declared, and what waits for another person. */
export function localContentPage(req: Req, { product, method, origins, rows, basis }: ContentFile, refused?: { of: 'origin' | 'declaration' | 'decision'; state: FormState }): VNode {
  const { locale } = req;
  const t = sayPricing(locale);
  const own = (of: 'origin' | 'declaration') => (refused?.of === of ? refused.state : undefined);
  return workPage(req, { surface: 'bengkel', title: t('contentTitle'), failed: refused !== undefined, breadcrumbs: [{ href: productsUrl(), text: sayProducts(locale)('products') }, { href: productUrl(product.sku), text: pick(locale, product) }] },
    <PageHeading title={t('contentTitle')} caption={t('contentLead', { basis })} />,
    refused?.of === 'decision' && refused.state.refusal && <Notice tone="danger" title={refused.state.refusal} />,
    ...rows.filter(({ state }) => state === 'declared').map((row) => <Waiting req={req} product={product} row={row} />),
    <DataTable caption={t('material')} captionHidden rows={method.bill} empty="" columns={[
      { title: t('material'), cell: (line) => line.name },
      { title: t('cost'), numeric: true, cell: (line) => rupiah(lineCost(line)) },
      { title: t('domestic'), numeric: true, cell: (line) => percent(origins.get(line.material_id)?.domestic_bp ?? 0, locale, { digits: 1 }) },
      { title: t('proof'), cell: (line) => { const origin = origins.get(line.material_id); return origin ? <>{proofNames[origin.proof][locale]}<br /><span class="quiet">{origin.evidence}</span></> : <Tag tone="kuning">{t('noProof')}</Tag>; } },
    ]} />,
    <Section title={t('declarations')}>
      <DataTable caption={t('declarations')} captionHidden rows={rows} empty={t('declarationsNone')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.from_day, locale) },
        { title: t('localContent'), numeric: true, cell: (row) => percent(row.content_bp, locale, { digits: 1 }) },
        { title: t('evidence'), cell: (row) => <>{t('partsOf', { material: percent(row.computation.material_bp, locale, { digits: 1 }), labour: percent(row.computation.labour_bp, locale, { digits: 1 }), overhead: percent(row.computation.overhead_bp, locale, { digits: 1 }) })}<br /><span class="quiet">{row.computation.basis}. {row.evidence}</span></> },
        { title: t('state'), cell: (row) => <><Tag tone={tones[row.state]}>{t(`state_${row.state}`)}</Tag>{row.refused_reason && <><br />{row.refused_reason}</>}</> },
      ]} />
    </Section>,
    may(req.actor, 'local_content.declare') && (
      <Section title={t('originTitle')}>
        <Form action={`${localContentUrl(product.sku)}/asal`} token={req.formToken()} locale={locale} state={own('origin')}>
          <SelectField name="material_code" label={t('material')} options={method.bill.map((line) => ({ value: line.code, text: line.name }))} />
          <NumberField name="domestic_percent" label={t('domesticPercent')} width="xs" required />
          <SelectField name="proof" label={t('proof')} options={proofs.map((value) => ({ value, text: proofNames[value][locale] }))} />
          <TextareaField name="evidence" label={t('evidence')} rows={2} required />
          <Button kind="secondary">{t('saveOrigin')}</Button>
        </Form>
      </Section>
    ),
    may(req.actor, 'local_content.declare') && (
      <Section title={t('declareTitle')}>
        <Form action={localContentUrl(product.sku)} token={req.formToken()} locale={locale} state={own('declaration')}>
          <NumberField name="labour_percent" label={t('labourPercent')} width="xs" required />
          <NumberField name="overhead_percent" label={t('overheadPercent')} hint={t('overheadHint')} width="xs" required />
          <TextareaField name="evidence" label={t('evidence')} hint={t('evidenceHint')} rows={2} required />
          <Button>{t('declare')}</Button>
        </Form>
      </Section>
    ));
}

function Waiting({ req, product, row }: { req: Req; product: ProductRow; row: ContentRow }): VNode {
  const { locale } = req;
  const t = sayPricing(locale);
  const share = percent(row.content_bp, locale, { digits: 1 });
  const at = `${localContentUrl(product.sku)}/${row.id}`;
  const own = row.declared_person !== null && row.declared_person === req.actor.person_id;
  return (
    <Notice tone="warning" title={`${t('state_declared')}: ${share}`}>
      <p>{row.evidence}</p>
      {row.computation.without_proof.length > 0 && <p>{t('without', { names: row.computation.without_proof.join(', ') })}</p>}
      {!may(req.actor, 'local_content.confirm') ? null : own ? <p>{t('ownDeclaration')}</p> : (
        <>
          <Form action={`${at}/sahkan`} token={req.formToken()} locale={locale}><Button>{t('confirm', { share })}</Button></Form>
          <RefusalForm action={`${at}/tolak`} token={req.formToken()} locale={locale} text={t('refuse')} reason={t('refuseWhy')} />
        </>
      )}
    </Notice>
  );
}
