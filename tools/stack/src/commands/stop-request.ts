/** Within this time signals count as one: Ctrl-C reaches us from the terminal, and again from npm and the launcher. */
const sameRequestMs = 1_000;

/**
 * Aborts on the first Ctrl-C (or SIGTERM, SIGHUP, or the end of the launcher that started us). A later one means it: the
 * process ends at once, and the kernel signals what we started.
 */
export function stopRequest(): AbortSignal {
  const controller = new AbortController();
  let askedAt = 0;
  const ask = () => {
    if (!controller.signal.aborted) {
      askedAt = Date.now();
      controller.abort();
    } else if (Date.now() - askedAt > sameRequestMs) {
      process.exit(130);
    }
  };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, ask);
  process.on('disconnect', ask);
  process.channel?.unref();
  // The terminal may be gone by the time we say goodbye.
  for (const stream of [process.stdout, process.stderr]) stream.on('error', () => undefined);
  return controller.signal;
}

/** Resolves when the stop is asked for, and keeps the process alive until then. */
export function untilStopped(signal: AbortSignal): Promise<void> {
  return new Promise((resolve) => {
    const keepAlive = setInterval(() => undefined, 2 ** 30);
    const done = () => {
      clearInterval(keepAlive);
      resolve();
    };
    if (signal.aborted) done();
    else signal.addEventListener('abort', done, { once: true });
  });
}
