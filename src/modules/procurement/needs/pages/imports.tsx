// P6: a sheet of needs, checked before anything is written.
import type { VNode } from 'preact';
import { formatInstant } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, FileField, Form, Notice, NumberField, PageHeading, Section, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ImportRow, KeptRow } from '../queries.ts';
import { urls } from '../urls.ts';
import { sayNeeds } from '../words.ts';

const crumbs = (req: Req) => [{ href: urls.needs(), text: sayNeeds(req.locale)('needs') }];
const stateTag = (req: Req, state: ImportRow['state']): VNode => {
  const t = sayNeeds(req.locale);
  return state === 'applied' ? <Tag tone="hijau">{t('stateApplied')}</Tag> : state === 'checked' ? <Tag tone="kuning">{t('stateChecked')}</Tag> : <Tag tone="abu">{t('statePutAside')}</Tag>;
};

export function importsPage(req: Req, { rows, year }: { rows: ImportRow[]; year: number }, state?: FormState): VNode {
  const t = sayNeeds(req.locale);
  return workPage(req, { surface: 'pengadaan', title: t('imports'), breadcrumbs: crumbs(req), failed: state !== undefined },
    <PageHeading title={t('imports')} caption={t('importsHint')}><ButtonLink href={urls.template} kind="secondary">{t('template')}</ButtonLink></PageHeading>,
    <Form action={urls.imports} token={req.formToken()} state={state} locale={req.locale} multipart>
      <NumberField name="year" label={t('year')} value={year} width="xs" required />
      <FileField name="sheet" label={t('sheet')} accept=".csv,.xlsx" required />
      <Button large>{t('check')}</Button>
    </Form>,
    <Section title={t('earlier')}>
      <DataTable caption={t('earlier')} captionHidden empty={t('noSheets')} rows={rows} columns={[
        { title: t('at'), cell: (row) => <a href={urls.import(row.id)}>{formatInstant(row.checked_at, 'Asia/Jakarta', req.locale)}</a> }, { title: t('by'), cell: (row) => row.by ?? '' }, { title: t('state'), cell: (row) => stateTag(req, row.state) },
        { title: t('rows'), cell: (row) => row.rows, numeric: true }, { title: t('newRows'), cell: (row) => row.new_rows, numeric: true }, { title: t('faultyRows'), cell: (row) => row.faulty_rows, numeric: true },
      ]} />
    </Section>);
}

export function importPage(req: Req, { sheet, faults }: { sheet: ImportRow; faults: KeptRow[] }, state?: FormState): VNode {
  const t = sayNeeds(req.locale);
  return workPage(req, { surface: 'pengadaan', title: t('result'), breadcrumbs: [...crumbs(req), { href: urls.imports, text: t('imports') }], failed: state !== undefined },
    <PageHeading title={t('result')} caption={`${t('year')} ${sheet.year}`}>{stateTag(req, sheet.state)}</PageHeading>,
    <StatRow>
      <StatCard label={t('rows')} value={sheet.rows} /><StatCard label={t('newRows')} value={sheet.new_rows} /><StatCard label={t('changedRows')} value={sheet.changed_rows} /><StatCard label={t('sameRows')} value={sheet.rows - sheet.new_rows - sheet.changed_rows - sheet.faulty_rows} />
      <StatCard label={t('faultyRows')} value={sheet.faulty_rows} {...(sheet.faulty_rows > 0 ? { tone: 'merah' as const } : {})} />
    </StatRow>,
    sheet.state === 'checked' && sheet.faulty_rows > 0 && (
      <>
        <Notice tone="warning"><p>{t('mend')}</p></Notice>
        <ButtonRow><ButtonLink href={urls.answered(sheet.id)} kind="secondary">{t('answered')}</ButtonLink></ButtonRow>
        <DataTable caption={t('first')} empty="" rows={faults.flatMap(({ row, problems }) => problems.map((problem) => ({ row, ...problem })))} columns={[{ title: t('row'), cell: (fault) => fault.row, numeric: true }, { title: t('column'), cell: (fault) => fault.field }, { title: t('what'), cell: (fault) => fault.message }]} />
      </>
    ),
    sheet.state === 'checked' && (
      <Form action={urls.import(sheet.id)} token={req.formToken()} state={state} locale={req.locale}>
        <ButtonRow>{sheet.faulty_rows === 0 && <Button name="decision" value="apply">{t('apply')}</Button>}<Button kind="secondary" name="decision" value="put_aside">{t('putAside')}</Button></ButtonRow>
      </Form>
    ));
}
