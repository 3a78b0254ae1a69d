import type { VNode } from 'preact';
import { dayIn, formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, DateField, Details, Form, Notice, PageHeading, Section, SelectField, SummaryList, Tag, TextareaField, TextField, type Tone } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { gapsOf, kinds, type Change, type Gap, type Node, type VersionState } from '../tree.ts';
import type { VersionRow } from '../tree-queries.ts';
import { compareUrl, nodeFormUrl, treeUrl, versionsUrl, versionUrl } from '../urls.ts';
import { say, sayVersion } from '../words.ts';
import { figureSaid, nameOf, ownerSaid, PartsNav } from './standing.tsx';

const tones: Record<VersionState, Tone> = { draft: 'kuning', adopted: 'hijau', dropped: 'abu' };
const lacking: Record<Gap['lacks'], 'lacksVision' | 'lacksPillar' | 'lacksIndicator' | 'lacksOwner' | 'lacksDefinition' | 'lacksSource' | 'lacksFormula'> = { vision: 'lacksVision', pillar: 'lacksPillar', indicator: 'lacksIndicator', owner: 'lacksOwner', definition: 'lacksDefinition', source: 'lacksSource', formula: 'lacksFormula' };

function term(req: Req, { from, until }: VersionRow): string {
  const v = sayVersion(req.locale);
  if (!from) return '–';
  return until ? v('until', { from: formatDay(from, req.locale), until: formatDay(until, req.locale) }) : v('since', { from: formatDay(from, req.locale) });
}

export function versionsPage(req: Req, rows: VersionRow[], state?: FormState): VNode {
  const { locale } = req;
  const [t, v] = [say(locale), sayVersion(locale)];
  return workPage(req, { surface: 'pusat', title: t('versions'), failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }] },
    <PageHeading title={t('versions')} />, <PartsNav req={req} current="versions" />,
    <DataTable caption={t('versions')} captionHidden rows={rows} empty={v('none')} columns={[
      { title: v('title'), cell: (row) => <a href={versionUrl(row.id)}>{v('version', { n: row.number })}: {row.title}</a> }, { title: v('state'), cell: (row) => <Tag tone={tones[row.state]}>{v(row.state)}</Tag> },
      { title: v('term'), cell: (row) => term(req, row) }, { title: v('drafter'), cell: (row) => row.drafter ?? '–' }, { title: v('adopter'), cell: (row) => row.adopter ?? '–' },
    ]} />,
    may(req.actor, 'strategy.draft') && <Details summary={v('make')} open={state !== undefined || rows.length === 0}>
      <Form action={versionsUrl} token={req.formToken()} locale={locale} state={state}>
        <TextField name="title" label={v('title')} required /><TextareaField name="reason" label={v('reason')} rows={2} required />
        <SelectField name="based_on" label={v('basedOn')} empty={v('fromNothing')} options={rows.filter((row) => row.state !== 'dropped').map((row) => ({ value: row.id, text: `${v('version', { n: row.number })}: ${row.title}` }))} />
        <Button>{v('make')}</Button>
      </Form>
    </Details>);
}

