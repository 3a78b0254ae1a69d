import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, DateField, Form, HiddenField, NumberField, PageHeading, SelectField, TextareaField, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { measureNames, measures } from '../measure.ts';
import { areas, parentsOf, units, type Kind, type Node } from '../tree.ts';
import type { VersionRow } from '../tree-queries.ts';
import { nodeFormUrl, treeUrl, versionsUrl, versionUrl } from '../urls.ts';
import { say, sayVersion } from '../words.ts';
import { figureSaid, nameOf } from './standing.tsx';
import { OwnerFields } from './steering.tsx';

/** One node of a draft: the fields of its kind and no others. */
export function nodeFormPage(req: Req, { version, nodes, node, kind, now }: { version: VersionRow; nodes: Node[]; node: Node | undefined; kind: Kind; now: number | null | undefined }, state?: FormState): VNode {
  const { locale } = req;
  const [t, v] = [say(locale), sayVersion(locale)];
  const title = node ? `${v('change')}: ${node.code}` : `${v('add')}: ${t(kind)}`;
  const parents = nodes.filter((one) => parentsOf[kind].includes(one.kind));
  return workPage(req, { surface: 'pusat', title, failed: state !== undefined, breadcrumbs: [{ href: treeUrl(), text: t('title') }, { href: versionsUrl, text: t('versions') }, { href: versionUrl(version.id), text: v('version', { n: version.number }) }] },
    <PageHeading title={title} />,
    <Form action={nodeFormUrl(version.id)} token={req.formToken()} locale={locale} state={state}>
      <HiddenField name="kind" value={kind} />
      {node ? <HiddenField name="code" value={node.code} /> : <TextField name="code" label={t('code')} width="m" required />}
      {parents.length > 0 && <SelectField name="parent" label={t('parent')} empty="–" value={node?.parent} options={parents.map((one) => ({ value: one.code, text: `${one.code} · ${nameOf(one, locale)}` }))} required />}
      <NumberField name="position" label={t('position')} width="xs" value={node?.position ?? nodes.filter((one) => one.kind === kind).length + 1} />
      {kind === 'pillar' && <SelectField name="area" label={t('area')} empty="–" value={node?.area} options={areas.map((value) => ({ value, text: t(value) }))} required />}
      <TextField name="name_id" label={t('nameId')} value={node?.name_id} required /><TextField name="name_en" label={t('nameEn')} value={node?.name_en} required />
      {(kind === 'pillar' || kind === 'goal') && <>
        <TextareaField name="today_id" label={t('todayId')} value={node?.today_id} rows={2} /><TextareaField name="today_en" label={t('todayEn')} value={node?.today_en} rows={2} />
        <TextareaField name="wanted_id" label={t('wantedId')} value={node?.wanted_id} rows={2} /><TextareaField name="wanted_en" label={t('wantedEn')} value={node?.wanted_en} rows={2} />
      </>}
      {kind === 'indicator' && <IndicatorFields req={req} node={node} now={now} />}
      {kind === 'milestone' && <DateField name="due_on" label={t('due')} value={node?.due_on} required />}
      <TextField name="source" label={t('source')} value={node?.source} />
      {(kind === 'programme' || kind === 'milestone' || kind === 'indicator') && <OwnerFields req={req} role={node?.owner_role} unit={node?.owner_unit} />}
      <Button>{v('save')}</Button>
    </Form>,
    node && <Form action={`${versionUrl(version.id)}/hapus`} token={req.formToken()} locale={locale}><HiddenField name="code" value={node.code} /><Button kind="secondary">{v('remove')}</Button></Form>);
}

function IndicatorFields({ req, node, now }: { req: Req; node: Node | undefined; now: number | null | undefined }): VNode {
  const { locale } = req;
  const [t, v] = [say(locale), sayVersion(locale)];
  return (
    <>
      <SelectField name="measure" label={t('measure')} empty={t('byHand')} value={node?.measure} options={measureNames.map((value) => ({ value, text: measures[value].name[locale] }))} />
      <SelectField name="unit" label={t('unit')} empty="–" value={node?.unit} options={Object.entries(units).map(([value, name]) => ({ value, text: name[locale] }))} /><SelectField name="better" label={t('better')} empty="–" value={node?.better} options={[{ value: 'up', text: t('up') }, { value: 'down', text: t('down') }]} />
      <TextareaField name="definition_id" label={t('definitionId')} value={node?.definition_id} rows={2} required /><TextareaField name="definition_en" label={t('definitionEn')} value={node?.definition_en} rows={2} required /><TextareaField name="formula" label={t('formula')} value={node?.formula} rows={2} />
      <NumberField name="baseline" label={t('baseline')} hint={now === undefined ? undefined : v('baselineHint', { value: figureSaid(now, node?.unit ?? null, locale) })} inputMode="decimal" width="m" value={node?.baseline} /><DateField name="baseline_on" label={t('baselineOn')} value={node?.baseline_on} />
      <NumberField name="target" label={t('target')} inputMode="decimal" width="m" value={node?.target} required /><DateField name="target_on" label={t('targetOn')} value={node?.target_on} required />
    </>
  );
}
