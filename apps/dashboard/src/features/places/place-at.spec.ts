import type { LocationView } from '@watch-tower/contracts';
import { placeAt } from './place-at.js';

const place = (id: string, radiusM: number): LocationView => ({
  id,
  version: 1,
  name: id,
  type: 'terminal',
  address: null,
  city: null,
  state: null,
  fence: { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM },
  loconavGeofenceId: null,
  createdAt: '2026-03-01T10:00:00.000Z',
  updatedAt: '2026-03-01T10:00:00.000Z',
  retiredAt: null,
});

it('a click finds the inner of two places, wherever it stands in the list', () => {
  const [gate, port] = [place('gate', 100), place('port', 900)];
  expect(placeAt([gate, port], [3.36, 6.44])?.id).toBe('gate');
  expect(placeAt([port, gate], [3.36, 6.44])?.id).toBe('gate');
  expect(placeAt([port, gate], [3.365, 6.44])?.id).toBe('port');
});

it('a click beside all of them finds none', () => {
  expect(placeAt([place('gate', 100), { ...place('x', 100), fence: null }], [3.5, 6.44])).toBeUndefined();
});
