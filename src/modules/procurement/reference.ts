import type pg from 'pg';
import { loadAbsorptionRules } from './absorption/reference.ts';
import { loadComplianceRules } from './compliance/reference.ts';
import { loadOpenRules } from './ocds/reference.ts';

/** What the room keeps as dated rules and lists, part by part. */
export async function loadReference(client: pg.ClientBase): Promise<void> {
  await loadAbsorptionRules(client);
  await loadComplianceRules(client);
  await loadOpenRules(client);
}
