import './policy.ts';

export { loadReference } from './reference.ts';
export { nameSignatory, registerAgency, registerFacility } from './commands.ts';
export { agencyById, agencyByCode, agencyChoices, facilityByCode, facilityById, facilityChoices, holidays, regionalOffices, signatoryOn } from './queries.ts';
export { facilityKinds, lineCategories, type AgencyRow, type Duty, type FacilityRow, type SignatoryRow } from './facility.ts';
export const routes: import('#kernel/web.ts').Route[] = [];
