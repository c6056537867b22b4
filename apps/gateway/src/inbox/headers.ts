import { newId, type Trace } from '@watch-tower/messaging';

/** `ce_source` of everything that comes in here. */
export const source = 'watch-tower/gateway';

/**
 * Writes CloudEvents headers as JSON text for the elements of one request. What they share is written once:
 * a request may carry hundreds. The names are those of the contract's `toHeaders`, which a test holds beside it.
 */
export const headersWriter = (type: string, time: string, trace: Trace): ((subject: string) => string) => {
  const shared = JSON.stringify({
    'content-type': 'application/json',
    ce_specversion: '1.0',
    ce_type: type,
    ce_source: source,
    ce_time: time,
    ce_correlationid: trace.correlationId,
    traceparent: trace.traceparent,
  }).slice(0, -1);
  return (subject) => `${shared},"ce_id":"${newId()}","ce_subject":${JSON.stringify(subject)}}`;
};
