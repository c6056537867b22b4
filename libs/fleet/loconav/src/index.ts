export { LoconavClient } from './loconav-client.js';
export { LoconavError, type LoconavErrorKind } from './loconav-error.js';
export type { LoconavOptions } from './loconav-transport.js';
export type { Alert } from './alerts.js';
export type { NewTrip, Trip, TripPlace } from './trips.js';
export type { LastKnown, Vehicle } from './vehicles.js';
