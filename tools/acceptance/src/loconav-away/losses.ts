import { normalisePlate, topics } from '@watch-tower/contracts';
import { readTopic } from '@watch-tower/kafka';
import type { Alert } from '@watch-tower/loconav';
import type { StackFacts } from '@watch-tower/stack';
import { Client } from 'pg';
import type { TrueFix } from './simulated-loconav.js';

/** What LocoNav knew, and how much of it is not where it should be. */
export type Loss = { readonly known: number; readonly lost: number };

/** The uplink of the trucks, and a margin for what was on its way at the end. */
const onTheWayMs = 5_000;

/** Alerts that LocoNav lists and nobody published; one that was closed before the end must have come closed. */
export const alertsLost = async (
  alerts: readonly Alert[],
  until: Date,
  { kafka }: StackFacts,
): Promise<Loss> => {
  const opened = new Set<string>();
  const closed = new Set<string>();
  for await (const { value } of readTopic({
    brokers: [...kafka.brokers],
    topic: topics.telemetryAlerts.name,
  })) {
    const { report } = JSON.parse(String(value)) as { readonly report: Alert };
    opened.add(String(report.id));
    if (isClosed(report)) closed.add(String(report.id));
  }
  const known = alerts.filter((alert) => !isAfter(alert.startedTs, until));
  const lost = known.filter((alert) => {
    const mustBeClosed = isClosed(alert) && !isAfter(alert.endedTs, until);
    return !(mustBeClosed ? closed : opened).has(String(alert.id));
  });
  return { known: known.length, lost: lost.length };
};

/** True fixes of a span that are not stored. */
export const positionsLost = async (
  fixes: readonly TrueFix[],
  from: Date,
  until: Date,
  { postgres }: StackFacts,
): Promise<Loss> => {
  const client = new Client({ connectionString: postgres.url });
  await client.connect();
  try {
    const { rows } = await client.query<{ plate: string; ms: string }>(
      `SELECT plate, (extract(epoch FROM device_time) * 1000)::bigint AS ms
       FROM fleet.vehicle_positions JOIN fleet.trucks ON id = truck_id WHERE device_time BETWEEN $1 AND $2`,
      [from, until],
    );
    const stored = new Set(rows.map(({ plate, ms }) => `${plate} ${ms}`));
    const known = fixes.filter(({ timeMs }) => timeMs < until.getTime() - onTheWayMs);
    const lost = known.filter(({ plate, timeMs }) => !stored.has(`${normalisePlate(plate)} ${timeMs}`));
    return { known: known.length, lost: lost.length };
  } finally {
    await client.end();
  }
};

const isClosed = ({ endedTs }: Alert): boolean => typeof endedTs === 'string';

/** Times without a zone are in UTC here. Too near to the end is after it: LocoNav takes its time to notice. */
const isAfter = (written: string | null | undefined, until: Date): boolean => {
  const text = written ?? '';
  const timeMs = Date.parse(/(Z|[+-]\d{2}:\d{2})$/.test(text) ? text : `${text}Z`);
  return timeMs > until.getTime() - onTheWayMs;
};
