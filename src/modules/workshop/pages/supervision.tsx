import { formatDayShort } from '#kernel/calendar.ts';
import type { FormState } from '#kernel/form-state.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { Button, DataTable, DateField, Form, PageHeading, RadiosField, Section, SelectField, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { SessionRow, SlotRow, SupervisorRow, WaiverRow, WorkshopRow } from '../queries.ts';
import { saySupervision } from '../supervision-words.ts';
import { urls } from '../urls.ts';
import { sayWorkshop } from '../words.ts';

/** Who looks after the session and under which ratio it was opened. */
export function supervisionFacts(req: Req, { supervision }: SessionRow, supervisors: SupervisorRow[]): { label: string; value: string }[] {
  const t = saySupervision(req.locale);
  if (!supervision) return [];
  return [
    { label: t('supervisors'), value: supervisors.map((row) => row.name ?? t('opener')).join(', ') || '–' },
    { label: t('ratio'), value: `${t('ratioSaid', { officers: supervision.officers, people: supervision.people, needed: supervision.needed })}${supervision.waived ? `, ${t('waived', { reason: supervision.waived })}` : ''}` },
  ];
}

export function waiversPage(req: Req, { workshops, slots, day, rows }: { workshops: WorkshopRow[]; slots: SlotRow[]; day: string; rows: WaiverRow[] }, state?: FormState): Drawn {
  const t = saySupervision(req.locale);
  const floor = sayWorkshop(req.locale);
  return workPage(req, { surface: 'bengkel', title: t('title'), breadcrumbs: [{ href: urls.today, text: floor('navToday') }], failed: state !== undefined },
    <PageHeading title={t('title')} caption={t('hint')} />,
    <Form action={urls.waivers} token={req.formToken()} state={state} locale={req.locale}>
      <SelectField name="workshop" label={floor('workshop')} empty={floor('chooseWorkshop')} options={workshops.map((row) => ({ value: row.code, text: pick(req.locale, row) }))} required />
      <RadiosField name="slot" label={floor('slot')} options={slots.map((row) => ({ value: row.code, text: `${pick(req.locale, row)} (${row.starts}–${row.ends})` }))} required />
      <DateField name="day" label={floor('day')} value={day} required />
      <TextareaField name="reason" label={t('reason')} required />
      <Button large>{t('allow')}</Button>
    </Form>,
    <Section title={t('list')}>
      <DataTable caption={t('list')} captionHidden rows={rows} empty={t('none')} columns={[
        { title: floor('day'), cell: (row) => formatDayShort(row.day, req.locale) },
        { title: floor('workshop'), cell: (row) => pick(req.locale, { name_id: row.workshop_name_id, name_en: row.workshop_name_en }) },
        { title: floor('slot'), cell: (row) => { const slot = slots.find((each) => each.code === row.slot); return slot ? pick(req.locale, slot) : row.slot; } },
        { title: t('reason'), cell: (row) => row.reason },
      ]} />
    </Section>);
}
