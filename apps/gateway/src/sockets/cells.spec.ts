import fc from 'fast-check';
import { fleetRoom, roomsAt, roomsOf } from './cells.js';

const latitude = fc.double({ min: -90, max: 90, noNaN: true });
const longitude = fc.double({ min: -180, max: 180, noNaN: true });
const part = fc.double({ min: 0, max: 1, noNaN: true });

describe('the rooms of a viewport', () => {
  it('are the whole fleet’s without one, and for one that spans the world', () => {
    expect(roomsOf(null)).toEqual([fleetRoom]);
    expect(roomsOf({ north: 90, south: -90, west: -180, east: 180 })).toEqual([fleetRoom]);
  });

  it('are few, and fine for a small area', () => {
    const rooms = roomsOf({ north: 6.6, south: 6.4, west: 3.2, east: 3.5 });
    expect(rooms.length).toBeLessThanOrEqual(36);
    expect(rooms.every((room) => room.startsWith('0.1:'))).toBe(true);
  });

  it('show every truck in the area, whatever the area, across the date line too', () => {
    fc.assert(
      fc.property(
        latitude,
        longitude,
        fc.double({ min: 0, max: 20, noNaN: true }),
        fc.double({ min: 0, max: 300, noNaN: true }),
        fc.tuple(part, part),
        (south, west, height, width, [up, along]) => {
          const north = Math.min(90, south + height);
          const unwrapped = west + width;
          const east = unwrapped > 180 ? unwrapped - 360 : unwrapped;
          const truckLatitude = south + (north - south) * up;
          const truckUnwrapped = west + width * along;
          const truckLongitude = truckUnwrapped > 180 ? truckUnwrapped - 360 : truckUnwrapped;
          const rooms = new Set(roomsOf({ north, south, east, west }));
          expect(roomsAt(truckLatitude, truckLongitude).some((room) => rooms.has(room))).toBe(true);
        },
      ),
      { numRuns: 2_000, seed: 20_261_126 },
    );
  });
});
