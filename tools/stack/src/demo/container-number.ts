import { containerCheckDigit } from '@watch-tower/contracts';

/** A container's number: four letters and six digits with their check digit. */
export const withCheckDigit = (prefix: string): string => `${prefix}${containerCheckDigit(prefix)}`;
