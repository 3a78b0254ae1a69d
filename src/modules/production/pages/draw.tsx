import type { VNode } from 'preact';
import type { FormState } from '#kernel/form-state.ts';
import { count } from '#kernel/money.ts';
import type { Req } from '#kernel/web.ts';
import { pick } from '#kernel/words.ts';
import { unitName } from '#products';
import { Button, ButtonLink, DataTable, EmptyState, Form, PageHeading, QuantityField, RadiosField, Section } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { StoreItem, WorkOrderRow } from '../queries.ts';
import { drawUrl, workOrdersUrl, workOrderUrl } from '../urls.ts';
import { sayProduction } from '../words.ts';
import { needed } from '../work-order.ts';

export type Drawing = { order: WorkOrderRow; items: StoreItem[]; draws: { material_id: string | null; quantity: number }[] };

/** B9: the bill's materials first, then whatever else lies in store. */
export function drawPage(req: Req, { order, items, draws }: Drawing, state?: FormState): VNode {
  const { locale } = req;
  const t = sayProduction(locale);
  const inBill = (item: StoreItem) => order.method.bill.some((line) => line.material_id === item.material_id);
  const sorted = [...items.filter(inBill), ...items.filter((item) => !inBill(item))];
  return workPage(req, { surface: 'bengkel', title: `${t('drawMaterial')} ${order.number}`, breadcrumbs: [{ href: workOrdersUrl(), text: t('workOrders') }, { href: workOrderUrl(order.number), text: order.number }], failed: state !== undefined },
    <PageHeading title={t('drawMaterial')} caption={`${order.number} · ${pick(locale, order)}`} />,
    sorted.length === 0
      ? <EmptyState title={t('noItems')}><ButtonLink href="/bengkel/gudang/terima">{t('toReceive')}</ButtonLink></EmptyState>
      : (
        <Form action={drawUrl(order.number)} token={req.formToken()} locale={locale} state={state}>
          <RadiosField name="item_id" label={t('chooseMaterial')} options={sorted.slice(0, 40).map((item) => ({ value: item.id, text: item.name, hint: t('inStore', { left: count(item.on_hand, locale), unit: unitName(locale, item.unit) }) }))} />
          <QuantityField name="quantity" label={t('quantity')} value={1} min={1} />
          <Button large>{t('saveDraw')}</Button>
        </Form>
      ),
    <Section title={t('materials')}>
      <DataTable caption={t('materials')} captionHidden rows={order.method.bill} empty={t('noBill')} columns={[
        { title: t('material'), cell: (line) => line.name },
        { title: t('planned'), numeric: true, cell: (line) => `${count(needed(line, order.quantity), locale)} ${unitName(locale, line.unit)}` },
        { title: t('drawn'), numeric: true, cell: (line) => `${count(draws.find((draw) => draw.material_id === line.material_id)?.quantity ?? 0, locale)} ${unitName(locale, line.unit)}` },
      ]} />
    </Section>);
}
