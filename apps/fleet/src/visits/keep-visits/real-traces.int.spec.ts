import { basename } from 'node:path';
import { topics } from '@watch-tower/contracts';
import { visitsOf, type Place } from '@watch-tower/fleet-domain';
import { newId } from '@watch-tower/messaging';
import {
  comparable,
  comparableOf,
  differences,
  disturb,
  readTrace,
  recordedCabs,
  seeded,
  traceFolders,
  whereItStands,
} from '@watch-tower/testing';
import { openFleet, registerLocation, reportOf, type Fleet } from '../../testing/fleet.js';
import { fold } from '../../testing/told-visits.js';

/** The last ten days of one cab; all of every cab, through the whole system, is `npm run acceptance -- cabs`. */
const wanted = recordedCabs().slice(0, 1);
const sliceSize = 100;

const describeWithTraces = wanted.length > 0 ? describe : describe.skip;
if (wanted.length === 0)
  process.stderr.write(`skipped: the traces are not at ${traceFolders.join(' or ')}\n`);

describeWithTraces('visits of a recorded cab, its signals disturbed in every way', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await openFleet({ positionsKeptDays: 30 });
  });
  afterAll(() => fleet.close());

  it.each(wanted.length > 0 ? wanted : ['no cab'])(
    '%s: equal the batch to the second',
    async (file) => {
      await fleet.clear();
      const service = fleet.start();
      await service.registerTruck('CAB');
      const nowMs = Date.now();
      const trace = readTrace(file, nowMs).slice(-12_000);
      const places: Place[] = [];
      for (const fence of whereItStands(trace, 20)) {
        const id = newId();
        await registerLocation(service, fence, id);
        places.push({ id, fences: [{ version: 1, fromMs: 0, fence }] });
      }
      const { arrivals, counting } = disturb(trace, { random: seeded(20_261_123), nowMs });
      const reports = arrivals.map(({ deviceTimeMs, latitude, longitude }) =>
        reportOf({ plate: 'CAB', at: new Date(deviceTimeMs), latitude, longitude }),
      );
      for (let from = 0; from < reports.length; from += sliceSize) {
        await service.take(reports.slice(from, from + sliceSize));
      }
      await service.catchUp.catchUp();

      const messages = await fleet.published(topics.visitEvents);
      const told = fold(messages).map(comparable);
      const batch = visitsOf(counting, places).map(comparableOf);
      const corrections = messages.filter(({ type }) => /corrected|withdrawn/.test(type)).length;
      process.stderr.write(
        `${basename(file)}: ${reports.length} reports, ${batch.length} visits, ${messages.length} messages, ` +
          `${corrections} corrected or withdrawn\n`,
      );
      expect(await fleet.positions()).toHaveLength(counting.length);
      expect(differences(told, batch)).toEqual([]);
      expect(batch.length).toBeGreaterThan(20);
    },
    300_000,
  );
});
