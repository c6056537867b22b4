import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { topics } from '@watch-tower/contracts';
import { Database, migrate } from '@watch-tower/database';
import { Outbox, outboxDdl } from '@watch-tower/event-store';
import { newId, toRecord } from '@watch-tower/messaging';
import type { Fault, Scene } from '../fault.js';
import { fixKey } from '../ledger.js';
import { gpstime } from '@watch-tower/testing';

/** A schema of this fault's own, with an outbox like every service's. */
export const relaySchema = 'faults';

class AddOutbox1764000000000 {
  async up(runner: { query(sql: string): Promise<unknown> }): Promise<void> {
    await runner.query(outboxDdl);
  }

  async down(): Promise<void> {
    throw new Error('there is no way back');
  }
}

const openOutbox = async ({ stack }: Scene): Promise<{ database: Database; outbox: Outbox; url: string }> => {
  const address = new URL(stack.facts.postgres.url);
  address.username = relaySchema;
  address.password = randomUUID();
  const url = address.toString();
  await migrate({
    migrationUrl: stack.facts.postgres.url,
    serviceUrl: url,
    schema: relaySchema,
    migrations: [AddOutbox1764000000000],
  });
  const database = await Database.open({
    url,
    schema: relaySchema,
    applicationName: 'faults',
    poolSizeMax: 2,
  });
  const outbox = new Outbox(database, { wake: () => undefined });
  await outbox.maintain({ keptDays: 7 });
  return { database, outbox, url };
};

const relayProgram = join(import.meta.dirname, '../relay-child.js');

const relayOnce = async (url: string, broker: string, die: boolean): Promise<NodeJS.Signals | null> => {
  const child = spawn(
    process.execPath,
    [relayProgram, '--database', url, '--broker', broker, ...(die ? ['--die'] : [])],
    {
      stdio: ['ignore', 'inherit', 'inherit'],
    },
  );
  const [, signal] = (await once(child, 'exit')) as [number | null, NodeJS.Signals | null];
  return signal;
};

/**
 * F13: a relay dies after the broker has its batch and before it has noted so. What it relays are fixes, so
 * that the ledger sees whether each counts once.
 */
export const relayKilledBetweenSendAndMark: Fault = {
  id: 'F13',
  title: 'relay killed between send and mark',
  recoverySecondsMax: 15,
  inflict: async (scene) => {
    const { stack, world, ledger, short, say } = scene;
    const times = short ? 5 : 50;
    const broker = stack.facts.kafka.brokers[0] ?? '';
    const { database, outbox, url } = await openOutbox(scene);
    const firstMs = Math.floor((Date.now() - 20 * 3_600_000) / 1_000) * 1_000;
    let killed = 0;
    for (let round = 0; round < times; round += 1) {
      const fixes = world.trucks.map(({ id, plate }) => ({
        id,
        plate,
        deviceTimeMs: firstMs + round * 1_000,
      }));
      await outbox.enqueue(
        database,
        fixes.map(({ plate, deviceTimeMs }) => {
          const id = newId();
          return toRecord(topics.telemetryPositions, plate.replaceAll('-', ''), {
            id,
            type: 'watchtower.telemetry.position-reported.v1',
            source: 'watch-tower/faults',
            time: new Date().toISOString(),
            subject: plate,
            correlationId: id,
            data: {
              provider: 'loconav',
              channel: 'webhook',
              receivedAt: new Date().toISOString(),
              plate,
              imei: null,
              report: {
                vehiclenumber: plate,
                gpstime: gpstime(deviceTimeMs),
                latitude: 6.5,
                longitude: 3.4,
                speed: 10,
              },
            },
          });
        }),
      );
      ledger.noteFixes(
        fixes.map(({ id, deviceTimeMs }) => fixKey(id, deviceTimeMs)),
        'accepted',
      );
      if ((await relayOnce(url, broker, true)) === 'SIGKILL') killed += 1;
    }
    await relayOnce(url, broker, false);
    await database.close();
    say(`the relay was killed ${killed} times`);
    return [
      {
        what: `killed ${times} times between send and mark`,
        holds: killed === times,
        measured: String(killed),
      },
    ];
  },
};
