import type { Req } from '#kernel/web.ts';
import { IndonesiaMap, PageHeading, Section } from '#ui';
import { workPage } from '#ui/frames.tsx';
import type { Dot, Need } from '../queries.ts';
import { dashboardUrl, facilityUrl } from '../urls.ts';
import { say } from '../words.ts';
import { NeedsTable } from './dashboard.tsx';

/** Shape and colour say the same thing; the table below says it in words. */
export function mapPage(req: Req, { dots, needs }: { dots: Dot[]; needs: Need[] }) {
  const t = say(req.locale);
  const needing = new Set(needs.map((need) => need.facility_id));
  return workPage(req, { surface: 'pusat', title: t('map'), breadcrumbs: [{ href: dashboardUrl, text: t('homeHq') }] },
    <PageHeading title={t('map')} />,
    <p>{t('mapIntro')}</p>,
    <IndonesiaMap title={t('map')} locale={req.locale}
      points={dots.map((dot) => ({
        lon: dot.longitude, lat: dot.latitude, label: dot.name, ...(dot.active ? { href: facilityUrl(dot.code) } : {}),
        shape: needing.has(dot.id) ? 'triangle' as const : dot.active ? 'square' as const : 'circle' as const, tone: needing.has(dot.id) ? 'merah' as const : dot.active ? 'biru' as const : 'abu' as const,
      }))}
      legend={[{ shape: 'circle', tone: 'abu', text: t('real') }, { shape: 'square', tone: 'biru', text: t('active') }, { shape: 'triangle', tone: 'merah', text: t('needing') }]} />,
    <Section title={t('attention')}><NeedsTable req={req} needs={needs} captionHidden /></Section>);
}
