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
  listPeople: ['GET', '/api/v1/people'],
  findTrips: ['GET', '/api/v1/trips'],
  getTrip: ['GET', '/api/v1/trips/{id}'],
  createTrip: ['POST', '/api/v1/trips'],
  previewTripImport: ['POST', '/api/v1/trips/imports/preview'],
  createImportedTrips: ['POST', '/api/v1/trips/imports/{id}/create'],
  updateTrip: ['PUT', '/api/v1/trips/{id}'],
  cancelTrip: ['DELETE', '/api/v1/trips/{id}'],
  startTrip: ['POST', '/api/v1/trips/{id}/actions/start'],
  arriveTrip: ['POST', '/api/v1/trips/{id}/actions/arrive'],
  offloadTrip: ['POST', '/api/v1/trips/{id}/actions/offload'],
  completeTrip: ['POST', '/api/v1/trips/{id}/actions/complete'],
  holdTrip: ['POST', '/api/v1/trips/{id}/actions/hold'],
  resumeTrip: ['POST', '/api/v1/trips/{id}/actions/resume'],
  failTrip: ['POST', '/api/v1/trips/{id}/actions/fail'],
  swapTruck: ['POST', '/api/v1/trips/{id}/actions/swap-truck'],
  swapDriver: ['POST', '/api/v1/trips/{id}/actions/swap-driver'],
  correctTrip: ['POST', '/api/v1/trips/{id}/actions/correct'],
  shareTrip: ['POST', '/api/v1/trips/{id}/share-links'],
  findShareLinks: ['GET', '/api/v1/trips/{id}/share-links'],
  revokeShareLink: ['DELETE', '/api/v1/trips/{id}/share-links/{linkId}'],
  viewSharedTrip: ['POST', '/api/v1/shared'],
  getTruck: ['GET', '/api/v1/trucks/{id}'],
  findTrucks: ['GET', '/api/v1/trucks'],
  findFleetPast: ['GET', '/api/v1/trucks/past'],
  getDriver: ['GET', '/api/v1/drivers/{id}'],
  getOrganization: ['GET', '/api/v1/organizations/{id}'],
  findDrivers: ['GET', '/api/v1/drivers'],
  findOrganizations: ['GET', '/api/v1/organizations'],
  getTruckStatus: ['GET', '/api/v1/trucks/{id}/status'],
  getTruckLocation: ['GET', '/api/v1/trucks/{id}/location'],
  getTrack: ['GET', '/api/v1/trucks/{id}/track'],
  findVisits: ['GET', '/api/v1/visits'],
  findTrucksAtLocations: ['GET', '/api/v1/trucks/at-location'],
  findTrucksOfLocation: ['GET', '/api/v1/locations/{id}/trucks'],
  findAlerts: ['GET', '/api/v1/alerts'],
  getAlert: ['GET', '/api/v1/alerts/{id}'],
  acknowledgeAlert: ['POST', '/api/v1/alerts/{id}/actions/acknowledge'],
  assignAlert: ['POST', '/api/v1/alerts/{id}/actions/assign'],
  snoozeAlert: ['POST', '/api/v1/alerts/{id}/actions/snooze'],
  findLocations: ['GET', '/api/v1/locations'],
  getLocation: ['GET', '/api/v1/locations/{id}'],
  createLocation: ['POST', '/api/v1/locations'],
  updateLocation: ['PUT', '/api/v1/locations/{id}'],
  retireLocation: ['DELETE', '/api/v1/locations/{id}'],
  findQuarantined: ['GET', '/api/v1/quarantine'],
  getDataQuality: ['GET', '/api/v1/data-quality'],
  findDevices: ['GET', '/api/v1/data-quality/devices'],
  getOperation: ['GET', '/api/v1/operations/{id}'],
} as const satisfies Partial<Listed>;

export type RouteName = keyof typeof routes;
