import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { pages } from './routes.tsx';

export { loadReference } from './reference.ts';
export { importers, type ImportProblem, type Imported, type Importer } from './import-commands.ts';
export { nameSignatory, registerAgency, registerFacility } from './commands.ts';
export { agencyById, agencyByCode, agencyChoices, facilityByCode, facilityById, facilityChoices, holidays, regionalOffices, signatoryOn } from './queries.ts';
export { facilityKinds, lineCategories, type AgencyRow, type Duty, type FacilityRow, type SignatoryRow } from './facility.ts';
export { addPost, appointStaff, assignWorkplace, establishTeam, recordSkill, recordStaff } from './team-commands.ts';
export { staffOfPerson, supervisorsOn, type OnDuty } from './team-queries.ts';
export { facilityUrl } from './urls.ts';

export const routes: Route[] = [...pages, ...api];
