import { moved, type Point } from '../geo/geometry.js';
import { jobsThatFit } from '../motion/day-plan.js';
import { createRandom, hash32, type Random } from '../random.js';
import { imeiOf } from './imei.js';
import { places, type Place } from './places.js';

/** A truck with its driver and device, and what makes it drive differently from the others. */
export interface Truck {
  readonly plate: string;
  readonly imei: string;
  readonly brand: string;
  readonly trailerSize: '20ft' | '40ft';
  readonly transporter: string;
  readonly driver: { readonly name: string; readonly phone: string };
  /** Its parking place in the depot, where each of its days begins and ends. */
  readonly depotSlot: Point;
  /** When its day begins, after midnight UTC: days are staggered, so that some trucks move at any hour. */
  readonly dayOffsetS: number;
  /** How fast the driver goes, as a share of what the road allows. */
  readonly drivingPace: number;
  /** Surprises per hour of driving that end in harsh braking or accelerating. */
  readonly harshPerHour: number;
  /** What the mobile network takes to bring a fix to LocoNav; it also spreads the fleet over a second. */
  readonly uplinkMs: number;
  /** Share of its jobs that have two clients. */
  readonly twoClients: number;
  /** Whether it drives the nth job that fits into one of its days; null: it drives them all. */
  readonly drives: ((day: number, nth: number) => boolean) | null;
}

/** How much there is to do. */
export interface Workload {
  /** Jobs of the whole fleet a day; without it each truck drives as many as fit into its day. */
  readonly tripsADay?: number;
  /** Share of jobs with two clients, 0 by default. */
  readonly twoClients?: number;
}

const transporters = [
  'Creekside Haulage',
  'Third Mainland Logistics',
  'Iroko Transport',
  'Badagry Road Carriers',
];
const brands = [
  'Mack CH613',
  'DAF CF85',
  'Howo Sinotruk 371',
  'MAN TGA 26.430',
  'Iveco Trakker',
  'Volvo FH12',
];
const firstNames = [
  'Musa',
  'Chinedu',
  'Tunde',
  'Ibrahim',
  'Emeka',
  'Segun',
  'Yakubu',
  'Kelechi',
  'Babatunde',
  'Sani',
  'Ifeanyi',
  'Kunle',
];
const lastNames = [
  'Adeyemi',
  'Okafor',
  'Bello',
  'Eze',
  'Lawal',
  'Ogunleye',
  'Danjuma',
  'Nwosu',
  'Balogun',
  'Garba',
  'Obi',
  'Salami',
];

/** Spreads any number of trucks evenly over a day, and leaves those there are where they are when more are added. */
const GOLDEN_RATIO = 0.618033988749895;
const DAY_S = 86_400;

/** The fleet of a seed. A larger fleet begins with the smaller one's trucks, where there is as much to do as fits. */
export function createFleet(
  seed: number,
  count: number,
  { tripsADay, twoClients = 0 }: Workload = {},
): Truck[] {
  const taken = new Set<string>();
  const fleet = Array.from({ length: count }, (_, index): Truck => {
    const random = createRandom(seed, 'truck', index);
    let plate = plateOf(random, index);
    while (taken.has(plate) || taken.has(imeiOf(plate))) plate = plateOf(random, index);
    taken.add(plate).add(imeiOf(plate));
    return {
      plate,
      imei: imeiOf(plate),
      brand: random.pick(brands),
      trailerSize: random.next() < 0.7 ? ('40ft' as const) : ('20ft' as const),
      transporter: random.pick(transporters),
      driver: {
        name: `${random.pick(firstNames)} ${random.pick(lastNames)}`,
        phone: `+23480${String(Math.floor(random.between(0, 1e8))).padStart(8, '0')}`,
      },
      depotSlot: slotIn(depot, random),
      dayOffsetS: Math.floor(((index * GOLDEN_RATIO) % 1) * DAY_S),
      drivingPace: random.between(0.85, 1.05),
      harshPerHour: random.between(0.1, 1.2),
      uplinkMs: Math.floor(random.between(100, 1100)),
      twoClients,
      drives: null,
    };
  });
  if (tripsADay === undefined) return fleet;
  const drawn = drawJobs(seed, fleet, tripsADay);
  return fleet.map((truck) => ({
    ...truck,
    drives: (day, nth) => drawn(day).has(jobName(truck, nth)),
  }));
}

/** Of all jobs that fit into the days of a number those that are driven, by lot. */
function drawJobs(
  seed: number,
  fleet: readonly Truck[],
  tripsADay: number,
): (day: number) => ReadonlySet<string> {
  const known = new Map<number, ReadonlySet<string>>();
  return (day) => {
    const lots = known.get(day);
    if (lots) return lots;
    const drawn = fleet
      .flatMap((truck) => jobsThatFit(seed, truck, day).map((_, nth) => jobName(truck, nth)))
      .map((name) => ({ name, lot: hash32(`${seed} lot ${day} ${name}`) }))
      .sort((a, b) => a.lot - b.lot)
      .slice(0, tripsADay);
    const names = new Set(drawn.map(({ name }) => name));
    known.set(day, names);
    return names;
  };
}

const jobName = ({ plate }: Truck, nth: number): string => `${plate} ${nth}`;

/** Transporters and clients, the parties whose trucks and places these are. */
export const organizations: readonly { name: string; type: 'transporter' | 'client' }[] = [
  ...transporters.map((name) => ({ name, type: 'transporter' as const })),
  ...places.flatMap((place) => ('client' in place ? [{ name: place.client, type: 'client' as const }] : [])),
];

/** A parking place well inside a place's circle. */
export function slotIn(place: Place, random: Random): Point {
  const distance = place.radiusM * 0.4 * Math.sqrt(random.next());
  const angle = random.between(0, 2 * Math.PI);
  return moved(place, Math.cos(angle) * distance, Math.sin(angle) * distance);
}

/** The two styles of the first users' lists: `T11985LA` and `KBX 123A`. */
function plateOf(random: Random, index: number): string {
  const letter = () => random.pick([...'ABCDEFGHJKLMNPRSTUVWXY']);
  const digits = (count: number) => String(Math.floor(random.between(10 ** (count - 1), 10 ** count)));
  return index % 3 === 2 ? `K${letter()}${letter()} ${digits(3)}${letter()}` : `T${digits(5)}L${letter()}`;
}

const depot = places.find(({ type }) => type === 'depot') ?? raise('The world has no depot');

function raise(message: string): never {
  throw new RangeError(message);
}
