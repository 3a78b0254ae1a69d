import './policy.ts';
import { registerNavigation } from '#kernel/navigation.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';
import { charterRoutes } from './routes-charter.tsx';
import { teamRoutes } from './routes-team.tsx';
import { pages } from './routes.tsx';
import { teamApi } from './team-api.ts';
import { teamUrls } from './urls.ts';

export { loadReference } from './reference.ts';
export { importers, type ImportProblem, type Imported, type Importer } from './import-commands.ts';
export { nameSignatory, registerAgency, registerFacility } from './commands.ts';
export { agencyById, agencyByCode, agencyChoices, facilityByCode, facilityById, facilityChoices, holidays, regionalOffices, signatoryOn } from './queries.ts';
export { facilityKinds, lineCategories, type AgencyRow, type Duty, type FacilityRow, type SignatoryRow } from './facility.ts';
export { addTask, moveDue, moveTask, recordDecision, writeCharter } from './charter-commands.ts';
export { addPost, appointStaff, assignWorkplace, establishTeam, recordSkill, recordStaff } from './team-commands.ts';
export { staffOfPerson, supervisorsOn, type OnDuty } from './team-queries.ts';
export { dayAt, facilityActedOn } from './acted-on.ts';
export { facilityUrl } from './urls.ts';

registerNavigation([
  { surface: 'bengkel', href: teamUrls.posts(), group: 'unit', text: { id: 'Tim', en: 'Team' }, may: 'team.read', position: 75 },
  { surface: 'pusat', href: teamUrls.oversee(), group: 'direction', text: { id: 'Tim', en: 'Teams' }, may: 'team.oversee', position: 30 },
]);

export const routes: Route[] = [...pages, ...teamRoutes, ...charterRoutes, ...api, ...teamApi];
