// What a strategy is. No SQL, no HTTP.

export const strategyStates = ['open', 'closed'] as const;
export type StrategyState = (typeof strategyStates)[number];

/** From a state, by a verb, to a state; what is not here is refused. */
export const strategyTransitions = [{ from: 'open', verb: 'close', to: 'closed' }] as const satisfies { from: StrategyState; verb: string; to: StrategyState }[];
