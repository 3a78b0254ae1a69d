/** What an officer records on a device, and what the device was told beforehand. */

type Named = { name_id: string; name_en: string };
export type Person = { worker_id: string; roster_code: string; name: string; reason_code: string | null; attended: boolean | null };
export type Reason = Named & { code: string; attended: boolean; needs_note: boolean; needs_minutes: boolean; decision: 'paid' | 'unpaid' | 'asked' | 'paid_unless' };
export type Tool = { code: string; name: string; state: string; here: boolean; holder: string | null; two_officers: boolean };
export type WorkOrder = Named & { number: string; quantity: number; steps: (Named & { step: number })[] };

/** The answer of `GET /api/v1/sessions/:id/floor`, as our own server of the same release wrote it. */
export type Pack = {
  now: string;
  session: { id: string; day: string; state: string; starts: string; ends: string; minutes: number; workshop: Named; slot: Named };
  roster: Person[]; reasons: Reason[]; tools: Tool[]; officers: { id: string; name: string }[]; work_orders: WorkOrder[]; scrap_reasons: (Named & { code: string })[];
};

export type MarkType = 'attendance' | 'tool_out' | 'tool_in' | 'output' | 'incident';

/** One fact. It leaves the device only when the server has answered for this very id. The label holds codes, never a name. */
export type Mark = {
  n?: number; id: string; type: MarkType; occurred_at: string; session: string; account: string; label: string; body: Record<string, string | number | boolean>;
  state: 'waiting' | 'refused'; code?: string; message?: string; mends?: string;
};
export type NewMark = Pick<Mark, 'type' | 'session' | 'label' | 'body'> & { mends?: Mark };

/** Who is at the device, as the last page from the server said. */
export type Who = { account: string; name: string; locale: 'id' | 'en' };

let last = { at: 0, count: 0 };
/** A UUIDv7 made here: time first, then a counter, so that ids of one device follow each other; the rest is chance. */
export function newMarkId(now = Date.now(), chance = crypto.getRandomValues(new Uint8Array(10))): string {
  const at = Math.max(now, last.at);
  last = { at, count: at === last.at ? last.count + 1 : 0 };
  const [time, count] = [at.toString(16).padStart(12, '0'), (last.count & 0xfff).toString(16).padStart(3, '0')];
  const rest = [...chance].map((byte) => byte.toString(16).padStart(2, '0')).join('');
  const variant = ((Number.parseInt(rest[0] ?? '0', 16) & 0x3) | 0x8).toString(16);
  return `${time.slice(0, 8)}-${time.slice(8)}-7${count}-${variant}${rest.slice(1, 4)}-${rest.slice(4, 16)}`;
}
