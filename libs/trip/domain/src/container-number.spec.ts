import { isContainerNumber } from './container-number.js';

describe('container number', () => {
  it.each(['TCNU3877560', 'CSQU3054383', 'MSKU6011672'])('%s fits its check digit', (written) => {
    expect(isContainerNumber(written)).toBe(true);
  });

  it.each(['TCNU3877561', 'CSQU3054384', 'CSQU305438', 'csqu3054383', 'CSQ 3054383', ''])(
    '%s does not',
    (written) => {
      expect(isContainerNumber(written)).toBe(false);
    },
  );

  it('every single wrong digit is noticed', () => {
    const digits = '3054383';
    for (let place = 0; place < digits.length; place += 1) {
      for (let digit = 0; digit <= 9; digit += 1) {
        const altered = digits.slice(0, place) + String(digit) + digits.slice(place + 1);
        expect(isContainerNumber(`CSQU${altered}`)).toBe(altered === digits);
      }
    }
  });
});
