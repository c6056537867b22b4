export { decide, type TripCommand } from './decide.js';
export type { Asked, Decision, Refusal } from './decision.js';
export type { Evidence, TripEvent } from './events.js';
export type { Plan, PlanChange } from './plan.js';
export {
  followVisits,
  type FollowedTrip,
  type FollowRules,
  type Progress,
} from './progress/follow-visits.js';
export { progressEvents } from './progress/progress-events.js';
export type { Visit } from './progress/visit.js';
export { watchDelay, type DelayRules } from './progress/watch-delay.js';
export type { Registry } from './registry.js';
export { reservationsOf, type Reservation } from './reservations.js';
export { stageOf, type Stage } from './stage.js';
export { evolve, isUnderWay, unknownTrip, type KnownTrip, type Trip } from './trip.js';
