import { execFile } from 'node:child_process';
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import type { PositionAccepted, TruckView } from '@watch-tower/contracts';
import { topics } from '@watch-tower/contracts';
import { readTopic } from '@watch-tower/kafka';
import { Client } from 'pg';
import { callerOf, runningStack, signInAs, stackStart, until } from './running-stack.js';

/** Real traces, shifted to end when the stack came up (again the same when the test runs again): every distinct valid fix counts exactly once, everywhere. */
const traces = join(import.meta.dirname, '../../../../shared/data');
const simulator = join(import.meta.dirname, '../../../apps/simulator/dist/main.js');
const run = promisify(execFile);

type Fix = {
  readonly plate: string;
  readonly deviceTime: string;
  readonly lat: number;
  readonly lon: number;
};
const keyOf = ({ deviceTime, lat, lon }: Omit<Fix, 'plate'>): string => `${deviceTime} ${lat} ${lon}`;

/** The ids under which each fix of a truck stands on the topic. */
const publishedIds = async (
  brokers: readonly string[],
  truckId: string,
): Promise<Map<string, Set<string>>> => {
  const ids = new Map<string, Set<string>>();
  for await (const { key, value, headers } of readTopic({ brokers, topic: topics.positionEvents.name })) {
    // A fix may be judged anew by its neighbours; that is another fact about it.
    const isAccepted = headers['ce_type'] === 'watchtower.position.accepted.v1';
    if (key !== truckId || value === null || !isAccepted) continue;
    const { deviceTime, latitude, longitude } = JSON.parse(value.toString('utf8')) as PositionAccepted;
    const fix = keyOf({ deviceTime, lat: latitude, lon: longitude });
    ids.set(fix, (ids.get(fix) ?? new Set()).add(headers['ce_id'] ?? 'none'));
  }
  return ids;
};

const present = existsSync(traces);
const describeWithTraces = present ? describe : describe.skip;
if (!present) process.stderr.write(`skipped: the traces are not at ${traces}\n`);

describeWithTraces('a recorded trace', () => {
  const stack = runningStack();

  it.each(['truck-corridor-1.csv.gz', 'sf-cab-enyonsn.csv.gz'])(
    '%s is stored and published once per distinct valid fix',
    async (file) => {
      const args = [
        '--batch',
        '100',
        '--rate',
        '20000',
        '--replay',
        join(traces, file),
        '--shift-to',
        stackStart().toISOString(),
      ];
      const options = {
        env: {
          ...process.env,
          SIMULATOR_WEBHOOK_URL: stack.loconav.webhookUrl,
          SIMULATOR_WEBHOOK_SECRET: Object.values(stack.loconav.headers)[0],
          SIMULATOR_WEBHOOK_SECRET_HEADER: Object.keys(stack.loconav.headers)[0],
        },
        maxBuffer: 64 * 1_048_576,
      };
      const dry = await run(process.execPath, [simulator, ...args, '--dry-run', '--json'], options);
      const expected = dry.stdout
        .trim()
        .split('\n')
        .map((line) => JSON.parse(line) as Fix);
      const plate = expected[0]?.plate ?? '';

      const call = callerOf(stack, await signInAs(stack, 'admin'));
      const registered = await call<TruckView>('POST', '/api/v1/trucks', {
        body: { number: plate },
        headers: { 'idempotency-key': `replay-${plate}` },
      });
      expect(registered.status).toBe(201);
      const truckId = registered.body.id;
      await run(process.execPath, [simulator, ...args], options);

      const database = new Client({ connectionString: stack.postgres.url });
      await database.connect();
      const stored = await until(
        async () => {
          const { rows } = await database.query<{ deviceTime: Date; lat: number; lon: number }>(
            `SELECT device_time AS "deviceTime", latitude AS lat, longitude AS lon
             FROM fleet.vehicle_positions WHERE truck_id = $1`,
            [truckId],
          );
          return rows.map(({ deviceTime, lat, lon }) =>
            keyOf({ deviceTime: deviceTime.toISOString(), lat, lon }),
          );
        },
        (rows) => rows.length >= expected.length,
        120_000,
      );
      await database.end();
      expect(new Set(stored)).toEqual(new Set(expected.map(keyOf)));
      expect(stored).toHaveLength(expected.length);

      const timesPublished = await until(
        async () => {
          const ids = await publishedIds(stack.kafka.brokers, truckId);
          return expected.map((fix) => ids.get(keyOf(fix))?.size ?? 0);
        },
        (times) => !times.includes(0),
        60_000,
      );
      expect(timesPublished.filter((times) => times !== 1)).toEqual([]);
    },
    180_000,
  );
});
