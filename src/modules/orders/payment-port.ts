/** How the room asks for money. A provider (QRIS acquirer, bank) is another implementation of the same two verbs. */
import { createHmac, timingSafeEqual } from 'node:crypto';

export type ChargeWish = { id: string; number: string; method: 'qris' | 'va'; amount_idr: number; now: Date };
export type PaymentPort = {
  name: string;
  charge: (wish: ChargeWish) => Promise<{ payload: string; expires_at: Date }>;
  /** Answers the event only if the provider really sent it. */
  hear: (body: string, signature: string) => { charge_id: string; event_id: string } | undefined;
};

const validMinutes = 30;

/**
 * The provider of the demo: no money moves. Its code looks like a code and says that it is none, so that a banking app
 * that reads it finds nothing to pay.
 */
export function localPaymentPort(secret: string): PaymentPort {
  return {
    name: 'contoh',
    charge: async ({ id, number, method, amount_idr, now }) => ({
      payload: method === 'va' ? `8800${accountDigits(secret, id)}` : `CONTOH-BUKAN-QRIS/${number}/${amount_idr}/${id}`,
      expires_at: new Date(now.getTime() + validMinutes * 60_000),
    }),
    hear: (body, signature) => {
      const expected = signed(secret, body);
      const given = Buffer.from(signature, 'hex');
      if (given.length !== expected.length || !timingSafeEqual(given, expected)) return undefined;
      const [charge_id, event_id] = body.split(' ');
      return charge_id && event_id ? { charge_id, event_id } : undefined;
    },
  };
}

/** What the local provider would send when a charge is paid. */
export function localPaymentEvent(secret: string, charge_id: string): { body: string; signature: string } {
  const body = `${charge_id} contoh-${charge_id}`;
  return { body, signature: signed(secret, body).toString('hex') };
}

function signed(secret: string, body: string): Buffer {
  return createHmac('sha256', secret).update(body).digest();
}

function accountDigits(secret: string, id: string): string {
  return BigInt(`0x${signed(secret, id).toString('hex').slice(0, 15)}`).toString().padStart(12, '0').slice(-12);
}
