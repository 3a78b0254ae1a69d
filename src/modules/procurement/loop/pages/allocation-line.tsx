import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count, rupiah } from '#kernel/money.ts';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { pick, type Locale } from '#kernel/words.ts';
import { Button, Form, Notice, NumberField, PageHeading, Section, SelectField, SummaryCard, SummaryList, Tag, TextareaField } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { AllocationRow, CellRow, ShortRow } from '../allocation-read-queries.ts';
import type { Limit } from '../allocation/problem.ts';
import { otherReasons, shortReasons } from '../loop.ts';
import { allocationLineUrl, allocationsUrl, allocationUrl, loopUrl, loopYearUrl } from '../urls.ts';
import { sayLoop } from '../words.ts';
import { sayAllocation } from '../words-allocation.ts';

const limitWords = { plan: 'plan', people: 'peopleLimit', machines: 'machinesLimit', cap: 'cap', announced: 'announced' } as const satisfies Record<Limit, string>;

export type LineFile = { allocation: AllocationRow; line: string; cells: CellRow[]; shortage: ShortRow | undefined; makers: { code: string; name: string; planned: number }[] };

/** Why this demand is made where it is: cost and way, what binds, who else could, and why not; and a cell set by hand. */
export function allocationLinePage(req: Req, { allocation, line, cells, shortage, makers }: LineFile, state?: FormState): VNode {
  const { locale } = req;
  const t = sayAllocation(locale);
  const { year } = allocation;
  const about = cells[0] ?? shortage;
  const title = about ? pick(locale, { name_id: about.kind_name_id, name_en: about.kind_name_en }) : t('demand');
  return workPage(req, { surface: 'pusat', title: `${t('explain')}: ${title}`, failed: state !== undefined, breadcrumbs: [{ href: loopUrl, text: sayLoop(locale)('title') }, { href: loopYearUrl(year), text: String(year) }, { href: allocationsUrl(year), text: t('title') }, { href: allocationUrl(year, allocation.id), text: t('versionNo', { n: allocation.version }) }] },
    <PageHeading title={title} caption={about ? `${about.agency} · ${about.regency} · ${count(about.asked, locale)} ${about.unit}` : undefined} />,
    shortage && <Notice tone="warning" title={`${t('short')}: ${t('of', { n: count(shortage.quantity, locale), all: count(shortage.asked, locale), unit: shortage.unit })}`}>{shortReasons[shortage.reason][locale]}</Notice>,
    cells.map((cell) => (
      <Section title={cell.facility}>
        {cell.by_hand && <p><Tag tone="kuning">{t('byHand')}</Tag></p>}
        <SummaryList rows={[
          { label: t('quantity'), value: t('of', { n: count(cell.quantity, locale), all: count(cell.asked, locale), unit: cell.unit }) },
          { label: t('cost'), value: t('each', { price: rupiah(cell.price_idr), transport: rupiah(cell.transport_idr), km: count(Math.round(cell.km), locale) }) },
          { label: t('heldBy'), value: `${cell.held_by === null ? t('nothing') : t('worth', { limit: t(limitWords[cell.held_by]), price: rupiah(cell.scarcity_idr) })}${cell.share_idr > 0 ? `; ${t('groupShare', { price: rupiah(cell.share_idr) })}` : ''}` },
          { label: t('other'), value: otherFacility(cell, locale) },
        ]} />
      </Section>
    )),
    may(req.actor, 'allocation.prepare') && makers.length > 0 && (
      <SummaryCard title={t('setByHand')}>
        <Form action={allocationLineUrl(year, allocation.id, line)} token={req.formToken()} locale={locale} state={state}>
          <SelectField name="facility" label={t('facility')} options={makers.map((maker) => ({ value: maker.code, text: t('plannedOf', { name: maker.name, n: count(maker.planned, locale) }) }))} />
          <NumberField name="quantity" label={t('quantity')} required />
          <TextareaField name="reason" label={t('reason')} rows={2} required />
          <Button>{t('set')}</Button>
        </Form>
      </SummaryCard>
    ));
}

export function otherFacility(cell: CellRow, locale: Locale): string {
  const t = sayAllocation(locale);
  if (cell.other === null || cell.other_more_idr === null || cell.other_why === null) return t('noOther');
  const why = otherReasons[cell.other_why][locale];
  if (cell.other_more_idr > 0) return t('otherDearer', { name: cell.other, price: rupiah(cell.other_more_idr) });
  return cell.other_more_idr === 0 ? t('otherSame', { name: cell.other, why }) : t('otherCheaper', { name: cell.other, price: rupiah(-cell.other_more_idr), why });
}
