// Local content (TKDN) of a product, as the rule of the day computes it. No SQL, no HTTP.
import { z } from 'zod';
import { longText, whole } from '#kernel/form.ts';
import { refuseConstraint, Refusal } from '#kernel/refusal.ts';
import type { Phrase } from '#kernel/words.ts';
import { lineCost, type Method } from './product.ts';

export const contentRule = z.union([z.object({ method: z.literal('cost_share') }), z.object({ method: z.literal('weighted'), material_bp: z.int(), labour_bp: z.int(), overhead_bp: z.int() })]);
export type ContentRule = z.infer<typeof contentRule>;

export const proofs = ['certificate', 'statement', 'invoice', 'own'] as const;
export type Proof = (typeof proofs)[number];
export const proofNames: Record<Proof, Phrase> = {
  certificate: { id: 'Sertifikat TKDN pemasok', en: 'Supplier’s TKDN certificate' }, statement: { id: 'Pernyataan pembuat', en: 'Maker’s statement' },
  invoice: { id: 'Faktur dengan negara asal', en: 'Invoice with country of origin' }, own: { id: 'Dibuat atau dipanen sendiri', en: 'Made or grown here' },
};
export const contentTransitions = [{ from: 'declared', verb: 'confirm', to: 'confirmed' }, { from: 'declared', verb: 'refuse', to: 'refused' }] as const;

/** A share in percent, as people type it. */
const percent = z.preprocess((input) => whole.safeParse(input).data ?? input, z.int().min(0).max(100));
export const newOrigin = z.strictObject({ material_code: z.string().trim().min(1).max(200), domestic_percent: percent, proof: z.enum(proofs), evidence: longText });
export const newDeclaration = z.strictObject({ labour_percent: percent, overhead_percent: percent, evidence: longText });

export type Origin = { domestic_bp: number; proof: Proof; evidence: string };
export type ContentLine = { code: string; name: string; cost_idr: number; domestic_bp: number; proof: Proof | null };
export type Computation = { rule: ContentRule; basis: string; lines: ContentLine[]; material_bp: number; labour_bp: number; overhead_bp: number; labour_idr: number; overhead_idr: number; content_bp: number; without_proof: string[] };

/**
 * Materials by their share of the bill's cost. A material without proof counts as nought, as the rule wants it, and is named.
 * `cost_share` is domestic cost over whole cost; `weighted` gives materials, labour and overhead their fixed weights.
 */
export function localContent(method: Pick<Method, 'bill' | 'cost'>, origins: ReadonlyMap<string, Origin>, own: { labour_bp: number; overhead_bp: number }, { rule, basis }: { rule: ContentRule; basis: string }): Computation {
  const lines = method.bill.map((line): ContentLine => {
    const origin = origins.get(line.material_id);
    return { code: line.code, name: line.name, cost_idr: lineCost(line), domestic_bp: origin?.domestic_bp ?? 0, proof: origin?.proof ?? null };
  });
  const whole_idr = lines.reduce((sum, { cost_idr }) => sum + cost_idr, 0);
  const domestic = lines.reduce((sum, { cost_idr, domestic_bp }) => sum + cost_idr * domestic_bp, 0);
  const material_bp = whole_idr > 0 ? Math.floor(domestic / whole_idr) : 0;
  const { labour_idr, energy_idr, depreciation_idr } = method.cost;
  const overhead_idr = energy_idr + depreciation_idr;
  const all = whole_idr + labour_idr + overhead_idr;
  const content_bp = rule.method === 'weighted'
    ? Math.floor((material_bp * rule.material_bp + own.labour_bp * rule.labour_bp + own.overhead_bp * rule.overhead_bp) / 10_000)
    : all > 0 ? Math.floor((domestic + labour_idr * own.labour_bp + overhead_idr * own.overhead_bp) / all) : 0;
  return { rule, basis, lines, material_bp, labour_bp: own.labour_bp, overhead_bp: own.overhead_bp, labour_idr, overhead_idr, content_bp, without_proof: lines.filter(({ proof }) => proof === null).map(({ name }) => name) };
}

const twoPersons = { id: 'Yang menyatakan TKDN tidak boleh mengesahkannya. Mintalah kepala UPT.', en: 'Who declares local content does not confirm it. Ask the head of facility.' };
export const sameDeclarer = new Refusal('local_content.same_person', twoPersons);
refuseConstraint('local_content_two_persons', 'local_content.same_person', twoPersons);
refuseConstraint('local_content_in_hand', 'local_content.waits', { id: 'Sudah ada pernyataan yang menunggu. Tunggu keputusannya dahulu, lalu buat yang baru bila perlu.', en: 'A declaration waits already. Wait for its decision first, then make a new one if needed.' });
