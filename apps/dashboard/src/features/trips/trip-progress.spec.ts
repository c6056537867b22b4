import { aTrip } from '../../testing/a-trip.js';
import { tripProgress } from './trip-progress.js';

const states = (facts: Parameters<typeof aTrip>[0]): string[] =>
  tripProgress(aTrip(facts)).map(({ name, state }) => `${name}: ${state}`);

describe('the progress of a trip', () => {
  it('has behind it what is done and ahead of it what is not', () => {
    expect(states({ stage: 'in_transit' })).toEqual([
      'Planned: done',
      'At pickup: done',
      'In transit: now',
      'At delivery: ahead',
      'Offloaded: ahead',
      'Completed: ahead',
    ]);
  });

  it('has nothing ahead when the trip is completed', () => {
    expect(states({ stage: 'completed' }).every((step) => step.endsWith('done'))).toBe(true);
  });

  it('includes the return of the empty only where the job does', () => {
    const [pickup, delivery] = aTrip().stops;
    if (!pickup || !delivery) throw new Error('the sample trip has two stops');
    const stops = [pickup, delivery, { ...delivery, kind: 'empty_return' as const }];
    expect(states({ stage: 'returning_empty', stops })).toContain('Empty return: now');
    expect(states({ stage: 'empty_returned', stops: [] })).toContain('Empty return: now');
    expect(states({ stage: 'planned' }).join()).not.toContain('Empty return');
  });

  it('is not told of a trip that was cancelled or failed', () => {
    expect(states({ stage: 'cancelled' })).toEqual([]);
    expect(states({ stage: 'failed' })).toEqual([]);
  });
});
