import { z } from 'zod';
import { page, type Req, type Route } from '#kernel/web.ts';
import { asked, askedCode, facilityKindNames, lineCategories } from './facility.ts';
import { directoryPage, type DirectoryFilter } from './pages/directory.tsx';
import { profilePage } from './pages/profile.tsx';
import { countFacilities, countRealFacilities, facilityByCode, facilityDots, listFacilities, officeName, provinces, reportedLines, reportedProducts, facilityRating } from './queries.ts';

const perPage = 40;

export const pages: Route[] = [
  page({
    path: '/lapas', may: 'anyone', cached: true,
    show: async (req) => {
      const filter = filterOf(req);
      const [rows, dots, total, all, places] = await Promise.all([
        listFacilities(req.shop, { ...filter, limit: perPage + 1 }), facilityDots(req.shop, filter), countFacilities(req.shop, filter), countRealFacilities(req.shop), provinces(req.shop),
      ]);
      const shown = rows.slice(0, perPage);
      return directoryPage(req, { rows: shown, dots, total, all, provinces: places, filter, next: rows.length > perPage ? shown.at(-1)?.code : undefined });
    },
  }),
  page({
    path: '/lapas/:slug', may: 'anyone', cached: true,
    show: async (req) => {
      const facility = await facilityByCode(req.shop, req.params['slug'] ?? '');
      const [office, lines, products, rating] = await Promise.all([officeName(req.shop, facility.regional_office_code), reportedLines(req.shop, facility.id), reportedProducts(req.shop, facility.id), facilityRating(req.shop, facility.id)]);
      return profilePage(req, { facility, office, lines, products, rating });
    },
  }),
];

/** A filter that does not parse falls away, it never fails. */
function filterOf(req: Req): DirectoryFilter {
  const fields: Record<keyof DirectoryFilter, z.ZodType<string>> = {
    q: asked, province: z.string().regex(/^\d{2}$/), kind: z.enum(facilityKindNames), category: z.string().refine((text) => text in lineCategories), after: askedCode,
  };
  return Object.fromEntries(Object.entries(fields).flatMap(([name, schema]) => {
    const value = schema.safeParse(req.query[name]).data;
    return value === undefined ? [] : [[name, value]];
  }));
}
