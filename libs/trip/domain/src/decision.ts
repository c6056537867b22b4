import type { PersonEvidence, TripEvent } from './events.js';
import type { LivingTrip, Trip } from './trip.js';

/** An expected no: a stable code and a sentence that says what is allowed now. */
export type Refusal = {
  readonly kind: 'invalid' | 'not_found' | 'conflict' | 'stale';
  readonly code: string;
  readonly message: string;
  readonly field?: string;
};

/** Events to append (none where what is asked for is already so), or a refusal. */
export type Decision<Event extends TripEvent> =
  { readonly events: readonly Event[] } | { readonly refusal: Refusal };

/** Who asks, and when we heard it. The domain has no clock of its own. */
export type Asked = { readonly by: PersonEvidence; readonly now: string };

export const refuse = (
  kind: Refusal['kind'],
  code: string,
  message: string,
  field?: string,
): { refusal: Refusal } => ({
  refusal: field === undefined ? { kind, code, message } : { kind, code, message, field },
});

export const happened = <Event extends TripEvent>(...events: Event[]): { events: Event[] } => ({ events });

/** The part every event shares; `reason` where the command gives one that the event does not carry itself. */
export const recorded = (
  asked: Asked,
  reason?: string,
): { evidence: PersonEvidence; recordedAt: string } => ({
  evidence: reason === undefined ? asked.by : { ...asked.by, reason },
  recordedAt: asked.now,
});

/** How far the clock of whoever reports may run ahead of ours. */
const clockToleranceMs = 5 * 60_000;

const ms = (instant: string): number => Date.parse(instant);

/** A stage may not be reported from the future, nor before the stage it follows. */
export const refuseTime = (
  at: string,
  after: string | null,
  asked: Asked,
): { refusal: Refusal } | undefined => {
  if (ms(at) > ms(asked.now) + clockToleranceMs) {
    return refuse(
      'invalid',
      'time_in_future',
      'The time may not lie more than 5 minutes in the future.',
      'at',
    );
  }
  if (after !== null && ms(at) < ms(after)) {
    return refuse(
      'conflict',
      'time_before_previous_stage',
      `The time may not lie before ${after}, the stage it follows.`,
      'at',
    );
  }
  return undefined;
};

/** The time of the newest thing that happened to a trip, which the next may not lie before. */
export const latestOf = ({ milestones, handedOver, driverSwappedAt }: LivingTrip): string | null =>
  [
    ...milestones.map(({ at }) => at),
    ...handedOver.map(({ until }) => until),
    ...(driverSwappedAt === null ? [] : [driverSwappedAt]),
  ].reduce<string | null>((latest, at) => (latest === null || ms(at) > ms(latest) ? at : latest), null);

/** The refusal for a trip that does not exist or is over, for commands that need a living one. */
export const refuseUnlessLiving = (trip: Trip): { refusal: Refusal } | LivingTrip => {
  switch (trip.situation) {
    case 'unknown':
      return refuse('not_found', 'trip_not_found', 'There is no trip with this id.');
    case 'completed':
    case 'cancelled':
    case 'failed':
      return refuse(
        'conflict',
        `trip_${trip.situation}`,
        `The trip is ${trip.situation}; its times can be corrected, nothing more can happen to it.`,
      );
    default:
      return trip;
  }
};
