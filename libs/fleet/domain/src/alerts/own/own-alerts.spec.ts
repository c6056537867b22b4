import { isDeepStrictEqual } from 'node:util';
import fc from 'fast-check';
import type { Fix } from '../../positions/fix.js';
import { checkpointBefore, keepCheckpoint, type AlertCheckpoint } from './checkpoints.js';
import { compareAlerts, type AlertChange } from './compare-alerts.js';
import type { AlertRules, OwnAlert, Surroundings } from './own-alert.js';
import { ownAlerts, watch } from './watch.js';

const minuteMs = 60_000;
const rules: AlertRules = {
  overspeed: { aboveKmh: 60, endsAtKmh: 55, fixesMin: 2 },
  idling: { belowKmh: 5, longerThanMs: 20 * minuteMs },
  unexpectedStop: { belowKmh: 5, withinM: 100, longerThanMs: 30 * minuteMs },
  gpsDark: { longerThanMs: 30 * minuteMs },
  silenceMs: 10 * minuteMs,
  coolDownMs: 5 * minuteMs,
};
const alone: Surroundings = { trips: [], visits: [], outages: [], observedUntilMs: null };
const onTrip = (fromMinute = 0, toMinute: number | null = null): Surroundings => ({
  ...alone,
  trips: [
    { tripId: 'trip', fromMs: fromMinute * minuteMs, toMs: toMinute === null ? null : toMinute * minuteMs },
  ],
});

const fixAt = (minute: number, speedKmh: number | null, more: Partial<Fix> = {}): Fix => ({
  deviceTimeMs: minute * minuteMs,
  latitude: 6.45,
  longitude: 3.36,
  headingDegrees: null,
  ignition: true,
  speedKmh,
  ...more,
});
const drive = (...speeds: (number | null)[]): Fix[] => speeds.map((speed, minute) => fixAt(minute, speed));
const stand = (from: number, to: number, more: Partial<Fix> = {}): Fix[] =>
  Array.from({ length: to - from + 1 }, (_, nth) => fixAt(from + nth, 0, { ignition: false, ...more }));

/** Kind, start, end in minutes. */
const told = (alerts: readonly OwnAlert[]) =>
  alerts.map(({ kind, startMs, closedMs }) => [
    kind,
    startMs / minuteMs,
    closedMs === null ? null : closedMs / minuteMs,
  ]);
const alertsOf = (fixes: readonly Fix[], around: Surroundings = alone) =>
  told(ownAlerts(fixes, around, rules));

describe('overspeed', () => {
  it('opens when two fixes in a row are over, with the first and the second as evidence', () => {
    const [alert] = ownAlerts(drive(50, 61, 70, 80), alone, rules);
    expect(alert).toMatchObject({
      kind: 'overspeed',
      startMs: minuteMs,
      provedMs: 2 * minuteMs,
      closedMs: null,
    });
    expect(alert?.fixes.map(({ speedKmh }) => speedKmh)).toEqual([61, 70]);
  });

  it('is one alert about the limit, and ends below the band', () => {
    expect(alertsOf(drive(61, 70, 58, 61, 56, 55))).toEqual([['overspeed', 0, 5]]);
  });

  it.each([
    ['one fix alone', drive(50, 90, 50)],
    ['the limit itself', drive(60, 60, 60)],
    ['fixes that say no speed', drive(null, null, null)],
    ['two fixes with a long silence between', [fixAt(0, 90), fixAt(11, 90), fixAt(12, 10)]],
  ])('is not %s', (_what, fixes) => {
    expect(alertsOf(fixes)).toEqual([]);
  });

  it('rests after it has ended, and opens again after that', () => {
    expect(alertsOf(drive(70, 70, 10, 70, 70, 10, 10, 70, 70))).toEqual([
      ['overspeed', 0, 2],
      ['overspeed', 7, null],
    ]);
  });

  it('ends with the last fix before a long silence', () => {
    expect(alertsOf([...drive(70, 70, 70), fixAt(14, 10)])).toEqual([['overspeed', 0, 2]]);
  });
});

describe('idling', () => {
  it('opens after more than 20 minutes with the engine on, dated from its beginning', () => {
    const idle = Array.from({ length: 22 }, (_, minute) => fixAt(minute, 3));
    expect(alertsOf(idle.slice(0, 21))).toEqual([]);
    expect(alertsOf(idle)).toEqual([['idling', 0, null]]);
    expect(alertsOf([...idle, fixAt(22, 0, { ignition: false })])).toEqual([['idling', 0, 22]]);
  });

  it('begins anew where the truck moved', () => {
    const fixes = Array.from({ length: 30 }, (_, minute) => fixAt(minute, minute === 15 ? 6 : 0));
    expect(alertsOf(fixes)).toEqual([]);
  });
});

