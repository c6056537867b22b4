import { originOf, type Received } from '@watch-tower/messaging';
import { toStorableRecord } from './dead-letter-record.js';

/** As a broker's client delivers it: fields that are decoded when they are looked at. */
class LazilyRead implements Received {
  readonly topic = 'watchtower.test.events.v1';
  readonly partition = 3;

  constructor(readonly value: Buffer | null) {}

  get offset(): bigint {
    return 7n;
  }

  get key(): string {
    return 'truck-1';
  }

  get headers(): Readonly<Record<string, string>> {
    return { ce_id: 'id-1' };
  }

  get acceptedAt(): Date {
    return new Date('2026-11-23T08:00:00Z');
  }
}

const recordOf = (value: Buffer | null) =>
  toStorableRecord({
    group: 'fleet.telemetry',
    received: new LazilyRead(value),
    reason: 'bad',
    kind: 'unreadable',
    attempts: 1,
  });

describe('the record of a dead letter', () => {
  it.each([
    ['text', Buffer.from('{"half')],
    ['bytes that are no text', Buffer.from([0xff, 0x00, 0xfe])],
    ['text with U+0000', Buffer.from('a\0b')],
    ['nothing', null],
  ])('leads back to an origin whose value is %s', (_case, value) => {
    const { topic, key, headers, value: text } = recordOf(value);
    const letter = {
      ...new LazilyRead(null),
      topic,
      key,
      headers,
      offset: 0n,
      acceptedAt: new Date(),
      value: Buffer.from(text),
    };
    expect(originOf(letter)).toEqual({
      topic: 'watchtower.test.events.v1',
      partition: 3,
      offset: 7n,
      key: 'truck-1',
      headers: { ce_id: 'id-1' },
      value,
    });
  });

  it('keeps the beginning of what is too large, with its length and digest', () => {
    const { headers, value } = recordOf(Buffer.alloc(800_000, 'x'));
    expect(value).toHaveLength(700_000);
    expect(headers).toMatchObject({
      dlq_value_length_bytes: '800000',
      dlq_value_sha256: expect.stringMatching(/^[0-9a-f]{64}$/) as unknown,
    });
  });
});
