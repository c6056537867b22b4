import { moved } from '../geo/geometry.js';
import { DAY_MS } from '../motion/day-plan.js';
import type { Fix } from '../motion/device.js';
import type { Truck } from '../world/fleet.js';
import type { Faults } from './faults.js';

/** A fix as its device tells of it, true or not. */
export interface Told {
  readonly fix: Fix;
  /** As it was measured. */
  readonly measured: Fix;
  /** When it reaches LocoNav, epoch ms. */
  readonly dueMs: number;
  /** LocoNav has it, but its webhook never comes. */
  readonly isLost: boolean;
}

/** A truck with the device it would swap with: that of its neighbour in the fleet, or its own where it has none. */
export type Sender = Pick<Truck, 'plate' | 'uplinkMs'> & { readonly partnerImei: string };

export function sendersOf(fleet: readonly Truck[]): (Truck & Sender)[] {
  return fleet.map((truck, index) => ({ ...truck, partnerImei: (fleet[index ^ 1] ?? truck).imei }));
}

const HOUR_MS = 3_600_000;
/** What a device stored it sends, oldest first, within so long. */
const FORWARDING_MS = 600_000;
/** Between a webhook and its copy. */
const COPY_WITHIN_MS = 60_000;

/** What a truck's device tells of a true track, in the order in which it arrives: with every fault that meets it. */
export function* toldBy(track: Iterator<Fix, never>, truck: Sender, faults: Faults): Generator<Told, never> {
  const waiting: Told[] = [];
  for (;;) {
    const { value: next } = track.next();
    for (let first = waiting[0]; first && first.dueMs <= next.timeMs; first = waiting[0]) {
      yield first;
      waiting.shift();
    }
    for (const told of tellingsOf(next, truck, faults)) {
      const place = waiting.findLastIndex(({ dueMs }) => dueMs <= told.dueMs) + 1;
      waiting.splice(place, 0, told);
    }
  }
}

/** All that is told of some fixes, in the order in which it arrives. */
export function toldOf(fixes: readonly Fix[], truck: Sender, faults: Faults): Told[] {
  return fixes.flatMap((fix) => tellingsOf(fix, truck, faults)).sort((a, b) => a.dueMs - b.dueMs);
}

function tellingsOf(fix: Fix, { plate, partnerImei, uplinkMs }: Sender, faults: Faults): Told[] {
  const atMs = fix.timeMs;
  const told: Told = {
    fix: disturbed(fix, partnerImei, faults),
    measured: fix,
    dueMs: arrivalMs(fix, faults) + uplinkMs,
    isLost: faults.meets('lost', atMs, plate, atMs) !== undefined,
  };
  if (!faults.meets('duplicates', atMs, plate, atMs)) return [told];
  return [
    told,
    { ...told, dueMs: told.dueMs + Math.floor(faults.chance('copy', plate, atMs) * COPY_WITHIN_MS) },
  ];
}

/** What the device says is wrong with it. Its own faults first, then those of one fix. */
function disturbed(fix: Fix, partnerImei: string, faults: Faults): Fix {
  const { plate, timeMs } = fix;
  const day = Math.floor(timeMs / DAY_MS);
  // Two trucks swap their devices, so the chance is that of the pair.
  const swapped = faults.meets('device_swap', timeMs, [fix.imei, partnerImei].sort().join(), day);
  const zone = faults.meets('wrong_zone', timeMs, plate, day);
  const future = faults.meets('future_clock', timeMs, plate, timeMs);
  const jump = faults.meets('jump', timeMs, plate, timeMs);
  const direction = 2 * Math.PI * faults.chance('direction', plate, timeMs);
  const distanceM = 1000 * (jump?.kilometres ?? 0);
  const { lat, lon } = faults.meets('zero_coordinates', timeMs, plate, timeMs)
    ? { lat: 0, lon: 0 }
    : moved(fix, Math.cos(direction) * distanceM, Math.sin(direction) * distanceM);
  return {
    ...fix,
    imei: swapped ? partnerImei : fix.imei,
    timeMs: timeMs + Math.round(((zone?.hours ?? 0) + (future?.hours ?? 0)) * 3600) * 1000,
    lat: toMicro(lat),
    lon: toMicro(lon),
  };
}

/** When the network lets it through: at once, some time later, or, beside what is new, once there is a network again. */
function arrivalMs({ plate, timeMs }: Fix, faults: Faults): number {
  const late = faults.meets('late', timeMs, plate, timeMs)?.seconds ?? 0;
  const disorder = faults.meets('disorder', timeMs, plate, timeMs)?.seconds ?? 0;
  const delayMs = 1000 * (late + disorder) * faults.chance('delay', plate, timeMs);
  return Math.max(timeMs + Math.floor(delayMs), networkBackMs(plate, timeMs, faults));
}

function networkBackMs(plate: string, timeMs: number, faults: Faults): number {
  for (const fault of faults.list()) {
    if (fault.kind !== 'store_and_forward') continue;
    const gapMs = fault.hours * HOUR_MS;
    const gap = Math.floor(timeMs / gapMs);
    if (!faults.meets('store_and_forward', timeMs, plate, gap)) continue;
    return (gap + 1) * gapMs + Math.floor((timeMs / gapMs - gap) * FORWARDING_MS);
  }
  return timeMs;
}

function toMicro(degrees: number): number {
  return Math.round(degrees * 1e6) / 1e6;
}
