import { withCheckDigit } from './container-number.js';

describe('container numbers', () => {
  it.each(['TCNU3877560', 'CSQU3054383'])('get the check digit of ISO 6346: %s', (number) => {
    expect(withCheckDigit(number.slice(0, -1))).toBe(number);
  });
});
