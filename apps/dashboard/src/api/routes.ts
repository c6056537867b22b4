import type { Routes } from '@watch-tower/contracts';

type Listed = { [Name in keyof Routes]: readonly [Routes[Name]['method'], Routes[Name]['path']] };

/**
 * The routes this program calls. Only types come from the contracts, so no schema is in the browser's bundle, and
 * a route that changes there does not compile here.
 */
export const routes = {
  login: ['POST', '/api/v1/auth/login'],
  refresh: ['POST', '/api/v1/auth/refresh'],
  getMe: ['GET', '/api/v1/auth/me'],
  findTrips: ['GET', '/api/v1/trips'],
  getTrip: ['GET', '/api/v1/trips/{id}'],
  getTruck: ['GET', '/api/v1/trucks/{id}'],
  getTruckStatus: ['GET', '/api/v1/trucks/{id}/status'],
  findTrucks: ['GET', '/api/v1/trucks'],
  findTrucksAtLocations: ['GET', '/api/v1/trucks/at-location'],
  getDataQuality: ['GET', '/api/v1/data-quality'],
  findQuarantined: ['GET', '/api/v1/quarantine'],
  findDevices: ['GET', '/api/v1/data-quality/devices'],
  findLocations: ['GET', '/api/v1/locations'],
} as const satisfies Partial<Listed>;

export type RouteName = keyof typeof routes;
