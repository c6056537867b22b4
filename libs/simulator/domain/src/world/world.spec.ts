import fc from 'fast-check';
import { distanceM } from '../geo/geometry.js';
import { createFleet, organizations } from './fleet.js';
import { imeiOf, luhnDigit } from './imei.js';
import { places } from './places.js';
import { roads, type RoadNode } from './roads.js';
import { routeBetween } from './route.js';

describe('roads', () => {
  it('meet where they share a junction', () => {
    const junctions = new Map<RoadNode, { lat: number; lon: number }>(
      places.map((place) => [place.key, place]),
    );
    for (const { from, to, line } of roads) {
      for (const [node, point] of [
        [from, line.at(0)],
        [to, line.at(-1)],
      ] as const) {
        if (!point) throw new Error('a road has no points');
        const known = junctions.get(node) ?? point;
        expect(distanceM(known, point)).toBeLessThan(1);
        junctions.set(node, known);
      }
    }
  });

  it('connect every place with every other, at the distances of the map', () => {
    const km = (from: (typeof places)[number]['key'], to: (typeof places)[number]['key']) =>
      routeBetween(from, to)
        .stretches.flatMap(({ points }) =>
          points.slice(1).map((point, i) => distanceM(points[i] ?? point, point)),
        )
        .reduce((sum, length) => sum + length, 0) / 1000;
    for (const from of places)
      for (const to of places) if (from !== to) expect(km(from.key, to.key)).toBeGreaterThan(0.5);
    expect(km('apapa', 'ikeja')).toBeCloseTo(22, -1);
    expect(km('apapa', 'ibadan')).toBeGreaterThan(120);
    expect(km('apapa', 'ibadan')).toBeLessThan(165);
    expect(km('tin-can-tict', 'agbara')).toBeCloseTo(35, -1);
  });
});

describe('fleet', () => {
  it('has plates and devices of its own, in the two styles of the field', () => {
    const fleet = createFleet(1, 1000);
    expect(new Set(fleet.map(({ plate }) => plate)).size).toBe(1000);
    expect(new Set(fleet.map(({ imei }) => imei)).size).toBe(1000);
    for (const { plate, imei, transporter } of fleet) {
      expect(plate).toMatch(/^(T\d{5}L[A-Z]|K[A-Z]{2} \d{3}[A-Z])$/);
      expect(imei).toMatch(/^\d{15}$/);
      expect(organizations).toContainEqual({ name: transporter, type: 'transporter' });
    }
  });

  it('grows without changing the trucks it has', () => {
    expect(createFleet(7, 40).slice(0, 30)).toEqual(createFleet(7, 30));
    expect(createFleet(8, 1)).not.toEqual(createFleet(7, 1));
  });

  it('gives IMEIs a valid check digit', () => {
    // The example of 3GPP TS 23.003, annex B.
    expect(luhnDigit('49015420323751')).toBe('8');
    fc.assert(
      fc.property(fc.string(), (name) => luhnDigit(imeiOf(name).slice(0, 14)) === imeiOf(name)[14]),
      { seed: 20_261_126 },
    );
  });
});
