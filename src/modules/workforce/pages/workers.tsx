import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, Details, EmptyState, FilterPanel, Form, PageHeading, Pagination, RadiosField, SelectField, SummaryCard, SummaryList, Tag, TextField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { PlacementRow, WorkerRow, WorkplaceRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayWorkforce } from '../words.ts';
import { clearances, kindNames, regimeNames, riskNames, type Risk } from '../worker.ts';

export type ListFilter = { q?: string | undefined; bengkel?: string | undefined; penempatan?: 'yes' | 'no' | undefined };

/** B22: everybody present, by code. */
export function workersPage(req: Req, { rows, workplaces, filter, next }: { rows: WorkerRow[]; workplaces: WorkplaceRow[]; filter: ListFilter; next: string | undefined }): Drawn {
  const t = sayWorkforce(req.locale);
  const without = (name: keyof ListFilter) => address({ ...filter, [name]: undefined });
  const workshop = workplaces.find((place) => place.code === filter.bengkel);
  return workPage(req, { surface: 'bengkel', title: t('workers') },
    <PageHeading title={t('workers')}>
      <ButtonLink href={urls.proposals} kind="secondary">{t('proposals')}</ButtonLink>
      {may(req.actor, 'worker.register') && <ButtonLink href={urls.newWorker}>{t('register')}</ButtonLink>}
    </PageHeading>,
    <FilterPanel action={urls.workers} locale={req.locale} clearHref={urls.workers} chips={[
      ...(filter.q ? [{ text: filter.q, removeHref: without('q') }] : []),
      ...(workshop ? [{ text: pick(req.locale, workshop), removeHref: without('bengkel') }] : []),
      ...(filter.penempatan ? [{ text: filter.penempatan === 'yes' ? t('placedYes') : t('placedNo'), removeHref: without('penempatan') }] : []),
    ]}>
      <TextField name="q" label={t('search')} value={filter.q} />
      <SelectField name="bengkel" label={t('workshop')} empty={t('all')} value={filter.bengkel} options={workplaces.map((place) => ({ value: place.code, text: pick(req.locale, place) }))} />
      <SelectField name="penempatan" label={t('placed')} empty={t('all')} value={filter.penempatan} options={[{ value: 'yes', text: t('placedYes') }, { value: 'no', text: t('placedNo') }]} />
    </FilterPanel>,
    <DataTable caption={t('workers')} captionHidden empty={t('none')} rows={rows} columns={[
      { title: t('name'), cell: (row) => <a href={urls.worker(row.id)}>{row.name}</a> },
      { title: t('code'), cell: (row) => row.roster_code },
      { title: t('kind'), cell: (row) => kindNames[row.kind][req.locale] },
      { title: t('workshop'), cell: (row) => row.workshop_name_id && row.workshop_name_en ? pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) : <Tag tone="abu">{t('placedNo')}</Tag> },
      { title: t('job'), cell: (row) => row.job ?? '' },
      { title: t('skill'), cell: (row) => row.skill_level, numeric: true },
      { title: t('fit'), cell: (row) => (row.fit_until ? formatDay(row.fit_until, req.locale) : <Tag tone="kuning">{t('unknown')}</Tag>) },
    ]} />,
    next !== undefined && <Pagination locale={req.locale} nextHref={address({ ...filter, sesudah: next })} label={t('next')} />);
}

function address(filter: ListFilter & { sesudah?: string }): string {
  const query = new URLSearchParams(Object.entries(filter).flatMap(([name, value]) => (value ? [[name, value]] : [])));
  return query.size > 0 ? `${urls.workers}?${query}` : urls.workers;
}

export function newWorkerPage(req: Req, state?: FormState): Drawn {
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
      <DateField name="release_on" label={t('release')} />
      <SelectField name="risk" label={t('risk')} value="unknown" options={(Object.keys(riskNames) as Risk[]).map((value) => ({ value, text: riskNames[value][req.locale] }))} />
      <DateField name="fit_until" label={t('fit')} />
      <SelectField name="tool_clearance" label={t('clearance')} value="B" options={clearances.map((value) => ({ value, text: value }))} />
      <SelectField name="skill_level" label={t('skillLevel')} value="1" options={['1', '2', '3', '4', '5'].map((value) => ({ value, text: value }))} />
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
      <Details summary={t('refuse')}>
        <Form action={urls.refuse(row.id)} token={req.formToken()} locale={req.locale}>
          <TextareaField name="reason" label={t('refuseReason')} rows={2} required />
          <Button kind="secondary">{t('refuse')}</Button>
        </Form>
      </Details>
    </>
  );
}

export function periodOf(req: Req, { from, to }: { from: string; to: string | null }): string {
  return `${formatDay(from, req.locale)} – ${to ? formatDay(to, req.locale) : '…'}`;
}
