import type { Tx } from '#kernel/db.ts';
import { issueDocument } from '#kernel/issue.ts';
import { kontrakPayung } from '../documents/index.ts';
import type { FrameworkLine, FrameworkRow } from '../frameworks/framework-queries.ts';
import { partiesOf } from './papers.ts';

export async function issueFramework(tx: Tx, framework: FrameworkRow, lines: FrameworkLine[]): Promise<{ code: string }> {
  const { today, maker, buyer } = await partiesOf(tx, { facility_id: framework.facility_id, timezone: framework.timezone, agency_id: framework.agency_id, agency_unit: framework.agency_unit, buyer_name: framework.agency_name, address: framework.agency_name });
  const content = kontrakPayung.content.parse({
    letterhead: { ...maker.letterhead, ministry: 'Instansi pemesan', directorate: buyer.institution, unit: framework.agency_unit, address: buyer.institution }, number: framework.number, place: buyer.institution, day: today, subject: framework.subject, from: framework.from, to: framework.to,
    buyer: { ...buyer.officer, institution: buyer.institution }, supplier: { ...maker.head, institution: maker.name }, lines: lines.map(({ sku, name, unit, unit_price_idr, max_quantity }) => ({ code: sku, name, unit, unit_price_idr, max_quantity })), max_idr: framework.max_idr,
  });
  return issueDocument(tx, { kind: kontrakPayung.kind, number: framework.number, content, facility_id: framework.facility_id, agency_id: framework.agency_id, subject_kind: 'framework', subject_id: framework.id, issued_on: today, parties: [maker.name, buyer.institution] });
}
