import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick, type Phrase } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, EmptyState, FilterPanel, Form, PageHeading, Pagination, RadiosField, RefusalForm, SelectField, SummaryCard, SummaryList, Tag, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { PlacementRow, WorkerRow, WorkplaceRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { stageNames, type Stage } from '../sentence.ts';
import { sayFile } from '../words-file.ts';
import { sayImport } from '../words-import.ts';
import { sayMoves } from '../words-moves.ts';
import { sayWorkforce } from '../words.ts';
import { kindNames, regimeNames, riskNames, stateNames, type Kind, type Risk, type WorkerState } from '../worker.ts';
import { StandingFields } from './change.tsx';

export type ListFilter = { q?: string | undefined; bengkel?: string | undefined; penempatan?: 'yes' | 'no' | undefined; status?: Kind | undefined; tahap?: Stage | undefined; sehat?: 'expired' | 'soon' | undefined; terampil?: string | undefined; keadaan?: WorkerState | undefined };

/** B22: who is here, by code: what the floor needs, and nothing else of the file. */
export function workersPage(req: Req, { rows, workplaces, filter, next }: { rows: WorkerRow[]; workplaces: WorkplaceRow[]; filter: ListFilter; next: string | undefined }): Drawn {
  const t = sayWorkforce(req.locale);
  const f = sayFile(req.locale);
  const chip = (name: keyof ListFilter, text: string | undefined) => (filter[name] && text ? [{ text, removeHref: address({ ...filter, [name]: undefined }) }] : []);
  const workshop = workplaces.find((place) => place.code === filter.bengkel);
  const said = (of: Record<string, Phrase>) => Object.entries(of).map(([value, text]) => ({ value, text: text[req.locale] }));
  return workPage(req, { surface: 'bengkel', title: t('workers') },
    <PageHeading title={t('workers')}>
      <ButtonLink href={urls.proposals} kind="secondary">{t('proposals')}</ButtonLink>
      {may(req.actor, 'worker.register') && <ButtonLink href={urls.newWorker}>{t('register')}</ButtonLink>}
    </PageHeading>,
    <ul class="govuk-list no-print">
      <li><a href={urls.requirements}>{f('requirements')}</a></li>
      {may(req.actor, 'movement.list') && <li><a href={urls.transfers}>{sayMoves(req.locale)('transfers')}</a></li>}
      {may(req.actor, 'worker.import') && <li><a href={urls.imports}>{sayImport(req.locale)('imports')}</a></li>}
      {may(req.actor, 'worker.list_legal') && <li><a href={address(filter, urls.exportWorkers)}>{f('exportList')}</a></li>}
    </ul>,
    <FilterPanel action={urls.workers} locale={req.locale} clearHref={urls.workers} chips={[
      ...chip('q', filter.q), ...chip('bengkel', workshop && pick(req.locale, workshop)), ...chip('penempatan', filter.penempatan === 'yes' ? t('placedYes') : t('placedNo')),
      ...chip('status', filter.status && kindNames[filter.status][req.locale]), ...chip('tahap', filter.tahap && stageNames[filter.tahap][req.locale]), ...chip('sehat', filter.sehat === 'soon' ? f('fitnessSoon') : f('fitnessExpired')), ...chip('terampil', filter.terampil),
      ...chip('keadaan', filter.keadaan && stateNames[filter.keadaan][req.locale]),
    ]}>
      <TextField name="q" label={t('search')} value={filter.q} />
      <SelectField name="bengkel" label={t('workshop')} empty={t('all')} value={filter.bengkel} options={workplaces.map((place) => ({ value: place.code, text: pick(req.locale, place) }))} />
      <SelectField name="penempatan" label={t('placed')} empty={t('all')} value={filter.penempatan} options={[{ value: 'yes', text: t('placedYes') }, { value: 'no', text: t('placedNo') }]} />
      <SelectField name="sehat" label={f('fitnessEnds')} empty={t('all')} value={filter.sehat} options={[{ value: 'expired', text: f('fitnessExpired') }, { value: 'soon', text: f('fitnessSoon') }]} />
      <TextField name="terampil" label={f('skill')} value={filter.terampil} />
      <SelectField name="keadaan" label={f('state')} empty={stateNames.present[req.locale]} value={filter.keadaan} options={said(stateNames).filter(({ value }) => value !== 'present')} />
      {may(req.actor, 'worker.list_legal') && <><SelectField name="status" label={t('kind')} empty={t('all')} value={filter.status} options={said(kindNames)} /><SelectField name="tahap" label={f('stage')} empty={t('all')} value={filter.tahap} options={said(stageNames)} /></>}
    </FilterPanel>,
    <DataTable caption={t('workers')} captionHidden empty={t('none')} rows={rows} columns={[
      { title: t('name'), cell: (row) => (row.kind !== 'child' ? <a href={urls.worker(row.id)}>{row.name}</a> : may(req.actor, 'worker.read_child') ? <a href={urls.worker(row.id)}>{row.name}</a> : row.roster_code) },
      { title: t('code'), cell: (row) => row.roster_code },
      { title: t('workshop'), cell: (row) => row.workshop_name_id && row.workshop_name_en ? pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) : <Tag tone="abu">{t('placedNo')}</Tag> },
      { title: t('job'), cell: (row) => row.job ?? '' },
      { title: t('skill'), cell: (row) => row.skill_level, numeric: true },
      { title: t('fit'), cell: (row) => (row.fit_until ? formatDay(row.fit_until, req.locale) : <Tag tone="kuning">{t('unknown')}</Tag>) },
    ]} />,
    next !== undefined && <Pagination locale={req.locale} nextHref={address({ ...filter, sesudah: next })} label={t('next')} />);
}

