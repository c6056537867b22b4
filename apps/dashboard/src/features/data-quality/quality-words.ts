import type { DeviceQuality } from '@watch-tower/contracts';
import { formatAge } from '../../format/quantities.js';

const reasons: Readonly<Record<string, { name: string; meaning: string }>> = {
  unknown_vehicle: {
    name: 'Unknown vehicle',
    meaning: 'No truck has this plate or device. It is taken up by itself once one is registered.',
  },
  zero_coordinates: { name: 'At 0, 0', meaning: 'The device had no position and sent zeros.' },
  out_of_range: { name: 'Out of range', meaning: 'There is no such place on earth.' },
  future: { name: 'From the future', meaning: 'Dated more than five minutes after its receipt.' },
  too_early: { name: 'Too early', meaning: 'Dated before there was such a device.' },
  too_late: { name: 'Too late', meaning: 'Older than the positions that are kept.' },
  unreadable: { name: 'Unreadable', meaning: 'A field is missing, or is not what it should be.' },
};

/** A reason of the quarantine in words; one that this version does not know keeps its name. */
export function reasonInWords(reason: string): { name: string; meaning: string } {
  const known = Object.hasOwn(reasons, reason) ? reasons[reason] : undefined;
  return known ?? { name: reason.replaceAll('_', ' '), meaning: '' };
}

type Clock = NonNullable<DeviceQuality['clock']>;

/** Whether a device's clock is right, and if not, by how much it is off. */
export function clockInWords(clock: Clock | null): string {
  if (clock === null) return 'not judged yet';
  const off = formatAge(Math.abs(clock.offSeconds));
  switch (clock.verdict) {
    case 'ok':
      return 'right';
    case 'ahead':
      return `${off} ahead`;
    case 'behind':
      return `${off} behind`;
    case 'zone_off':
      return `wrong zone: ${signed(clock.zoneOffHours ?? 0)} h`;
    case 'drifting':
      return `drifts, ${off} off`;
  }
}

const signed = (hours: number): string => (hours > 0 ? `+${hours}` : `−${Math.abs(hours)}`);

/** A share as a whole per cent; the smallest that is not nothing as `< 1 %`. */
export function formatShare(share: number | null): string {
  if (share === null) return '–';
  if (share > 0 && share < 0.01) return '< 1 %';
  return `${Math.round(share * 100)} %`;
}