export function versionPage(req: Req, { version, nodes, all }: { version: VersionRow; nodes: Node[]; all: VersionRow[] }, state?: FormState): VNode {
  const { locale, actor } = req;
  const [t, v] = [say(locale), sayVersion(locale)];
  const title = `${v('version', { n: version.number })}: ${version.title}`;
  const gaps = gapsOf(nodes);
  const editable = version.state === 'draft' && may(actor, 'strategy.draft');
  return workPage(req, { surface: 'pusat', title, failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }, { href: versionsUrl, text: t('versions') }] },
    <PageHeading title={title} caption={version.reason}><Tag tone={tones[version.state]}>{v(version.state)}</Tag></PageHeading>,
    state?.refusal && <Notice tone="danger">{state.refusal}</Notice>,
    <SummaryList rows={[{ label: v('drafter'), value: version.drafter ?? '–' }, { label: v('adopter'), value: version.adopter ?? '–' }, { label: v('term'), value: term(req, version) }, ...(version.decree ? [{ label: v('decree'), value: version.decree }] : []), ...(version.fingerprint ? [{ label: v('fingerprint'), value: <code class="break">{version.fingerprint}</code> }] : [])]} />,
    <Details summary={v('compare')}>
      <Form action={compareUrl(version.id)} method="get" locale={locale}><SelectField name="dengan" label={v('compareWith')} options={all.filter(({ id }) => id !== version.id).map((row) => ({ value: row.id, text: `${v('version', { n: row.number })}: ${row.title}` }))} value={version.based_on} /><Button kind="secondary">{v('compare')}</Button></Form>
    </Details>,
    version.state === 'draft' && <Section title={v('gaps')}>{gaps.length === 0 ? <p>{v('gapsNone')}</p> : <DataTable caption={v('gaps')} captionHidden rows={gaps} empty="" columns={[{ title: t('code'), cell: (gap) => (gap.lacks === 'pillar' ? t(gap.code as 'organisation') : gap.code) }, { title: v('lacks'), cell: (gap) => v(lacking[gap.lacks]) }]} />}</Section>,
    version.state === 'draft' && <Adopting req={req} version={version} state={state} />,
    <Section title={v('nodes')}>
      {editable && <ButtonRow>{kinds.map((kind) => <ButtonLink kind="secondary" href={nodeFormUrl(version.id, undefined, kind)}>{`${v('add')}: ${t(kind)}`}</ButtonLink>)}</ButtonRow>}
      <DataTable caption={v('nodes')} captionHidden rows={nodes} empty={v('nodesNone')} columns={[
        { title: t('code'), cell: (node) => (editable ? <a href={nodeFormUrl(version.id, node.code)}>{node.code}</a> : node.code) }, { title: t('kind'), cell: (node) => t(node.kind) }, { title: t('node'), cell: (node) => nameOf(node, locale) }, { title: t('parent'), cell: (node) => node.parent ?? '–' },
        { title: t('target'), numeric: true, cell: (node) => (node.kind === 'indicator' ? figureSaid(node.target, node.unit, locale) : node.due_on ? formatDay(node.due_on, locale) : '') }, { title: t('owner'), cell: (node) => (node.owner_unit ? ownerSaid(node, locale) : '') },
      ]} />
    </Section>);
}

function Adopting({ req, version, state }: { req: Req; version: VersionRow; state: FormState | undefined }): VNode | null {
  const { locale, actor } = req;
  const v = sayVersion(locale);
  if (!may(actor, 'strategy.adopt')) return null;
  const wrote = (actor.person_id !== null && version.hands.includes(actor.person_id)) || (actor.account_id !== null && version.hand_accounts.includes(actor.account_id));
  return (
    <>
      {wrote ? <p>{v('adoptOther')}</p> : <Section title={v('adopt')}>
        <Form action={`${versionUrl(version.id)}/tetapkan`} token={req.formToken()} locale={locale} state={state}><TextField name="decree" label={v('decree')} required /><DateField name="from" label={v('from')} value={dayIn('Asia/Jakarta', req.now)} required /><Button>{v('adopt')}</Button></Form>
      </Section>}
      <Form action={`${versionUrl(version.id)}/buang`} token={req.formToken()} locale={locale}><Button kind="secondary">{v('drop')}</Button></Form>
    </>
  );
}

/** Two versions side by side: only what differs. */
export function comparePage(req: Req, { before, after, changes }: { before: VersionRow; after: VersionRow; changes: Change[] }): VNode {
  const { locale } = req;
  const [t, v] = [say(locale), sayVersion(locale)];
  const title = v('compareTitle', { a: after.number, b: before.number });
  const rows = changes.flatMap((change) => (change.fields.length === 0 ? [{ ...change, field: '', was: change.how === 'added' ? '–' : nameOf(change, locale), is: change.how === 'removed' ? '–' : nameOf(change, locale) }] : change.fields.map((field) => ({ ...change, ...field }))));
  return workPage(req, { surface: 'pusat', title, breadcrumbs: [{ href: treeUrl(), text: t('title') }, { href: versionsUrl, text: t('versions') }, { href: versionUrl(after.id), text: v('version', { n: after.number }) }] },
    <PageHeading title={title} caption={`${before.title} · ${after.title}`} />,
    <DataTable caption={title} captionHidden rows={rows} empty={v('same')} columns={[
      { title: t('node'), cell: (row) => <>{nameOf(row, locale)}<br /><span class="quiet">{t(row.kind)} · {row.code}</span></> }, { title: v('how'), cell: (row) => <Tag tone={row.how === 'added' ? 'hijau' : row.how === 'removed' ? 'merah' : 'kuning'}>{v(row.how === 'removed' ? 'removedNode' : row.how)}</Tag> },
      { title: v('field'), cell: (row) => (row.field ? <code>{row.field}</code> : '') }, { title: v('was', { n: before.number }), cell: (row) => row.was }, { title: v('is', { n: after.number }), cell: (row) => row.is },
    ]} />);
}
