import type { VNode } from 'preact';
import { may } from '#kernel/policy.ts';
import type { Req } from '#kernel/web.ts';
import { makerOrderUrl } from '#orders';

/** An order by its number, as a door for those of the unit who may open it; overseers read the number. */
export function OrderLink({ req, number }: { req: Req; number: string }): VNode {
  return may(req.actor, 'order.fulfil') ? <a href={makerOrderUrl(number)}>{number}</a> : <>{number}</>;
}
