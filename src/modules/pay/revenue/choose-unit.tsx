import type { VNode } from 'preact';
import type { Reader } from '#kernel/db.ts';
import type { Drawn, Req } from '#kernel/web.ts';
import { facilityActedOn, facilityChoices } from '#organisation';
import { Button, Form, PageHeading, SelectField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import { sayRevenue } from './words.ts';

/** Facility people see their own; who oversees several says which one, or chooses. */
export function ofUnit(req: Req, title: string, draw: (reader: Reader, facility_id: string) => Promise<Drawn>): Promise<Drawn> {
  return req.read(async (reader) => {
    if (req.query['upt'] || req.actor.facility_id) return draw(reader, await facilityActedOn(reader, req.query['upt']));
    const units = (await facilityChoices(reader)).filter((unit) => req.actor.facility_ids === 'all' || req.actor.facility_ids.includes(unit.id));
    return chooseUnit(req, title, units);
  });
}

function chooseUnit(req: Req, title: string, units: { code: string; name: string }[]): VNode {
  const t = sayRevenue(req.locale);
  return workPage(req, { surface: 'bengkel', title },
    <PageHeading title={title} caption={t('choose')} />,
    <Form action={req.path.split('?')[0] ?? ''} method="get" locale={req.locale}>
      <SelectField name="upt" label={t('facility')} options={units.map((unit) => ({ value: unit.code, text: unit.name }))} />
      <Button>{t('show')}</Button>
    </Form>);
}
