import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Rule } from '#kernel/rules.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Details, Form, MoneyField, NumberField, PageHeading, RefusalForm, Section, SelectField, SummaryCard, Tag, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { Problem } from '../pages/premi.tsx';
import { cardUrl, premiUrl } from '../urls.ts';
import { say as sayPay } from '../words.ts';
import { causes, variants } from './keeping.ts';
import type { CustodyRow, HoldRow } from './keeping-queries.ts';
import { custodyName } from './standing.ts';
import { custodyUrl, heirsUrl, holdUrl, keepingUrl } from './urls.ts';
import { say } from './words.ts';

export type Keeping = { holds: HoldRow[]; custodies: CustodyRow[]; workers: { id: string; roster_code: string }[]; max: Rule<number>; today: string };
export function keepingPage(req: Req, { holds, custodies, workers, max, today }: Keeping, state?: FormState): VNode {
  const { locale } = req;
  const t = say(locale);
  const people = workers.map((worker) => ({ value: worker.id, text: worker.roster_code }));
  return workPage(req, { surface: 'bengkel', title: t('title'), failed: state !== undefined, breadcrumbs: [{ href: premiUrl({ upt: req.query['upt'] }), text: sayPay(locale)('premi') }] },
    <PageHeading title={t('title')} caption={t('lead', { days: max.value, basis: max.legal_basis })} />,
    <Problem state={state} />,
    <Section title={t('holds')}>
      <DataTable caption={t('holds')} captionHidden rows={holds} empty={t('holdsNone')} columns={[
        { title: t('number'), cell: (row) => row.number },
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('cause'), cell: (row) => <>{causes[row.cause][locale]}<br /><span class="quiet">{`${row.reason} · ${row.basis}`}</span></> },
        { title: t('amount'), numeric: true, cell: (row) => rupiah(row.amount_idr) },
        { title: t('until'), cell: (row) => formatDay(row.until, locale) },
        { title: t('state'), cell: (row) => (row.released_at ? <><Tag tone="abu">{t('releasedTag')}</Tag><br /><span class="quiet">{row.release_reason}</span></> : !row.living ? <Tag tone="abu">{t('lapsed')}</Tag> : <><Tag tone="kuning">{t('held')}</Tag>
          {may(req.actor, 'hold.release') && !(row.placed_person !== null && row.placed_person === req.actor.person_id) && <RefusalForm action={holdUrl(row.id)} token={req.formToken()} locale={locale} text={t('release')} reason={t('reason')} kind="secondary" />}</>) },
      ]} />
      {may(req.actor, 'hold.place') && (
        <Details summary={t('place')} open={state !== undefined}>
          <Form action={keepingUrl()} token={req.formToken()} locale={locale} state={state}>
            <SelectField name="worker_id" label={t('person')} empty="–" required options={people} />
            <MoneyField name="amount_idr" label={t('amount')} required />
            <SelectField name="cause" label={t('cause')} options={Object.entries(causes).map(([value, text]) => ({ value, text: text[locale] }))} />
            <TextareaField name="reason" label={t('reason')} rows={2} required />
            <TextField name="basis" label={t('basis')} required />
            <DateField name="until" label={t('until')} required />
            <Button>{t('place')}</Button>
          </Form>
        </Details>
      )}
    </Section>,
    <Section title={t('custody')} id="cara">
      <p class="quiet">{t('custodyLead')}</p>
      <DataTable caption={t('custody')} captionHidden rows={custodies} empty={t('custodyNone')} columns={[
        { title: t('person'), cell: (row) => <a href={cardUrl(row.worker_id)}>{row.roster_code}</a> },
        { title: t('variant'), cell: (row) => <>{custodyName(row, locale)}<br /><span class="quiet">{`${row.consent_paper}, ${formatDay(row.consent_on, locale)}`}</span></> },
        { title: t('from'), cell: (row) => formatDay(row.from, locale) },
        { title: t('state'), cell: (row) => (row.approved_at ? <Tag tone={row.to ? 'abu' : 'hijau'}>{t(row.to ? 'lapsed' : 'inForce')}</Tag> : <><Tag tone="kuning">{t('proposed')}</Tag>{may(req.actor, 'custody.approve') && !(row.recorded_person !== null && row.recorded_person === req.actor.person_id) && <Form action={`${custodyUrl}/${row.id}/setuju`} token={req.formToken()} locale={locale}><Button kind="secondary">{t('approve')}</Button></Form>}</>) },
      ]} />
      {may(req.actor, 'custody.record') && (
        <Details summary={t('record')}>
          <Form action={custodyUrl} token={req.formToken()} locale={locale} state={state}>
            <SelectField name="worker_id" label={t('person')} empty="–" required options={people} />
            <SelectField name="variant" label={t('variant')} options={Object.entries(variants).map(([value, text]) => ({ value, text: text[locale] }))} />
            <TextField name="card_digits" label={t('digits')} width="xs" inputMode="numeric" />
            <DateField name="consent_on" label={t('consentOn')} required />
            <TextField name="consent_paper" label={t('consentPaper')} required />
            <DateField name="from" label={t('from')} value={today} required />
            <Button>{t('record')}</Button>
          </Form>
        </Details>
      )}
    </Section>);
}

export function Heirs({ req, worker_id, state }: { req: Req; worker_id: string; state: FormState | undefined }): VNode {
  const t = say(req.locale);
  return (
    <SummaryCard title={t('heirs')}>
      <p>{t('heirsLead')}</p>
      <Form action={heirsUrl(worker_id)} token={req.formToken()} locale={req.locale} state={state}>
        <TextField name="death_paper" label={t('deathPaper')} required />
        <TextField name="heirs_paper" label={t('heirsPaper')} required />
        <TextField name="purpose" label={t('purpose')} required />
        {[0, 1, 2, 3].map((n) => <>
          <TextField name={`heirs.${n}.name`} label={t('heirName', { n: n + 1 })} required={n === 0} />
          <TextField name={`heirs.${n}.relation`} label={`${t('relation')} ${n + 1}`} width="m" required={n === 0} />
          <NumberField name={`heirs.${n}.parts`} label={`${t('parts')} ${n + 1}`} width="xs" />
        </>)}
        <Button>{t('heirsNow')}</Button>
      </Form>
    </SummaryCard>
  );
}
