import { distanceKm } from './distance.js';

const apapa = { latitude: 6.4433, longitude: 3.3668 };

test('a distance is a great circle, across the date line too', () => {
  expect(distanceKm(apapa, { latitude: 7.3775, longitude: 3.947 })).toBeCloseTo(122.1, 0);
  expect(distanceKm({ latitude: 0, longitude: 179.5 }, { latitude: 0, longitude: -179.5 })).toBeCloseTo(
    111.2,
    1,
  );
});
