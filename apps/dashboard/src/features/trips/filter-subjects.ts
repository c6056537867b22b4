import { call } from '../../api/call.js';
import { findClients, findDrivers, findPlaces, findTrucks } from '../registry/find-choices.js';
import type { TripFilter } from './trip-filter.js';

/** What trips can be of: how one is found, and what one is called whose id stands in the address. */
export const filterSubjects = [
  {
    field: 'clientId',
    label: 'Client',
    find: findClients,
    nameOf: async (id, signal) => (await call('getOrganization', { path: { id }, signal })).name,
  },
  {
    field: 'truckId',
    label: 'Truck',
    find: findTrucks,
    nameOf: async (id, signal) => (await call('getTruck', { path: { id }, signal })).number,
  },
  {
    field: 'driverId',
    label: 'Driver',
    find: findDrivers,
    nameOf: async (id, signal) => (await call('getDriver', { path: { id }, signal })).name,
  },
  {
    field: 'locationId',
    label: 'Place',
    find: findPlaces,
    nameOf: async (id, signal) => (await call('getLocation', { path: { id }, signal })).name,
  },
] as const satisfies readonly {
  field: keyof TripFilter;
  label: string;
  find: typeof findTrucks;
  nameOf: (id: string, signal: AbortSignal) => Promise<string>;
}[];

export type FilterSubject = (typeof filterSubjects)[number];