describe('an unexpected stop', () => {
  it('is one on a trip outside any place, and ends when the truck moves on', () => {
    expect(alertsOf(stand(0, 31), onTrip())).toEqual([['unexpected_stop', 0, null]]);
    const moved = fixAt(32, 20, { ignition: true });
    expect(alertsOf([...stand(0, 31), moved], onTrip())).toEqual([['unexpected_stop', 0, 32]]);
  });

  it('is none without a trip, or in a place', () => {
    expect(alertsOf(stand(0, 60))).toEqual([]);
    expect(alertsOf(stand(0, 60), { ...onTrip(), visits: [{ fromMs: 0, toMs: null }] })).toEqual([]);
  });

  it('is seen by seldom fixes at one spot, not where the truck was moved meanwhile', () => {
    expect(alertsOf([fixAt(0, 0), fixAt(25, 0), fixAt(50, 0)], onTrip(0)).slice(0, 1)).toEqual([
      ['unexpected_stop', 0, null],
    ]);
    expect(alertsOf([fixAt(0, 0), fixAt(25, 0), fixAt(50, 0, { latitude: 6.46 })], onTrip())).toEqual([]);
  });

  it('ends with its trip', () => {
    expect(alertsOf(stand(0, 40), onTrip(0, 50))).toEqual([['unexpected_stop', 0, 50]]);
    expect(alertsOf(stand(0, 60), onTrip(0, 50))).toEqual([['unexpected_stop', 0, 50]]);
  });
});

describe('GPS-dark', () => {
  const until = (minute: number, around = onTrip()): Surroundings => ({
    ...around,
    observedUntilMs: minute * minuteMs,
  });

  it('opens when silence on a trip was observed for more than 30 minutes, and ends with the next fix', () => {
    expect(alertsOf(drive(20), until(30))).toEqual([]);
    expect(alertsOf(drive(20), until(31))).toEqual([['gps_dark', 0, null]]);
    expect(alertsOf([...drive(20), fixAt(40, 20)], until(41))).toEqual([['gps_dark', 0, 40]]);
  });

  it('counts only while a trip is under way', () => {
    expect(alertsOf(drive(20), until(60, alone))).toEqual([]);
    expect(alertsOf(drive(20), until(60, onTrip(40)))).toEqual([]);
    expect(alertsOf(drive(20), until(100, onTrip(0, 50)))).toEqual([['gps_dark', 0, 50]]);
  });

  it('counts from the end of the last outage of the stream, for before it nobody was heard', () => {
    const outages = [{ fromMs: minuteMs, toMs: 50 * minuteMs }];
    expect(alertsOf(drive(20), { ...until(80), outages })).toEqual([]);
    expect(alertsOf(drive(20), { ...until(81), outages })).toEqual([['gps_dark', 50, null]]);
    expect(alertsOf(drive(20), { ...until(200), outages: [{ fromMs: minuteMs, toMs: null }] })).toEqual([]);
  });

  it('stays where it was proved before an outage began', () => {
    const outages = [{ fromMs: 40 * minuteMs, toMs: null }];
    expect(alertsOf(drive(20), { ...until(90), outages })).toEqual([['gps_dark', 0, null]]);
  });

  it('rests after it has ended', () => {
    expect(alertsOf([fixAt(0, 20), fixAt(40, 20), fixAt(74, 20)], onTrip())).toEqual([['gps_dark', 0, 40]]);
  });
});

/** Keeps a truck's alerts as the service does: each change looks again from before it, and tells what differs. */
const keeper = () => {
  const fixes = new Map<number, Fix>();
  let checkpoints: AlertCheckpoint[] = [];
  const alerts = new Map<string, OwnAlert>();
  const history: AlertChange[] = [];
  const nameOf = ({ kind, startMs }: OwnAlert): string => `${kind} ${startMs}`;
  return {
    alerts,
    history,
    take: (arrived: readonly Fix[], around: Surroundings, changedFromMs: number): void => {
      for (const fix of arrived) fixes.set(fix.deviceTimeMs, fix);
      const from = checkpointBefore(checkpoints, changedFromMs);
      if (from === undefined) throw new Error('older than anything kept');
      const later = [...fixes.values()]
        .filter(({ deviceTimeMs }) => from.timeMs === null || deviceTimeMs > from.timeMs)
        .sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);
      const { state, alerts: now } = watch(from.state, later, around, rules);
      const known = [...alerts.values()].filter(
        ({ settledMs }) => settledMs === null || from.timeMs === null || settledMs > from.timeMs,
      );
      for (const change of compareAlerts(known, now)) {
        history.push(change);
        if (change.change === 'withdrawn') alerts.delete(nameOf(change.alert));
        else alerts.set(nameOf(change.alert), change.alert);
      }
      const newest = { timeMs: state.last?.deviceTimeMs ?? null, state };
      checkpoints = keepCheckpoint(checkpoints, from, newest, Number.POSITIVE_INFINITY);
    },
    checkpoints: () => checkpoints.length,
  };
};

