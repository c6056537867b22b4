import { hash32 } from '../random.js';

/** How the type allocation codes of vehicle trackers begin; what follows tells the devices apart. */
const TRACKER_PREFIX = '86592';

/** A valid 15-digit IMEI that belongs to a name: the same plate always has the same device. */
export function imeiOf(name: string): string {
  const body = TRACKER_PREFIX + String(hash32(`imei ${name}`) % 1_000_000_000).padStart(9, '0');
  return body + luhnDigit(body);
}

/** The check digit that ISO/IEC 7812 (Luhn) puts after a row of digits. */
export function luhnDigit(body: string): string {
  let sum = 0;
  for (let i = 0; i < body.length; i++) {
    const digit = Number(body[body.length - 1 - i]);
    const doubled = i % 2 === 0 ? digit * 2 : digit;
    sum += doubled > 9 ? doubled - 9 : doubled;
  }
  return String((10 - (sum % 10)) % 10);
}
