// Must I buy here? One question, one answer, with the rule and what is available.
import type { VNode } from 'preact';
import { formatDay, formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import type { Locale } from '#kernel/words.ts';
import { pick } from '#kernel/words.ts';
import { productUrl } from '#catalogue';
import { Button, DataTable, DateField, Details, Form, MoneyField, Notice, NumberField, PageHeading, Section, SelectField, SummaryList, Tag, TextField } from '#ui';
import { shopPage } from '#ui/frames.tsx';
import { categoryName } from '../../needs/words.ts';
import { buyerKindNames, buyerKinds, circumstanceNames, circumstances, type RuleRow } from '../duty.ts';
import type { Asked } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayDuty } from '../words.ts';

export type Filled = Record<'barang' | 'kode' | 'jumlah' | 'nilai' | 'hari' | 'pembeli' | 'keadaan', string | undefined>;

export function askPage(req: Req, { rules, filled, asked, state }: { rules: RuleRow[]; filled: Filled; asked: Asked | undefined; state: FormState | undefined }): VNode {
  const { locale } = req;
  const t = sayDuty(locale);
  const trial = rules.some(({ kind, standing }) => kind === 'duty' && standing === 'trial');
  return shopPage(req, { title: t('title'), description: t('lead'), failed: state !== undefined },
    <PageHeading title={t('title')} />,
    <p class="lead">{t('lead')}</p>,
    trial && <Notice tone="warning" title={t('trial')}><p>{t('trialText')}</p></Notice>,
    asked && <Answer req={req} asked={asked} />,
    <Form action={urls.ask(locale)} method="get" locale={locale} state={state}>
      <TextField name="barang" label={t('item')} hint={t('itemHint')} value={filled.barang} required />
      <NumberField name="jumlah" label={t('quantity')} value={filled.jumlah} required />
      <MoneyField name="nilai" label={t('value')} value={filled.nilai} required />
      <DateField name="hari" label={t('needed')} value={filled.hari} required />
      <SelectField name="pembeli" label={t('buyer')} value={filled.pembeli ?? 'ministry'} options={buyerKinds.map((value) => ({ value, text: buyerKindNames[value][locale] }))} />
      <SelectField name="keadaan" label={t('circumstance')} value={filled.keadaan ?? ''} empty={t('none')} options={circumstances.map((value) => ({ value, text: circumstanceNames[value][locale] }))} />
      <Button large>{t('ask')}</Button>
    </Form>,
    <Section title={t('rulesTitle')}><p class="quiet">{t('order')}</p><RulesTable locale={locale} rules={rules} /><p class="quiet">{t('machines')}</p></Section>);
}

function Answer({ req, asked: { verdict, match, unspsc, code_title, category, score } }: { req: Req; asked: Asked }): VNode {
  const { locale } = req;
  const t = sayDuty(locale);
  const { rule } = verdict;
  const words = t(verdict.answer);
  const same = match.sources.filter(({ closeness }) => closeness > 0).slice(0, 8);
  return (
    <>
      <Notice tone={verdict.answer === 'must' ? 'info' : verdict.answer === 'may' ? 'success' : 'danger'} title={verdict.trial ? t('would', { answer: words.toLowerCase() }) : words}><p>{locale === 'en' ? rule.text_en : rule.text_id}</p></Notice>
      <SummaryList rows={[
        { label: t('because'), value: <>{locale === 'en' ? rule.title_en : rule.title_id} <StandingTag locale={locale} rule={rule} /></> }, { label: t('basis'), value: rule.legal_basis },
        { label: t('kind'), value: unspsc === null ? t('unknownKind') : `${categoryName(locale, category)}, ${code_title ?? ''} (${unspsc})${score === null ? '' : `, ${t('score', { n: score })}`}` },
      ]} />
      <Section title={t('available')}>
        <DataTable caption={t('available')} captionHidden rows={same} empty={t('nothing')} columns={[
          { title: t('item'), cell: (row) => <a href={productUrl(locale, row.slug)}>{pick(locale, row)}</a> }, { title: t('facility'), cell: (row) => <>{row.facility_name}<br /><span class="quiet">{row.regency}</span></> },
          { title: t('price'), numeric: true, cell: (row) => rupiah(row.price_idr) }, { title: t('stock'), numeric: true, cell: (row) => count(Math.max(0, row.available), locale) }, { title: t('byDay'), numeric: true, cell: (row) => count(row.by_day, locale) }, { title: t('readyOn'), cell: (row) => formatDayShort(row.ready_on, locale) },
        ]} />
      </Section>
      {verdict.answer === 'must' && <p><a href="/pengadaan/pengecualian">{t('elsewhere')}</a></p>}
    </>
  );
}

function StandingTag({ locale, rule }: { locale: Locale; rule: RuleRow }): VNode {
  const t = sayDuty(locale);
  return rule.standing === 'in_force' ? <Tag tone="hijau">{t('standingForce')}</Tag> : <Tag tone="kuning">{t('standingTrial')}</Tag>;
}

/** Its figures as they are kept, with room to break the line. */
export const figuresOf = (rule: RuleRow): string => JSON.stringify(rule.value, null, 1).replace(/\s+/g, ' ');

export function RulesTable({ locale, rules, change }: { locale: Locale; rules: RuleRow[]; change?: ((rule: RuleRow) => VNode) | undefined }): VNode {
  const t = sayDuty(locale);
  return (
    <DataTable caption={t('rulesTitle')} captionHidden rows={rules} empty="" columns={[
      { title: t('rule'), cell: (rule) => <><strong>{locale === 'en' ? rule.title_en : rule.title_id}</strong><br />{locale === 'en' ? rule.text_en : rule.text_id}{change ? <><br /><span class="quiet">{figuresOf(rule)}</span></> : null}</> },
      { title: t('basis'), cell: (rule) => <Details summary={t('basis')}>{rule.legal_basis}</Details> },
      { title: t('since'), cell: (rule) => formatDay(rule.valid_from, locale) },
      { title: t('standing'), cell: (rule) => <StandingTag locale={locale} rule={rule} /> },
      ...(change ? [{ title: t('change'), cell: change }] : []),
    ]} />
  );
}
