import { distanceM, type Fix, hash32, type Place, places } from '@watch-tower/simulator-domain';
import type { Alert, AlertKind } from './alert.js';

const OVERSPEED_KMH = 60;
const IDLING_MS = 5 * 60_000;

/** Looks at a truck's fixes in their order, and says what each of them opens or closes. */
export function watchTruck(plate: string): (fix: Fix) => Alert[] {
  let before: Fix | undefined;
  let idleSince: Fix | undefined;
  const open = new Map<string, Alert>();

  const alertOf = (kind: AlertKind, fix: Fix, place?: Place): Alert => ({
    id: hash32([kind, plate, fix.timeMs, place?.key].join(' ')),
    kind,
    plate,
    startedMs: fix.timeMs,
    start: { lat: fix.lat, lon: fix.lon },
    isPoint: false,
    ...(place && { place }),
  });
  const momentary = (kind: AlertKind, fix: Fix): Alert => ({
    ...alertOf(kind, fix),
    endedMs: fix.timeMs,
    end: { lat: fix.lat, lon: fix.lon },
    isPoint: true,
  });
  /** Opens with the first fix for which it holds, or from an earlier one; closes with the first for which it does not. */
  const lasting = (kind: AlertKind, fix: Fix, from: Fix | undefined, place?: Place): Alert[] => {
    const key = `${kind} ${place?.key}`;
    const opened = open.get(key);
    if (from && !opened) {
      const alert = alertOf(kind, from, place);
      open.set(key, alert);
      return [alert];
    }
    if (from || !opened) return [];
    open.delete(key);
    return [{ ...opened, endedMs: fix.timeMs, end: { lat: fix.lat, lon: fix.lon } }];
  };

  return (fix) => {
    const idles = fix.ignition && fix.speedKmh === 0;
    idleSince = idles ? (idleSince ?? fix) : undefined;
    const longIdle = idleSince && fix.timeMs - idleSince.timeMs >= IDLING_MS ? idleSince : undefined;
    const turned = before !== undefined && before.ignition !== fix.ignition;
    before = fix;
    return [
      ...(turned ? [momentary('IgnitionAlert', fix)] : []),
      ...(fix.harshBraking ? [momentary('SuddenBrakingAlert', fix)] : []),
      ...(fix.harshAcceleration ? [momentary('SuddenAccelerationAlert', fix)] : []),
      ...(fix.sharpTurn ? [momentary('SharpTurnAlert', fix)] : []),
      ...lasting('OverspeedAlert', fix, fix.speedKmh > OVERSPEED_KMH ? fix : undefined),
      ...lasting('IdlingAlert', fix, longIdle),
      ...places.flatMap((place) =>
        lasting('GeofenceAlert', fix, distanceM(place, fix) <= place.radiusM ? fix : undefined, place),
      ),
    ];
  };
}
