import type { Platform } from '@watch-tower/bootstrap';
import type { ReadModel } from '@watch-tower/projections';
import type { GatewayConfig } from '../config.js';
import { alertsProjection } from './find-alerts/alerts.projection.js';
import { deviceClocksProjection } from './find-devices/device-clocks.projection.js';
import { quarantineProjection } from './find-quarantined/quarantine.projection.js';
import { tripsProjection } from './find-trips/trips.projection.js';
import { visitsProjection } from './find-visits/visits.projection.js';
import { TrackPartitions } from './get-track/track-partitions.js';
import { thinnedTracksProjection } from './get-track/thinned-tracks.projection.js';
import { tracksProjection } from './get-track/tracks.projection.js';
import { loconavTripsProjection } from './get-trip-details/loconav-trips.projection.js';
import { truckLocationsProjection } from './get-truck-location/truck-locations.js';
import { registryProjection } from './registry/registry.js';

/** What the command `rebuild` can make anew. */
export const readModelsOf = (
  { database, schedule }: Pick<Platform, 'database' | 'schedule'>,
  config: Pick<GatewayConfig, 'quarantineKeptDays' | 'thinnedTracksKeptDays' | 'tracksKeptDays'>,
): readonly ReadModel[] => [
  alertsProjection,
  deviceClocksProjection,
  loconavTripsProjection,
  { ...quarantineProjection, shownDays: config.quarantineKeptDays },
  registryProjection,
  { ...thinnedTracksProjection, shownDays: config.thinnedTracksKeptDays },
  tracksProjection(new TrackPartitions(database, schedule, config)),
  tripsProjection,
  truckLocationsProjection,
  visitsProjection,
];
