/** The check digit of ISO 6346: letters count from 10, skipping multiples of 11; each character weighs twice the one before. */
const checkDigitOf = (ownerAndSerial: string): number => {
  const sum = [...ownerAndSerial].reduce((total, character, index) => {
    const letter = character.charCodeAt(0) - 65;
    const value = letter < 0 ? Number(character) : 10 + letter + Math.floor((letter + 9) / 10);
    return total + value * 2 ** index;
  }, 0);
  return (sum % 11) % 10;
};

/** The digit that a number of four letters and seven digits should end in; undefined where it has another form. */
export const expectedCheckDigit = (number: string): number | undefined =>
  /^[A-Z]{4}\d{7}$/.test(number) ? checkDigitOf(number.slice(0, 10)) : undefined;
