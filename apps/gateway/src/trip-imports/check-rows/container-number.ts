import { containerCheckDigit } from '@watch-tower/contracts';

/** The digit that a number of four letters and seven digits should end in; undefined where it has another form. */
export const expectedCheckDigit = (number: string): number | undefined =>
  /^[A-Z]{4}\d{7}$/.test(number) ? containerCheckDigit(number.slice(0, 10)) : undefined;
