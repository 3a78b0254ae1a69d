// The only door: routes, urls, and the commands others may call.
export { strategyPolicy } from './policy.ts';
