import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { topics } from '@watch-tower/contracts';
import { visitsOf } from '@watch-tower/fleet-domain';
import { disturb, readCab, whereItStands } from '../../testing/cab.js';
import { openFleet, registerLocation, type Fleet } from '../../testing/fleet.js';
import { comparable, comparableOf, fold, seeded } from '../../testing/told-visits.js';

/** The last ten days of one cab; `ACCEPTANCE_CABS=all` checks all of every cab, `ACCEPTANCE_SEED` disturbs them differently. */
const checkout = join(import.meta.dirname, '../../../../..');
/** Beside the checkout, or beside the folder of worktrees that it is one of. */
const folders = ['../shared/data', '../../shared/data'].map((path) => join(checkout, path));
const folder = folders.find((path) => existsSync(path)) ?? '';
const present = folder !== '';
const cabs = present ? readdirSync(folder).filter((name) => name.startsWith('sf-cab-')) : [];
const isAcceptance = process.env['ACCEPTANCE_CABS'] === 'all';
const wanted = isAcceptance ? cabs : cabs.slice(0, 1);
const seed = Number(process.env['ACCEPTANCE_SEED'] ?? 20_261_123);
const sliceSize = 100;

const describeWithTraces = present ? describe : describe.skip;
if (!present) process.stderr.write(`skipped: the traces are not at ${folders.join(' or ')}\n`);

describeWithTraces('visits of a recorded cab, its signals disturbed in every way', () => {
  let fleet: Fleet;

  beforeAll(async () => {
    fleet = await openFleet({ positionsKeptDays: 30 });
  });
  afterAll(() => fleet.close());

  it.each(wanted.length > 0 ? wanted : ['no cab'])(
    '%s: equal the batch to the second',
    async (name) => {
      await fleet.clear();
      const service = fleet.start();
      await service.registerTruck('CAB');
      const whole = readCab(join(folder, name), Date.now() - 3 * 86_400_000);
      const trace = isAcceptance ? whole : whole.slice(-12_000);
      const stands = whereItStands(trace, 20);
      const places = stands.map(({ place }) => place);
      for (const { place, fence } of stands) await registerLocation(service, fence, place.id);
      const { arrivals, counting } = disturb(trace, 'CAB', seeded(seed));
      for (let from = 0; from < arrivals.length; from += sliceSize) {
        await service.take(arrivals.slice(from, from + sliceSize));
      }
      await service.catchUp.catchUp();

      const messages = await fleet.published(topics.visitEvents);
      const isEnded = ({ status }: { readonly status: string }) => status === 'ended';
      const told = fold(messages).filter(isEnded).map(comparable).map(written).sort();
      const batch = visitsOf(counting, places).filter(isEnded).map(comparableOf).map(written).sort();
      const differences = [
        ...told.filter((one) => !batch.includes(one)),
        ...batch.filter((one) => !told.includes(one)),
      ];
      const corrections = messages.filter(({ type }) => /corrected|withdrawn/.test(type)).length;
      process.stderr.write(
        `${name}: ${arrivals.length} reports, ${batch.length} visits, ${messages.length} messages, ` +
          `${corrections} corrected or withdrawn, ${differences.length} differences\n`,
      );
      expect(await fleet.positions()).toHaveLength(counting.length);
      expect(differences).toEqual([]);
      expect(told).toHaveLength(batch.length);
      expect(batch.length).toBeGreaterThan(20);
    },
    300_000,
  );
});

const written = (value: object): string => JSON.stringify(value);
