// Work that happens by the clock, on graphile-worker: one queue in the same database, one crontab.
import pg from 'pg';
import { Logger, run, type Runner } from 'graphile-worker';
import { transact, type Db } from '#kernel/db.ts';
import { log } from '#kernel/log.ts';
import { system } from '#kernel/policy.ts';
import { sql } from '#kernel/sql.ts';
import { repriceDue } from '#catalogue';
import { costDueLots, lookAtPrices } from '#costing';
import { releaseExpired } from '#inventory';
import { raiseExpiryAlarms } from '#training';
import { expireQuotes, expireUnpaid } from '#orders';
import { deliverWebhooks, lapseAllWaivers, raiseFlags, solveNext } from '#procurement';
import { takeStock } from '#strategy';
import { turnAllPlans } from '#workforce';

/** Starts the worker; returns how to stop it. `adminUrl`, because the worker keeps its own schema up to date. */
export async function startJobs(adminUrl: string, db: Db): Promise<() => Promise<void>> {
  // A pool of our own: the queue lets go of its listener before its connections are closed, and a database that stops then would take the process with it.
  const pgPool = new pg.Pool({ connectionString: adminUrl, max: 4 });
  pgPool.on('error', () => {});
  pgPool.on('connect', (client) => client.on('error', () => {}));
  const runner: Runner = await run({
    pgPool,
    concurrency: 2,
    noHandleSignals: true,
    logger: new Logger(() => (level, message, meta) => spoken[level]({ ...(meta?.['error'] ? { err: meta['error'] } : {}), part: 'jobs' }, message)),
    pollInterval: 5_000,
    crontab: [
      '* * * * * release_expired',
      '* * * * * expire_unpaid',
      '17 3 * * * forget_old_keys',
      '5 17 * * * reprice_due',
      '35 17 * * * training_expiry',
      '7 * * * * turn_plans',
      '*/5 * * * * cost_lots',
      '20 17 * * * look_at_prices',
      '12 * * * * lapse_waivers',
      '* * * * * solve_allocations',
      '* * * * * deliver_webhooks',
      '50 18 * * * raise_flags',
      '12 * * * * expire_quotes',
      '20 18 * * * take_stock',
    ].join('\n'),
    taskList: {
      release_expired: async () => void (await transact(db, { actor: system }, releaseExpired)),
      // A public order that nobody pays ends with the hours of its rule.
      expire_unpaid: async () => void (await transact(db, { actor: system }, expireUnpaid)),
      // Allocations that were asked for by the API, or whose process died while it solved.
      solve_allocations: async () => void (await solveNext(db)),
      // Quotes that nobody answered by their day end: every hour, because the day begins three times.
      expire_quotes: async () => void (await transact(db, { actor: system }, expireQuotes)),
      // Prices approved ahead begin with their day: just after midnight in Jakarta.
      reprice_due: async () => void (await transact(db, { actor: system }, repriceDue)),
      // Certificates that run out are said 90 and 30 days before, as the rule of the day asks.
      training_expiry: async () => void (await transact(db, { actor: system }, raiseExpiryAlarms)),
      // Every hour, because the day begins three times: what is due by each facility's own calendar, each in its own transaction.
      turn_plans: () => turnAllPlans(db),
      // What a lot cost is written soon after it entered stock, many lots of a facility at once.
      cost_lots: () => costDueLots(db),
      look_at_prices: () => lookAtPrices(db),
      // What silence means for a request that nobody answered, when its last day is over where the agency sits.
      lapse_waivers: async () => void (await lapseAllWaivers(db)),
      // Questions that the day's orders raise, at night in Indonesia.
      raise_flags: async () => void (await transact(db, { actor: system }, raiseFlags)),
      // Order events of the last minute, and what failed before and is due again.
      deliver_webhooks: async () => void (await deliverWebhooks(db)),
      // The grand design's figures for the country, kept each night for the public page and the past.
      take_stock: async () => void (await transact(db, { actor: system }, takeStock)),
      // Offline devices may come back after a month: keys are kept for 60 days.
      forget_old_keys: async () => void (await transact(db, { actor: system }, (tx) => tx.run(sql`delete from kernel.once where at < now() - interval '60 days'`))),
    },
  }).catch((error: unknown) => {
    log.error({ err: error }, 'jobs did not start');
    throw error;
  });
  return async () => {
    await runner.stop();
    await pgPool.end();
  };
}

/** The queue tells each job's start and end at `info`; what an operator wants to read begins at its warnings. */
const spoken = { error: log.error.bind(log), warning: log.warn.bind(log), info: log.debug.bind(log), debug: log.trace.bind(log) };
