/** A failure whose message is one sentence for the person at the keyboard; shown without a stack trace. */
export class StackError extends Error {
  override readonly name = 'StackError';
}

/** The `code` of an error of the system's, such as ENOENT. (Under Jest its class is another realm's: no `instanceof`.) */
export function codeOf(error: unknown): string | undefined {
  const isCoded =
    typeof error === 'object' && error !== null && 'code' in error && typeof error.code === 'string';
  return isCoded ? String(error.code) : undefined;
}

/** The sentence to show for anything thrown; what we did not foresee keeps its stack trace. */
export function describeError(error: unknown): string {
  if (error instanceof StackError) return error.message;
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
