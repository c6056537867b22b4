import { buildPath, pathAt, type Path } from '../geo/path.js';
import type { Point } from '../geo/geometry.js';
import type { Random } from '../random.js';
import { slotIn, type Truck } from '../world/fleet.js';
import { placeOf, type PlaceKey } from '../world/places.js';
import { routeBetween } from '../world/route.js';
import { dwellS, purposeOf, type Job } from './day-plan.js';

/** A place on the way where the truck stands still for a while. */
export interface Halt {
  readonly atM: number;
  readonly holdS: number;
  /** The driver turns the engine off after so long; null: it keeps running. */
  readonly engineOffAfterS: number | null;
}

/** One drive from a standstill to a standstill. The last halt is at the path's end. */
export interface Leg {
  readonly path: Path;
  readonly halts: readonly Halt[];
  readonly loaded: boolean;
}

const ENGINE_OFF_AFTER_S = 300;
/** Trucks ahead in the queue at a gate, bumper to bumper. */
const QUEUE_STEP_M: readonly [number, number] = [22, 60];

/** Depot → terminal, where it queues and loads → client, where it is offloaded, or two → depot with the empty. */
export function legsOf(job: Job, truck: Truck, random: Random): Leg[] {
  const atDepot = { place: job.depot, slot: truck.depotSlot };
  const stops = [job.terminal, ...job.clients].map((place) => ({
    place,
    slot: slotIn(placeOf(place), random),
  }));
  const way = [atDepot, ...stops, atDepot];
  return way.slice(1).map((to, nth) => leg(way[nth] ?? atDepot, to, purposeOf(nth, way.length - 1), random));
}

/** Where a truck stands in a place. */
interface Berth {
  readonly place: PlaceKey;
  readonly slot: Point;
}

function leg(from: Berth, to: Berth, purpose: keyof typeof dwellS, random: Random): Leg {
  const stretches = routeBetween(from.place, to.place).stretches.map((stretch, i, all) => ({
    ...stretch,
    points: [
      ...(i === 0 ? [from.slot] : []),
      ...stretch.points.slice(i === 0 ? 1 : 0, i === all.length - 1 ? -1 : undefined),
      ...(i === all.length - 1 ? [to.slot] : []),
    ],
  }));
  const path = buildPath(stretches);
  const gateOutM = placeOf(from.place).radiusM;
  const gateInM = path.lengthM - placeOf(to.place).radiusM - 40;
  const halts: Halt[] = [
    { atM: gateOutM, holdS: random.between(60, 300), engineOffAfterS: null },
    ...roadside(path, random),
    ...gateQueue(gateInM, purpose === 'load' ? random.between(150, 900) : random.between(0, 80), random),
    { atM: path.lengthM, holdS: random.between(...dwellS[purpose]), engineOffAfterS: ENGINE_OFF_AFTER_S },
  ];
  // A queue that reaches back beyond the last checkpoint swallows it.
  const inOrder = halts.filter((halt, i) => halts.slice(i + 1).every((later) => later.atM > halt.atM + 5));
  return { path, halts: inOrder, loaded: purpose === 'offload' };
}

/** Checkpoints and traffic lights in town, and a rest on the long road. */
function roadside(path: Path, random: Random): Halt[] {
  const halts: Halt[] = [];
  for (let atM = random.between(1500, 4000); atM < path.lengthM - 2500; atM += random.between(2500, 9000)) {
    const { roadClass } = pathAt(path, atM);
    const rest = roadClass === 'highway' && path.lengthM > 100_000 && random.next() < 0.06;
    if (rest) halts.push({ atM, holdS: random.between(900, 1800), engineOffAfterS: ENGINE_OFF_AFTER_S });
    else if (random.next() < 0.5) halts.push({ atM, holdS: random.between(15, 120), engineOffAfterS: null });
  }
  return halts;
}

/** The truck moves up one place whenever one ahead is let in, and shows its papers at the gate. */
function gateQueue(gateM: number, lengthM: number, random: Random): Halt[] {
  const halts: Halt[] = [{ atM: gateM, holdS: random.between(60, 300), engineOffAfterS: null }];
  for (let back = random.between(...QUEUE_STEP_M); back < lengthM; back += random.between(...QUEUE_STEP_M)) {
    halts.unshift({ atM: gateM - back, holdS: random.between(20, 150), engineOffAfterS: null });
  }
  return halts;
}
