import './policy.ts';
import type { Route } from '#kernel/web.ts';

export { actorOf, forgetActors } from './actor.ts';
export { assignRole, createAccount } from './commands/accounts.ts';
export { createToken, revokeToken } from './commands/tokens.ts';
export { listAccounts } from './queries.ts';
export const routes: Route[] = [];
