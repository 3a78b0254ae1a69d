// The file of a question, what the public reads, and what the public says.
import type { VNode } from 'preact';
import { dayIn, formatDay, formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { percent, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, ButtonLink, Details, EmptyState, Form, HiddenField, Notice, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, Timeline } from '#ui';
import { shopPage, workPage } from '#ui/frames.tsx';
import { nameOf, outcomes, topics, type Quarter } from './compliance.ts';
import { quarterWords, QuarterNav, RankTable } from './pages.tsx';
import type { CheckedFeedback, FeedbackRow, FlagRow, Ranked, Rules } from './queries.ts';
import { allUrl, feedbackListUrl, feedbackUrl, flagUrl, ownFlagUrl, ownUrl, rankingUrl, sendUrl } from './urls.ts';
import { feedbackStates, flagStates, indicatorNames, outcomeNames, sayCompliance, topicNames } from './words.ts';

/** One question: what it rests on, how it was found, what was said to it; and what may be said now. */
export function flagPage(req: Req, flag: FlagRow, state?: FormState): VNode {
  const { locale, actor } = req;
  const t = sayCompliance(locale);
  const own = may(actor, 'compliance.own');
  const here = own ? ownFlagUrl(flag.id) : flagUrl(flag.id);
  const { facts } = flag;
  const kinds = { answer: 'agencySays', ask_again: 'askedAgain', close: 'close' } as const;
  return workPage(req, { surface: own ? 'pengadaan' : 'pusat', title: indicatorNames[flag.indicator][locale], failed: state !== undefined, breadcrumbs: [{ href: own ? ownUrl() : allUrl(), text: t('title') }] },
    <PageHeading title={indicatorNames[flag.indicator][locale]} caption={flag.agency}><Tag tone={flagStates[flag.state].tone}>{flagStates[flag.state][locale]}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <Notice tone="info">{t('flagLead')}</Notice>,
    <SummaryList rows={[
      { label: t('ordersNamed'), value: facts.numbers.join(', ') }, ...(facts.name_id && facts.name_en ? [{ label: t('goods'), value: pick(locale, { name_id: facts.name_id, name_en: facts.name_en }) }] : []), ...(facts.sum_idr === undefined ? [] : [{ label: t('sum'), value: rupiah(facts.sum_idr) }]),
      ...(facts.from && facts.to ? [{ label: t('span'), value: `${formatDay(facts.from, locale)} – ${formatDay(facts.to, locale)}` }] : []), ...(facts.role ? [{ label: t('roleHeld'), value: facts.role }] : []), { label: t('method'), value: methodOf(req, flag.indicator, flag.method) }, { label: t('due'), value: formatDay(flag.due_on, locale) },
    ]} />,
    <Section title={t('history')}>
      <Timeline items={[{ title: t('asked'), at: formatInstant(flag.raised_at, 'Asia/Jakarta', locale) }, ...flag.steps.map((step) => ({ title: step.outcome ? `${t('close')}: ${outcomeNames[step.outcome][locale]}` : t(kinds[step.kind]), at: formatInstant(new Date(step.at), 'Asia/Jakarta', locale), text: step.words }))]} />
    </Section>,
    flag.state === 'open' && may(actor, 'flag.answer') && <Form action={`${here}/jawab`} token={req.formToken()} locale={locale} state={state}><TextareaField name="words" label={t('answerWords')} rows={4} required /><Button>{t('answer')}</Button></Form>,
    flag.state === 'answered' && may(actor, 'flag.follow_up') && <Details summary={t('askAgain')}><Form action={`${here}/tanya`} token={req.formToken()} locale={locale} state={state}><TextareaField name="words" label={t('words')} rows={3} required /><Button kind="secondary">{t('askAgain')}</Button></Form></Details>,
    flag.state !== 'closed' && may(actor, 'flag.follow_up') && (
      <Details summary={t('close')} open={flag.state === 'answered'}>
        <Form action={`${here}/tutup`} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="outcome" label={t('outcome')} hint={t('closeHint')} options={outcomes.map((outcome) => ({ value: outcome, text: outcomeNames[outcome][locale] }))} /><TextareaField name="words" label={t('words')} rows={3} required /><Button>{t('close')}</Button>
        </Form>
      </Details>
    ));
}
function methodOf({ locale }: Req, indicator: FlagRow['indicator'], method: Record<string, unknown>): string {
  const t = sayCompliance(locale);
  if (indicator === 'SPLIT') return t('methodSplit', { threshold: rupiah(Number(method['threshold_idr'])), days: Number(method['window_days']), basis: String(method['basis']) });
  return t(indicator === 'SELF_DEALING' ? 'methodSelf' : 'methodWaiver');
}

export type RankingFile = { at: Quarter; quarters: Quarter[]; rows: Ranked[]; rules: Rules; feedback: { sent: number; answered: number; done: number } };
export function rankingPage(req: Req, { at, quarters, rows, rules, feedback }: RankingFile): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  return shopPage(req, { title: t('ranking'), description: t('rankingLead') },
    <PageHeading title={t('ranking')} caption={t('rankingLead')} />,
    <Notice tone="info">{t('trial')}</Notice>,
    <QuarterNav req={req} at={at} quarters={quarters} url={(period) => rankingUrl(locale, period)} />,
    <Section title={quarterWords(at, locale)}><RankTable req={req} rows={rows} target={rules.target.value} /></Section>,
    <Section title={t('coverage')}><p>{t('coverageText', { reported: rows.filter((row) => row.spent_idr !== null).length, all: rows.length })}</p></Section>,
    <Section title={t('method')}>
      <p>{t('methodShare', { target: percent(rules.target.value, locale), basis: rules.target.legal_basis })}</p><p>{t('dueDays', { days: rules.due.value, basis: rules.due.legal_basis })}</p>
      <SummaryList rows={(['SPLIT', 'SELF_DEALING', 'REPEAT_WAIVER'] as const).map((indicator) => ({ label: indicatorNames[indicator][locale], value: methodOf(req, indicator, { ...rules.split.value, basis: rules.split.legal_basis }) }))} />
      <p class="quiet">{t('flagLead')}</p>
    </Section>,
    <Section title={t('feedback')}><p class="quiet">{t('feedbackCounted', feedback)}</p><ButtonLink kind="secondary" href={sendUrl(locale)}>{t('writeFeedback')}</ButtonLink></Section>);
}

