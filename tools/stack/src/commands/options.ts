import { StackError } from '../errors.js';

/** @throws StackError unless it is absent or a port. */
export function portOf(value: string | undefined): number | undefined {
  if (value === undefined) return undefined;
  const port = Number(value);
  if (Number.isInteger(port) && port > 0 && port < 65_536) return port;
  throw new StackError(`--port takes a number from 1 to 65535, not ${value}.`);
}
