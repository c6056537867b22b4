/** `8 s`, `3 min`, `2 h 05`, `4 d`: a length of time at the precision people act on. */
export function formatAge(seconds: number): string {
  if (seconds < 60) return `${Math.floor(seconds)} s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 60) return `${minutes} min`;
  const hours = Math.floor(minutes / 60);
  if (hours < 48) return `${hours} h ${String(minutes % 60).padStart(2, '0')}`;
  return `${Math.floor(hours / 24)} d`;
}

/** Whole km/h; a dash where the device does not say. */
export function formatSpeed(speedKmh: number | null): string {
  return speedKmh === null ? '–' : `${Math.round(speedKmh)} km/h`;
}

const winds = ['N', 'NE', 'E', 'SE', 'S', 'SW', 'W', 'NW'] as const;

/** `045° NE`; a dash where the device does not say. */
export function formatHeading(headingDegrees: number | null): string {
  if (headingDegrees === null) return '–';
  const whole = Math.round(headingDegrees) % 360;
  return `${String(whole).padStart(3, '0')}° ${winds[Math.round(whole / 45) % 8]}`;
}

/** Five decimals, about a metre; latitude first, as people read it out. */
export function formatCoordinates(latitude: number, longitude: number): string {
  return `${latitude.toFixed(5)}, ${longitude.toFixed(5)}`;
}

/** `1 truck`, `2 trucks`. */
export const counted = (count: number, noun: string): string => `${count} ${noun}${count === 1 ? '' : 's'}`;