/** On a page of its own: the ranking is kept whole for every reader, and a form is one reader's. */
export function sendFeedbackPage(req: Req, agencies: { code: string; name: string }[], state?: FormState): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  return shopPage(req, { title: t('feedback'), failed: state !== undefined },
    <PageHeading title={t('feedback')} caption={t('feedbackLead')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <Form action={sendUrl(locale)} token={req.formToken()} locale={locale} state={state}>
      <SelectField name="agency" label={t('aboutAgency')} empty={t('nobody')} options={agencies.map(({ code, name }) => ({ value: code, text: name }))} /><SelectField name="topic" label={t('topic')} options={topics.map((topic) => ({ value: topic, text: topicNames[topic][locale] }))} /><TextareaField name="words" label={t('yourWords')} rows={4} required /><Button>{t('sendFeedback')}</Button>
    </Form>,
    <p><a href={rankingUrl(locale)}>{t('ranking')}</a></p>);
}

export function checkedFeedbackPage(req: Req, found: CheckedFeedback): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  return shopPage(req, { title: `${t('feedback')} ${found.number}`, noIndex: true },
    <PageHeading title={`${t('feedback')} ${found.number}`}><Tag tone={feedbackStates[found.state].tone}>{feedbackStates[found.state][locale]}</Tag></PageHeading>,
    <SummaryList rows={[{ label: t('topic'), value: topicNames[found.topic][locale] }, { label: t('aboutAgency'), value: found.agency ?? t('nobody') }, { label: t('day'), value: formatDay(found.made_on, locale) }]} />,
    found.steps.length === 0 ? <p class="quiet">{t('notYet')}</p> : <Timeline items={found.steps.map((step) => ({ title: t(step.kind), at: formatDay(step.on_day, locale), text: step.words }))} />,
    <p><a href={rankingUrl(locale)}>{t('ranking')}</a></p>);
}

export function feedbackListPage(req: Req, rows: FeedbackRow[], state?: FormState): VNode {
  const { locale } = req;
  const t = sayCompliance(locale);
  return workPage(req, { surface: 'pusat', title: t('feedback'), failed: state !== undefined, breadcrumbs: [{ href: allUrl(), text: t('title') }] },
    <PageHeading title={t('feedback')} />,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    rows.length === 0 ? <EmptyState title={t('feedbackNone')} /> : rows.map((row) => {
      const kind = row.state === 'sent' ? 'answered' : 'done';
      return (
        <SummaryCard title={row.number} actions={<Tag tone={feedbackStates[row.state].tone}>{feedbackStates[row.state][locale]}</Tag>}>
          <SummaryList rows={[{ label: t('topic'), value: topicNames[row.topic][locale] }, { label: t('aboutAgency'), value: row.agency ?? t('nobody') }, { label: t('day'), value: formatDay(dayIn('Asia/Jakarta', row.made_at), locale) }, { label: t('words'), value: row.words }, { label: t('number'), value: <a href={feedbackUrl('id', row.number)}>{row.number}</a> }]} />
          {row.state !== 'done' && may(req.actor, 'feedback.answer') && (
            <Form action={feedbackListUrl} token={req.formToken()} locale={locale} state={state?.values['number'] === row.number ? state : undefined}>
              <HiddenField name="number" value={row.number} /><HiddenField name="kind" value={kind} /><TextareaField name="words" label={t(kind)} hint={t('publicWords')} rows={3} required /><Button kind="secondary">{t(kind === 'answered' ? 'giveAnswer' : 'tellDone')}</Button>
            </Form>
          )}
        </SummaryCard>
      );
    }));
}
export const periodsBack = (now: Quarter): Quarter[] => Array.from({ length: 4 }, (_, n) => { const at = now.year * 4 + now.quarter - 1 - n; return { year: Math.floor(at / 4), quarter: (at % 4) + 1 }; });
export const sameQuarter = (a: Quarter, b: Quarter): boolean => nameOf(a) === nameOf(b);
