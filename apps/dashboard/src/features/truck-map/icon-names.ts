import type { Motion } from '@watch-tower/contracts';

/** A fix older than this is drawn hollow: it is where the truck was, not where it is. */
const freshSeconds = 300;

export type IconShape = 'arrow' | 'nosed' | 'round';
export type TruckIcon = `${Motion}-${IconShape}-${'fresh' | 'aged'}`;

/** The icon of a truck. Only what moves or idles has a direction, and only where the device says which. */
export function iconOf(motion: Motion, headingDegrees: number | null, ageSeconds: number): TruckIcon {
  const aged = motion === 'outdated' || ageSeconds > freshSeconds;
  return `${motion}-${shapeOf(motion, headingDegrees)}-${aged ? 'aged' : 'fresh'}`;
}

function shapeOf(motion: Motion, headingDegrees: number | null): IconShape {
  if (headingDegrees === null) return 'round';
  if (motion === 'moving') return 'arrow';
  return motion === 'idling' ? 'nosed' : 'round';
}
