import type { LocationView } from '@watch-tower/contracts';
import { changesOf, rebased, toForm } from './place-form.js';

const place: LocationView = {
  id: '0190d4f0-0000-7000-8000-0000000000a1',
  version: 3,
  name: 'APM Terminals Apapa',
  type: 'terminal',
  address: null,
  city: 'Lagos',
  state: null,
  fence: { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 200 },
  loconavGeofenceId: 17,
  createdAt: '2026-03-01T10:00:00.000Z',
  updatedAt: '2026-03-01T10:00:00.000Z',
  retiredAt: null,
};

it('a place that was opened and not touched has not changed', () => {
  expect(changesOf(place, toForm(place))).toEqual({});
});

it('only what was changed is sent, and what was emptied is sent as null', () => {
  const form = { ...toForm(place), city: ' ', address: ' Wharf Road ', loconavGeofenceId: '' };
  expect(changesOf(place, form)).toEqual({ city: null, address: 'Wharf Road', loconavGeofenceId: null });
});

it('a fence counts as changed when it is', () => {
  const form = toForm(place);
  const fence = { ...form.fence, radiusM: 90 } as typeof form.fence;
  expect(changesOf(place, { ...form, fence })).toEqual({
    fence: { shape: 'circle', latitude: 6.44, longitude: 3.36, radiusM: 90 },
  });
});

it('what two people changed apart is kept of both', () => {
  const theirs = { ...place, version: 4, address: 'Wharf Road', city: 'Apapa' };
  const form = rebased(place, { ...toForm(place), name: 'Mine', city: 'Ikeja' }, theirs);
  expect(changesOf(theirs, form)).toEqual({ name: 'Mine', city: 'Ikeja' });
});
