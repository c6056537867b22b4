import { z } from 'zod';

/** Values that many contracts share. Times are RFC 3339 in UTC; units stand last in names. */
export const uuid = z.uuid();
/** Any offset is read, UTC with milliseconds is kept: equal instants are equal texts. */
export const instant = z.iso
  .datetime({ offset: true, abort: true })
  .overwrite((written) => new Date(written).toISOString());
export const latitude = z.number().min(-90).max(90);
export const longitude = z.number().min(-180).max(180);
export const version = z.int().min(0);

/**
 * The form in which a plate is compared and keyed: upper case, without spaces and dashes.
 * `KBX 123-A`, `kbx123a` and `KBX123A` are one truck.
 */
export const normalisePlate = (written: string): string => written.replace(/[\s\-‐-―]/g, '').toUpperCase();
