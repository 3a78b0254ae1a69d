import type { Tx } from '#kernel/db.ts';
import { parse } from '#kernel/form.ts';
import { documentByCode } from '#kernel/issue.ts';
import { permit } from '#kernel/policy.ts';
import { NotFound } from '#kernel/refusal.ts';
import { receiptKinds } from '../order.ts';
import { correction, type Correction } from '../order-input.ts';
import { lockedOrder, told } from './order-row.ts';
import { reissueReceipt } from './papers.ts';

/** The treasurer issues a receipt or an invoice again with the right names; the one before stays readable and says what took its place. */
export async function correctReceipt(tx: Tx, { number, code, ...rest }: { number: string; code: string } & Correction): Promise<{ number: string; code: string; paper: string; replaces: string }> {
  permit(tx.actor, 'paper.correct');
  const input = parse(correction, rest, tx.actor.locale);
  const order = await lockedOrder(tx, number);
  const wrong = await documentByCode(tx, code);
  if (wrong.subject_id !== order.id || !receiptKinds.includes(wrong.kind)) throw new NotFound();
  const issued = await reissueReceipt(tx, order, wrong, input);
  told(tx, order, 'paper.corrected', { document: issued.code, replaces: code, reason: input.reason });
  return { number, code: issued.code, paper: issued.number, replaces: code };
}