/** What somebody knows who only hears of the changes; nobody hears twice of an opening or an end. */
const heardOf = (history: readonly AlertChange[]): Map<string, OwnAlert> => {
  const heard = new Map<string, OwnAlert>();
  for (const { change, alert } of history) {
    const name = `${alert.kind} ${alert.startMs}`;
    const before = heard.get(name);
    if ((change === 'opened') !== (before === undefined)) throw new Error(`${name} is ${change}`);
    if (change === 'closed' && before?.closedMs !== null) throw new Error(`${name} is closed twice`);
    if (change === 'withdrawn') heard.delete(name);
    else heard.set(name, alert);
  }
  return heard;
};

describe('alerts of fixes that arrive in any order, grouping and number of copies', () => {
  const fix = fc
    .record({
      minute: fc.integer({ min: 0, max: 180 }),
      speedKmh: fc.constantFrom(0, 0, 3, 30, 57, 61, 90, null),
      ignition: fc.constantFrom(true, true, false, null),
      latitude: fc.constantFrom(6.45, 6.45, 6.45, 6.46),
    })
    .map(({ minute, speedKmh, ...more }) => fixAt(minute, speedKmh, more));
  // Runs of one situation, so that what takes its time comes about too.
  const run = fc
    .record({ like: fix, length: fc.integer({ min: 1, max: 35 }), step: fc.constantFrom(1, 1, 5, 9) })
    .map(({ like, length, step }) =>
      Array.from({ length }, (_, nth) => ({
        ...like,
        deviceTimeMs: like.deviceTimeMs + nth * step * minuteMs,
      })),
    );
  const interval = fc
    .record({ from: fc.integer({ min: 0, max: 150 }), length: fc.option(fc.integer({ min: 1, max: 120 })) })
    .map(({ from, length }) => ({
      fromMs: from * minuteMs,
      toMs: length === null ? null : (from + length) * minuteMs,
    }));
  const around: fc.Arbitrary<Surroundings> = fc.record({
    trips: fc
      .array(interval, { maxLength: 1 })
      .map((trips) => trips.map((trip) => ({ ...trip, tripId: 'trip' }))),
    visits: fc.array(interval, { maxLength: 2 }),
    outages: fc.array(interval, { maxLength: 1 }),
    observedUntilMs: fc.constant(700 * minuteMs),
  });
  const world = fc
    .record({ runs: fc.array(run, { minLength: 1, maxLength: 4 }), around, late: around })
    .chain(({ runs, ...rest }) => {
      const fixes = [...new Map(runs.flat().map((one) => [one.deviceTimeMs, one])).values()];
      const arrivals = fc
        .tuple(
          fc.shuffledSubarray(fixes, { minLength: fixes.length, maxLength: fixes.length }),
          fc.shuffledSubarray(fixes),
          fc.boolean(),
        )
        .map(([order, copies, inOrder]) => [
          ...(inOrder ? [...order].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs) : order),
          ...copies,
        ]);
      return fc.record({
        fixes: fc.constant(fixes),
        arrivals,
        slice: fc.integer({ min: 8, max: 60 }),
        around: fc.constant(rest.around),
        before: fc.constant(rest.late),
      });
    });

  it('are those of the fixes sorted by device time, and told once each', () => {
    let seen = 0;
    fc.assert(
      fc.property(world, ({ fixes, arrivals, slice, around: known, before }) => {
        const kept = keeper();
        // Trips, visits and outages become known last of all: then everything is looked at again.
        for (let from = 0; from < arrivals.length; from += slice) {
          const arrived = arrivals.slice(from, from + slice);
          kept.take(arrived, before, Math.min(...arrived.map(({ deviceTimeMs }) => deviceTimeMs)));
        }
        kept.take([], known, Number.NEGATIVE_INFINITY);
        const sorted = [...fixes].sort((a, b) => a.deviceTimeMs - b.deviceTimeMs);
        const batch = ownAlerts(sorted, known, rules);
        const inOrder = (alerts: Iterable<OwnAlert>) =>
          [...alerts].sort((a, b) => a.startMs - b.startMs || a.kind.localeCompare(b.kind));
        // Compared by the matcher only where they differ: it takes longer than all the rest.
        for (const alerts of [kept.alerts, heardOf(kept.history)]) {
          const found = inOrder(alerts.values());
          if (!isDeepStrictEqual(found, inOrder(batch))) expect(found).toEqual(inOrder(batch));
        }
        seen += batch.length;
        if (kept.checkpoints() > 16) throw new Error(`${kept.checkpoints()} checkpoints`);
      }),
      {
        numRuns: Number(process.env['PROPERTY_RUNS'] ?? 10_000),
        seed: Number(process.env['PROPERTY_SEED'] ?? 4),
      },
    );
    expect(seen).toBeGreaterThan(5_000);
  }, 120_000);
});
