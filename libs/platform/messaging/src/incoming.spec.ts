import { toHeaders, topics } from '@watch-tower/contracts';
import { read, type Received } from './incoming.js';
import { toRecord } from './outgoing.js';
import { nextTraceparent } from './trace.js';

const id = '0199c0de-0000-7000-8000-000000000001';
const attributes = {
  specversion: '1.0' as const,
  id,
  type: 'watchtower.trip.started.v1' as const,
  source: 'watch-tower/trip',
  time: '2026-11-23T08:00:00.000Z',
  subject: id,
  version: 3,
  correlationId: 'c-1',
};
const data = {
  tripId: id,
  at: '2026-11-23T07:55:00.000Z',
  recordedAt: '2026-11-23T08:00:00.000Z',
  evidence: { kind: 'person' as const, actorId: 'user-1', role: 'dispatcher' },
};

const received = (change: Partial<Received> = {}): Received => ({
  topic: topics.tripEvents.name,
  partition: 0,
  offset: 7n,
  key: id,
  headers: toHeaders(attributes),
  value: Buffer.from(JSON.stringify(data)),
  acceptedAt: new Date(),
  ...change,
});

describe('reading a record', () => {
  it('gives back what toRecord made of a message', () => {
    const { headers, value, key, topic } = toRecord(topics.tripEvents, id, { ...attributes, data });
    const message = read(topics.tripEvents, received({ topic, key, headers, value: Buffer.from(value) }));
    expect(message).toMatchObject({ readable: true, ...attributes, data });
  });

  it.each([
    ['no headers', { headers: {} }, /header ce_specversion/],
    [
      'an unknown type',
      { headers: { ...toHeaders(attributes), ce_type: 'watchtower.trip.sold.v1' } },
      /is unknown on/,
    ],
    [
      'a type named like a method of objects',
      { headers: { ...toHeaders(attributes), ce_type: 'toString' } },
      /is unknown on/,
    ],
    ['a null value', { value: null }, /value is null/],
    ['half a JSON', { value: Buffer.from('{"tripId":') }, /not JSON/],
    ['a field at fault', { value: Buffer.from(JSON.stringify({ ...data, at: 'noon' })) }, /^at: /],
  ])('with %s says what is wrong and never throws', (_case, change, reason) => {
    const message = read(topics.tripEvents, received(change));
    expect(message).toMatchObject({ readable: false, reason: expect.stringMatching(reason) as unknown });
  });
});

describe('trace context', () => {
  it('keeps the trace id and takes a span of its own', () => {
    const parent = '00-4bf92f3577b34da6a3ce929d0e0e4736-00f067aa0ba902b7-00';
    const next = nextTraceparent(parent);
    expect(next).toMatch(/^00-4bf92f3577b34da6a3ce929d0e0e4736-[0-9a-f]{16}-00$/);
    expect(next).not.toBe(parent);
  });

  it.each([undefined, 'nonsense', '00-short-00f067aa0ba902b7-01'])(
    'starts a trace where the parent is %s',
    (parent) => {
      expect(nextTraceparent(parent)).toMatch(/^00-[0-9a-f]{32}-[0-9a-f]{16}-01$/);
    },
  );
});
