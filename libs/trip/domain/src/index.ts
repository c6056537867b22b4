export { decide, type TripCommand } from './decide.js';
export type { Asked, Decision, Refusal } from './decision.js';
export type { Evidence, TripEvent } from './events.js';
export type { Plan, PlanChange } from './plan.js';
export type { Registry } from './registry.js';
export { reservationsOf, type Reservation } from './reservations.js';
export { evolve, unknownTrip, type Trip } from './trip.js';
