import { createFleet, sendersOf } from '@watch-tower/simulator-domain';
import { jest } from '@jest/globals';
import { compare, medianOf, type SeenTrip } from './compare.js';
import { weekOfFaults } from './faults.js';
import { reportOf } from './report.js';
import { simulateTruck, type SimulatedTruck } from './simulated.js';
import { followPurely } from './testing/pure-follower.js';

// A week of 85 trucks is computed, second by second.
jest.setTimeout(240_000);

const settings = { seed: 5, intervalSeconds: 60, faults: weekOfFaults };
const untilMs = Date.UTC(2026, 10, 26);
const fromMs = untilMs - 7 * 86_400_000;

it('every trip of a week with every fault reaches its true stage, at its true times or for a reason', () => {
  const trucks: SimulatedTruck[] = [];
  const seen = new Map<string, SeenTrip>();
  const counts = { reports: 0, quarantined: 0, events: 0, byPeople: 0 };
  for (const truck of sendersOf(createFleet(settings.seed, 85, { tripsADay: 45, twoClients: 0.15 }))) {
    const simulated = simulateTruck(settings, truck, { fromMs, untilMs });
    const followed = followPurely(simulated);
    trucks.push(simulated);
    for (const [vpcId, trip] of followed.trips) seen.set(vpcId, trip);
    counts.reports += followed.counts.reports;
    counts.quarantined += followed.counts.quarantined;
    counts.events += followed.counts.events;
    counts.byPeople += followed.counts.byPeople;
  }
  const comparison = compare(trucks, seen, settings.intervalSeconds);
  process.stdout.write([JSON.stringify(counts), ...reportOf(comparison), ''].join('\n'));
  expect(comparison.wrongStages).toEqual([]);
  expect(medianOf(comparison.errorsMs)).toBe(0);
  expect(comparison.differences.filter(({ because }) => because === null)).toEqual([]);
});
