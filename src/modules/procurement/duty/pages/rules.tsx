// /pusat/aturan-beli: the rules, what is proposed, and the second person's word.
import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonRow, DataTable, DateField, Form, PageHeading, Section, SelectField, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { RuleRow } from '../duty.ts';
import { urls } from '../urls.ts';
import { sayDuty } from '../words.ts';
import { figuresOf, RulesTable } from './ask.tsx';

export function rulesPage(req: Req, { rules, coming }: { rules: RuleRow[]; coming: RuleRow[] }, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDuty(locale);
  return workPage(req, { surface: 'pusat', title: t('manage'), failed: state !== undefined },
    <PageHeading title={t('manage')} caption={t('manageCaption')} />,
    <Section title={t('coming')}>
      <DataTable caption={t('coming')} captionHidden rows={coming} empty={t('noneComing')} columns={[
        { title: t('rule'), cell: (rule) => <><strong>{locale === 'en' ? rule.title_en : rule.title_id}</strong><br />{locale === 'en' ? rule.text_en : rule.text_id}<br /><span class="quiet">{figuresOf(rule)}</span></> },
        { title: t('from'), cell: (rule) => formatDay(rule.valid_from, locale) },
        { title: t('basis'), cell: (rule) => rule.legal_basis },
        { title: t('standing'), cell: (rule) => (rule.state === 'approved' ? <Tag tone="hijau">{t('approved')}</Tag> : !may(req.actor, 'duty.approve') || rule.proposed_person === req.actor.person_id ? <Tag tone="kuning">{t('waits')}</Tag> : (
          <Form action={urls.decide(rule.id)} token={req.formToken()} state={state} locale={locale}><ButtonRow><Button name="decision" value="approve">{t('approve')}</Button><Button kind="secondary" name="decision" value="refuse">{t('refuse')}</Button></ButtonRow></Form>)) },
      ]} />
    </Section>,
    <Section title={t('rulesTitle')}><RulesTable locale={locale} rules={rules} change={(rule) => <a href={urls.propose(rule.code)}>{t('propose')}</a>} /></Section>);
}

export function proposePage(req: Req, rule: RuleRow, state?: FormState): VNode {
  const { locale } = req;
  const t = sayDuty(locale);
  const title = locale === 'en' ? rule.title_en : rule.title_id;
  return workPage(req, { surface: 'pusat', title, breadcrumbs: [{ href: urls.rules, text: t('manage') }], failed: state !== undefined },
    <PageHeading title={title} caption={t('propose')} />,
    <Form action={urls.propose(rule.code)} token={req.formToken()} state={state} locale={locale}>
      <DateField name="from" label={t('from')} required />
      <SelectField name="standing" label={t('standing')} value={rule.standing} options={[{ value: 'trial', text: t('standingTrial') }, { value: 'in_force', text: t('standingForce') }]} />
      <TextField name="legal_basis" label={t('legalBasis')} value={rule.legal_basis} required />
      <TextareaField name="text_id" label={t('textId')} value={rule.text_id} rows={3} required />
      <TextareaField name="text_en" label={t('textEn')} value={rule.text_en} rows={3} required />
      <TextareaField name="value" label={t('figures')} hint={t('figuresHint')} value={JSON.stringify(rule.value)} rows={3} required />
      <Button large>{t('send')}</Button>
    </Form>);
}
