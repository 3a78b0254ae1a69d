import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, CheckboxField, DataTable, DateField, Details, Form, Notice, NumberField, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { yardsticks } from '../meter.ts';
import type { DatedRule, ProposedRule } from '../rule-queries.ts';
import { absorptionAllUrl, rulesUrl } from '../urls.ts';
import { baseNames, sayAbsorption } from '../words.ts';
import { sayRule } from '../rule-words.ts';

/** The rules in time, what is proposed, and a form to propose. */
export function rulesPage(req: Req, { rules, proposed }: { rules: DatedRule[]; proposed: ProposedRule[] }, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayRule(locale);
  const doubt = (row: DatedRule) => (row.verified ? t('verified') : (locale === 'en' ? row.doubt_en : row.doubt_id));
  const waiting = proposed.find((each) => each.state === 'proposed');
  return workPage(req, { surface: 'pusat', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: absorptionAllUrl, text: sayAbsorption(locale)('all') }] },
    <PageHeading title={t('title')} caption={t('lead')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <DataTable caption={t('title')} captionHidden rows={rules} empty={t('none')} columns={[
      { title: t('fromDay'), cell: (row) => formatDay(row.from_day, locale) }, { title: t('toDay'), cell: (row) => (row.to_day ? formatDay(row.to_day, locale) : '–') }, { title: t('share'), cell: (row) => `${percent(row.percent_bp, locale)} · ${baseNames[row.base][locale]}` }, { title: t('basis'), cell: (row) => row.legal_basis }, { title: t('certainty'), cell: doubt },
    ]} />,
    waiting && (
      <SummaryCard title={t('waiting')} actions={<Tag tone="kuning">{t('proposed')}</Tag>}>
        <SummaryList rows={[{ label: t('fromDay'), value: formatDay(waiting.from_day, locale) }, { label: t('share'), value: `${percent(waiting.percent_bp, locale)} · ${baseNames[waiting.base][locale]}` }, { label: t('basis'), value: waiting.legal_basis }, { label: t('certainty'), value: waiting.verified ? t('verified') : waiting.doubt }, { label: t('source'), value: waiting.source }]} />
        {may(actor, 'absorption.decide_rule') && (waiting.proposed_person !== null && waiting.proposed_person === actor.person_id ? <p>{t('other')}</p> : (
          <>
            <Form action={`${rulesUrl}/${waiting.id}/berlakukan`} token={req.formToken()} locale={locale}><Button>{t('approve')}</Button></Form>
            <Form action={`${rulesUrl}/${waiting.id}/tolak`} token={req.formToken()} locale={locale} state={state}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('refuse')}</Button></Form>
          </>
        ))}
      </SummaryCard>
    ),
    !waiting && may(actor, 'absorption.propose_rule') && (
      <Details summary={t('propose')} open={state !== undefined}>
        <Form action={rulesUrl} token={req.formToken()} locale={locale} state={state}>
          <NumberField name="percent" label={t('percent')} width="xs" required /><SelectField name="base" label={t('base')} options={yardsticks.map((base) => ({ value: base, text: baseNames[base][locale] }))} /><DateField name="from_day" label={t('fromDay')} required />
          <TextField name="legal_basis" label={t('basis')} required /><TextField name="source" label={t('source')} required /><CheckboxField name="verified" label={t('verifiedTick')} /><TextareaField name="doubt" label={t('doubt')} rows={2} /><Button>{t('propose')}</Button>
        </Form>
      </Details>
    ),
    <Section title={t('earlier')}>
      <DataTable caption={t('earlier')} captionHidden rows={proposed.filter((each) => each.state !== 'proposed')} empty={t('earlierNone')} columns={[{ title: t('fromDay'), cell: (row) => formatDay(row.from_day, locale) }, { title: t('share'), cell: (row) => `${percent(row.percent_bp, locale)} · ${baseNames[row.base][locale]}` }, { title: t('basis'), cell: (row) => row.legal_basis }, { title: t('outcome'), cell: (row) => (row.state === 'approved' ? t('approved') : `${t('refused')}: ${row.refused_reason ?? ''}`) }]} />
    </Section>);
}
