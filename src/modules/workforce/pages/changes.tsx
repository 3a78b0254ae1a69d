import { formatDay } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import { may } from '#kernel/policy.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, CheckboxesField, DataTable, EmptyState, Form, PageHeading, Pagination, Section, SubNav, TextField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { changeKinds } from '../placement-plan.ts';
import type { ChangeRow } from '../placement-plan-queries.ts';
import { planUrls } from '../placement-urls.ts';
import { sayPlan } from '../words-plan.ts';

export type Shown = 'open' | 'seen' | 'all';
/** What changed tonight, for a person to see. */
export function changesPage(req: Req, { rows, shown, next }: { rows: ChangeRow[]; shown: Shown; next: string | undefined }, state?: FormState): Drawn {
  const t = sayPlan(req.locale);
  const open = rows.filter((row) => row.acknowledged_at === null);
  return workPage(req, { surface: 'bengkel', title: t('changes'), failed: state !== undefined },
    <PageHeading title={t('changes')} caption={t('changesHint')} />,
    <SubNav label={t('state')} items={(['open', 'seen', 'all'] as const).map((each) => ({ href: `${planUrls.changes}?keadaan=${each}`, text: t(each), current: each === shown }))} />,
    rows.length === 0 ? <EmptyState title={t('noChanges')} /> : (
      <DataTable caption={t('changes')} captionHidden empty={t('noChanges')} rows={rows} columns={[
        { title: t('day'), cell: (row) => formatDay(row.on_day, req.locale) }, { title: t('person'), cell: (row) => `${row.roster_code} ${row.name}` },
        { title: t('change'), cell: (row) => row.placement_id ? <a href={planUrls.placement(row.placement_id)}>{wordsOf(req, row)}</a> : wordsOf(req, row) },
        { title: t('workshop'), cell: (row) => (row.workshop_name_id && row.workshop_name_en ? pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) : '–') },
        { title: t('state'), cell: (row) => (row.acknowledged_at ? <>{t('seen')}{row.note && <> <span class="quiet">{row.note}</span></>}</> : t('open')) },
      ]} />
    ),
    open.length > 0 && may(req.actor, 'change.acknowledge') && (
      <Section title={t('markSeen')}>
        <Form action={planUrls.seeChanges} token={req.formToken()} state={state} locale={req.locale}>
          <CheckboxesField name="ids" label={t('choose')} values={open.map((row) => row.id)} options={open.map((row) => ({ value: row.id, text: `${row.roster_code}: ${wordsOf(req, row)}` }))} />
          <TextField name="note" label={t('note')} /><Button>{t('markSeen')}</Button>
        </Form>
      </Section>
    ),
    next !== undefined && <Pagination locale={req.locale} nextHref={`${planUrls.changes}?keadaan=${shown}&sesudah=${next}`} label={t('next')} />);
}

function wordsOf(req: Req, { kind, particulars }: ChangeRow): string {
  const t = sayPlan(req.locale);
  const reason = req.locale === 'en' ? particulars.reason_en : particulars.reason_id;
  return [`${changeKinds[kind][req.locale]}${reason ? `: ${reason}` : ''}`, ...(particulars.until ? [t('until', { day: formatDay(particulars.until, req.locale) })] : [])].join(', ');
}
