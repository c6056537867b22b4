import { z } from 'zod';
import {
  dataQuality,
  deviceQualityPage,
  findDevicesQuery,
  findQuarantinedQuery,
  getDataQualityQuery,
  quarantinePage,
} from './data-quality.js';
import { findFleetPastQuery, fleetPastPage } from './fleet-past.js';
import type { RouteDefinition } from './routes.js';
import {
  batchLocation,
  batchLocationRequest,
  getTrackQuery,
  getTruckLocationQuery,
  track,
  whereTruckIs,
  whereTruckWas,
} from './tracks.js';
import {
  findTrucksAtLocationQuery,
  findVisitsQuery,
  truckAtLocationPage,
  trucksOfLocationQuery,
  visitPage,
} from './visits.js';

const everyone = ['admin', 'dispatcher', 'viewer'] as const;

/** Where trucks are and were, and how good the signals are that say so. */
export const whereaboutsRoutes = {
  getTruckLocation: {
    method: 'GET',
    path: '/api/v1/trucks/{id}/location',
    tag: 'Whereabouts',
    summary: 'Where a truck is, or was',
    access: everyone,
    query: getTruckLocationQuery,
    answer: { status: 200, schema: z.union([whereTruckIs, whereTruckWas]) },
  },
  findFleetPast: {
    method: 'GET',
    path: '/api/v1/trucks/past',
    tag: 'Whereabouts',
    summary: 'Where every truck was at a moment, at which place and on which trip, by number',
    access: everyone,
    query: findFleetPastQuery,
    answer: { status: 200, schema: fleetPastPage },
  },
  batchLocation: {
    method: 'POST',
    path: '/api/v1/trucks/batch-location',
    tag: 'Whereabouts',
    summary: 'Where up to 1,000 trucks are',
    access: everyone,
    body: batchLocationRequest,
    answer: { status: 200, schema: batchLocation },
  },
  getTrack: {
    method: 'GET',
    path: '/api/v1/trucks/{id}/track',
    tag: 'Whereabouts',
    summary: 'Where a truck was: its fixes, each with its evidence',
    access: everyone,
    query: getTrackQuery,
    bounded: 'more than 31 days, or more than 25,000 fixes; it says how far they reach',
    answer: { status: 200, schema: track, files: ['text/csv', 'application/gpx+xml'] },
  },
  findTrucksAtLocations: {
    method: 'GET',
    path: '/api/v1/trucks/at-location',
    tag: 'Whereabouts',
    summary: 'Which trucks are at places, who came last first',
    access: everyone,
    query: findTrucksAtLocationQuery,
    answer: { status: 200, schema: truckAtLocationPage },
  },
  findTrucksOfLocation: {
    method: 'GET',
    path: '/api/v1/locations/{id}/trucks',
    tag: 'Whereabouts',
    summary: 'Which trucks are at a place, who came last first',
    access: everyone,
    query: trucksOfLocationQuery,
    answer: { status: 200, schema: truckAtLocationPage },
  },
  findVisits: {
    method: 'GET',
    path: '/api/v1/visits',
    tag: 'Whereabouts',
    summary: 'Find visits, the latest start first',
    access: everyone,
    query: findVisitsQuery,
    answer: { status: 200, schema: visitPage },
  },
  findQuarantined: {
    method: 'GET',
    path: '/api/v1/quarantine',
    tag: 'Data quality',
    summary: 'Location reports that were set apart and why, newest first',
    access: everyone,
    query: findQuarantinedQuery,
    answer: { status: 200, schema: quarantinePage },
  },
  getDataQuality: {
    method: 'GET',
    path: '/api/v1/data-quality',
    tag: 'Data quality',
    summary: 'How good the fixes of all trucks are: lag, late ones, outliers, by source',
    access: everyone,
    query: getDataQualityQuery,
    answer: { status: 200, schema: dataQuality },
  },
  findDevices: {
    method: 'GET',
    path: '/api/v1/data-quality/devices',
    tag: 'Data quality',
    summary: 'How good the signals of each truck are, by number',
    access: everyone,
    query: findDevicesQuery,
    answer: { status: 200, schema: deviceQualityPage },
  },
} as const satisfies Record<string, RouteDefinition>;
