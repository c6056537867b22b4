/**
 * A container's number with its check digit (ISO 6346): letters count 10 and up, leaving out the multiples of 11, each place
 * weighs twice the one before, and a remainder of 10 is written 0.
 *
 * @param prefix four letters and six digits.
 */
export function withCheckDigit(prefix: string): string {
  const letterValues = Array.from({ length: 29 }, (_, index) => index + 10).filter(
    (value) => value % 11 !== 0,
  );
  const valueOf = (sign: string) =>
    /\d/.test(sign) ? Number(sign) : (letterValues[sign.charCodeAt(0) - 65] ?? 0);
  const sum = [...prefix].reduce((total, sign, place) => total + valueOf(sign) * 2 ** place, 0);
  return `${prefix}${(sum % 11) % 10}`;
}
