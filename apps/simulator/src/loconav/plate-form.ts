/** The form in which numbers are compared: a vehicle is found however its number is written. */
export function plateForm(written: string): string {
  return written.replaceAll(/[\s-]/g, '').toUpperCase();
}
