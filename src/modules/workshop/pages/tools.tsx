import { formatDay, formatInstant, formatTime, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import { pick } from '#kernel/words.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, EmptyState, FilterPanel, Form, HiddenField, IdentityBar, PageHeading, RadiosField, Section, SelectField, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { RosterRow, SessionRow, WorkshopRow } from '../queries.ts';
import { toolStates, type ToolState } from '../tool.ts';
import type { IncidentRow, ToolRow } from '../tool-queries.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';
import { named } from './today.tsx';

const tones: Record<ToolState, 'hijau' | 'kuning' | 'merah' | 'abu'> = { kept: 'hijau', out: 'kuning', missing: 'merah', broken: 'abu', retired: 'abu' };
const crumbs = (req: Req, ...more: { href: string; text: string }[]) => [{ href: urls.today, text: sayWorkshop(req.locale)('navToday') }, ...more];

/** B18: where every tool is, by the shadow board's own order. */
export function boardPage(req: Req, { tools, workshops, incidents, zone, workshop }: { tools: ToolRow[]; workshops: WorkshopRow[]; incidents: IncidentRow[]; zone: Zone; workshop: string | undefined }): Drawn {
  const t = sayWorkshop(req.locale);
  const chosen = workshops.find((row) => row.code === workshop);
  return workPage(req, { surface: 'bengkel', title: t('tools'), breadcrumbs: crumbs(req) },
    <PageHeading title={t('tools')}>{may(req.actor, 'tool.lend') && <ButtonLink href={urls.lending}>{t('lend')}</ButtonLink>}</PageHeading>,
    <FilterPanel action={urls.tools} locale={req.locale} clearHref={urls.tools} chips={chosen ? [{ text: pick(req.locale, chosen), removeHref: urls.tools }] : []}>
      <SelectField name="bengkel" label={t('workshop')} empty={t('all')} value={workshop} options={workshops.map((row) => ({ value: row.code, text: pick(req.locale, row) }))} />
    </FilterPanel>,
    <DataTable caption={t('tools')} captionHidden empty={t('noTools')} rows={tools} columns={[
      { title: t('tool'), cell: (row) => <>{row.code} <span class="quiet">{row.name}</span></> },
      { title: t('workshop'), cell: (row) => named(req, row) },
      { title: t('toolClass'), cell: (row) => row.class },
      { title: t('status'), cell: (row) => <><Tag tone={tones[row.state]}>{toolStates[row.state][req.locale]}</Tag>{row.overdue && <> <Tag tone="merah">{t('overdue')}</Tag></>}</> },
      { title: t('holder'), cell: (row) => row.roster_code ?? '' },
      { title: t('since'), cell: (row) => (row.out_at ? formatTime(row.out_at, zone) : '') },
    ]} />,
    <Section title={t('incidents')}>
      <DataTable caption={t('incidents')} captionHidden empty={t('noIncidents')} rows={incidents} columns={[
        { title: t('code'), cell: (row) => <a href={urls.incident(row.id)}>{row.number}</a> },
        { title: t('tool'), cell: (row) => (row.tool_code ? `${row.tool_code} ${row.tool_name ?? ''}` : '') },
        { title: t('reportedAt'), cell: (row) => formatInstant(row.occurred_at, zone, req.locale) },
        { title: t('what'), cell: (row) => row.what },
      ]} />
    </Section>);
}

/** B19: out to a holder of this session, and back. */
export function lendingPage(req: Req, { session, tools, roster, officers }: { session: SessionRow; tools: ToolRow[]; roster: RosterRow[]; officers: { id: string; name: string }[] }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  const out = tools.filter((tool) => tool.session_id === session.id);
  return workPage(req, { surface: 'bengkel', title: t('lend'), breadcrumbs: crumbs(req, { href: urls.session(session.id), text: named(req, session) }), failed: state !== undefined },
    <PageHeading title={t('lend')} caption={`${named(req, session)} · ${formatDay(session.day, req.locale)}`} />,
    <Form action={urls.lendingOf(session.id)} token={req.formToken()} state={state} locale={req.locale}>
      <HiddenField name="session_id" value={session.id} />
      <SelectField name="tool_id" label={t('tool')} empty={t('chooseTool')} options={tools.filter((tool) => tool.state === 'kept').map((tool) => ({ value: tool.id, text: `${tool.code} ${tool.name} (${tool.class})` }))} required />
      <SelectField name="worker_id" label={t('holder')} empty={t('chooseHolder')} options={roster.filter((row) => row.attended !== false).map((row) => ({ value: row.worker_id, text: `${row.roster_code} ${row.name}` }))} required />
      <SelectField name="second_officer" label={t('secondOfficer')} hint={t('secondOfficerHint')} empty={t('notNeeded')} options={officers.map((row) => ({ value: row.id, text: row.name }))} />
      <Button large>{t('lendTool')}</Button>
    </Form>,
    <Section title={t('takeBackTitle')}>
      <DataTable caption={t('takeBackTitle')} captionHidden empty={t('nothingOut')} rows={out} columns={[
        { title: t('tool'), cell: (row) => `${row.code} ${row.name}` },
        { title: t('holder'), cell: (row) => row.roster_code ?? '' },
        { title: t('takeBackTitle'), cell: (row) => takeBack(req, row, urls.lendingOf(session.id)) },
      ]} />
    </Section>);
}

function takeBack(req: Req, tool: { id: string }, back: string) {
  const t = sayWorkshop(req.locale);
  return (
    <Form action={urls.takeBack} token={req.formToken()} locale={req.locale}>
      <HiddenField name="tool_id" value={tool.id} /><HiddenField name="back" value={back} />
      <ButtonRow><Button name="condition" value="baik">{t('backGood')}</Button><Button kind="secondary" name="condition" value="rusak">{t('backBroken')}</Button></ButtonRow>
    </Form>
  );
}

/** B20: the count before anybody leaves. */
export function countPage(req: Req, { session, tools }: { session: SessionRow; tools: ToolRow[] }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  const out = tools.filter((tool) => tool.session_id === session.id && tool.state === 'out');
  return workPage(req, { surface: 'bengkel', title: t('countTitle'), breadcrumbs: crumbs(req, { href: urls.session(session.id), text: named(req, session) }), failed: state !== undefined },
    <PageHeading title={t('countTitle')} caption={t('countHint')} />,
    <p>{t('onBoard', { n: tools.filter((tool) => tool.state === 'kept').length })}</p>,
    out.length === 0 ? <EmptyState title={t('nothingOut')}><ButtonLink href={urls.session(session.id)}>{t('closeTitle')}</ButtonLink></EmptyState> : (
      <Form action={urls.count(session.id)} token={req.formToken()} state={state} locale={req.locale}>
        {out.map((tool) => (
          <RadiosField name={`count.${tool.id}`} label={`${tool.code} ${tool.name}${tool.roster_code ? ` · ${tool.roster_code}` : ''}`} inline required
            options={[{ value: 'baik', text: t('backGood') }, { value: 'rusak', text: t('backBroken') }, { value: 'hilang', text: t('missing') }]} />
        ))}
        <TextareaField name="what" label={t('missingWhat')} rows={3} />
        <Button large>{t('saveCount')}</Button>
      </Form>
    ));
}

/** B21: one missing tool, from the report to what came of it. */
export function incidentPage(req: Req, { incident, zone }: { incident: IncidentRow; zone: Zone }, state?: FormState): Drawn {
  const t = sayWorkshop(req.locale);
  const open = incident.state === 'open';
  const where = incident.workshop_name_id && incident.workshop_name_en ? pick(req.locale, { name_id: incident.workshop_name_id, name_en: incident.workshop_name_en }) : '';
  return workPage(req, { surface: 'bengkel', title: incident.number, breadcrumbs: crumbs(req, { href: urls.tools, text: t('tools') }), failed: state !== undefined },
    <PageHeading title={`${t('incident')} ${incident.number}`} />,
    <IdentityBar title={incident.tool_code ? `${incident.tool_code} ${incident.tool_name ?? ''}` : t('incident')} code={incident.number} status={open ? { text: t('incidentOpen'), tone: 'merah' } : { text: t('incidentDone'), tone: 'hijau' }} />,
    <SummaryList rows={[
      { label: t('reportedAt'), value: formatInstant(incident.occurred_at, zone, req.locale) }, { label: t('workshop'), value: where }, { label: t('holder'), value: incident.roster_code ?? '–' }, { label: t('what'), value: incident.what },
      ...(incident.tool_state ? [{ label: t('status'), value: <Tag tone={tones[incident.tool_state]}>{toolStates[incident.tool_state][req.locale]}</Tag> }] : []),
      ...(incident.outcome ? [{ label: t('outcome'), value: incident.outcome }] : []),
    ]} />,
    open && incident.tool_id && incident.tool_state === 'missing' && may(req.actor, 'tool.lend') && <Section title={t('found')}>{takeBack(req, { id: incident.tool_id }, urls.incident(incident.id))}</Section>,
    open && may(req.actor, 'incident.close') && incident.reported_person !== req.actor.person_id && (
      <Section title={t('closeIncident')}>
        <Form action={urls.incident(incident.id)} token={req.formToken()} state={state} locale={req.locale}>
          <TextareaField name="outcome" label={t('outcome')} hint={t('outcomeHint')} required />
          <Button>{t('closeIncident')}</Button>
        </Form>
      </Section>
    ));
}
