// What a procurement is. No SQL, no HTTP.

export const procurementStates = ['open', 'closed'] as const;
export type ProcurementState = (typeof procurementStates)[number];

/** From a state, by a verb, to a state; what is not here is refused. */
export const procurementTransitions = [{ from: 'open', verb: 'close', to: 'closed' }] as const satisfies { from: ProcurementState; verb: string; to: ProcurementState }[];
