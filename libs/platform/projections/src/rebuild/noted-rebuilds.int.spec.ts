import { createTestDatabase, type TestDatabase } from '@watch-tower/testing';
import { Registry } from 'prom-client';
import { rebuildsDdl } from '../ddl.js';
import { measureRebuilds, noteRebuild } from './noted-rebuilds.js';

let server: TestDatabase;
beforeAll(async () => {
  server = await createTestDatabase();
});
afterAll(() => server.close());

test('the running service tells how a rebuild goes that another program does', async () => {
  const database = await server.open('gateway', { ddl: [rebuildsDdl] });
  const metrics = new Registry();
  measureRebuilds(database, metrics);
  const figures = async (): Promise<string[]> =>
    (await metrics.metrics()).split('\n').filter((line) => line.includes('projection="trips"'));

  await noteRebuild(database, 'trips', { step: 'reading', events: 12_000 });
  expect(await figures()).toEqual([
    'watchtower_projection_rebuild_running{projection="trips"} 1',
    'watchtower_projection_rebuild_events{projection="trips"} 12000',
  ]);
  await noteRebuild(database, 'trips', { step: 'done', events: 20_000 });
  const [running, events, finished] = await figures();
  expect([running, events]).toEqual([
    'watchtower_projection_rebuild_running{projection="trips"} 0',
    'watchtower_projection_rebuild_events{projection="trips"} 20000',
  ]);
  expect(finished).toMatch(
    /^watchtower_projection_rebuild_finished_timestamp_seconds\{projection="trips"\} \d{10}/,
  );
});
