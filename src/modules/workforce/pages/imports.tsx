import { formatInstant, type Zone } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { Button, ButtonLink, ButtonRow, DataTable, FileField, Form, Notice, PageHeading, Section, StatCard, StatRow, Tag } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { ImportRow, KeptRow } from '../import-queries.ts';
import { urls } from '../urls.ts';
import { sayImport } from '../words-import.ts';
import { sayWorkforce } from '../words.ts';

const crumbs = (req: Req) => [{ href: urls.workers, text: sayWorkforce(req.locale)('workers') }];
const stateTag = (req: Req, state: ImportRow['state']) => {
  const t = sayImport(req.locale);
  return state === 'applied' ? <Tag tone="hijau">{t('stateApplied')}</Tag> : state === 'checked' ? <Tag tone="kuning">{t('stateChecked')}</Tag> : <Tag tone="abu">{t('statePutAside')}</Tag>;
};

/** Template, upload, and what was brought in before. */
export function importsPage(req: Req, { rows, timezone }: { rows: ImportRow[]; timezone: Zone }, state?: FormState): Drawn {
  const t = sayImport(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('imports'), breadcrumbs: crumbs(req), failed: state !== undefined },
    <PageHeading title={t('imports')} caption={t('hint')}><ButtonLink href={urls.importTemplate} kind="secondary">{t('template')}</ButtonLink></PageHeading>,
    <Form action={urls.imports} token={req.formToken()} state={state} locale={req.locale} multipart>
      <FileField name="sheet" label={t('sheet')} accept=".csv,.xlsx" required />
      <Button large>{t('check')}</Button>
    </Form>,
    <Section title={t('earlier')}>
      <DataTable caption={t('earlier')} captionHidden empty={t('none')} rows={rows} columns={[
        { title: t('at'), cell: (row) => <a href={urls.import(row.id)}>{formatInstant(row.checked_at, timezone, req.locale)}</a> }, { title: t('by'), cell: (row) => row.by ?? '' }, { title: t('state'), cell: (row) => stateTag(req, row.state) },
        { title: t('rows'), cell: (row) => row.rows, numeric: true }, { title: t('newRows'), cell: (row) => row.new_rows, numeric: true }, { title: t('changedRows'), cell: (row) => row.changed_rows, numeric: true }, { title: t('faultyRows'), cell: (row) => row.faulty_rows, numeric: true },
      ]} />
    </Section>);
}

/** What the check found; nothing is written before somebody applies it. */
export function importPage(req: Req, { sheet, faults }: { sheet: ImportRow; faults: Omit<KeptRow, 'cells'>[] }, state?: FormState): Drawn {
  const t = sayImport(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('result'), breadcrumbs: [...crumbs(req), { href: urls.imports, text: t('imports') }], failed: state !== undefined },
    <PageHeading title={t('result')}>{stateTag(req, sheet.state)}</PageHeading>,
    <StatRow>
      <StatCard label={t('rows')} value={sheet.rows} /><StatCard label={t('newRows')} value={sheet.new_rows} /><StatCard label={t('changedRows')} value={sheet.changed_rows} />
      <StatCard label={t('sameRows')} value={sheet.rows - sheet.new_rows - sheet.changed_rows - sheet.faulty_rows} /><StatCard label={t('faultyRows')} value={sheet.faulty_rows} {...(sheet.faulty_rows > 0 ? { tone: 'merah' as const } : {})} />
    </StatRow>,
    sheet.state === 'checked' && sheet.faulty_rows > 0 && (
      <>
        <Notice tone="warning"><p>{t('mend')}</p></Notice>
        <ButtonRow><ButtonLink href={`${urls.import(sheet.id)}/jawaban.xlsx`} kind="secondary">{t('answered')}</ButtonLink></ButtonRow>
        <DataTable caption={t('firstProblems')} empty="" rows={faults.flatMap(({ row, problems }) => problems.map((problem) => ({ row, ...problem })))} columns={[
          { title: t('row'), cell: (fault) => fault.row, numeric: true }, { title: t('column'), cell: (fault) => fault.field }, { title: t('what'), cell: (fault) => fault.message },
        ]} />
      </>
    ),
    sheet.state === 'checked' && (
      <Form action={urls.import(sheet.id)} token={req.formToken()} state={state} locale={req.locale}>
        <ButtonRow>{sheet.faulty_rows === 0 && <Button name="decision" value="apply">{t('apply')}</Button>}<Button kind="secondary" name="decision" value="put_aside">{t('putAside')}</Button></ButtonRow>
      </Form>
    ));
}
