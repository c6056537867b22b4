/** What one endpoint was asked. */
export interface EndpointCounts {
  requests: number;
  /** Refused, for the limit was reached. */
  overLimit: number;
  /** The most requests in any window. */
  mostInAWindow: number;
}

export interface RequestLimit {
  /** Counts a request. Returns how many more may come now; -1 refuses this one. */
  admit(endpoint: string, nowMs: number): number;
  counts(): Readonly<Record<string, EndpointCounts>>;
}

/** LocoNav's limit: so many requests per endpoint in a window that rolls. Refused ones do not count towards it. */
export function createRequestLimit(requestsMax: number, windowMs: number): RequestLimit {
  const endpoints = new Map<string, EndpointCounts & { admittedMs: number[]; askedMs: number[] }>();
  return {
    admit: (name, nowMs) => {
      const endpoint = endpoints.get(name) ?? {
        requests: 0,
        overLimit: 0,
        mostInAWindow: 0,
        admittedMs: [],
        askedMs: [],
      };
      endpoints.set(name, endpoint);
      const isRecent = (atMs: number) => atMs > nowMs - windowMs;
      endpoint.admittedMs = endpoint.admittedMs.filter(isRecent);
      // Bounded: who asks thousands of times over the limit is above it, however far.
      endpoint.askedMs = [...endpoint.askedMs.filter(isRecent).slice(-2 * requestsMax), nowMs];
      endpoint.requests++;
      endpoint.mostInAWindow = Math.max(endpoint.mostInAWindow, endpoint.askedMs.length);
      if (endpoint.admittedMs.length >= requestsMax) {
        endpoint.overLimit++;
        return -1;
      }
      endpoint.admittedMs.push(nowMs);
      return requestsMax - endpoint.admittedMs.length;
    },
    counts: () =>
      Object.fromEntries(
        [...endpoints].map(([name, { requests, overLimit, mostInAWindow }]) => [
          name,
          { requests, overLimit, mostInAWindow },
        ]),
      ),
  };
}
