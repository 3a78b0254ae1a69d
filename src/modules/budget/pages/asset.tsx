import type { VNode } from 'preact';
import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DataTable, DateField, Form, IdentityBar, Notice, PageHeading, RadiosField, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { causeNames, causes, conditionNames, conditions, sourceNames, valueAt } from '../asset.ts';
import { sayAsset } from '../asset-words.ts';
import type { AssetRow, ConditionRow, RetirementRow } from '../assets-queries.ts';
import { assetsUrl, assetUrl } from '../urls.ts';
import { conditionTones, workshopName } from './assets.tsx';

export type AssetFile = { asset: AssetRow; history: ConditionRow[]; retirements: RetirementRow[]; upt: string | undefined; today: string };
export type Refused = { of: 'condition' | 'proposal' | 'approval' | 'refusal'; state: FormState };

/** One machine: what it is worth now, how it was found each time, and whether it shall go. */
export function assetPage(req: Req, { asset, history, retirements, upt, today }: AssetFile, refused?: Refused): VNode {
  const { locale } = req;
  const t = sayAsset(locale);
  const value = valueAt(asset, today.slice(0, 7));
  return workPage(req, { surface: 'bengkel', title: asset.name, failed: refused !== undefined, breadcrumbs: [{ href: assetsUrl({ upt }), text: t('title') }] },
    <PageHeading title={asset.name} caption={asset.code} />,
    <IdentityBar title={locale === 'en' ? asset.class_en : asset.class_id} status={asset.retired_on ? { text: t('retired'), tone: 'abu' } : { text: conditionNames[asset.condition][locale], tone: conditionTones[asset.condition] }} facts={[
      { label: t('workshop'), value: workshopName(locale, asset) }, { label: t('book'), value: rupiah(value.book_idr) }, { label: t('inspectedOn'), value: formatDay(asset.inspected_on, locale) },
    ]} />,
    refused?.state.refusal && <Notice tone="danger">{refused.state.refusal}</Notice>,
    <SummaryList rows={[
      { label: t('acquired'), value: formatDay(asset.acquired_on, locale) }, { label: t('cost'), value: rupiah(asset.cost_idr) }, { label: t('source'), value: sourceNames[asset.source][locale] },
      ...(asset.donor ? [{ label: t('donor'), value: asset.donor }] : []), ...(asset.letter ? [{ label: t('letter'), value: asset.letter }] : []),
      { label: t('life'), value: `${t('lifeMonths', { n: asset.life_months })} (${asset.life_basis})` }, { label: t('perMonth'), value: rupiah(value.month_idr) }, { label: t('writtenOff'), value: rupiah(value.accumulated_idr) },
    ]} />,
    <Section title={t('history')}>
      <DataTable caption={t('history')} captionHidden rows={history} empty={t('empty')} columns={[
        { title: t('day'), cell: (row) => formatDay(row.on_day, locale) }, { title: t('condition'), cell: (row) => <Tag tone={conditionTones[row.condition]}>{conditionNames[row.condition][locale]}</Tag> }, { title: t('note'), cell: (row) => row.note || '–' },
      ]} />
    </Section>,
    <Section title={t('retirements')}>
      <DataTable caption={t('retirements')} captionHidden rows={retirements} empty={t('retirementsNone')} columns={[
        { title: t('cause'), cell: (row) => causeNames[row.cause][locale] }, { title: t('reason'), cell: (row) => row.reason },
        { title: t('state'), cell: (row) => <Tag tone={retirementTones[row.state]}>{t(row.state)}</Tag> },
        { title: t('letter'), cell: (row) => (row.letter ? <>{row.letter}{row.retired_on && <><br />{formatDay(row.retired_on, locale)}</>}</> : (row.refused_reason ?? '–')) },
      ]} />
    </Section>,
    !asset.retired_on && <Acts req={req} asset={asset} retirements={retirements} today={today} refused={refused} />);
}

function Acts({ req, asset, retirements, today, refused }: { req: Req; asset: AssetRow; retirements: RetirementRow[]; today: string; refused: Refused | undefined }): VNode {
  const { locale, actor } = req;
  const t = sayAsset(locale);
  const waiting = retirements.find(({ state }) => state === 'proposed');
  const mine = waiting?.proposed_person != null && waiting.proposed_person === actor.person_id;
  const stateOf = (of: Refused['of']) => (refused?.of === of ? refused.state : undefined);
  const form = { token: req.formToken(), locale };
  return (
    <>
      {waiting && may(actor, 'asset.decide_retirement') && (mine ? <p>{t('decideOther')}</p> : (
        <>
          <SummaryCard title={t('approve')}>
            <Form action={`${assetUrl(asset.id)}/hapus`} {...form} state={stateOf('approval')}><TextField name="letter" label={t('approveLetter')} width="l" required /><DateField name="retired_on" label={t('retiredOn')} value={today} required /><Button kind="danger">{t('approve')}</Button></Form>
          </SummaryCard>
          <SummaryCard title={t('refuse')}>
            <Form action={`${assetUrl(asset.id)}/tolak-hapus`} {...form} state={stateOf('refusal')}><TextareaField name="reason" label={t('reason')} rows={2} required /><Button kind="secondary">{t('refuse')}</Button></Form>
          </SummaryCard>
        </>
      ))}
      {may(actor, 'asset.inspect') && (
        <SummaryCard title={t('inspect')}>
          <Form action={`${assetUrl(asset.id)}/kondisi`} {...form} state={stateOf('condition')}>
            <RadiosField name="condition" label={t('condition')} inline required value={asset.condition} options={conditions.map((value) => ({ value, text: conditionNames[value][locale] }))} />
            <DateField name="on_day" label={t('day')} value={today} required />
            <TextareaField name="note" label={t('note')} rows={2} />
            <Button kind="secondary">{t('inspect')}</Button>
          </Form>
        </SummaryCard>
      )}
      {!waiting && may(actor, 'asset.propose_retirement') && (
        <SummaryCard title={t('propose')}>
          <Form action={`${assetUrl(asset.id)}/usul-hapus`} {...form} state={stateOf('proposal')}>
            <SelectField name="cause" label={t('cause')} empty="–" required options={causes.map((value) => ({ value, text: causeNames[value][locale] }))} />
            <TextareaField name="reason" label={t('reason')} rows={2} required />
            <Button kind="secondary">{t('propose')}</Button>
          </Form>
        </SummaryCard>
      )}
    </>
  );
}

const retirementTones: Record<RetirementRow['state'], Tone> = { proposed: 'kuning', approved: 'abu', refused: 'merah' };
