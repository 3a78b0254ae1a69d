// Addresses of the house itself: what the API is, in JSON and for reading.
import { openApi } from '#kernel/openapi.ts';
import { file, page, type EndpointRoute, type Route } from '#kernel/web.ts';
import { words } from '#kernel/words.ts';
import { DataTable, PageHeading, Section } from '#ui';
import { shopPage } from '#ui/frames.tsx';

export function houseRoutes(rooms: Route[]): Route[] {
  const endpoints = rooms.filter((route): route is EndpointRoute => route.kind === 'endpoint');
  const tags = [...new Set(endpoints.map((route) => route.tag))].sort();
  return [
    file({ path: '/api/v1/openapi.json', may: 'anyone', send: async (req) => Response.json(openApi(rooms, req.origin)) }),
    page({
      path: '/api/docs', may: 'anyone',
      show: (req) => {
        const t = say(req.locale);
        return shopPage(req, { title: t('title'), noIndex: true },
          <PageHeading title={t('title')} />,
          <p>{t('intro')} <a href="/api/v1/openapi.json">openapi.json</a> (OpenAPI 3.1).</p>,
          <p>{t('token')} <code>npm run karya -- token create --account EMAIL</code></p>,
          ...tags.map((tag) => (
            <Section title={tag}>
              <DataTable caption={tag} captionHidden empty="" rows={endpoints.filter((route) => route.tag === tag)} columns={[
                { title: t('method'), cell: (route) => <code>{route.method.toUpperCase()}</code> },
                { title: t('path'), cell: (route) => <code>{route.path}</code> },
                { title: t('what'), cell: (route) => route.summary },
                { title: t('verb'), cell: (route) => <code>{route.may}</code> },
              ]} />
            </Section>
          )));
      },
    }),
  ];
}

const say = words({
  title: { id: 'API Karya Binaan', en: 'Karya Binaan API' },
  intro: { id: 'Semua yang dapat dilakukan di layar dapat dilakukan lewat API di bawah /api/v1. Uraian lengkap:', en: 'What the screens do, the API under /api/v1 does. The full description:' },
  token: { id: 'Token dibuat oleh operator:', en: 'An operator makes a token:' },
  method: { id: 'Metode', en: 'Method' },
  path: { id: 'Alamat', en: 'Path' },
  what: { id: 'Guna', en: 'What it does' },
  verb: { id: 'Kebijakan', en: 'Policy verb' },
});
