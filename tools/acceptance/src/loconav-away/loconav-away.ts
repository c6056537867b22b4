import type { Stack } from '@watch-tower/stack';
import { setTimeout as pause } from 'node:timers/promises';
import type { Check, Session } from '../check.js';
import { alertsLost, positionsLost, type Loss } from './losses.js';
import { SimulatedLoconav, type EndpointCounts } from './simulated-loconav.js';

const token = 'the token of the acceptance';
/** So few that the bucket has to hold requests back. */
const requestsMax = 6;
const windowSeconds = 10;
const awaySeconds = 60;
const tooManySeconds = 12;
/** Alerts of this past are found by the first window of alerts, which reaches back two hours. */
const pastMs = 3_600_000;

/**
 * What the stack must run with, demo included: a minute of the real limits is 10 s here, and alerts come by polling
 * alone.
 */
const environment: Readonly<Record<string, string>> = {
  LOCONAV_TOKEN: token,
  LOCONAV_POLL_SECONDS: '5',
  LOCONAV_REQUESTS_MAX: String(requestsMax - 1),
  LOCONAV_REQUESTS_WINDOW_SECONDS: String(windowSeconds),
  SIMULATOR_API_TOKEN: token,
  SIMULATOR_API_REQUESTS_MAX: String(requestsMax),
  SIMULATOR_API_WINDOW_SECONDS: String(windowSeconds),
  SIMULATOR_ALERT_WEBHOOK_URL: '',
  SIMULATOR_FAULTS: 'none',
  SIMULATOR_TRUCKS: '12',
  SIMULATOR_PAST_HOURS: '1',
  LOCONAV_ALERTS_OVERLAP_MINUTES: '120',
};

type LoconavAway = {
  readonly alerts: Loss;
  readonly positions: Loss;
  readonly requests: Readonly<Record<string, EndpointCounts>>;
  readonly runs: { readonly done: number; readonly failed: number };
  /** Nothing lost, nothing above the limit, and it was really away. */
  readonly holds: boolean;
};

/**
 * LocoNav is away, then has had too much, then is back: what it knows must all have come, and it must never have been asked
 * above its limit. Ten minutes and two minutes of the issue are a minute and 12 s at this pace.
 */
const putAway = async (stack: Stack, say: Session['say']): Promise<LoconavAway> => {
  const { facts } = stack;
  const loconav = new SimulatedLoconav(serviceUrl(stack, 'simulator'), token);
  const fleetUrl = serviceUrl(stack, 'fleet');
  const startedAt = new Date();
  await untilRuns(fleetUrl, 2);
  const before = await pollRuns(fleetUrl);

  say(`LocoNav is away for ${awaySeconds} s`);
  await loconav.setFaults([{ kind: 'outage', forSeconds: awaySeconds }]);
  await pause(awaySeconds * 1_000);
  say(`fleet says ${await healthOf(fleetUrl)}; LocoNav answers 429 for ${tooManySeconds} s`);
  await loconav.setFaults([{ kind: 'too_many', forSeconds: tooManySeconds }]);
  await pause(tooManySeconds * 1_000);
  await loconav.setFaults([]);
  say('LocoNav is back');
  const away = await pollRuns(fleetUrl);
  // What happened until now must have come once polls have run that began after it.
  const until = new Date();
  await untilRuns(fleetUrl, away.done + 4);
  await pause(2_000);

  // Before the judge asks LocoNav itself, so that its own requests are not counted.
  const requests = await loconav.requests();
  const alerts = alertsLost(
    await loconav.alerts(new Date(startedAt.getTime() - pastMs), until),
    until,
    facts,
  );
  const positions = positionsLost(await loconav.fixes(startedAt, until), startedAt, until, facts);
  const runs = await pollRuns(fleetUrl);
  const result = {
    alerts: await alerts,
    positions: await positions,
    requests,
    runs: { done: runs.done - before.done, failed: runs.failed - before.failed },
  };
  const aboveLimit = Object.values(requests).some(
    ({ overLimit, mostInAWindow }) => overLimit > 0 || mostInAWindow > requestsMax,
  );
  const holds =
    result.alerts.lost === 0 && result.positions.lost === 0 && !aboveLimit && result.runs.failed > 0;
  for (const [what, count] of Object.entries(result)) say(`${what}: ${JSON.stringify(count)}`);
  return { ...result, holds };
};

export const loconavAway: Check = {
  name: 'loconav-away',
  what: 'LocoNav is away, then refuses for a while, then is back: nothing is lost, its limit is kept',
  run: async ({ startStack, say }) => {
    const stack = await startStack({ demo: true, env: environment });
    return (await putAway(stack, say)).holds;
  },
};

const serviceUrl = (stack: Stack, name: string): string => {
  const url = stack.facts.services[name]?.url;
  if (url === undefined) throw new Error(`the stack runs no ${name}`);
  return url;
};

const healthOf = async (fleetUrl: string): Promise<string> => {
  const health = (await (await fetch(`${fleetUrl}/health/ready`)).json()) as { readonly loconav?: unknown };
  return JSON.stringify(health.loconav);
};

/** Runs of both polls, by the metric of scheduled work. */
const pollRuns = async (fleetUrl: string): Promise<{ done: number; failed: number }> => {
  const text = await (await fetch(`${fleetUrl}/metrics`)).text();
  const runs = { done: 0, failed: 0 };
  const line = /^watchtower_scheduled_runs_total\{([^}]*name="poll-\w+"[^}]*)\} (\d+)$/gm;
  for (const [, labels = '', count] of text.matchAll(line)) {
    runs[labels.includes('outcome="done"') ? 'done' : 'failed'] += Number(count);
  }
  return runs;
};

const patienceMs = 120_000;

const untilRuns = async (fleetUrl: string, done: number): Promise<void> => {
  const deadlineMs = Date.now() + patienceMs;
  while ((await pollRuns(fleetUrl)).done < done) {
    if (Date.now() > deadlineMs) throw new Error(`polls have not run ${done} times within ${patienceMs} ms`);
    await pause(250);
  }
};
