import { aTruck } from '../../testing/a-truck.js';
import { fromSnapshot } from '../live-trucks/live-trucks.js';
import { iconOf } from './icon-names.js';
import { truckFeatures } from './truck-features.js';

const fleet = fromSnapshot(
  new Map(),
  [
    aTruck({ truckId: 'a', longitude: 3.3, latitude: 6.5, headingDegrees: 45 }),
    aTruck({ truckId: 'b', motion: 'stationary', headingDegrees: null }),
  ],
  0,
);
const everything = { selectedId: null, found: null, past: null };
const of = (id: string, view: Parameters<typeof truckFeatures>[2], nowMs = 0) =>
  truckFeatures(fleet, new Map(), view, nowMs).features.find(({ properties }) => properties?.['id'] === id);

describe('a truck on the map', () => {
  it('is where its fix is and points where it heads', () => {
    expect(of('a', everything)).toMatchObject({
      geometry: { coordinates: [3.3, 6.5] },
      properties: { icon: 'moving-arrow-fresh', heading: 45, selected: false, opacity: 1 },
    });
  });

  it('of the past has the age of then', () => {
    const past = { atMs: 400_000, trucks: fleet };
    expect(of('a', { ...everything, past }, 86_400_000)?.properties).toMatchObject({
      icon: 'moving-arrow-aged',
      opacity: 0.99,
    });
  });

  it('turns hollow after five minutes and fades over an hour', () => {
    expect(of('a', everything, 400_000)?.properties).toMatchObject({ icon: 'moving-arrow-aged' });
    expect(of('a', everything, 7_200_000)?.properties).toMatchObject({ opacity: 0.65 });
  });

  it('that the filter does not find is faint, unless it is selected', () => {
    const found = new Set(['b']);
    expect(of('a', { ...everything, found })?.properties).toMatchObject({ opacity: 0.18 });
    expect(of('a', { ...everything, selectedId: 'a', found })?.properties).toMatchObject({
      opacity: 1,
      selected: true,
    });
  });
});

it('gives a direction only to what moves or idles, and only when it is known', () => {
  expect(iconOf('moving', null, 0)).toBe('moving-round-fresh');
  expect(iconOf('idling', 10, 0)).toBe('idling-nosed-fresh');
  expect(iconOf('stationary', 10, 0)).toBe('stationary-round-fresh');
  expect(iconOf('outdated', 10, 0)).toBe('outdated-round-aged');
});
