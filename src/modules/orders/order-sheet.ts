/** The list of orders as asked for in the address: a page of rows, or all of them as XLSX. */
import { z } from 'zod';
import { dayIn, formatInstant, zoneOf } from '#kernel/calendar.ts';
import { downloadXlsx, type SheetColumn } from '#kernel/sheets/index.ts';
import type { Req } from '#kernel/web.ts';
import { leftToPay, stateNames, states } from './order.ts';
import type { ListFilter } from './pages/order-list.tsx';
import { orderList, type OrderRow } from './queries.ts';
import { sayOrders } from './words.ts';

const perPage = 40;
const mostRows = 20_000;

export async function orderListOf(req: Req): Promise<{ rows: OrderRow[]; filter: ListFilter; next: string | undefined }> {
  const filter = filterOf(req);
  const after = z.uuid().safeParse(req.query['after']).data;
  const rows = await req.read((reader) => orderList(reader, { ...filter, open: filter.open !== undefined, limit: perPage + 1, ...(after ? { after } : {}) }));
  return { rows: rows.slice(0, perPage), filter, next: rows.length > perPage ? rows[perPage - 1]?.id : undefined };
}

export async function orderSheet(req: Req): Promise<Response> {
  const filter = filterOf(req);
  const rows = await req.read((reader) => orderList(reader, { ...filter, open: filter.open !== undefined, limit: mostRows }));
  const t = sayOrders(req.locale);
  const columns: SheetColumn[] = [
    { key: 'number', title: t('number'), kind: 'text', width: 16 }, { key: 'purchase', title: t('purchase'), kind: 'text', width: 16 }, { key: 'facility', title: t('facility'), kind: 'text', width: 28 }, { key: 'buyer', title: t('buyer'), kind: 'text', width: 28 }, { key: 'unit', title: t('agencyUnit'), kind: 'text', width: 24 },
    { key: 'rup', title: t('rup'), kind: 'text', width: 18 }, { key: 'state', title: t('state'), kind: 'text', width: 18 }, { key: 'placed', title: t('placedAt'), kind: 'date', width: 12 }, { key: 'requested', title: t('requested'), kind: 'date', width: 12 }, { key: 'promised', title: t('promised'), kind: 'date', width: 12 },
    { key: 'total_idr', title: t('total'), kind: 'money', width: 16, total: true }, { key: 'paid_idr', title: t('paid'), kind: 'money', width: 16, total: true }, { key: 'left_idr', title: t('left'), kind: 'money', width: 16, total: true },
  ];
  return downloadXlsx(`pesanan-${dayIn('Asia/Jakarta', req.now)}`, rows.map((row) => rowOf(row, req)), columns, { title: t('orders'), notes: [`${req.actor.unit_name}, ${formatInstant(req.now, 'Asia/Jakarta', req.locale)}`] });
}

function rowOf(row: OrderRow, req: Req): Record<string, string | number | null> {
  return {
    number: row.number, purchase: row.purchase_number, facility: row.facility_name, buyer: row.buyer_name, unit: row.agency_unit, rup: row.rup_code, state: stateNames[row.state][req.locale], placed: dayIn(zoneOf(row.timezone), row.placed_at),
    requested: row.requested_on, promised: row.promised_on, total_idr: row.total_idr, paid_idr: row.paid_idr, left_idr: row.state === 'cancelled' ? 0 : leftToPay(row),
  };
}

/** A filter that does not parse falls away, it never fails. */
function filterOf(req: Req): ListFilter {
  const q = req.query['q']?.trim().replaceAll('\u0000', '').slice(0, 100);
  const state = states.find((each) => each === req.query['state']);
  const channel = z.enum(['public', 'agency']).safeParse(req.query['channel']).data;
  return { ...(q ? { q } : {}), ...(state ? { state } : {}), ...(channel ? { channel } : {}), ...(req.query['open'] ? { open: 'on' } : {}) };
}