function address(filter: ListFilter & { sesudah?: string }, path: string = urls.workers): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${path}?${query}` : path;
}

export function newWorkerPage(req: Req, provinces: { code: string; name_id: string; name_en: string }[], state?: FormState): Drawn {
  const t = sayWorkforce(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('register'), breadcrumbs: [{ href: urls.workers, text: t('workers') }], failed: state !== undefined },
    <PageHeading title={t('register')} />,
    <Form action={urls.newWorker} token={req.formToken()} state={state} locale={req.locale}>
      <TextField name="register_number" label={t('registerNumber')} required width="m" />
      <TextField name="name" label={t('name')} required />
      <RadiosField name="kind" label={t('kind')} options={Object.entries(kindNames).map(([value, text]) => ({ value, text: text[req.locale] }))} required />
      <RadiosField name="sex" label={t('sex')} inline options={[{ value: 'L', text: t('male') }, { value: 'P', text: t('female') }]} required />
      <DateField name="born_on" label={t('born')} />
      <DateField name="custody_from" label={t('custody')} required />
      <DateField name="sentence_from" label={t('sentence')} />
      <DateField name="sentence_end_on" label={sayFile(req.locale)('sentenceEnd')} />
      <DateField name="release_on" label={t('release')} />
      <SelectField name="risk" label={t('risk')} value="unknown" options={(Object.keys(riskNames) as Risk[]).map((value) => ({ value, text: riskNames[value][req.locale] }))} />
      <DateField name="fit_until" label={t('fit')} />
      <StandingFields req={req} provinces={provinces} />
      <Button large>{t('register')}</Button>
    </Form>);
}

/** B24: what waits for a second person. */
export function proposalsPage(req: Req, { rows, refused }: { rows: PlacementRow[]; refused?: { id: string; state: FormState } }): Drawn {
  const t = sayWorkforce(req.locale);
  const mayApprove = may(req.actor, 'placement.approve');
  return workPage(req, { surface: 'bengkel', title: t('proposals'), breadcrumbs: [{ href: urls.workers, text: t('workers') }], failed: refused !== undefined },
    <PageHeading title={t('proposals')} caption={t('proposeHint')} />,
    rows.length === 0 ? <EmptyState title={t('noProposals')} /> : rows.map((row) => (
      <SummaryCard title={`${row.roster_code} ${row.name}`}>
        <SummaryList rows={[
          { label: t('workshop'), value: pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) }, { label: t('job'), value: row.job },
          { label: t('period'), value: periodOf(req, row) }, { label: t('decree'), value: row.decree }, { label: t('regime'), value: regimeNames[row.regime][req.locale] },
          ...(row.override_reason ? [{ label: t('override'), value: row.override_reason }] : []),
        ]} />
        {mayApprove && (row.proposed_person !== null && row.proposed_person === req.actor.person_id ? <p class="quiet">{t('ownProposal')}</p> : decide(req, row, refused?.id === row.id ? refused.state : undefined))}
      </SummaryCard>
    )));
}

function decide(req: Req, row: PlacementRow, state: FormState | undefined) {
  const t = sayWorkforce(req.locale);
  return (
    <>
      <Form action={urls.approve(row.id)} token={req.formToken()} state={state} locale={req.locale}><ButtonRow><Button>{t('approve')}</Button></ButtonRow></Form>
      <RefusalForm action={urls.refuse(row.id)} token={req.formToken()} locale={req.locale} text={t('refuse')} reason={t('refuseReason')} kind="secondary" />
    </>
  );
}

export function periodOf(req: Req, { from, to }: { from: string; to: string | null }): string {
  return `${formatDay(from, req.locale)} – ${to ? formatDay(to, req.locale) : '…'}`;
}
