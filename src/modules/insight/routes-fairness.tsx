/** /bengkel/keadilan for the facility's own people, /pusat/keadilan for all in reach. */
import { dayIn } from '#kernel/calendar.ts';
import type { Reader } from '#kernel/db.ts';
import { downloadXlsx } from '#kernel/sheets/index.ts';
import { file, ownFacility, page, readEndpoint, type Req, type Route } from '#kernel/web.ts';
import { alarms, alarmText, dimensionNames, groupName, shown, type Counted, type Dimension } from './fairness.ts';
import { fairnessRules, groupsOf, purposefulMinutes } from './fairness-queries.ts';
import { sayFairness } from './fairness-words.ts';
import { fairnessPage, type FairnessView } from './pages/fairness.tsx';
import { fairnessUrls } from './urls.ts';

export const fairnessRoutes: Route[] = [
  page({ path: fairnessUrls.own, may: 'fairness.own', show: async (req) => fairnessPage(req, await req.read((reader) => viewOf(reader, ownFacility(req))), { surface: 'bengkel', download: `${fairnessUrls.own}/data.xlsx` }) }),
  page({ path: fairnessUrls.all, may: 'dashboard.read', show: async (req) => fairnessPage(req, await req.read((reader) => viewOf(reader, null)), { surface: 'pusat', download: `${fairnessUrls.all}/data.xlsx` }) }),
  file({ path: `${fairnessUrls.own}/data.xlsx`, may: 'fairness.own', send: async (req) => sheet(req, await req.read((reader) => viewOf(reader, ownFacility(req)))) }),
  file({ path: `${fairnessUrls.all}/data.xlsx`, may: 'dashboard.read', send: async (req) => sheet(req, await req.read((reader) => viewOf(reader, null))) }),
  readEndpoint({
    path: '/api/v1/fairness', may: 'fairness.read', tag: 'insight', summary: 'Who gets paid work and at what pay, by group; small groups kept back; gaps in words',
    read: async (reader, _, req) => {
      const view = await viewOf(reader, req.actor.facility_id);
      return { ...view, alarms: view.alarms.map((alarm) => ({ ...alarm, text: { id: alarmText(alarm, 'id'), en: alarmText(alarm, 'en') } })) };
    },
  }),
];

async function viewOf(reader: Reader, facility_id: string | null): Promise<FairnessView> {
  const day = dayIn('Asia/Jakarta', reader.now);
  const { smallest_group, alarm_ratio, normal_day_minutes, basis } = await fairnessRules(reader, day, facility_id);
  const counted = await groupsOf(reader, { day, facility_id });
  const byDimension = [...Map.groupBy(counted, (row: Counted) => row.dimension)].sort(([a], [b]) => order.indexOf(a) - order.indexOf(b));
  const hours = await purposefulMinutes(reader, { day, facility_id });
  return {
    rows: byDimension.flatMap(([, rows]) => shown(rows, smallest_group)), alarms: byDimension.flatMap(([, rows]) => alarms(rows, { smallest_group, alarm_ratio })),
    smallest_group, normal_day_minutes, basis, minutes_a_day: hours.people > 0 && hours.days > 0 ? Math.round(hours.minutes / hours.people / hours.days) : 0,
  };
}
const order: Dimension[] = ['facility', 'sex', 'age', 'origin', 'disability', 'waiting'];

function sheet(req: Req, { rows, alarms: found, smallest_group }: FairnessView): Response {
  const t = sayFairness(req.locale);
  return downloadXlsx('keadilan-kerja', rows.map((row) => ({ dimension: dimensionNames[row.dimension][req.locale], group: groupName(row.dimension, row.code)[req.locale], people: row.people, share: row.share_percent, per_hour: row.pay_per_hour_idr })), [
    { key: 'dimension', title: t('dimension'), kind: 'text', width: 22 }, { key: 'group', title: t('group'), kind: 'text', width: 34 }, { key: 'people', title: t('people'), kind: 'integer' }, { key: 'share', title: t('share'), kind: 'integer' }, { key: 'per_hour', title: t('perHour'), kind: 'money' },
  ], { title: t('title'), notes: [t('caption', { n: smallest_group }), ...found.map((alarm) => alarmText(alarm, req.locale))] });
}
