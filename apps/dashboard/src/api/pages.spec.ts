import { aTrip } from '../../testing/a-trip.js';
import { withNextPage } from './trip-pages.js';

const first = { trips: [aTrip({ id: 'a' }), aTrip({ id: 'b', version: 1 })], nextCursor: 'after b' };

it('a further page comes after those that are there', () => {
  const pages = withNextPage(first, { items: [aTrip({ id: 'c' })], nextCursor: null });
  expect(pages.trips.map(({ id }) => id)).toEqual(['a', 'b', 'c']);
  expect(pages.nextCursor).toBeNull();
});

it('a trip that moved between the pages stands once, as it came last', () => {
  const pages = withNextPage(first, { items: [aTrip({ id: 'b', version: 2 })], nextCursor: null });
  expect(pages.trips.map(({ id, version }) => [id, version])).toEqual([
    ['a', 1],
    ['b', 2],
  ]);
});
