import { aGuest } from '../../testing/a-guest.js';
import { knownDwellSeconds, overFreeTimeSeconds, silentWords } from './dwell.js';

const nowMs = Date.parse('2026-11-23T12:00:00Z');
const reporting = aGuest({ since: '2026-11-23T09:30:00Z', lastSeenInsideAt: '2026-11-23T11:59:30Z' });
const silent = aGuest({
  since: '2026-11-23T09:30:00Z',
  lastSeenInsideAt: '2026-11-23T11:00:00Z',
  silentSince: '2026-11-23T11:01:00Z',
});

describe('how long a truck is known to be inside', () => {
  it('runs until now while it reports', () => {
    expect(knownDwellSeconds(reporting, nowMs)).toBe(2.5 * 3_600);
  });

  it('ends where it was last seen inside once it is silent', () => {
    expect(knownDwellSeconds(silent, nowMs)).toBe(1.5 * 3_600);
  });

  it('is nothing where the clock of this computer is behind', () => {
    expect(knownDwellSeconds(reporting, Date.parse('2026-11-23T09:00:00Z'))).toBe(0);
  });
});

describe('the free time', () => {
  it('is over at a client once the known time inside is longer', () => {
    const atClient = { ...reporting, locationType: 'client' } as const;
    expect(overFreeTimeSeconds(atClient, nowMs, 2)).toBe(1_800);
    expect(overFreeTimeSeconds(atClient, nowMs, 2.5)).toBeNull();
    expect(overFreeTimeSeconds({ ...silent, locationType: 'client' }, nowMs, 2)).toBeNull();
  });

  it('runs at clients alone', () => {
    expect(overFreeTimeSeconds(reporting, nowMs, 2)).toBeNull();
  });
});

describe('the words for silence', () => {
  it('are none while the truck reports', () => {
    expect(silentWords(reporting, 'Africa/Lagos', nowMs)).toBeNull();
  });

  it('say when it was last seen inside and since when it is silent, in the operator’s zone', () => {
    expect(silentWords(silent, 'Africa/Lagos', nowMs)).toBe('Last seen inside at 12:00, silent since 12:01');
  });

  it('name the day where it is not this one', () => {
    expect(silentWords(silent, 'Africa/Lagos', nowMs + 86_400_000)).toBe(
      'Last seen inside at 23 Nov 12:00, silent since 23 Nov 12:01',
    );
  });
});
