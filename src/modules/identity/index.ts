// The door of identity: who acts, in which role, and the trail of what was done.
import './policy.ts';
import type { Route } from '#kernel/web.ts';
import { api } from './api.ts';

export { actorOf, forgetActors } from './actor.ts';
export { roleNames } from './account.ts';
export { verifyChains, type ChainStatus } from './audit-queries.ts';
export { assignRole, createAccount, disableAccount, enableAccount, endAssignment } from './commands/accounts.ts';
export { createToken, revokeToken } from './commands/tokens.ts';
export { listAccounts, type ListedAccount } from './queries.ts';

export const routes: Route[] = [...api];
