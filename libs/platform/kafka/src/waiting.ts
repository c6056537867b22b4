/** Waits, or stops waiting when the signal says so; resolves either way. */
export const waitMs = (ms: number, signal?: AbortSignal): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>();
  if (signal?.aborted === true) return Promise.resolve();
  const wake = (): void => {
    clearTimeout(timer);
    signal?.removeEventListener('abort', wake);
    resolve();
  };
  const timer = setTimeout(wake, ms);
  signal?.addEventListener('abort', wake, { once: true });
  return promise;
};

/** Exponential from `firstMs` to `maxMs`, less up to half by chance, so that many do not knock at once. */
export const backoffMs = (attempt: number, firstMs: number, maxMs: number): number =>
  Math.min(maxMs, firstMs * 2 ** Math.min(attempt - 1, 30)) * (0.5 + Math.random() / 2);

/** Resolves to whether the work ended in time; it goes on in either case, and its failure is its own. */
export const endsWithin = async (work: Promise<unknown>, timeoutMs: number): Promise<boolean> => {
  const stop = new AbortController();
  const ended = await Promise.race([
    work.then(
      () => true,
      () => true,
    ),
    waitMs(timeoutMs, stop.signal).then(() => false),
  ]);
  stop.abort();
  return ended;
};
