import {
  createFaults,
  dayOf,
  hash32,
  planDay,
  toldOf,
  truthOf,
  type Fault,
  type Job,
  type PlaceKey,
  type Sender,
  type Told,
  type Truck,
  type Truth,
} from '@watch-tower/simulator-domain';

/** What is simulated: whose life, how often devices tell of it, and what goes wrong with that. */
export type Settings = {
  readonly seed: number;
  readonly intervalSeconds: number;
  readonly faults: readonly Fault[];
};

/** A stop as the truck really made it, to the second; null where it did not come, or has not left. Epoch ms. */
export type TrueStop = {
  readonly kind: 'pickup' | 'delivery' | 'empty_return';
  readonly place: PlaceKey;
  readonly enteredMs: number | null;
  readonly leftMs: number | null;
};

/** A job of a truck as it is planned, and as it went. */
export type TrueTrip = {
  readonly vpcId: string;
  readonly plate: string;
  readonly scheduledDepartureMs: number;
  readonly stops: readonly TrueStop[];
};

/** A truck in a span of time: what it did, what it told of that in the order of arrival, and its trips. */
export type SimulatedTruck = {
  readonly truck: Truck & Sender;
  readonly fromMs: number;
  readonly untilMs: number;
  readonly truth: Truth;
  readonly told: readonly Told[];
  readonly trips: readonly TrueTrip[];
};

/** What a dispatcher allows for the way to the terminal, the queue before it and the loading. */
const toDepartureMs = 60 * 60_000;
/** Of ten trips so many include the return of the empty. */
const emptyReturns = 7;

/** @param span epoch ms; trips are those of the jobs that are to begin in it, or since `tripsFromMs`. */
export const simulateTruck = (
  settings: Settings,
  truck: Truck & Sender,
  { fromMs, untilMs, tripsFromMs = fromMs }: { fromMs: number; untilMs: number; tripsFromMs?: number },
): SimulatedTruck => {
  const truth = truthOf(settings, truck, fromMs, untilMs);
  const told = toldOf(truth.fixes, truck, createFaults(settings.seed, settings.faults));
  const trips = jobsIn(settings.seed, truck, tripsFromMs, untilMs).map((job) => tripOf(job, truth, fromMs));
  return { truck, fromMs, untilMs, truth, told, trips };
};

/** The jobs of a truck that are to begin in a span (epoch ms). */
export const jobsIn = (seed: number, truck: Truck, fromMs: number, untilMs: number): Job[] => {
  const days = dayOf(truck, untilMs) - dayOf(truck, fromMs) + 1;
  return Array.from({ length: days }, (_, nth) => planDay(seed, truck, dayOf(truck, fromMs) + nth))
    .flat()
    .filter(({ startMs }) => startMs >= fromMs && startMs < untilMs);
};

const tripOf = (job: Job, truth: Truth, fromMs: number): TrueTrip => {
  const { plate } = truth;
  const vpcId = `${new Date(job.startMs).toISOString().slice(0, 16)}-${plate.replaceAll(' ', '')}`;
  const way: Pick<TrueStop, 'kind' | 'place'>[] = [
    { kind: 'pickup', place: job.terminal },
    ...job.clients.map((place) => ({ kind: 'delivery' as const, place })),
  ];
  if (hash32(vpcId) % 10 < emptyReturns) way.push({ kind: 'empty_return', place: job.depot });
  const stops = way.map(({ kind, place }, stop): TrueStop => {
    const visit = truth.visits.find(
      ({ doing }) => doing !== null && doing.job.startMs === job.startMs && doing.stop === stop,
    );
    if (visit === undefined) return { kind, place, enteredMs: null, leftMs: null };
    const { enteredAt, leftAt } = visit;
    // Who was there when the span began is taken to have come with it: of before nothing is told.
    const enteredMs = enteredAt === null ? fromMs : Date.parse(enteredAt);
    return { kind, place, enteredMs, leftMs: leftAt === null ? null : Date.parse(leftAt) };
  });
  return { vpcId, plate, scheduledDepartureMs: job.startMs + toDepartureMs, stops };
};

/** How far a trip truly is at a moment (domain.md, Trip). */
export const trueStageAt = ({ stops }: TrueTrip, timeMs: number): string => {
  let stage = 'assigned';
  for (const [index, { kind, enteredMs, leftMs }] of stops.entries()) {
    // Of a trip that began before the span, what came before is not known; what came after says it all.
    if (enteredMs === null || enteredMs > timeMs) continue;
    if (kind === 'empty_return') return 'completed';
    stage = kind === 'pickup' ? 'at_pickup' : 'at_delivery';
    if (leftMs === null || leftMs > timeMs) continue;
    const next = stops[index + 1];
    if (next === undefined) return 'completed';
    stage = next.kind === 'empty_return' ? 'returning_empty' : 'in_transit';
  }
  return stage;
};
