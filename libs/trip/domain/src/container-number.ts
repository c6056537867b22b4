/**
 * The ISO 6346 check digit of `AAAA999999` (four letters, six digits). Letters count from A = 10, skipping
 * multiples of 11; the i-th character weighs 2^i; modulo 11, then 10 becomes 0.
 * https://www.bic-code.org/check-digit-calculator/
 */
const checkDigitOf = (ownerAndSerial: string): number => {
  let sum = 0;
  for (const [index, character] of [...ownerAndSerial].entries()) {
    const letter = character.charCodeAt(0) - 65;
    const value = letter >= 0 ? 10 + letter + Math.floor((letter + 9) / 10) : Number(character);
    sum += value * 2 ** index;
  }
  return (sum % 11) % 10;
};

/** Whether a number has the shape of ISO 6346 and its check digit fits: `TCNU3877560`, `CSQU3054383`. */
export const isContainerNumber = (written: string): boolean =>
  /^[A-Z]{4}\d{7}$/.test(written) && checkDigitOf(written.slice(0, 10)) === Number(written.at(10));
