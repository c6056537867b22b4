import { createFleet } from '@watch-tower/simulator-domain';
import { describeWorld } from './describe-world.js';

describe('the world as JSON', () => {
  it('says for every truck what it is doing and what comes next, at places that exist', () => {
    const now = Date.UTC(2026, 10, 23, 9);
    const world = describeWorld(1, createFleet(1, 30), now);
    const keys: string[] = world.places.map(({ key }) => key);
    for (const { jobs } of world.trucks) {
      expect(jobs.length).toBeGreaterThan(0);
      for (const job of jobs) {
        expect(keys).toEqual(expect.arrayContaining([job.pickup, job.delivery, job.emptyReturn]));
        expect(Date.parse(job.endsAt)).toBeGreaterThan(now);
        expect(Date.parse(job.endsAt)).toBeGreaterThan(Date.parse(job.startsAt));
      }
    }
  });
});
