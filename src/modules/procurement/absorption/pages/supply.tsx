// The supplier's own side.
import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, Form, Notice, PageHeading, Section, SummaryList, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { CertificateRow, MeteredContract, OfferRow } from '../queries.ts';
import { suppliesUrl, supplyUrl } from '../urls.ts';
import { sayAbsorption, stateNames } from '../words.ts';
import { OfferTable } from './contract.tsx';
import { MeterParts } from './meter.tsx';

export function suppliesPage(req: Req, rows: MeteredContract[], state?: FormState): VNode {
  const { locale } = req;
  const t = sayAbsorption(locale);
  return workPage(req, { surface: 'mitra', title: t('supplies'), failed: state !== undefined },
    <PageHeading title={t('supplies')} caption={t('suppliesLead')} />,
    <DataTable caption={t('supplies')} captionHidden rows={rows} empty={t('suppliesNone')} columns={[
      { title: t('contract'), cell: (row) => <a href={supplyUrl(row.id)}>{row.number}</a> }, { title: t('facility'), cell: (row) => row.facility_name }, { title: t('required'), numeric: true, cell: ({ meter }) => rupiah(meter.required_idr) },
      { title: t('accepted'), numeric: true, cell: (row) => rupiah(row.accepted_idr) }, { title: t('gap'), numeric: true, cell: ({ meter }) => rupiah(meter.gap_idr) }, { title: t('state'), cell: ({ meter }) => <Tag tone={stateNames[meter.state].tone}>{stateNames[meter.state][locale]}</Tag> },
    ]} />,
    <Section title={t('claim')}>
      <Form action={suppliesUrl} token={req.formToken()} locale={locale} state={state}><TextField name="contract" label={t('code')} hint={t('codeHint')} width="m" required /><Button>{t('claim')}</Button></Form>
    </Section>);
}

export function supplyPage(req: Req, { contract, offers, certificates }: { contract: MeteredContract; offers: OfferRow[]; certificates: CertificateRow[] }, state?: FormState): VNode {
  const t = sayAbsorption(req.locale);
  const signed = certificates.find((each) => each.state === 'signed');
  return workPage(req, { surface: 'mitra', title: contract.number, failed: state !== undefined, breadcrumbs: [{ href: suppliesUrl, text: t('supplies') }] },
    <PageHeading title={contract.number} caption={contract.facility_name}><Tag tone={stateNames[contract.meter.state].tone}>{stateNames[contract.meter.state][req.locale]}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <MeterParts req={req} contract={contract} />,
    <Section title={t('offers')}><OfferTable req={req} offers={offers} here={supplyUrl(contract.id)} state={state} answering /></Section>,
    signed?.document_code && <SummaryList rows={[{ label: t('certificates'), value: signed.number }, { label: t('checkCode'), value: <a href={`/cek/${signed.document_code}`}>{signed.document_code}</a> }]} />);
}
